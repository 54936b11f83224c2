// What ties the parts together: drawing anew after a change, what the reader can do, the keyboard, and the start.
let filterKey = "", shownKey = "";
let chosen = new Set();     // what filters and exploring show; `shown` has what is looked at too
// After a change from the state `before`: what depends on what was changed, and no more.
function redraw(before, look) {
  const changed = key => !before || !same(before[key], state[key]);
  if (!G.ready.first) return;
  if (changed("lang")) { translatePage(); wrapped.clear(); }
  if (changed("theme")) { document.documentElement.dataset.theme = state.theme; readColours(); }
  const level = `${G.id.length} ${G.ready.links} ${editsMade}`;
  const newFilter = level + JSON.stringify(FILTERS.map(k => state[k]));
  if (newFilter !== filterKey) {
    filterKey = newFilter;
    passed = filtered(state);
    shownKey = "";
    if (before && FILTERS.some(changed) && !["node", "edge", "between"].some(changed) && selection().some(n => !passed.node[n])) {
      state = { ...state, node: "", edge: "", between: "" };   // it is not asked for any more
      writeAddress();
    }
  }
  const newShown = newFilter + JSON.stringify(SHOWN.map(k => state[k])), anew = newShown !== shownKey;
  if (anew) {
    shownKey = newShown;
    chosen = chosenToShow(state, passed);
  }
  mark();
  const wanted = new Set(chosen);
  for (const n of [...selection(), ...(state.between ? marked.near : [])]) if (!state.hidden.includes(G.id[n])) wanted.add(n);   // what is looked at is always drawn
  const rebuilt = anew || wanted.size !== shown.size || [...wanted].some(n => !shown.has(n));
  shown = wanted;
  if (rebuilt || ["lang", "colour"].some(changed)) drawLegend();      // before the labels, which leave room for it
  const elsewhere = rebuilt && rebuild();
  if (rebuilt) showDrawing(); else repaint();
  if (before && !look.length && (elsewhere || ["focus", "steps", "place", "articles", "tidy"].some(changed))) fit();
  if (look.length) lookAt(look);
  if (changed("lang")) filterParts = null;
  drawCounts();
  if (anew || changed("lang")) drawFilters();
  if (anew || ["lang", "node", "edge", "between", "apart", "ask", "of"].some(changed)) { if (["node", "edge", "between", "ask", "of"].some(changed)) panelAll = false; drawPanel(); }
  if (anew || ["lang", "node", "edge", "between", "time", "view"].some(changed)) drawTime();
  byId("tidy").setAttribute("aria-pressed", String(ownLayout()));
  byId("tidy").disabled = shown.size > TIDY;
  document.body.classList.toggle("selected", selection().length > 0 || state.ask !== "");
  drawTable(false);
  if (["article", "at", "lang"].some(changed) && G.ready.links) drawArticle();
  byId("undo").disabled = !past.length;
}

// What is selected and what belongs to it.
function mark() {
  const nodes = selection();
  marked = { nodes: new Set(nodes), edges: new Set(), near: new Set(), paths: [] };
  if (state.between && nodes.length === 2) {
    marked.paths = tellingPaths(...nodes, passed, state.apart ? placeOrHub : undefined);
    for (const e of marked.paths.flat()) marked.edges.add(e);
    for (const e of marked.edges) { marked.near.add(G.a[e]); marked.near.add(G.b[e]); }
  } else if (state.edge && nodes.length === 2) marked.edges.add(lineBetween(...nodes));
  else for (const n of nodes) for (const e of around(n)) if (passed.edge[e]) { marked.edges.add(e); marked.near.add(other(e, n)); }
}

// articles · entities · links, each "of how many" where filters leave some out, and what is drawn
function countsText() {
  const { documents, entities, links } = G.total, of = (n, all) => n === all ? number(all) : t(`${number(n)} / ${number(all)}`, `${number(n)} of ${number(all)}`);
  const all = G.ready.links ? [of(passed.documents, documents), of(passed.nodes, entities), of(passed.links, links)] : [documents, entities, links].map(number);
  return t(`${all[0]} 篇文章 · ${all[1]} 实体 · ${all[2]} 关系`, `${all[0]} articles · ${all[1]} entities · ${all[2]} links`) +
    (passed.nodes === shown.size ? "" : t(`（画出 ${number(shown.size)} 个）`, ` (${number(shown.size)} drawn)`));
}

function drawCounts() {
  byId("counts").textContent = countsText();
  if (state.focus.length) byId("counts").append(" ", make("button", { type: "button", id: "whole", onclick: () => { change({ focus: [], steps: 1, expanded: [], collapsed: [], tidy: "", pinned: inAll() }); byId("graph").focus(); } }, t("回到全图", "Back to all")));
  if (!shown.size && G.ready.links && G.id.length) notice(passed.nodes ? t("这里的实体都隐藏了。", "All that was here is hidden.") : t("没有实体通过筛选。", "Nothing passes the filters."), "empty");
  else endNotice("empty");
  drawRest();
}

// What passes and is not drawn: the rest of the part in sight, and the small groups beside it, which open as a list.
function drawRest() {
  const rest = byId("undrawn"), left = G.ready.links && !state.focus.length ? passed.nodes - [...shown].filter(n => passed.node[n] === 1).length : 0;
  rest.hidden = left <= 0;
  if (rest.hidden) return;
  const [, ...scraps] = partsOf(passed), apart = scraps.filter(part => !part.some(n => shown.has(n))), inside = left - apart.reduce((sum, part) => sum + part.filter(n => passed.node[n] === 1).length, 0);
  rest.replaceChildren(
    ...(inside > 0 ? [button(t(`＋${number(inside)} 个相连的实体`, `+${number(inside)} linked entities`), () => change({ most: state.most < 2000 ? 2000 : G.id.length }), { id: "more-drawn", title: t("多画一些", "Draw more") })] : []),
    ...(apart.length ? [button(t(`＋${number(apart.length)} 个小群`, `+${number(apart.length)} small groups`), () => { change({ node: "", edge: "", between: "", ask: "" }); show(scrapsContent(apart)); showPanel(); toPanel(); }, { id: "scraps", title: t("列出与大图不相连的小群", "List the small groups that nothing links to the rest") })] : []));
}

function drawLegend() {
  if (state.colour === "group") byId("legend").replaceChildren(...[...new Set([...shown].map(groupOf))].filter(g => g >= 0).sort((a, b) => a - b).slice(0, GROUPS).map(g => make("span", {}, sign({ shape: "circle", color: hueOf(g) }), groupName(g))));
  else byId("legend").replaceChildren(...legendClasses().map(cls => make("span", {}, sign(cls), label(cls))));
}

// ---- what the reader can do ----------------------------------------------------------------------
function pick(n) {
  if (choosing !== null && n !== choosing) { const from = choosing; stopChoosing(); change({ between: `${G.id[from]}~${G.id[n]}`, node: "", edge: "" }, { look: [from, n] }); }
  else openNode(n);
}

function openNode(n, look = false) {
  if (choosing !== null && n !== choosing) { pick(n); return; }
  showPanel();   // it covers a part of the drawing on a phone
  const away = look || outOfView(n);
  const filteredOut = !passed.node[n] && filtersOn(state).length > 0;
  change({ node: G.id[n], edge: "", between: "" }, { look: away ? withNear([n]) : [] });
  if (filteredOut) notice(t("筛选条件不含它；因为你要看它，仍画了出来。", "The filters leave it out; it is drawn because you asked for it."));
  say(`${nameOf(n)}, ${label(classOf(n))}, ${plural(G.degree[n], "个邻居", "neighbour", "neighbours")}`);
}

function toPanel() {
  const heading = byId("panel").querySelector("h2");
  heading?.setAttribute("tabindex", "-1");
  heading?.focus();
}

// What the address says of the camera; if nothing, what it says of the rest.
function lookAsSaid() {
  if (state.camera) setCamera(state.camera);
  else if (ownLayout() || !selection().length) { if (ownLayout() || filtersOn(state).length) fit(); else setCamera("0.5:0.5:1"); }
  else lookAt(withNear(selection()));
}

// A single entity with those next to it, to be brought into view together.
function withNear(nodes) {
  if (nodes.length !== 1) return nodes;
  return [nodes[0], ...Array.from(around(nodes[0])).filter(e => passed.edge[e]).map(e => other(e, nodes[0])).slice(0, 60)];
}

function openLine(e) {
  const nodes = [G.a[e], G.b[e]];
  change({ edge: nodes.map(n => G.id[n]).join("~"), node: "", between: "" }, { look: nodes.some(outOfView) ? nodes : [] });
  showPanel();
  say(`${nameOf(G.a[e])} — ${kindsOf(e, "、")} — ${nameOf(G.b[e])}`);
}

function showPanel() {
  if (wide.matches) setSide("panel", true); else openSheet("panel");
}

function focusOn(n, steps) { change({ focus: [G.id[n]], steps, expanded: [], collapsed: [], tidy: "", pinned: inAll(), node: G.id[n], edge: "", between: "" }); }

function expand(n) {
  const id = G.id[n], before = shown.size;
  change({ expanded: state.expanded.includes(id) ? state.expanded : [...state.expanded, id], collapsed: state.collapsed.filter(x => x !== id), node: id, edge: "", between: "" });
  say(t(`多画了 ${shown.size - before} 个实体`, `${shown.size - before} more entities are drawn`));
}

function collapse(n) {
  const id = G.id[n];
  if (state.expanded.includes(id)) change({ expanded: state.expanded.filter(x => x !== id) });
  else change({ collapsed: state.collapsed.includes(id) ? state.collapsed.filter(x => x !== id) : [...state.collapsed, id] });
}

// Keep an entity drawn, and where it is put: [x, y] in the layout of all, and [x, y, u, v] in one of its own too.
function pin(n, place) { change({ pinned: { ...state.pinned, [G.id[n]]: place.map(Math.round) } }); }
const inAll = () => Object.fromEntries(Object.entries(state.pinned).map(([id, [x, y]]) => [id, [x, y]]));

function togglePin(n) {
  const { [G.id[n]]: at, ...rest } = state.pinned;
  if (at) change({ pinned: rest }); else pin(n, places.has(n) ? [G.x[n], G.y[n], ...placeOf(n)] : placeOf(n));
}

const unhide = n => change({ hidden: state.hidden.filter(id => id !== G.id[n]) });
const hide = n => change({ hidden: [...new Set([...state.hidden, G.id[n]])], node: "", edge: "", between: "" });

function startChoosing(n) {
  if (choosing === n) { stopChoosing(); return; }
  choosing = n;
  byId("search").value = "";
  notice(t(`选另一个实体：点一下，或搜索它。Esc 取消。`, "Choose another entity: click it, or search for it. Esc cancels."), "choosing");
  if (G.ready.links) drawPanel();
  toSearch();
}

function stopChoosing() {
  if (choosing === null) return;
  choosing = null;
  endNotice("choosing");
  drawPanel();
}

const setSide = (side, on) => {
  document.body.classList.toggle(`no-${side}`, !on);
  byId(`show-${side}`).setAttribute("aria-pressed", String(on));
};

// On a phone the sheets are closed until they are asked for.
function pressSides() {
  for (const s of ["panel", "filters"]) byId(`show-${s}`).setAttribute("aria-pressed", String(document.body.classList.contains(wide.matches ? `no-${s}` : `with-${s}`) !== wide.matches));
}
wide.addEventListener("change", pressSides);

function openSheet(side) {
  document.body.classList.remove("with-panel", "with-filters");
  document.body.classList.add(`with-${side}`);
  pressSides();
}

function closeSheets() {
  const open = document.body.matches(".with-panel, .with-filters");
  document.body.classList.remove("with-panel", "with-filters");
  pressSides();
  if (open && !selection().length) fit();
}

function toggleSide(side) {
  if (!wide.matches) {
    if (document.body.classList.contains(`with-${side}`)) closeSheets(); else openSheet(side);
  } else setSide(side, document.body.classList.contains(`no-${side}`));
}

// ---- search --------------------------------------------------------------------------------------
let foundAt = -1;
function drawFound() {
  const words = byId("search").value, found = search(words), list = byId("found");
  foundAt = found.length ? 0 : -1;
  list.hidden = !words.trim();
  list.replaceChildren(...(choosing === null ? [] : [make("li", { class: "none" }, t(`选另一个实体，看它与“${nameOf(choosing)}”之间。`, `Choose another entity, to see what links it to ${nameOf(choosing)}.`))]), ...found.map(({ node, name }, i) => make("li", { role: "option", id: `found-${i}`, "aria-selected": String(i === foundAt), "data-node": node, onpointerdown: event => event.preventDefault(), onclick: () => takeFound(node) },
    sign(classOf(node)), make("bdi", {}, nameOf(node)), name === G.name[node] ? null : make("small", {}, ` ${name}`), make("small", { class: "right" }, `${label(classOf(node))} · ${G.degree[node]}`))),
    ...(found.length || !words.trim() ? [] : [make("li", { class: "none" }, G.ready.rest ? t("没有找到", "Nothing found") : t("正在读入…", "Reading…"))]));
  byId("search").setAttribute("aria-expanded", String(!list.hidden));
  moveFound(0);
}

function moveFound(by) {
  const options = [...byId("found").querySelectorAll("[role=option]")];
  if (!options.length) { byId("search").removeAttribute("aria-activedescendant"); return; }
  foundAt = (foundAt + by + options.length) % options.length;
  options.forEach((o, i) => o.setAttribute("aria-selected", String(i === foundAt)));
  options[foundAt].scrollIntoView({ block: "nearest" });
  byId("search").setAttribute("aria-activedescendant", options[foundAt].id);
}

function takeFound(n) {
  closeFound();
  byId("graph").focus({ preventScroll: true });   // so that the arrow keys go on from there
  if (choosing !== null) pick(n); else openNode(n, true);
}

function closeFound() {
  byId("found").hidden = true;
  byId("search").setAttribute("aria-expanded", "false");
  byId("search").removeAttribute("aria-activedescendant");
}

function toSearch() { byId("search").focus(); byId("search").select(); }

byId("search").addEventListener("input", drawFound);
byId("search").addEventListener("focus", () => { if (byId("search").value.trim()) drawFound(); });
byId("search").addEventListener("blur", closeFound);
const composing = event => event.isComposing || event.keyCode === 229;   // Enter and the arrows are the input method's
byId("search").addEventListener("keydown", event => {
  if (composing(event)) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") { moveFound(event.key === "ArrowDown" ? 1 : -1); event.preventDefault(); }
  else if (event.key === "Enter") { event.stopPropagation(); const option = byId(`found-${foundAt}`); if (option) takeFound(Number(option.dataset.node)); }
  else if (event.key === "Escape") { if (byId("found").hidden) stopChoosing(); closeFound(); byId("search").blur(); event.stopPropagation(); }
});

// ---- keyboard ------------------------------------------------------------------------------------
const KEYS = [
  ["/", () => toSearch(), "搜索", "Search"],
  ["?", () => openManual(), "这个说明", "This page"],
  ["Esc", null, "关闭、取消选择", "Close, select nothing"],
  ["↑ ↓ ← →", null, "图上：移到那个方向的实体；按住 Shift 移动画面", "On the graph: to the entity in that direction; with Shift, move the picture"],
  ["+ −", null, "缩放", "Zoom"],
  ["0", () => fit(), "全图", "Show all"],
  ["1 2 3", null, "只看所选实体的 1、2、3 步邻域", "Only what is within 1, 2, 3 steps of the selected entity"],
  ["e", n => expand(n), "展开邻居", "Draw all neighbours"],
  ["c", n => collapse(n), "收起邻居", "Put neighbours away"],
  ["p", n => togglePin(n), "固定", "Pin"],
  ["h", n => hide(n), "隐藏", "Hide"],
  ["m", n => startChoosing(n), "与另一个实体之间：路径、共同邻居", "Between two entities: paths, common neighbours"],
  ["u", () => undo(), "撤销（Ctrl+Z 亦可）", "Undo (Ctrl+Z too)"],
  ["t", () => change({ view: state.view === "table" ? "graph" : "table" }), "表格与图", "Table or graph"],
  ["y", () => change({ time: !state.time }), "时间线", "Timeline"],
  ["q", () => openQuestions(), "提问", "Ask"],
  ["f", () => toggleSide("filters"), "显示或收起筛选", "Show or hide the filters"],
  ["d", () => toggleSide("panel"), "显示或收起详情", "Show or hide the details"],
];
const OF_NODE = ["e", "c", "p", "h", "m"];

document.addEventListener("keydown", event => {
  const { key } = event, at = document.activeElement, writing = /^(INPUT|SELECT|TEXTAREA)$/.test(at?.tagName ?? "") && !["checkbox", "range"].includes(at.type);
  if (composing(event) || document.querySelector("dialog[open]")) return;
  if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === "z" && (!writing || at.tagName === "SELECT")) { undo(); event.preventDefault(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (key === "Escape") { escape(); return; }
  if (writing || !G.ready.first) return;
  const arrows = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[key];
  if (arrows && document.activeElement === byId("graph")) {
    event.preventDefault();
    if (event.shiftKey) { const { x, y, ratio } = sigma.getCamera().getState(); moveCamera({ x: x + arrows[0] * ratio * 0.15, y: y + arrows[1] * ratio * 0.15 }); } else step(...arrows);
    return;
  }
  const n = state.node ? G.at.get(state.node) : undefined;
  if (key === "Enter" && document.activeElement === byId("graph")) { event.preventDefault(); showPanel(); toPanel(); return; }
  if (key === "+" || key === "=") zoom(0.7);
  else if (key === "-" || key === "_") zoom(1 / 0.7);
  else if (/^[123]$/.test(key) && n !== undefined) focusOn(n, Number(key));
  else {
    const known = KEYS.find(([name, action]) => action && name === key);
    if (!known || (event.shiftKey && key !== "?")) return;
    if (OF_NODE.includes(key) && n === undefined) { notice(t("先选一个实体。", "Choose an entity first.")); return; }
    event.preventDefault();
    known[1](n);
  }
});

function escape() {
  if (!byId("exports").hidden) { openExports(false); byId("export").focus(); }
  else if (choosing !== null) stopChoosing();
  else if (document.body.classList.contains("with-panel") || document.body.classList.contains("with-filters")) closeSheets();
  else change({ node: "", edge: "", between: "", ...(selection().length ? {} : { ask: "", of: [] }) });
}

function openManual() {
  const manual = byId("manual");
  manual.replaceChildren(
    make("header", {}, make("h2", { id: "manual-title" }, t("怎样使用", "How to use it")), make("button", { type: "button", class: "close", "aria-label": t("关闭", "Close"), onclick: () => manual.close() }, "×")),
    make("p", {}, t("点是实体，线是关系，线越粗说的次数越多，颜色浅的线把握较小。每一条关系都带着文章里的那句话：点线或点实体，右边就是。", "Points are entities, lines are relations; the thicker, the more often stated, the paler, the less sure. Every relation comes with the sentence of an article: click a line or a point, and read on the right.")),
    make("p", {}, make("mark", {}, t("黄色", "Yellow")), t("标出关系的主体，", " marks the subject of a relation, "), make("mark", { class: "o" }, t("绿色", "green")), t("标出客体。置信度是同类陈述里对的比例，在有标注的文章上量得。日期是文章的日期：任职的起止，文章未必说过。", " its object. Confidence is the share of such claims that was right in annotated articles. Dates are those of the articles: when a post began or ended, they may not say.")),
    make("p", {}, t("双击实体画出它的所有邻居；拖动实体，它就固定在那里。地址栏里的链接记着你的筛选和选择，可以发给同事。", "A double click on an entity draws all its neighbours; an entity that you drag stays where you put it. The address keeps your filters and choices, to send to a colleague.")),
    make("table", {}, make("tbody", {}, ...KEYS.map(([key, , zh, en]) => make("tr", {}, make("th", { scope: "row" }, ...key.split(" ").map(k => make("kbd", {}, k))), make("td", {}, t(zh, en)))))));
  manual.showModal();
}
byId("manual").addEventListener("click", event => { if (event.target === byId("manual")) byId("manual").close(); });

// ---- buttons -------------------------------------------------------------------------------------
function openExports(on) {
  for (const id of ["save-png", "save-svg"]) byId(id).disabled = state.view === "table";      // there is no picture in sight
  byId("exports").hidden = !on;
  byId("export").setAttribute("aria-expanded", String(on));
  if (on) byId("exports").querySelector("button:enabled").focus();
}

const onClick = (id, action) => byId(id).addEventListener("click", action);
onClick("undo", undo);
onClick("reset", () => { stopChoosing(); closeSheets(); change({ ...structuredClone(START), lang: state.lang, theme: state.theme }); fit(); });
onClick("as-table", () => change({ view: state.view === "table" ? "graph" : "table" }));
onClick("as-time", () => change({ time: !state.time, view: "graph" }));
onClick("ask", () => openQuestions());
onClick("export", () => openExports(byId("exports").hidden));
onClick("save-png", savePng);
onClick("save-svg", saveSvg);
onClick("save-entities", () => saveCsv("entities"));
onClick("save-links", () => saveCsv("links"));
onClick("print", () => window.print());
onClick("copy-link", async () => {
  try { await navigator.clipboard.writeText(location.href); notice(t("链接已复制。", "The link is copied.")); } catch { notice(location.href, "link"); }
});
for (const item of byId("exports").children) item.addEventListener("click", () => { openExports(false); byId("export").focus(); });
byId("exports").addEventListener("focusout", event => { if (!byId("exports").contains(event.relatedTarget) && event.relatedTarget) openExports(false); });
byId("exports").addEventListener("keydown", event => {
  const items = [...byId("exports").querySelectorAll("button:enabled")], at = items.indexOf(document.activeElement), by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by) { items[(at + by + items.length) % items.length].focus(); event.preventDefault(); }
});
document.addEventListener("pointerdown", event => { if (!byId("exports").hidden && !event.target.closest("#exports, #export")) openExports(false); });
onClick("theme", () => change({ theme: isDark() ? "light" : "dark" }));
onClick("language", () => change({ lang: state.lang === "en" ? "zh" : "en" }));
onClick("help", openManual);
onClick("zoom-in", () => zoom(0.7));
onClick("zoom-out", () => zoom(1 / 0.7));
onClick("fit", fit);
onClick("tidy", () => change({ tidy: ownLayout() ? "no" : "yes" }));
onClick("skip", () => byId("graph").focus());
onClick("show-filters", () => toggleSide("filters"));
onClick("show-panel", () => toggleSide("panel"));

const darkWish = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => state.theme ? state.theme === "dark" : darkWish.matches;
darkWish.addEventListener("change", () => { readColours(); repaint(); });

// ---- the start -----------------------------------------------------------------------------------
const timing = {};     // milliseconds after the page began to load, for those who measure
async function begin() {
  state = fromAddress(location.hash);
  written = location.hash.slice(1);
  document.documentElement.dataset.theme = state.theme;
  translatePage();
  pressSides();
  if (!("DecompressionStream" in window)) throw new Error(t("请用 2023 年以后的浏览器打开这个页面。", "Please open this page with a browser of 2023 or later."));
  await readFirst();
  if (!G.total.links) START.lone = state.lone = true;      // there is nothing else to draw
  frameBox = boxOf([]);
  startRenderer();
  redraw(null, []);
  timing.first = performance.now();
  if (document.readyState === "loading") await new Promise(done => document.addEventListener("DOMContentLoaded", done, { once: true }));
  await readRest();
  buildSearchIndex();
  if (document.activeElement === byId("search") && byId("search").value) drawFound();
  timing.search_ready = performance.now();
  await readLinks();
  readEdits();
  redraw(null, []);
  lookAsSaid();
  timing.ready = performance.now();
  new ResizeObserver(() => { if (sigma && byId("graph").clientWidth) { sigma.resize(); showDrawing(); } if (state.time) drawTime(); }).observe(byId("graph"));
  document.documentElement.dataset.ready = "1";
}
begin().catch(error => { notice(t("页面的数据读不出来：", "The data of the page can't be read: ") + error.message, "broken"); throw error; });
