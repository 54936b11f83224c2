// Groups of entities that are linked among themselves: framed and named in the first picture; and what an entity's sign is sized and coloured by.
const MARGIN = 17, NAME = 14;        // pixels around an entity, and of a frame's name
const GROUPS = 12, MEMBERS = 6;      // frames, and entities in sight that are worth one
const HUES = ["#4e79a7", "#e15759", "#59a14f", "#b07aa1", "#f28e2b", "#2e7d6b", "#9c755f", "#d4a017", "#76b7b2", "#8f5b9e", "#6f8fb5", "#c0504d"];
const groupCanvas = document.createElement("canvas");

const hueOf = group => group < 0 ? "#8fa3b8" : HUES[group % HUES.length];
const groupOf = n => G.group[n] ?? G.heart.group.get(n) ?? -1;
const groupName = group => group < 0 ? "" : nameOf(G.heads[group]);
const colourOf = n => state.colour === "group" ? hueOf(groupOf(n)) : classOf(n).color;

// What the size of a sign says: neighbours in sight, or a measure, on the scale of numbers of neighbours.
const MEASURES = {
  "": { zh: "邻居", en: "Neighbours", value: n => neighbours(n), scale: n => new Set(lineEnds(n, passed)).size },
  rank: { zh: "PageRank", en: "PageRank", value: n => G.rank[n], scale: n => 1.5 * G.rank[n], define: ["相互引重的分量，1 为平均", "Weight by the weight of its neighbours; 1 is the average"] },
  between: { zh: "中介", en: "Betweenness", value: n => G.between[n], scale: n => G.between[n], define: ["每 1,000 对实体的最短路径中，经过它的有多少", "Of 1,000 pairs of others, how many are linked through it"] },
  core: { zh: "k 核", en: "k-core", value: n => G.core[n], scale: n => 4 * G.core[n], define: ["它在人人至少有 k 个邻居的部分里", "It lies in a part where everyone has k neighbours"] },
  articles: { zh: "文章数", en: "Articles", value: n => G.articles[n].length, scale: n => G.articles[n].length },
};
const sizeOf = n => { const { scale } = MEASURES[state.size] ?? MEASURES[""]; return G.ready.rest || !state.size ? scale(n) : 1; };

function groupLayer() {
  groupCanvas.id = "groups";
  groupCanvas.setAttribute("aria-hidden", "true");
  byId("graph").prepend(groupCanvas);
}

// The convex hull of points (Andrew's monotone chain).
function hull(points) {
  const sorted = [...points].sort((p, q) => p[0] - q[0] || p[1] - q[1]);
  const turn = (o, a, b) => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
  const half = list => list.reduce((line, p) => { while (line.length > 1 && turn(line.at(-2), line.at(-1), p) <= 0) line.pop(); line.push(p); return line; }, []).slice(0, -1);
  return [...half(sorted), ...half([...sorted].reverse())];
}

// {group, points: around it, x, y: where its name stands} for each frame in the window as it is
let framed = [];
function planGroups() {
  if (tidied !== "heart" || state.colour === "none" || shown.size < 40) return [];
  const members = new Map();
  for (const n of shown) {
    const group = groupOf(n);
    if (group < 0 || !G.heart.place.has(n)) continue;
    if (!members.has(group)) members.set(group, []);
    members.get(group).push(n);
  }
  return [...members].filter(([, list]) => list.length >= MEMBERS).sort((p, q) => q[1].length - p[1].length).slice(0, GROUPS).map(([group, list]) => {
    const spots = list.map(n => sigma.framedGraphToViewport(sigma.getNodeDisplayData(String(n)))), middle = k => spots.map(s => s[k]).sort((a, b) => a - b)[spots.length >> 1];
    const centre = [middle("x"), middle("y")], far = spots.map(s => Math.hypot(s.x - centre[0], s.y - centre[1])), reach = [...far].sort((a, b) => a - b)[Math.floor(0.85 * far.length)];
    const inside = spots.filter((_, i) => far[i] <= reach);      // a member far away would stretch the frame over others
    const points = hull(inside.flatMap(({ x, y }) => Array.from({ length: 12 }, (_, i) => [x + MARGIN * Math.cos(i * Math.PI / 6), y + MARGIN * Math.sin(i * Math.PI / 6)])));
    return { group, points, x: centre[0], y: Math.min(...points.map(p => p[1])) };
  });
}

// The names of the frames, at their tops, those of larger groups first, and none over another: {text, x (middle), y, w}
function groupNames(context) {
  const { width } = sigma.getDimensions(), names = [];
  for (const { group, x, y } of framed) {
    if (x < 0 || x > width) continue;
    const name = Array.from(visibleText(groupName(group))), text = name.length > 12 ? `${name.slice(0, 11).join("")}…` : name.join(""), w = widthOf(context, text, NAME, true);
    const spot = [0, 18, 36].map(down => ({ group, text, w, x: Math.min(Math.max(x, w / 2 + 4), width - w / 2 - 4), y: y - NAME + down }))
      .find(p => p.y > 0 && !names.some(q => Math.abs(p.x - q.x) < (p.w + q.w) / 2 + 6 && Math.abs(p.y - q.y) < NAME + 4));
    if (spot) names.push(spot);
  }
  return names;
}

function drawGroups() {
  const { width, height } = sigma.getDimensions(), density = devicePixelRatio || 1, context = groupCanvas.getContext("2d");
  groupCanvas.width = Math.round(width * density);
  groupCanvas.height = Math.round(height * density);
  groupCanvas.style.width = `${width}px`;
  groupCanvas.style.height = `${height}px`;
  context.scale(density, density);
  framed = planGroups();
  for (const { group, points } of framed) {
    context.beginPath();
    for (const [x, y] of points) context.lineTo(x, y);
    context.closePath();
    context.fillStyle = hueOf(group);
    context.globalAlpha = isDark() ? 0.2 : 0.13;
    context.fill();
  }
  context.globalAlpha = 1;
}
