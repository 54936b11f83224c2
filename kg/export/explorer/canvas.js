// The drawing: sigma.js shows the entities and lines that are chosen to be shown; labels lie on a canvas above it (labels.js).
const { Graph, Sigma, NodeProgram, EdgeRectangleProgram, EdgeArrowProgram, EdgeDoubleArrowProgram, floatColor, forceAtlas2, noverlap } = vendor;
const SHAPE = { circle: 0, triangle: 1, square: 2, diamond: 3, hexagon: 4 };
const grows = ratio => ratio ** 0.35;      // how slowly signs and lines grow as one comes nearer
const SWELL = { circle: 1, triangle: 1.32, square: 1.2, diamond: 1.25, hexagon: 1.1 };   // so that all shapes of a size look as large
const MANY = 4000;            // lines; with more, they are left out while the picture moves
const PADDING = innerWidth < 600 ? 26 : 55;      // pixels around the picture, where names stand
const TIDY = 800;             // entities; a view of as many is laid out by itself

// One WebGL program for all shapes: the distance to a regular polygon, or to a circle.
class ShapeProgram extends NodeProgram {
  getDefinition() {
    const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
    return {
      VERTICES: 3, METHOD: TRIANGLES, UNIFORMS: ["u_sizeRatio", "u_correctionRatio", "u_matrix"],
      VERTEX_SHADER_SOURCE: `
        attribute vec4 a_id; attribute vec4 a_color; attribute vec4 a_ring; attribute vec2 a_position; attribute float a_size; attribute float a_shape; attribute float a_angle;
        uniform mat3 u_matrix; uniform float u_sizeRatio; uniform float u_correctionRatio;
        varying vec4 v_color; varying vec4 v_ring; varying vec2 v_offset; varying float v_radius; varying float v_shape;
        const float bias = 255.0 / 254.0;
        void main() {
          float size = a_size * u_correctionRatio / u_sizeRatio * 4.0;
          v_offset = size * vec2(cos(a_angle), sin(a_angle));
          gl_Position = vec4((u_matrix * vec3(a_position + v_offset, 1)).xy, 0, 1);
          v_radius = size / 2.0;
          v_shape = a_shape;
          v_ring = a_ring;
          #ifdef PICKING_MODE
          v_color = a_id;
          #else
          v_color = a_color;
          #endif
          v_color.a *= bias;
          v_ring.a *= bias;
        }`,
      FRAGMENT_SHADER_SOURCE: `
        precision highp float;
        varying vec4 v_color; varying vec4 v_ring; varying vec2 v_offset; varying float v_radius; varying float v_shape;
        uniform float u_correctionRatio;
        const float PI = 3.14159265;
        float polygon(float corners, float turn) {
          float part = 2.0 * PI / corners, angle = atan(v_offset.y, v_offset.x) + turn;
          return cos(floor(0.5 + angle / part) * part - angle) * length(v_offset) - v_radius * cos(PI / corners);
        }
        void main() {
          float pixel = u_correctionRatio * 2.0;
          float far = v_shape < 0.5 ? length(v_offset) - v_radius : v_shape < 1.5 ? polygon(3.0, PI / 2.0) : v_shape < 2.5 ? polygon(4.0, 0.0)
            : v_shape < 3.5 ? polygon(4.0, PI / 4.0) : polygon(6.0, PI / 6.0);
          #ifdef PICKING_MODE
          gl_FragColor = far > 0.0 ? vec4(0.0) : v_color;
          #else
          vec4 inside = mix(v_color, v_ring, smoothstep(-2.0 * pixel, -1.2 * pixel, far));
          gl_FragColor = mix(inside, vec4(0.0), smoothstep(-pixel, 0.0, far));
          #endif
        }`,
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT }, { name: "a_size", size: 1, type: FLOAT }, { name: "a_shape", size: 1, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true }, { name: "a_ring", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true }],
      CONSTANT_ATTRIBUTES: [{ name: "a_angle", size: 1, type: FLOAT }],
      CONSTANT_DATA: [[0], [(2 * Math.PI) / 3], [(4 * Math.PI) / 3]],
    };
  }

  processVisibleItem(id, start, data) {
    this.array.set([data.x, data.y, data.size, SHAPE[data.shape], floatColor(data.color), floatColor(data.ring), id], start);
  }

  setUniforms({ sizeRatio, correctionRatio, matrix }, { gl, uniformLocations: { u_sizeRatio, u_correctionRatio, u_matrix } }) {
    gl.uniform1f(u_sizeRatio, sizeRatio);
    gl.uniform1f(u_correctionRatio, correctionRatio);
    gl.uniformMatrix3fv(u_matrix, false, matrix);
  }
}

// ---- colours of the page, for the canvases -------------------------------------------------------
let paint = {};
function readColours() {
  const style = getComputedStyle(document.documentElement), colour = name => style.getPropertyValue(`--${name}`).trim();
  paint = Object.fromEntries(["ink", "soft", "ground", "link", "wire", "strong", "also"].map(name => [name, colour(name)]));
}

function mix(colour, with_, share) {
  const part = (c, i) => parseInt(c.slice(1 + 2 * i, 3 + 2 * i), 16);
  return "#" + [0, 1, 2].map(i => Math.round(part(colour, i) * (1 - share) + part(with_, i) * share).toString(16).padStart(2, "0")).join("");
}

const still = matchMedia("(prefers-reduced-motion: reduce)");

// ---- what is shown -------------------------------------------------------------------------------
const drawn = new Graph({ type: "directed", allowSelfLoops: false });   // keys: numbers of entities and lines, as text
let sigma = null;
let passed = null;               // what passes the filters
let shown = new Set();           // numbers of the entities in the drawing
let places = new Map();          // where an entity stands, if not where the layout put it
let frameBox = null;             // the part of the plane that fits the window at the camera's ratio 1
let marked = { nodes: new Set(), edges: new Set(), near: new Set() };    // what is selected, and what belongs to it
let hovered = { node: null, edge: null };

// Where a pin was set counts in the layout of all; a layout of its own has places of its own.
function placeOf(n) {
  const pinned = state.pinned[G.id[n]];
  if (places.has(n)) return pinned?.length === 4 ? pinned.slice(2) : places.get(n);
  return pinned?.slice(0, 2) ?? [G.x[n], G.y[n]];
}
const radius = n => 4 + Math.min(14, 2.2 * Math.sqrt(sizeOf(n)));
const linesShown = () => drawn.size;

function boxOf(nodes) {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const n of nodes) {
    const [x, y] = places.get(n) ?? [G.x[n], G.y[n]];   // not where it was dragged: that must not move the others
    x0 = Math.min(x0, x); y0 = Math.min(y0, y); x1 = Math.max(x1, x); y1 = Math.max(y1, y);
  }
  if (x0 > x1) return { x: [-300, 300], y: [-300, 300] };
  const grow = (a, b, least) => b - a < least ? [(a + b - least) / 2, (a + b + least) / 2] : [a, b];
  return { x: grow(x0, x1, 500), y: grow(y0, y1, 350) };
}

// Whether what is shown is laid out by itself: a neighbourhood, what is left of a large graph by filters, or what the reader wants so.
const ownLayout = () => shown.size <= TIDY && state.tidy !== "no" &&
  (state.tidy === "yes" || state.focus.length > 0 || (G.id.length > 1500 && shown.size <= 400 && filtersOn(state).length > 0 && !inHeart()));
// Whether it is the first picture, or a part of it; an entity that is looked at besides stands beside its neighbours there.
const inHeart = () => state.most === START.most && (!filtersOn(state).some(k => k !== "hidden") || [...chosen].every(n => G.heart.place.has(n)));
let tidied = "";      // what `places` was made for

// Build the drawing of `shown` anew; true if the entities stand elsewhere than before.
function rebuild() {
  const wanted = ownLayout() ? [...shown].sort((a, b) => a - b).join() : !state.focus.length && G.heart.place.size && inHeart() ? "heart" : "";
  if (wanted === "heart") places = placesInHeart();
  else if (wanted !== tidied) places = new Map();
  hovered = { node: null, edge: null };
  drawn.clear();
  for (const n of shown) {
    const cls = classOf(n), [x, y] = placeOf(n);
    drawn.addNode(String(n), { n, x, y, size: radius(n), base: colourOf(n), shape: cls.shape });
  }
  for (const n of shown) for (const e of around(n)) {
    const m = other(e, n);
    if (G.a[e] === n && m !== n && shown.has(m) && passed.edge[e])
      drawn.addEdgeWithKey(String(e), ...(G.way[e] === 2 ? [String(m), String(n)] : [String(n), String(m)]), { e, type: ["line", "arrow", "arrow", "both"][G.way[e]] });
  }
  const elsewhere = wanted !== tidied;
  if (wanted && wanted !== "heart" && elsewhere) tidy();
  tidied = wanted;
  // the frame of the whole stays the same whatever filters take out of it
  const whole = wanted === "heart" ? [...G.heart.place.keys()] : wanted || state.lone || G.id.length > 1500 ? shown : G.id.map((_, n) => n).filter(n => G.degree[n]);
  frameBox = boxOf(whole.length === 0 ? shown : whole);
  frameBox.y[0] -= 0.06 * (frameBox.y[1] - frameBox.y[0]);      // the legend stands below
  return elsewhere;
}

// Where what is shown stands in the first picture; what is not of it, around the middle of its neighbours there.
function placesInHeart() {
  const found = new Map(), { place } = G.heart, turns = new Map();
  for (const n of shown) {
    if (place.has(n)) { found.set(n, place.get(n)); continue; }
    const near = [...new Set(lineEnds(n, passed))].filter(m => place.has(m)), at = near.length ? [0, 1].map(k => near.reduce((sum, m) => sum + place.get(m)[k], 0) / near.length) : [0, 0];
    const key = at.map(Math.round).join(), turn = turns.get(key) ?? 0, far = 55 + 9 * Math.sqrt(turn) * (turn > 8);
    turns.set(key, turn + 1);
    found.set(n, [at[0] + far * Math.cos(turn * 2.4), at[1] + far * Math.sin(turn * 2.4)]);
  }
  return found;
}

// Lay out what is drawn by itself: forces from where the entities stand, then room for labels.
function tidy() {
  if (drawn.order < 2) return;
  const settings = { ...forceAtlas2.inferSettings(drawn), gravity: 1, scalingRatio: 8, linLogMode: false, barnesHutOptimize: drawn.order > 300 };
  const found = forceAtlas2(drawn, { iterations: drawn.order > 300 ? 120 : 300, settings });
  let long = 0;
  drawn.forEachEdge((e, _, a, b) => { long += Math.hypot(found[a].x - found[b].x, found[a].y - found[b].y); });
  const scale = drawn.size && long ? 150 / (long / drawn.size) : 1;
  drawn.forEachNode(key => drawn.mergeNodeAttributes(key, { x: found[key].x * scale, y: found[key].y * scale }));
  const apart = noverlap(drawn, { maxIterations: 150, inputReducer: (key, { x, y }) => ({ x, y, size: 34 }), settings: { margin: 6, ratio: 1, expansion: 1.1 } });
  drawn.forEachNode((key, { n }) => {
    places.set(n, [Math.round(apart[key].x), Math.round(apart[key].y)]);
    drawn.mergeNodeAttributes(key, { x: placeOf(n)[0], y: placeOf(n)[1] });
  });
}

// ---- the renderer --------------------------------------------------------------------------------
function unit() {   // pixels of the screen for one of the plane, at the camera's ratio 1
  const { width, height } = sigma.getDimensions();
  return Math.max(1e-6, Math.min((width - 2 * PADDING) / (frameBox.x[1] - frameBox.x[0]), (height - 2 * PADDING) / (frameBox.y[1] - frameBox.y[0])));
}

let sizeFactor = 1;
function nodeLook(key, data) {
  const some = marked.nodes.size > 0, strong = marked.nodes.has(data.n), near = marked.near.has(data.n), faint = some && !strong && !near && !state.focus.length;
  return { ...data, size: Math.max(2.2, data.size * sizeFactor * (strong ? 1.25 : 1)) * SWELL[data.shape], type: "shape", label: "",
    color: faint ? mix(data.base, paint.ground, isDark() ? 0.6 : 0.75) : data.base,
    ring: strong ? paint.strong : state.pinned[G.id[data.n]] ? paint.link : faint ? mix(data.base, paint.ground, isDark() ? 0.45 : 0.65) : mix(data.base, paint.ground, 0.55), zIndex: strong ? 3 : near ? 2 : faint ? 0 : 1 };
}

function edgeLook(key, data) {
  const some = marked.nodes.size > 0, strong = marked.edges.has(data.e), sure = G.sure[data.e] >= 0.8;
  return { ...data, size: strong ? 1.7 : some ? 0.7 : Math.min(3, 0.9 + 0.3 * (G.count[data.e] - 1)), zIndex: strong ? 1 : 0,
    color: strong ? paint.strong : mix(onlySaid(data.e) ? paint.also : paint.wire, paint.ground, some ? 0.75 : (sure ? 0 : 0.35) + (linesShown() > 800 ? 0.35 : 0)) };
}

// Whether all that shows of a line is planned, denied or reported.
const onlySaid = e => state.also.length > 0 && passed.link && linksOfEdge(e).every(l => !passed.link[l] || G.links.modality[l]);

let restart = 0;
function startRenderer() {
  const camera = sigma ? sigma.getCamera().getState() : null;
  sigma?.kill();
  readColours();
  const settings = {
    renderLabels: false, defaultDrawNodeHover: () => {}, zIndex: true, minEdgeThickness: 1.6, stagePadding: PADDING, allowInvalidContainer: true,
    defaultNodeType: "shape", defaultEdgeType: "line", nodeProgramClasses: { shape: ShapeProgram }, nodeHoverProgramClasses: { shape: ShapeProgram },
    edgeProgramClasses: { line: EdgeRectangleProgram, arrow: EdgeArrowProgram, both: EdgeDoubleArrowProgram },
    nodeReducer: nodeLook, edgeReducer: edgeLook, minCameraRatio: 0.002, maxCameraRatio: 3, enableCameraRotation: false, zoomToSizeRatioFunction: grows,
  };
  try {
    sigma = new Sigma(drawn, byId("graph"), settings);
  } catch {   // no WebGL; what sigma had begun goes
    byId("graph").replaceChildren();
    sigma = new Flat(drawn, byId("graph"), settings);
    sigma.setCustomBBox(frameBox);
  }
  if (camera) sigma.getCamera().setState(camera);
  bindPointer();
  labelLayer();
  groupLayer();
  sigma.on("afterRender", drawGroups);
  sigma.on("afterRender", drawLabels);
  sigma.on("resize", () => { forgetLabels(); });
  const mine = sigma;      // a renderer that is ended loses its contexts too
  for (const canvas of Object.values(sigma.getCanvases())) {
    canvas.setAttribute("aria-hidden", "true");
    canvas.addEventListener("webglcontextlost", event => {   // the graphics driver may take it away at any time
      if (sigma !== mine || restart) return;
      event.preventDefault();
      restart = setTimeout(() => { restart = 0; startRenderer(); showDrawing(); }, 200);
    });
  }
}

// Draw what `rebuild` built; after a change of what is marked alone, `repaint` is enough.
function showDrawing() {
  if (!sigma) return;
  forgetLabels();
  sigma.setCustomBBox(frameBox);
  sizeFactor = Math.min(1.5, Math.max(0.3, grows(unit())));
  sigma.setSetting("hideEdgesOnMove", linesShown() > MANY);
  sigma.refresh();
}

function repaint() {
  forgetLabels();
  sigma?.refresh({ skipIndexation: true });
}

function moveCamera(target) {
  const camera = sigma.getCamera();
  if (still.matches) camera.setState(target); else camera.animate(target, { duration: 280 });
}

// The height of the window that no sheet of a phone covers.
const freeHeight = height => !wide.matches && document.body.matches(".with-panel, .with-filters") ? Math.max(80, height - Math.max(byId("panel").offsetHeight, byId("filters").offsetHeight)) : height;

let lookLater = null;    // what to bring into view when the table makes room for the drawing
// Bring entities into view, large enough to tell them apart; `close`: as large as that they can be read.
function lookAt(nodes, { close = true } = {}) {
  if (!sigma) return;
  if (byId("stage").hidden) { lookLater = [nodes, close]; return; }
  const spots = nodes.map(n => sigma.getNodeDisplayData(String(n))).filter(Boolean);
  if (!spots.length) return;
  const { width, height } = sigma.getDimensions(), home = { cameraState: { x: 0.5, y: 0.5, ratio: 1, angle: 0 } }, free = freeHeight(height);
  const range = (list, k) => list.reduce(([low, high], p) => [Math.min(low, p[k]), Math.max(high, p[k])], [Infinity, -Infinity]);
  const pixels = spots.map(p => sigma.framedGraphToViewport(p, home));
  const [x0, x1] = range(spots, "x"), [y0, y1] = range(spots, "y"), [left, right] = range(pixels, "x"), [top, bottom] = range(pixels, "y");
  const ratio = Math.min(free < height ? 3 : 1, Math.max((right - left) / Math.max(50, width - 180), (bottom - top) / Math.max(50, free - 110), close ? unit() / 1.3 : 0.25, 0.003));
  const perPixel = (y1 - y0) / Math.max(1, bottom - top) || 1 / Math.min(width, height);   // of the plane, at ratio 1
  moveCamera({ x: (x0 + x1) / 2, y: (y0 + y1) / 2 - (height - free) / 2 * perPixel * ratio, ratio });
}

function outOfView(n) {
  const at = sigma?.getNodeDisplayData(String(n));
  if (!at) return true;
  const { x, y } = sigma.framedGraphToViewport(at), { width, height } = sigma.getDimensions();
  return x < 20 || y < 20 || x > width - 20 || y > freeHeight(height) - 20;
}

function setCamera(text) {
  const [x, y, ratio] = text.split(":").map(Number), target = { x, y, ratio: Math.min(3, Math.max(0.002, ratio)) }, camera = sigma.getCamera();
  if (still.matches) camera.setState(target); else camera.animate(target, { duration: 1 });      // which ends a movement under way
}

// The address keeps the camera too, when it has come to rest.
let cameraTimer = 0;
function noteCamera() {
  clearTimeout(cameraTimer);
  cameraTimer = setTimeout(() => {
    if (!sigma || !G.ready.links) return;
    const { x, y, ratio } = sigma.getCamera().getState(), text = [x, y, ratio].map(v => Number(v.toFixed(4))).join(":"), camera = text === "0.5:0.5:1" ? "" : text;
    if (camera !== state.camera) { state = { ...state, camera }; writeAddress(); }
  }, 250);
}

function zoom(factor) {
  if (sigma) moveCamera({ ratio: Math.min(3, Math.max(0.002, sigma.getCamera().getState().ratio * factor)) });
}
const fit = () => lookAt([...shown], { close: false });

// ---- the pointer ---------------------------------------------------------------------------------
const NEAR = 5;         // pixels; a line is thin, so a click beside it is meant for it
let choosing = null;    // the entity for which a second one is being chosen

// The line nearest to a spot of the window, -1 if none is near.
function lineUnder({ x, y }) {
  let best = -1, least = NEAR;
  if (linesShown() > MANY) return best;
  const spots = new Map();
  const spot = key => { if (!spots.has(key)) spots.set(key, sigma.framedGraphToViewport(sigma.getNodeDisplayData(key))); return spots.get(key); };
  drawn.forEachEdge((key, { e }, source, target) => {
    const a = spot(source), b = spot(target);
    if (Math.min(a.x, b.x) > x + NEAR || Math.max(a.x, b.x) < x - NEAR || Math.min(a.y, b.y) > y + NEAR || Math.max(a.y, b.y) < y - NEAR) return;
    const long = (b.x - a.x) ** 2 + (b.y - a.y) ** 2 || 1, along = Math.min(1, Math.max(0, ((x - a.x) * (b.x - a.x) + (y - a.y) * (b.y - a.y)) / long));
    const far = Math.hypot(a.x + along * (b.x - a.x) - x, a.y + along * (b.y - a.y) - y);
    if (far < least) { least = far; best = e; }
  });
  return best;
}

function bindPointer() {
  let dragged = null, moved = false, from = null;
  sigma.on("clickNode", ({ node }) => { if (!moved) pick(Number(node)); });
  sigma.on("doubleClickNode", ({ node, preventSigmaDefault }) => { preventSigmaDefault(); expand(Number(node)); });
  sigma.on("clickStage", ({ event }) => {
    if (moved) return;
    const e = lineUnder(event);
    if (e >= 0) openLine(e); else if (choosing !== null) stopChoosing(); else change({ node: "", edge: "", between: "" });
  });
  sigma.on("enterNode", ({ node }) => hover(Number(node), null));
  sigma.on("leaveNode", () => hover(null, null));
  sigma.on("downNode", ({ node, event }) => { dragged = node; moved = false; from = event; });
  sigma.on("moveBody", ({ event }) => {
    if (!dragged) {
      if (hovered.node === null) { const e = lineUnder(event); hover(null, e < 0 ? null : e); }
      return;
    }
    const touches = event.original.touches?.length ?? 0;
    if (touches > 1) { dragged = null; return; }      // two fingers zoom
    event.preventSigmaDefault();
    event.original.preventDefault();
    if (!moved && Math.hypot(event.x - from.x, event.y - from.y) < (touches || event.original.pointerType === "touch" ? 10 : 4)) return;   // a hand trembles
    moved = true;
    const { x, y } = sigma.viewportToGraph(event);
    drawn.mergeNodeAttributes(dragged, { x, y });
  });
  const drop = () => {
    if (dragged && moved) {   // where it was put, it stays
      const { n, x, y } = drawn.getNodeAttributes(dragged);
      pin(n, tidied ? [G.x[n], G.y[n], x, y] : [x, y]);
    }
    dragged = null;
    setTimeout(() => { moved = false; });
  };
  byId("graph").onpointerleave = () => hover(null, null);
  sigma.on("upNode", drop);
  sigma.on("upStage", drop);
}

function hover(node, edge) {
  if (hovered.node === node && hovered.edge === edge) return;
  hovered = { node, edge };
  byId("graph").classList.toggle("point", hovered.node !== null || hovered.edge !== null);
  sigma.scheduleRender();
}

// ---- keyboard on the drawing ---------------------------------------------------------------------
// The nearest entity in a direction from the selected one, of those in the drawing; from none, the most linked.
function step(dx, dy) {
  const here = selection()[0];
  if (here === undefined || !shown.has(here)) {
    if (shown.size) openNode([...shown].reduce((a, b) => Math.min(a, b)));
    return;
  }
  const [x, y] = placeOf(here);
  let best = null, least = Infinity;
  for (const n of shown) {
    if (n === here) continue;
    const [u, v] = placeOf(n), along = (u - x) * dx + (v - y) * dy, aside = Math.abs((u - x) * dy - (v - y) * dx);
    const cost = along + 2 * aside;
    if (along > 0 && aside <= along * 1.5 && cost < least) { least = cost; best = n; }
  }
  if (best !== null) openNode(best);
}
