// The view as a picture: the same lines, signs and names as in the window, as SVG, and from that as PNG and on paper.
const CORNERS = { triangle: [3, -90], square: [4, -45], diamond: [4, -90], hexagon: [6, 0] };   // number, direction of the first

// The outline of a sign of that radius around a point, as an SVG path.
function outline(shape, x, y, r) {
  const at = (angle, s = r) => `${(x + s * Math.cos(angle)).toFixed(1)} ${(y + s * Math.sin(angle)).toFixed(1)}`;
  if (!CORNERS[shape]) return `M${at(Math.PI)}A${r.toFixed(1)} ${r.toFixed(1)} 0 1 1 ${at(0)}A${r.toFixed(1)} ${r.toFixed(1)} 0 1 1 ${at(Math.PI)}Z`;
  const [corners, first] = CORNERS[shape];
  return Array.from({ length: corners }, (_, i) => (i ? "L" : "M") + at((first + (360 / corners) * i) * Math.PI / 180)).join("") + "Z";
}

// A small picture of a class's sign, for legends and lists.
function sign(cls) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg"), path = document.createElementNS(svg.namespaceURI, "path");
  svg.setAttribute("viewBox", "0 0 14 14");
  svg.setAttribute("class", "sign");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", outline(cls.shape, 7, cls.shape === "triangle" ? 8 : 7, Math.min(7, 5.2 * SWELL[cls.shape])));
  path.setAttribute("fill", cls.color);
  svg.append(path);
  return svg;
}

const XML = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const xml = text => String(text).replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "").replace(/[&<>"]/g, c => XML[c]);

function legendClasses() {
  const found = new Set([...shown].map(n => G.cls[n]));
  return [...found].sort((a, b) => a - b).map(c => G.classes[c]);
}

// The window as an SVG document, as text.
function toSvg() {
  const { width, height } = sigma.getDimensions(), out = [];
  const spot = n => sigma.framedGraphToViewport(sigma.getNodeDisplayData(String(n))), size = n => sigma.scaleSize(sigma.getNodeDisplayData(String(n)).size);
  const inside = ({ x, y }) => x > -50 && y > -50 && x < width + 50 && y < height + 50;
  drawn.forEachEdge((key, { e, type }, source, target) => {
    const a = spot(source), b = spot(target), look = sigma.getEdgeDisplayData(key);
    if (Math.max(a.x, b.x) < 0 || Math.min(a.x, b.x) > width || Math.max(a.y, b.y) < 0 || Math.min(a.y, b.y) > height) return;
    out.push(`<line x1="${a.x.toFixed(1)}" y1="${a.y.toFixed(1)}" x2="${b.x.toFixed(1)}" y2="${b.y.toFixed(1)}" stroke="${look.color}" stroke-width="${look.size.toFixed(1)}"/>`);
    const head = (from, to, n) => {
      const long = Math.hypot(to.x - from.x, to.y - from.y), r = size(n);
      if (long < r + 6) return;
      const ux = (to.x - from.x) / long, uy = (to.y - from.y) / long, x = to.x - ux * r, y = to.y - uy * r;
      out.push(`<path d="M${x.toFixed(1)} ${y.toFixed(1)}L${(x - 6 * ux + 2.5 * uy).toFixed(1)} ${(y - 6 * uy - 2.5 * ux).toFixed(1)}L${(x - 6 * ux - 2.5 * uy).toFixed(1)} ${(y - 6 * uy + 2.5 * ux).toFixed(1)}Z" fill="${look.color}"/>`);
    };
    if (type !== "line") head(a, b, target);
    if (type === "both") head(b, a, source);
  });
  const order = drawn.mapNodes((key, { n }) => [key, n]).sort((a, b) => sigma.getNodeDisplayData(a[0]).zIndex - sigma.getNodeDisplayData(b[0]).zIndex);
  for (const [key, n] of order) {
    const { x, y } = spot(n), look = sigma.getNodeDisplayData(key);
    if (inside({ x, y })) out.push(`<path d="${outline(look.shape, x, y, sigma.scaleSize(look.size))}" fill="${look.color}" stroke="${look.ring}" stroke-width="1"/>`);
  }
  const words = (text, x, y, px, colour, bold) => out.push(`<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="${px}" fill="${colour}"${bold ? ' font-weight="600"' : ""} text-anchor="middle" paint-order="stroke" stroke="${paint.ground}" stroke-width="3" stroke-linejoin="round">${xml(text)}</text>`);
  const plan = planLabels(labelCanvas.getContext("2d"));
  for (const { text, x, y, strong } of plan.edges) words(text, x, y + SMALL, SMALL, strong ? paint.link : paint.soft, false);
  for (const { text, x, y, w, strong, faint } of plan.nodes) text.forEach((line, i) => words(line, x + w / 2, y + i * LEADING + SIZE, SIZE, faint ? faintInk() : paint.ink, strong));
  let left = 12, top = height + 14;
  const legend = legendClasses().map(cls => {
    const name = label(cls), wide = 24 + SIZE * [...name].reduce((sum, c) => sum + (c > "\u2e80" ? 1 : 0.55), 0);
    if (left + wide > width && left > 12) { left = 12; top += 18; }
    const x = left;
    left += wide;
    return `<path d="${outline(cls.shape, x + 6, top, 5)}" fill="${cls.color}"/><text x="${x + 15}" y="${top + 4}" font-size="${SIZE}" fill="${paint.ink}">${xml(name)}</text>`;
  });
  const title = `${countsText()} · 政图 Zhengtu`, high = top + 30;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${high}" viewBox="0 0 ${width} ${high}" font-family="${xml(FONT)}">` +
    `<title>${xml(title)}</title><rect width="100%" height="100%" fill="${paint.ground}"/>${out.join("")}<rect y="${height}" width="100%" height="${high - height}" fill="${paint.ground}"/>${legend.join("")}` +
    `<text x="12" y="${high - 7}" font-size="11" fill="${paint.soft}">${xml(title)}</text></svg>`;
}

function save(name, blob) {
  const link = make("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function saveSvg() { save("zhengtu.svg", new Blob([toSvg()], { type: "image/svg+xml" })); }

async function savePng() {
  const image = new Image(), url = URL.createObjectURL(new Blob([toSvg()], { type: "image/svg+xml" }));
  await new Promise((done, failed) => { image.onload = done; image.onerror = failed; image.src = url; });
  const canvas = document.createElement("canvas"), sharp = 2;
  canvas.width = image.width * sharp;
  canvas.height = image.height * sharp;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(url);
  canvas.toBlob(blob => save("zhengtu.png", blob), "image/png");
}

// On paper: the picture, and what the panel says.
let unfolded = [];
addEventListener("beforeprint", () => {
  unfolded = [...byId("panel").querySelectorAll("details:not([open])")];
  for (const details of unfolded) { details.open = true; details.fill?.(); }
  if (!sigma || state.view === "table") return;
  document.documentElement.dataset.theme = "light";
  readColours();
  repaint();
  const svg = new DOMParser().parseFromString(toSvg(), "image/svg+xml").documentElement;
  byId("sheet").replaceChildren(document.importNode(svg, true));
});
addEventListener("afterprint", () => {
  for (const details of unfolded) details.open = false;
  byId("sheet").replaceChildren();
  document.documentElement.dataset.theme = state.theme;
  readColours();
  repaint();
});
