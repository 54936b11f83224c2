// Corrections: what the reader says of links that are wrong, of names that are one thing or two, of classes. Kept in the page (in the
// browser's storage where a file has one), listed, and taken away as the file that `kg build --corrections` reads (kg/curation.py).
let edits = [];          // {kind: "wrong" | "same" | "different" | "class", …} by the ids of the graph
let editsMade = 0;       // changes of them, so that filters are counted anew
const classWas = new Map();
const WRONG = new Set();    // ids of links that are wrong
const storageKey = () => `zhengtu ${G.total.documents} ${G.total.entities} ${G.total.links} ${G.id[0] ?? ""} ${G.id.at(-1) ?? ""}`;

function applyEdits() {
  for (const [n, cls] of classWas) G.cls[n] = cls;
  classWas.clear();
  WRONG.clear();
  for (const e of edits) {
    if (e.kind === "wrong") WRONG.add(e.link);
    const n = e.kind === "class" ? G.at.get(e.a) : undefined, cls = G.classes.findIndex(c => c.name === e.cls);
    if (n !== undefined && cls >= 0) { classWas.set(n, G.cls[n]); G.cls[n] = cls; }
  }
  editsMade++;
  filterParts = null;
}

function readEdits() {
  try { edits = JSON.parse(localStorage.getItem(storageKey()) ?? "[]").filter(e => e && ["wrong", "same", "different", "class"].includes(e.kind)); } catch { edits = []; }
  if (edits.length) applyEdits();
}

function setEdits(list, words) {
  edits = list;
  try { if (list.length) localStorage.setItem(storageKey(), JSON.stringify(list)); else localStorage.removeItem(storageKey()); } catch { /* kept until the page is closed */ }
  applyEdits();
  redraw(state, []);
  drawPanel();
  if (words) notice(words);
}

const NOTED = () => t("记下了。“从这里开始”里有全部更正，可以下载。", "Noted. All corrections are listed under Start here, to be taken away.");
const sameEdit = (e, f) => e.kind === f.kind && e.link === f.link && e.a === f.a && e.b === f.b;
const hasEdit = edit => edits.some(e => sameEdit(e, edit));
const toggleEdit = edit => setEdits(hasEdit(edit) ? edits.filter(e => !sameEdit(e, edit)) : [...edits.filter(e => !(["same", "different"].includes(edit.kind) && ["same", "different"].includes(e.kind) && e.a === edit.a && e.b === edit.b)), edit], hasEdit(edit) ? "" : NOTED());

// The button beside a link that says it is wrong, or takes that back.
const wrongButton = l => button(WRONG.has(G.links.id[l]) ? t("撤回“有误”", "Not wrong after all") : t("有误", "Wrong"), () => toggleEdit({ kind: "wrong", link: G.links.id[l] }),
  { class: "wrong", "aria-pressed": String(WRONG.has(G.links.id[l])), title: t("记为错误，不再画出；可导出给 kg build --corrections", "Note it as wrong and draw it no more; for kg build --corrections") });

function sameButtons(m, n) {
  const [a, b] = [G.id[m], G.id[n]].sort();
  return make("p", { class: "actions", role: "group", "aria-label": t("更正", "Correct") }, ...[["same", "是同一个", "The same"], ["different", "不是同一个", "Not the same"]].map(([kind, zh, en]) =>
    button(t(zh, en), () => toggleEdit({ kind, a, b }), { "aria-pressed": String(hasEdit({ kind, a, b })) })));
}

function classChoice(n) {
  const id = G.id[n], rows = G.classes.filter(c => !G.classes.some(x => x.top === c.name && x.name !== c.name));
  const list = make("select", { "aria-label": t("更正类别", "Correct the class"), class: "reclass", onchange: () => {
    const was = classWas.get(n) ?? G.cls[n], rest = edits.filter(e => !(e.kind === "class" && e.a === id));
    setEdits(G.classes[was].name === list.value ? rest : [...rest, { kind: "class", a: id, cls: list.value }], NOTED());
  } }, ...rows.map(c => make("option", { value: c.name }, label(c))));
  list.value = classOf(n).name;
  return list;
}

// [name, relation, name or class, article] of each, as kg/curation.py reads them; a link only of this graph has a number there
function editRows() {
  const number_ = new Map(edits.some(e => e.kind === "wrong") ? G.links.id.map((id, l) => [id, l]) : []), name = id => G.at.has(id) ? G.name[G.at.get(id)] : undefined;
  return edits.map(e => {
    const l = number_.get(e.link);
    if (e.kind === "wrong") return l === undefined ? null : [G.name[G.links.subject[l]], `not-${relationOf(l)}`, G.name[G.links.object[l]], G.documents[documentOf(l)]?.id ?? ""];
    if (name(e.a) === undefined) return null;
    if (e.kind === "class") return [name(e.a), "is-a", e.cls];
    return name(e.b) === undefined ? null : [name(e.a), e.kind === "same" ? "same-as" : "different-from", name(e.b)];
  });
}

function saveEdits() {
  const rows = editRows().filter(Boolean), cell = text => /[",\r\n#]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  save("corrections.csv", new Blob([[["name", "relation", "other"], ...rows].map(row => row.map(cell).join(",")).join("\r\n") + "\r\n"], { type: "text/csv;charset=utf-8" }));
}

function editsContent() {
  if (!edits.length) return null;
  const words = ([a, how, b]) => {
    const relation = how.startsWith("not-") && G.relations.find(r => r.name === how.slice(4)), cls = how === "is-a" && G.classes.find(c => c.name === b);
    return relation ? t(`有误：${a} ${label(relation)} ${b}`, `Wrong: ${a} ${label(relation)} ${b}`) : cls ? t(`${a} 是${label(cls)}`, `${a} is a ${label(cls)}`)
      : how === "same-as" ? t(`${a} 与 ${b} 是同一个`, `${a} and ${b} are the same`) : t(`${a} 与 ${b} 不是同一个`, `${a} and ${b} are not the same`);
  };
  return make("section", { id: "edits" }, make("h3", {}, t(`更正（${edits.length}）`, `Corrections (${edits.length})`)),
    make("ul", { class: "plain" }, ...editRows().map((row, i) => row && make("li", {}, make("bdi", {}, words(row)), " ", button("×", () => setEdits(edits.filter((_, j) => j !== i)), { class: "small", "aria-label": t("撤回", "Take back") })))),
    make("p", {}, button(t("下载 corrections.csv", "Download corrections.csv"), saveEdits, { id: "save-edits" })),
    make("p", { class: "hint" }, t("用法：kg build … --corrections corrections.csv", "To be used with: kg build … --corrections corrections.csv")));
}
