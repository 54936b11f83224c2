"use strict";
// All words of the data reach the page as text (textContent, canvas), never as markup.
const data = JSON.parse(document.getElementById("data").textContent);
const byId = id => document.getElementById(id);

function make(tag, cls, ...children) {
  const element = document.createElement(tag);
  if (cls) element.className = cls;
  element.append(...children);
  return element;
}

const network = new vis.Network(byId("mynetwork"), { nodes: new vis.DataSet(data.nodes), edges: new vis.DataSet(data.edges) }, {
  physics: false,
  layout: { randomSeed: 1 },
  nodes: { borderWidth: 1, font: { size: 11, face: "sans-serif", strokeWidth: 3, strokeColor: "#f7f8fa" } },
  edges: { smooth: false, color: { color: "#a9b4c0", highlight: "#3b4a5a" }, arrows: { to: { scaleFactor: 0.45 }, from: { scaleFactor: 0.45 } } },
  interaction: { hideEdgesOnDrag: data.edges.length > 2000, tooltipDelay: 1e9 },
});

const link = i => Object.fromEntries(Object.entries(data.links).map(([name, column]) => [name, column[i]]));

function card(i) {
  const l = link(i), { document: article, quote } = data.sentences, said = quote[l.sentence];
  const pieces = [];
  let end = 0;
  for (let k = 0; k < l.marks.length; k += 3) {
    const [start, length, role] = l.marks.slice(k, k + 3);
    pieces.push(said.slice(end, start), make("mark", role ? "o" : "s", said.slice(start, start + length)));
    end = start + length;
  }
  const { title, id, date, source } = data.documents[article[l.sentence]] ?? { id: "（未知文章）" };
  return make("article", "",
    make("p", "", `${data.names[l.subject]} — ${data.relations[l.relation][0]} → ${data.names[l.object]}`),
    make("p", "from", l.qualifiers.map(([name, value]) => `${(data.qualifiers[name] ?? [name])[0]}：${Object.hasOwn(data.qualifiers[name]?.[2] ?? {}, value) ? data.qualifiers[name][2][value] : value}`).join("；")),
    make("blockquote", "", ...pieces, said.slice(end)),
    make("p", "from", [title || id, source, date].filter(Boolean).join("，") + ` · 置信度 ${l.confidence.toFixed(2)}`));
}

function show(heading, test) {
  const found = data.links.edge.map((_, i) => i).filter(test);
  byId("content").replaceChildren(make("h2", "", heading), ...found.slice(0, 300).map(card));
  byId("detail").hidden = false;
}

network.on("click", ({ nodes: [node], edges: [edge] }) => {
  if (node !== undefined) show(data.names[node], i => data.links.subject[i] === node || data.links.object[i] === node);
  else if (edge !== undefined) show(`${data.names[data.edges[edge].from]} — ${data.names[data.edges[edge].to]}`, i => data.links.edge[i] === edge);
  else byId("detail").hidden = true;
});
byId("close").addEventListener("click", () => { byId("detail").hidden = true; });
document.addEventListener("keydown", event => { if (event.key === "Escape") byId("detail").hidden = true; });

const { total } = data;
byId("counts").textContent = `${total.documents} 篇文章 · ${total.entities} 实体 · ${total.links} 关系` +
  (total.entities > data.nodes.length ? `（图中为关系最多的 ${data.nodes.length} 个实体）` : "");
const CORNERS = { triangle: [[12, 2], [23, 22], [1, 22]], square: [[3, 3], [21, 3], [21, 21], [3, 21]], diamond: [[12, 0], [24, 12], [12, 24], [0, 12]],
  hexagon: [[6, 2], [18, 2], [24, 12], [18, 22], [6, 22], [0, 12]] };
for (const number of [...new Set(data.class)].sort((a, b) => a - b)) {
  const { zh, color, shape } = data.classes[number], canvas = make("canvas"), c = canvas.getContext("2d");
  canvas.width = canvas.height = 24;
  c.fillStyle = color;
  c.beginPath();
  if (CORNERS[shape]) CORNERS[shape].forEach(([x, y]) => c.lineTo(x, y)); else c.arc(12, 12, 11, 0, 7);
  c.fill();
  byId("legend").append(make("span", "", canvas, zh));
}
