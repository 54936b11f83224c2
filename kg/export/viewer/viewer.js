"use strict";
// All words of the data reach the page as text (textContent, canvas), never as markup.
const data = JSON.parse(document.getElementById("data").textContent);
const FONT = '"Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "Source Han Sans SC", sans-serif';
const byId = id => document.getElementById(id);
const classes = new Map(data.classes.map(c => [c.name, c]));
const entities = new Map(data.entities.map(e => [e.id, e]));
const relations = new Map(Object.entries(data.relations));
const qualifiers = new Map(Object.entries(data.qualifiers));
const linksOf = new Map(data.entities.map(e => [e.id, []]));
const linksIn = data.edges.map(() => []);
for (const link of data.links) {
  linksIn[link.edge].push(link);
  for (const id of new Set([link.subject, link.object])) linksOf.get(id).push(link);
}

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") element.addEventListener("click", value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false) element.setAttribute(name, value);
  }
  element.append(...children.filter(c => c !== null));
  return element;
}

// ---- the drawing -------------------------------------------------------------------------------
const nodes = new vis.DataSet(data.nodes);
const edges = new vis.DataSet(data.edges);
const EDGE = "#a9b4c0", STRONG = "#3b4a5a";
const network = new vis.Network(byId("mynetwork"), { nodes, edges }, {
  physics: false,
  layout: { randomSeed: 1 },
  groups: Object.fromEntries(data.classes.map(c => [c.name, {
    color: { background: c.color, border: "#ffffff", highlight: { background: c.color, border: "#1f2933" }, hover: { background: c.color, border: "#1f2933" } },
  }])),
  nodes: { borderWidth: 1, borderWidthSelected: 3, font: { size: 0 } },   // labels are drawn below, so that none covers another
  edges: {
    smooth: false, width: 1, selectionWidth: 1, hoverWidth: 0.8,
    color: { color: EDGE, highlight: STRONG, hover: STRONG }, arrows: { to: { scaleFactor: 0.45 }, from: { scaleFactor: 0.45 } },
  },
  interaction: { hover: true, hideEdgesOnDrag: data.edges.length > 2000, tooltipDelay: 1e9, multiselect: false },
});
const degree = new Map(data.nodes.map(n => [n.id, 0]));
for (const e of data.edges) for (const id of new Set([e.from, e.to])) degree.set(id, degree.get(id) + 1);
const ranked = [...data.nodes].sort((a, b) => degree.get(b.id) - degree.get(a.id) || (a.id < b.id ? -1 : 1));
let chosen = { nodes: new Set(), edges: new Set(), near: new Set() };   // what is selected, and its neighbours
let hovered = null;

function wrap(text) {
  const chars = Array.from(text);
  if (chars.length <= 12) return [text];
  const line = Math.min(12, Math.ceil(chars.length / 2));
  const rest = chars.slice(line);
  return [chars.slice(0, line).join(""), rest.length > 12 ? rest.slice(0, 11).join("") + "…" : rest.join("")];
}

const lines = new Map(data.nodes.map(n => [n.id, wrap(n.label)]));
const SIZE = 12, LEADING = 14, SMALL = 10.5;   // of labels, in pixels of the screen at any zoom
let plan = null;                 // which labels are shown where at the present zoom

// Labels of the most linked nodes first, each at the first of four sides where it covers nothing;
// that of a hub may cover the small nodes around it.
function planLabels(context, scale) {
  const grid = new Map(), CELL = 60, shown = [];
  const cells = function* ([x0, y0, x1, y1]) {
    for (let i = Math.floor(x0 / CELL); i <= Math.floor(x1 / CELL); i++)
      for (let j = Math.floor(y0 / CELL); j <= Math.floor(y1 / CELL); j++) yield i * 65536 + j;
  };
  const put = (box, owner, weight = Infinity) => { for (const c of cells(box)) { if (!grid.has(c)) grid.set(c, []); grid.get(c).push([box, owner, weight]); } };
  const covers = (box, owner, least = 0) => {   // anything of at least this weight
    for (const c of cells(box)) for (const [b, o, weight] of grid.get(c) ?? [])
      if (o !== owner && weight >= least && box[0] < b[2] && b[0] < box[2] && box[1] < b[3] && b[1] < box[3]) return true;
    return false;
  };
  const positions = network.getPositions();
  const visible = ranked.filter(n => !nodes.get(n.id).hidden);
  for (const n of visible) {
    const { x, y } = positions[n.id], r = n.size * scale;
    put([x * scale - r, y * scale - r, x * scale + r, y * scale + r], n.id, degree.get(n.id));
  }
  const first = visible.filter(n => chosen.nodes.has(n.id)), second = visible.filter(n => chosen.near.has(n.id));
  const named = chosen.edges.size === 1 ? planEdgeLabels(context, scale, positions, covers, put) : null;   // it is what one looks for
  context.font = `${SIZE}px ${FONT}`;
  for (const n of new Set([...first, ...second, ...visible])) {
    const text = lines.get(n.id), w = Math.max(...text.map(t => context.measureText(t).width)), h = LEADING * text.length;
    const x = positions[n.id].x * scale, y = positions[n.id].y * scale, r = n.size * scale + 2;
    const sides = [[x - w / 2, y + r], [x + r + 1, y - h / 2], [x - r - 1 - w, y - h / 2], [x - w / 2, y - r - h]];
    const free = least => sides.find(([left, top]) => !covers([left - 2, top, left + w + 2, top + h], n.id, least));
    const side = free(0) ?? (degree.get(n.id) >= 6 ? free(degree.get(n.id) / 3) : undefined) ?? (chosen.nodes.has(n.id) ? sides[0] : undefined);
    if (!side) continue;
    put([side[0], side[1], side[0] + w, side[1] + h], n.id);
    shown.push({ id: n.id, text, x: (side[0] + w / 2) / scale, y: side[1] / scale });
  }
  return { scale, shown, named: named ?? planEdgeLabels(context, scale, positions, covers, put) };
}

// On a line: how many links it stands for, and what they say if it is selected or long enough.
function planEdgeLabels(context, scale, positions, covers, put) {
  const named = [];
  context.font = `${SMALL}px ${FONT}`;
  const strongFirst = [...data.edges].sort((a, b) => chosen.edges.has(b.id) - chosen.edges.has(a.id) || b.count - a.count || a.id - b.id);
  for (const e of strongFirst) {
    const strong = chosen.edges.has(e.id);
    if (edges.get(e.id).hidden || (chosen.nodes.size && !strong)) continue;
    const a = positions[e.from], b = positions[e.to], long = Math.hypot(a.x - b.x, a.y - b.y) * scale;
    const times = e.count > 1 ? `×${e.count}` : "";
    for (const text of strong || long > 120 ? [`${e.kind} ${times}`.trim(), times] : [times]) {
      const w = context.measureText(text).width, h = SMALL + 2;
      const spots = [0.5, 0.38, 0.62, 0.25, 0.75].map(t => [(a.x + (b.x - a.x) * t) * scale, (a.y + (b.y - a.y) * t) * scale]);
      const beside = [-16, 16, -32, 32].map(up => [spots[0][0], spots[0][1] + up]);
      if (strong) w > long / 2 ? spots.unshift(...beside) : spots.push(...beside);   // on a short line it would hide the line
      const spot = text && spots.find(([x, y]) => !covers([x - w / 2 - 2, y - h / 2, x + w / 2 + 2, y + h / 2], null));
      if (!spot) continue;
      put([spot[0] - w / 2, spot[1] - h / 2, spot[0] + w / 2, spot[1] + h / 2], e.id);
      named.push({ text, strong, x: spot[0] / scale, y: (spot[1] - h / 2) / scale });
      break;
    }
  }
  return named;
}

function drawText(context, text, x, y, size, bold) {
  context.font = `${bold ? "600 " : ""}${size}px ${FONT}`;
  context.lineWidth = size / 4;
  context.strokeText(text, x, y);
  context.fillText(text, x, y);
}

network.on("afterDrawing", context => {
  const scale = network.getScale();
  context.save();
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  context.strokeStyle = "rgba(247,248,250,0.92)";
  if (!plan || plan.scale !== scale) { context.save(); plan = planLabels(context, scale); context.restore(); }
  for (const { text, strong, x, y } of plan.named) {
    context.fillStyle = strong ? "#1d5fbf" : "#66727f";
    drawText(context, text, x, y, SMALL / scale, false);
  }
  const some = chosen.nodes.size > 0;
  for (const { id, text, x, y } of plan.shown) {
    const strong = chosen.nodes.has(id);
    context.fillStyle = !some || strong || chosen.near.has(id) ? "#1f2933" : "#b4bcc5";
    text.forEach((t, i) => drawText(context, t, x, y + (i * LEADING + 1) / scale, SIZE / scale, strong));
  }
  if (hovered !== null && !plan.shown.some(s => s.id === hovered)) {
    const { x, y } = network.getPosition(hovered);
    context.fillStyle = "#1f2933";
    drawText(context, nodes.get(hovered).label, x, y + nodes.get(hovered).size + 2 / scale, SIZE / scale, true);
  }
  context.restore();
});

network.on("hoverNode", ({ node }) => { hovered = node; byId("mynetwork").classList.add("point"); network.redraw(); });
network.on("blurNode", () => { hovered = null; byId("mynetwork").classList.remove("point"); network.redraw(); });
network.on("hoverEdge", () => byId("mynetwork").classList.add("point"));
network.on("blurEdge", () => byId("mynetwork").classList.remove("point"));
network.on("dragEnd", () => { plan = null; });

// ---- selection ---------------------------------------------------------------------------------
function choose(nodeIds, edgeIds) {
  const near = new Set();
  for (const id of edgeIds) for (const end of [data.edges[id].from, data.edges[id].to]) near.add(end);
  chosen = { nodes: new Set(nodeIds), edges: new Set(edgeIds), near };
  plan = null;
  const some = chosen.nodes.size > 0;
  nodes.update(data.nodes.map(n => ({ id: n.id, opacity: !some || chosen.nodes.has(n.id) || near.has(n.id) ? 1 : 0.18 })));
  edges.update(data.edges.map(e => ({ id: e.id, color: { color: some && chosen.edges.has(e.id) ? STRONG : EDGE, opacity: !some || chosen.edges.has(e.id) ? 1 : 0.15 } })));
}

function open(...content) {
  byId("content").replaceChildren(...content);
  byId("detail").hidden = false;
  byId("detail").scrollTop = 0;
}

// move: bring the entity and its neighbours into view; else only if it is out of view or under the panel.
function showEntity(id, { move = false } = {}) {
  if (nodes.get(id).hidden) reveal(id);
  const links = linksOf.get(id);
  open(...entityContent(entities.get(id), links));
  choose([id], [...new Set(links.map(l => l.edge))]);
  network.selectNodes([id], false);
  if (move || covered(id)) look([id, ...chosen.near]);
}

function showPair(edge) {
  const { from, to } = data.edges[edge];
  open(...pairContent(edge));
  choose([from, to], [edge]);
  network.selectEdges([edge]);
  if (covered(from) || covered(to)) look([from, to]);
}

function clear() {
  byId("detail").hidden = true;
  network.unselectAll();
  choose([], []);
}

function frame() {   // the part of the drawing that the panel leaves free, in pixels
  const { width, height } = byId("mynetwork").getBoundingClientRect();
  const panel = byId("detail").hidden ? 0 : byId("detail").offsetWidth;
  return { width: panel < width - 150 ? width - panel : width, height, panel: panel < width - 150 ? panel : 0 };
}

function covered(id) {
  const { x, y } = network.canvasToDOM(network.getPosition(id)), { width, height } = frame();
  return x < 10 || y < 10 || x > width - 10 || y > height - 10;
}

function look(ids) {
  const spots = [...new Set(ids)].map(id => network.getPosition(id)), { width, height, panel } = frame();
  const xs = spots.map(p => p.x), ys = spots.map(p => p.y);
  const wide = Math.max(...xs) - Math.min(...xs), high = Math.max(...ys) - Math.min(...ys);
  const fits = Math.min((width - 190) / Math.max(wide, 1), (height - 90) / Math.max(high, 1));
  const scale = Math.min(1.5, Math.max(fits, 0.05));
  network.moveTo({
    position: { x: (Math.max(...xs) + Math.min(...xs)) / 2, y: (Math.max(...ys) + Math.min(...ys)) / 2 },
    offset: { x: -panel / 2, y: 0 }, scale, animation: false,
  });
}

network.on("click", event => {
  if (event.nodes.length) showEntity(event.nodes[0]);
  else if (event.edges.length) showPair(event.edges[0]);
  else clear();
});
byId("close").addEventListener("click", clear);
byId("whole").addEventListener("click", () => look(data.nodes.filter(n => !nodes.get(n.id).hidden).map(n => n.id)));
document.addEventListener("keydown", event => { if (event.key === "Escape") clear(); });

// ---- the panel ---------------------------------------------------------------------------------
function icon(cls) {
  const canvas = make("canvas", { width: 24, height: 24, "aria-hidden": "true" }), c = canvas.getContext("2d");
  canvas.style.width = canvas.style.height = "12px";
  const corners = { triangle: [[12, 2], [23, 22], [1, 22]], square: [[3, 3], [21, 3], [21, 21], [3, 21]], diamond: [[12, 0], [24, 12], [12, 24], [0, 12]],
    hexagon: [[6, 2], [18, 2], [24, 12], [18, 22], [6, 22], [0, 12]] }[cls.shape];
  c.fillStyle = cls.color;
  c.beginPath();
  if (corners) corners.forEach(([x, y]) => c.lineTo(x, y)); else c.arc(12, 12, 11, 0, 7);
  c.fill();
  return canvas;
}

function classLabel(name) {
  const cls = classes.get(name);
  return make("span", { class: "chip" }, icon(cls), cls.zh, make("small", {}, cls.en));
}

function articleName(index) {
  const article = data.documents[index];
  if (!article) return "（未知文章）";
  const more = [article.source, article.date].filter(Boolean).join("，");
  return (article.title || article.id) + (more ? `（${more}）` : "");
}

function nameOf(id, self) {
  const name = entities.get(id).name || "（无名）";
  return id === self ? make("span", { class: "self" }, name) : make("button", { type: "button", onclick: () => showEntity(id, { move: true }) }, name);
}

function card(link, self) {
  const [zh, en] = relations.get(link.relation);
  const facts = link.qualifiers.flatMap(([name, value]) => [make("dt", {}, qualifiers.get(name) ?? name), make("dd", {}, value)]);
  const quote = link.pieces.map(([text, role]) => role ? make("mark", { class: role, title: role === "s" ? "主体" : "客体" }, text) : document.createTextNode(text));
  return make("article", { class: "card" },
    make("div", { class: "triple" }, nameOf(link.subject, self), make("span", { class: "relation", title: en }, zh), nameOf(link.object, self)),
    facts.length ? make("dl", {}, ...facts) : null,
    make("blockquote", {}, ...quote),
    make("p", { class: "from" }, articleName(link.document)),
    make("p", { class: "from" }, `规则 ${link.rule} · 置信度 ${link.confidence.toFixed(2)}`));
}

function entityContent(entity, links) {
  const content = [make("h2", {}, entity.name || "（无名）"), classLabel(entity.class)];
  if (entity.adcode) content.push(" ", make("span", { class: "chip" }, `区划代码 ${entity.adcode}`));
  if (entity.aliases.length) content.push(make("h3", {}, "又称"), make("p", { class: "plain names" }, ...entity.aliases.map(a => make("span", {}, a))));
  content.push(make("h3", {}, `关系（${links.length}）`));
  const order = [...relations.keys()];
  const sorted = [...links].sort((a, b) => order.indexOf(a.relation) - order.indexOf(b.relation));
  content.push(...sorted.slice(0, 300).map(l => card(l, entity.id)));
  if (!links.length) content.push(make("p", { class: "plain" }, "文章提到了它，但没有说明它与其他实体的关系。"));
  content.push(make("h3", {}, `文章（${entity.documents.length}）`), make("ul", { class: "articles" }, ...entity.documents.map(d => make("li", {}, articleName(d)))));
  return content;
}

function pairContent(edge) {
  const links = linksIn[edge], { from, to } = data.edges[edge];
  return [make("h2", {}, make("bdi", {}, entities.get(from).name), " — ", make("bdi", {}, entities.get(to).name)), make("h3", {}, `关系（${links.length}）`), ...links.map(l => card(l, null))];
}

// ---- search and filter -------------------------------------------------------------------------
function search(words) {
  const found = [];
  if (words) for (const e of data.entities) {
    const hit = [e.name, ...e.aliases].find(n => n.toLowerCase().includes(words));
    if (hit !== undefined) found.push([e, e.name.toLowerCase() === words ? 0 : e.name.toLowerCase().startsWith(words) ? 1 : 2, hit]);
  }
  return found.sort((a, b) => a[1] - b[1] || degree.get(b[0].id) - degree.get(a[0].id)).slice(0, 30);
}

byId("search").addEventListener("input", () => {
  const words = byId("search").value.trim().toLowerCase(), found = search(words);
  byId("found").hidden = !words;
  byId("found").replaceChildren(...found.map(([e, , hit]) => make("li", {},
    make("button", { type: "button", onclick: () => { showEntity(e.id, { move: true }); byId("found").hidden = true; } },
      icon(classes.get(e.class)), " ", e.name, hit === e.name ? null : make("small", {}, ` ${hit}`)))),
    ...(found.length ? [] : [make("li", { class: "none" }, "没有找到")]));
});
byId("search").addEventListener("keydown", event => { if (event.key === "Enter") byId("found").querySelector("button")?.click(); });

const off = new Set();   // classes that are switched off
byId("lone").addEventListener("change", () => filter());
function filter() {
  const lone = byId("lone").checked;
  const hidden = new Map(data.nodes.map(n => [n.id, off.has(n.group) || (!lone && !degree.get(n.id))]));
  nodes.update(data.nodes.map(n => ({ id: n.id, hidden: hidden.get(n.id) })));
  edges.update(data.edges.map(e => ({ id: e.id, hidden: hidden.get(e.from) || hidden.get(e.to) })));
  plan = null;
  network.redraw();
}

function reveal(id) {
  const cls = entities.get(id).class;
  off.delete(cls);
  if (!degree.get(id)) byId("lone").checked = true;
  filter();
  refreshLegend();
}

const boxes = new Map();   // class → its check box
function refreshLegend() {
  for (const [name, box] of boxes) {
    const leaves = data.classes.filter(c => c.top === name && boxes.has(c.name) && c.name !== name).map(c => c.name);
    if (!leaves.length) { box.checked = !off.has(name); continue; }
    box.checked = leaves.some(l => !off.has(l));
    box.indeterminate = box.checked && leaves.some(l => off.has(l));
  }
}

function buildLegend() {
  const count = new Map();
  for (const e of data.entities) count.set(e.class, (count.get(e.class) ?? 0) + 1);
  for (const top of data.classes.filter(c => c.top === c.name)) {
    const leaves = data.classes.filter(c => c.top === top.name && count.has(c.name));
    if (!leaves.length) continue;
    for (const cls of [top, ...leaves.filter(l => l !== top)]) {
      const members = cls === top ? leaves.map(l => l.name) : [cls.name];
      const box = make("input", { type: "checkbox", value: cls.name });
      box.checked = true;
      box.addEventListener("change", () => { for (const m of members) box.checked ? off.delete(m) : off.add(m); refreshLegend(); filter(); });
      boxes.set(cls.name, box);
      const number = members.reduce((sum, m) => sum + count.get(m), 0);
      byId("legend").append(make("label", { class: cls === top ? "group" : "leaf" }, box, cls === top ? "" : icon(cls), make("span", { class: "zh" }, cls.zh),
        make("small", {}, cls.en), make("span", { class: "n" }, String(number))));
    }
  }
}

buildLegend();
const { total } = data, part = total.entities > data.entities.length;
byId("counts").textContent = `${total.documents} 篇文章 · ${total.entities} 实体 · ${total.links} 关系` +
  (part ? `（图中为关系最多的 ${data.entities.length} 个实体）` : "");
if (data.nodes.length) look(data.nodes.map(n => n.id));
