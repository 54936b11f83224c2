// Names beside the entities, none over another: the most linked first, each at the first of four sides where it covers nothing.
const FONT = '"Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "Source Han Sans SC", sans-serif';
const SIZE = 12, LEADING = 14, SMALL = 10.5;   // pixels of the screen at any zoom
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff\ufdd0-\ufdef]/g;
const labelCanvas = document.createElement("canvas");
let labelsShown = [];             // of the last frame: {n, text: [lines], x, y, w, h}
let labelled = [], labelledEdges = [];   // entities and lines in the order in which they get their labels
let overlaid = null;              // boxes of what lies over the drawing: it does not move with it
const widths = new Map();

function labelLayer() {
  labelCanvas.id = "labels";
  labelCanvas.setAttribute("aria-hidden", "true");
  byId("graph").append(labelCanvas);
}

function forgetLabels() { labelled = []; labelledEdges = []; overlaid = null; }

const visibleText = text => text.replace(UNSEEN, " ").replace(/\s+/g, " ").trim() || t("（无名）", "(no name)");

const wrapped = new Map();
function wrap(n) {
  if (!wrapped.has(n)) {
    const chars = Array.from(visibleText(G.name[n])), line = Math.min(12, Math.ceil(chars.length / 2)), rest = chars.slice(line);
    wrapped.set(n, chars.length <= 12 ? [chars.join("")] : [chars.slice(0, line).join(""), rest.length > 12 ? rest.slice(0, 11).join("") + "…" : rest.join("")]);
  }
  return wrapped.get(n);
}

function widthOf(context, text, size, bold) {
  const key = `${size}${bold}${text}`;
  if (!widths.has(key)) {
    context.font = `${bold ? "600 " : ""}${size}px ${FONT}`;
    widths.set(key, context.measureText(text).width);
  }
  return widths.get(key);
}

// A grid of boxes that are taken.
function takenBoxes() {
  const grid = new Map(), CELL = 60;
  const cells = function* ([x0, y0, x1, y1]) {
    for (let i = Math.floor(x0 / CELL); i <= Math.floor(x1 / CELL); i++)
      for (let j = Math.floor(y0 / CELL); j <= Math.floor(y1 / CELL); j++) yield i * 65536 + j;
  };
  return {
    put(box, owner, weight = Infinity) { for (const c of cells(box)) { if (!grid.has(c)) grid.set(c, []); grid.get(c).push([box, owner, weight]); } },
    covers(box, owner, least = 0) {   // anything of at least this weight
      for (const c of cells(box)) for (const [b, o, weight] of grid.get(c) ?? [])
        if (o !== owner && weight >= least && box[0] < b[2] && b[0] < box[2] && box[1] < b[3] && b[1] < box[3]) return true;
      return false;
    },
  };
}

function overlays() {
  const stage = byId("graph").getBoundingClientRect();
  return [...document.querySelectorAll("#legend span, #undrawn button, #zoom button, #toggles button")].map(element => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return [left - stage.left, top - stage.top, right - stage.left, bottom - stage.top];
  });
}

// {nodes: [{n, text, x, y, w, h, strong, faint}], edges: [{text, x, y, strong}]} for the window as it is
function planLabels(context) {
  const { width, height } = sigma.getDimensions(), boxes = takenBoxes(), spots = new Map(), some = marked.nodes.size > 0;
  if (!labelled.length) {
    const rank = n => marked.nodes.has(n) ? 0 : marked.near.has(n) ? 1 : 2;
    labelled = [...shown].sort((a, b) => rank(a) - rank(b) || a - b);
    if (some && !state.focus.length && shown.size > 80) labelled = labelled.filter(n => rank(n) < 2);   // names of what is faint would hide what is looked at
    labelledEdges = drawn.mapEdges((_, { e }) => e).filter(e => !some || marked.edges.has(e)).sort((a, b) => G.count[b] - G.count[a] || a - b);
  }
  for (const n of labelled) {
    const data = sigma.getNodeDisplayData(String(n));
    if (!data) continue;
    const { x, y } = sigma.framedGraphToViewport(data);
    if (x < -60 || y < -40 || x > width + 60 || y > height + 40) continue;
    const r = sigma.scaleSize(data.size);
    spots.set(n, { x, y, r });
    boxes.put([x - r, y - r, x + r, y + r], n, G.degree[n]);
  }
  overlaid ??= overlays();
  for (const box of overlaid) boxes.put(box, "overlay");
  for (const { x, y, w } of groupNames(context)) boxes.put([x - w / 2, y, x + w / 2, y + NAME + 2], "group");
  const edges = [], nodes = [];
  const nameEdges = () => {
    for (const e of labelledEdges) {
      const a = spots.get(G.a[e]), b = spots.get(G.b[e]);
      if (!a || !b) continue;
      const strong = marked.edges.has(e), long = Math.hypot(a.x - b.x, a.y - b.y);
      if (!drawn.hasEdge(String(e)) || (!strong && (long < 110 || linesShown() > 150))) continue;      // beside a hundred lines, nobody knows whose it is
      const text = kindsOf(e) + (G.count[e] > 1 ? ` ×${G.count[e]}` : "");
      const w = widthOf(context, text, SMALL, false), h = SMALL + 2;
      const spot = [0.5, 0.38, 0.62, 0.25, 0.75].map(k => [a.x + (b.x - a.x) * k, a.y + (b.y - a.y) * k])
        .find(([x, y]) => w < long * (strong ? 3 : 0.9) && !boxes.covers([x - w / 2 - 2, y - h / 2, x + w / 2 + 2, y + h / 2], null));
      if (!spot) continue;
      boxes.put([spot[0] - w / 2, spot[1] - h / 2, spot[0] + w / 2, spot[1] + h / 2], `e${e}`);
      edges.push({ text, strong, x: spot[0], y: spot[1] - h / 2 });
      if (edges.length > 150) return;
    }
  };
  if (marked.edges.size === 1) nameEdges();   // it is what one looks for
  for (const n of labelled) {
    const spot = spots.get(n);
    if (!spot) continue;
    const text = wrap(n), strong = marked.nodes.has(n), w = Math.max(...text.map(line => widthOf(context, line, SIZE, strong))), h = LEADING * text.length;
    const { x, y } = spot, r = spot.r + 2;
    const sides = [[x - w / 2, y + r], [x + r + 1, y - h / 2], [x - r - 1 - w, y - h / 2], [x - w / 2, y - r - h]];
    const free = least => sides.find(([left, top]) => left >= 0 && top >= 0 && left + w <= width && top + h <= height && !boxes.covers([left - 2, top, left + w + 2, top + h], n, least));
    const side = free(0) ?? (G.degree[n] >= 6 ? free(G.degree[n] / 3) : undefined) ?? (strong ? sides[0] : undefined);
    if (!side) continue;
    boxes.put([side[0], side[1], side[0] + w, side[1] + h], n);
    nodes.push({ n, text, x: side[0], y: side[1], w, h, strong, faint: some && !strong && !marked.near.has(n) && !state.focus.length });
    if (nodes.length > 400) break;
  }
  if (marked.edges.size !== 1) nameEdges();
  return { nodes, edges };
}

const faintInk = () => mix(paint.soft, paint.ground, 0.5);

function drawText(context, text, x, y, size, bold) {
  context.font = `${bold ? "600 " : ""}${size}px ${FONT}`;
  context.lineWidth = 3;
  context.strokeText(text, x, y);
  context.fillText(text, x, y);
}

function drawLabels() {
  const { width, height } = sigma.getDimensions(), density = devicePixelRatio || 1, context = labelCanvas.getContext("2d");
  if (labelCanvas.width !== Math.round(width * density) || labelCanvas.height !== Math.round(height * density)) {
    labelCanvas.width = Math.round(width * density);
    labelCanvas.height = Math.round(height * density);
    labelCanvas.style.width = `${width}px`;
    labelCanvas.style.height = `${height}px`;
  }
  context.setTransform(density, 0, 0, density, 0, 0);
  context.clearRect(0, 0, width, height);
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  context.strokeStyle = paint.ground;
  for (const { group, text, x, y } of groupNames(context)) {
    context.fillStyle = mix(hueOf(group), paint.ink, 0.35);
    drawText(context, text, x, y, NAME, true);
  }
  const plan = planLabels(context);
  labelsShown = plan.nodes;
  for (const { text, strong, x, y } of plan.edges) {
    context.fillStyle = strong ? paint.link : paint.soft;
    drawText(context, text, x, y, SMALL, false);
  }
  for (const { text, x, y, w, strong, faint } of plan.nodes) {
    context.fillStyle = faint ? faintInk() : paint.ink;
    text.forEach((line, i) => drawText(context, line, x + w / 2, y + i * LEADING + 1, SIZE, strong));
  }
  if (hovered.node !== null && !plan.nodes.some(l => l.n === hovered.node)) {
    const data = sigma.getNodeDisplayData(String(hovered.node));
    if (data) {
      const { x, y } = sigma.framedGraphToViewport(data);
      context.fillStyle = paint.ink;
      drawText(context, visibleText(G.name[hovered.node]), x, y + sigma.scaleSize(data.size) + 2, SIZE, true);
    }
  } else if (hovered.edge !== null && hovered.node === null && drawn.hasEdge(String(hovered.edge))) {
    const e = hovered.edge, [a, b] = [G.a[e], G.b[e]].map(n => sigma.framedGraphToViewport(sigma.getNodeDisplayData(String(n))));
    context.fillStyle = paint.link;
    drawText(context, kindsOf(e), (a.x + b.x) / 2, (a.y + b.y) / 2 - SIZE, SIZE, true);
  }
  noteCamera();
}
