// Everything that passes the filters as a table, and as CSV.
const ROWS = 200;
const tableSort = { entities: { by: "links", down: true }, links: { by: "confidence", down: true } };
let tableMost = ROWS;

const documentButton = l => make("span", {}, make("button", { type: "button", onclick: () => readArticle(documentOf(l), G.sentences.start[G.links.sentence[l]]) }, documentName(documentOf(l))), ...sourceLinks(documentOf(l)));
const worded = (name, zh, en) => ({ words: () => t(zh, en), value: l => { const [, , values = {}] = G.qualifiers[name] ?? [], said = qualifier(l, name); return t(Object.hasOwn(values, said) ? values[said] : said, said); }, sparse: true });
const yes = (name, zh, en) => ({ words: () => t(zh, en), value: l => qualifier(l, name) && t("是", "yes"), sparse: true });
const measure = key => ({ words: () => t(MEASURES[key].zh, MEASURES[key].en), title: () => MEASURES[key].define && t(...MEASURES[key].define), value: MEASURES[key].value, numeric: true });

// `sparse`: no column where no row has it; `file`: in CSV alone
const COLUMNS = {
  entities: {
    name: { words: () => t("名称", "Name"), value: n => nameOf(n), cell: n => entityButton(n) },
    class: { words: () => t("类别", "Class"), value: n => label(classOf(n)) },
    aliases: { words: () => t("又称", "Also"), value: n => (G.aliases.get(n) ?? []).join("、") },
    place: { words: () => t("地方", "Place"), value: n => (G.homes.get(n) ?? []).map(code => placeName(code, "")).join("、") },
    links: { words: () => t("邻居", "Neighbours"), value: n => neighbours(n), numeric: true },
    articles: { words: () => t("文章", "Articles"), value: n => G.articles[n].length, numeric: true },
    mentions: { words: () => t("提及", "Mentions"), value: n => G.mentions[n], numeric: true },
    rank: measure("rank"), between: measure("between"), core: measure("core"),
    group: { words: () => t("群组", "Group"), value: n => groupName(groupOf(n)) },
    id: { words: () => "id", value: n => G.id[n], file: true },
  },
  links: {
    subject: { words: () => t("主体", "Subject"), value: l => nameOf(G.links.subject[l]), cell: l => entityButton(G.links.subject[l]) },
    relation: { words: () => t("关系", "Relation"), value: l => label(G.relations[G.links.relation[l]]), cell: l => make("button", { type: "button", class: "relation", onclick: () => openLine(G.links.edge[l]) }, label(G.relations[G.links.relation[l]])) },
    object: { words: () => t("客体", "Object"), value: l => nameOf(G.links.object[l]), cell: l => entityButton(G.links.object[l]) },
    said: { words: () => t("说法", "Said"), value: l => G.links.modality[l] ? t(...SAID[G.modalities[G.links.modality[l]]]) : "", sparse: true },
    title: worded("title", "职务", "Title"), former: yes("former", "曾任", "Former"), acting: yes("acting", "代理", "Acting"),
    role: worded("role", "角色", "Role"), means: worded("means", "方式", "Means"), goods: worded("object", "标的", "Goods"),
    amount: worded("amount", "数额", "Amount"),
    value: { words: () => t("数值", "Value"), value: l => G.links.value[l]?.[0] ?? "", numeric: true, sparse: true, cell: l => G.links.value[l] ? number(G.links.value[l][0]) : "" },
    unit: { words: () => t("单位", "Unit"), value: l => G.links.value[l]?.[1] ?? "", sparse: true },
    when: { words: () => t("发生", "When"), value: l => G.links.when[l][0], sparse: true },
    since: { words: () => t("起", "Since"), value: l => G.links.when[l][1] || qualifier(l, "from"), sparse: true },
    until: { words: () => t("止", "Until"), value: l => G.links.when[l][2] || qualifier(l, "to"), sparse: true },
    date: { words: () => t("文章日期", "Article date"), value: l => dateOf(l), sparse: true },
    confidence: { words: () => t("置信度", "Confidence"), value: l => Math.round(G.links.confidence[l] * 1000) / 1000, numeric: true },
    sources: { words: () => t("文章数", "Articles"), value: l => G.links.sources[l], numeric: true },
    article: { words: () => t("文章", "Article"), value: l => documentName(documentOf(l)), cell: documentButton },
    sentence: { words: () => t("原文", "Sentence"), value: l => G.sentences.quote[G.links.sentence[l]], cell: l => make("button", { type: "button", onclick: () => openLine(G.links.edge[l]) }, G.sentences.quote[G.links.sentence[l]]) },
    document: { words: () => t("文章编号", "Article id"), value: l => G.documents[documentOf(l)]?.id ?? "", file: true },
    source: { words: () => t("出处", "Source"), value: l => G.documents[documentOf(l)]?.source ?? "", file: true },
    rule: { words: () => t("规则", "Rule"), value: l => G.rules[G.links.rule[l]], file: true },
    id: { words: () => "id", value: l => G.links.id[l], file: true },
  },
};
COLUMNS.lone = COLUMNS.entities;
tableSort.lone = { by: "mentions", down: true };
const TABS = { entities: ["实体", "Entities"], links: ["关系", "Links"], lone: ["没有关系的实体", "Without links"] };

// In the graph view what the focus shows, in the table too; without one, all that passes, drawn or not.
function tableRows(tab, sorted = true) {
  const focused = state.focus.length > 0, shown = chosen;
  let rows = [];
  if (tab === "lone") rows = focused ? [] : passed.lone.filter(n => passed.node[n] !== 1);
  else if (tab === "entities") { for (let n = 0; n < G.id.length; n++) if (passed.node[n] === 1 && (!focused || shown.has(n))) rows.push(n); }
  else for (let l = 0; l < G.links.size; l++) if (passed.link[l] && (!focused || (shown.has(G.links.subject[l]) && shown.has(G.links.object[l])))) rows.push(l);
  if (!sorted) return rows;
  const { by, down } = tableSort[tab], value = COLUMNS[tab][by].value, keys = new Map(rows.map(r => [r, value(r)])), way = down ? -1 : 1;
  const order = new Intl.Collator("zh-CN", { numeric: true });
  return rows.sort((a, b) => {      // what has no value stands at the end either way
    const x = keys.get(a), y = keys.get(b);
    return (x === "") - (y === "") || way * (typeof x === "number" ? x - y : order.compare(x, y)) || a - b;
  });
}

let tableKey = "";      // what the table was made of
function drawTable(anew = true) {
  const on = state.view === "table", key = on ? `${shownKey} ${state.tab} ${state.lang}` : "";
  if (!anew && key === tableKey) return;
  tableKey = key;
  document.body.classList.toggle("as-table", on);
  byId("table").hidden = !on;
  byId("stage").hidden = on;
  byId("as-table").setAttribute("aria-pressed", String(on));
  if (!on || !G.ready.links) {
    byId("table").replaceChildren();
    if (lookLater && sigma) { sigma.resize(); showDrawing(); lookAt(lookLater[0], { close: lookLater[1] }); lookLater = null; }
    return;
  }
  const tab = Object.hasOwn(TABS, state.tab) ? state.tab : "entities", rows = tableRows(tab), columns = Object.entries(COLUMNS[tab]).filter(([key, c]) => !c.file && (!c.sparse || rows.some(r => c.value(r) !== "")));
  const tabButton = (name, words) => make("button", { type: "button", role: "tab", "aria-selected": String(tab === name), onclick: () => { tableMost = ROWS; change({ tab: name }); } }, words);
  const { by, down } = tableSort[tab], many = name => name === tab ? rows.length : tableRows(name, false).length;
  byId("table").replaceChildren(
    make("div", { class: "tabs", role: "tablist" }, ...Object.entries(TABS).map(([name, words]) => tabButton(name, `${t(...words)} ${number(many(name))}`)),
      make("button", { type: "button", class: "right", id: "csv", onclick: () => saveCsv(tab) }, t("下载 CSV", "Download CSV"))),
    make("div", { class: "scroll", tabindex: 0 }, make("table", {},
      make("thead", {}, make("tr", {}, ...columns.map(([key, c]) => make("th", { scope: "col", "aria-sort": by !== key ? "none" : down ? "descending" : "ascending" },
        make("button", { type: "button", "data-column": key, title: c.title?.(), onclick: () => { Object.assign(tableSort[tab], { by: key, down: by === key ? !down : Boolean(c.numeric) }); drawTable(); byId("table").querySelector(`[data-column=${key}]`).focus(); } },
          c.words(), by === key ? (down ? " ▾" : " ▴") : ""))))),
      make("tbody", {}, ...rows.slice(0, tableMost).map(r => make("tr", {}, ...columns.map(([key, c]) => make("td", { class: `c-${key}${c.numeric ? " numeric" : ""}` }, c.cell ? c.cell(r) : make("bdi", {}, typeof c.value(r) === "number" ? number(c.value(r)) : c.value(r)))))))),
      rows.length > tableMost ? make("button", { type: "button", id: "more-rows", onclick: () => { const at = byId("table").querySelector(".scroll").scrollTop; tableMost += 5 * ROWS; drawTable(); byId("table").querySelector(".scroll").scrollTop = at; } }, t(`还有 ${number(rows.length - tableMost)} 行`, `${number(rows.length - tableMost)} more rows`)) : ""));
}

// RFC 4180, with a mark that tells spreadsheets of UTF-8; a cell that a spreadsheet would take for a formula gets an apostrophe.
function csv(tab) {
  const columns = Object.values(COLUMNS[tab]), cell = value => {
    const text = typeof value === "number" ? String(value) : String(value).replace(/^(?=[=+\-@\t\r])/, "'");
    return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };
  return "\ufeff" + [columns.map(c => c.words()), ...tableRows(tab).map(r => columns.map(c => c.value(r)))].map(row => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

function saveCsv(tab) { if (G.ready.links) save(`zhengtu-${tab}.csv`, new Blob([csv(tab)], { type: "text/csv;charset=utf-8" })); }
