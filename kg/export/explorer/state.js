// What the reader has chosen. It is plain data, so that it can stand in the address of the page, be sent to a colleague and be undone.
const START = {
  lang: /^zh/i.test(navigator.language) || !navigator.language ? "zh" : "en", theme: "", view: "graph", tab: "entities", time: false,
  ask: "", of: [],      // a question (ask.js) and what it is asked of
  node: "", edge: "", between: "", article: "", at: -1,      // ids; `at`: where in the article
  classOff: [], only: [], subject: "", object: "", relationOff: [], articles: [], place: "", from: "", to: "", confidence: 0.6, sources: 1,
  named: false, also: [], lone: false,      // what is left out unless asked for: read off a name; planned, denied, reported, ended; without a link
  size: "", colour: "",      // of signs: a measure (groups.js), "group"
  most: 300, apart: false,      // paths go neither through places nor through hubs
  focus: [], steps: 1, expanded: [], collapsed: [], hidden: [], pinned: {}, camera: "", tidy: "",       // tidy: "yes", "no", or as seems best
};
let state = structuredClone(START);
const past = [];                  // earlier states, the last one last
const KEPT = ["lang", "theme", "view", "tab", "time", "article", "at", "camera"];
const FILTERS = ["classOff", "only", "subject", "object", "relationOff", "articles", "place", "from", "to", "confidence", "sources", "named", "also", "lone", "hidden"];
const SHOWN = [...FILTERS, "size", "colour", "most", "focus", "steps", "expanded", "collapsed", "pinned", "tidy"];
const STEPS_BACK = [...SHOWN, "node", "edge", "between", "apart", "ask", "of", "article"];   // a change of these is a step that the browser can go back
const NAMES = { classOff: "-class", only: "class", subject: "from-class", object: "to-class", relationOff: "-relation", articles: "article", article: "read" };   // in the address, where it differs

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

// change({ node: "org-1" }): the one way to change the state; draws what has to be drawn anew. What is selected comes back
// with what was shown, but is no step of undo by itself.
function change(patch, { look = [] } = {}) {
  const before = state;
  state = { ...state, ...patch };
  if (same(before, state)) { if (look.length) lookAt(look); return; }
  if (SHOWN.some(k => !same(before[k], state[k]))) { past.push(before); if (past.length > 200) past.shift(); }
  writeAddress(STEPS_BACK.some(k => !same(before[k], state[k])));
  redraw(before, look);
}

function undo() {
  const before = past.pop();
  if (!before) return;
  const kept = Object.fromEntries(KEPT.map(k => [k, state[k]]));
  const now = state;
  state = { ...before, ...kept };
  writeAddress();
  redraw(now, []);
  say(t("已撤销", "Undone"));
}

const filtersOn = s => [...new Set(FILTERS.filter(k => !same(s[k], START[k])).map(k => k === "to" ? "from" : k))];   // a range of dates is one

// ---- the address ---------------------------------------------------------------------------------
// #node=…&-class=Media,Company&place=210000&from=2020-02-01 …: only what differs from the start; lists by commas
function toAddress(s) {
  const parts = [];
  for (const key of Object.keys(START)) {
    if (same(s[key], START[key])) continue;
    const value = s[key], name = NAMES[key] ?? key;
    const text = Array.isArray(value) ? value.map(encodeURIComponent).join(",")
      : key === "pinned" ? Object.entries(value).map(([id, place]) => [encodeURIComponent(id), ...place].join(":")).join(",")
      : typeof value === "boolean" ? String(Number(value)) : encodeURIComponent(value);
    parts.push(`${name}=${text}`);
  }
  return parts.join("&");
}

function fromAddress(text) {
  const s = structuredClone(START), keys = new Map(Object.keys(START).map(k => [NAMES[k] ?? k, k]));
  const decode = part => { try { return decodeURIComponent(part); } catch { return ""; } };
  for (const part of text.replace(/^#/, "").split("&")) {
    const [name, ...rest] = part.split("="), key = keys.get(decode(name)), value = rest.join("=");
    if (!key) continue;
    const start = START[key];
    if (Array.isArray(start)) s[key] = value.split(",").map(decode).filter(Boolean);
    else if (key === "pinned") {
      for (const entry of value.split(",")) {
        const [id, ...place] = entry.split(":");
        if ([2, 4].includes(place.length) && place.every(x => x !== "" && Number.isFinite(Number(x)))) s.pinned[decode(id)] = place.map(Number);
      }
    } else if (typeof start === "boolean") s[key] = value === "1";
    else if (typeof start === "number") { const n = Number(decode(value)); if (Number.isFinite(n) && n >= (key === "at" ? -1 : 0)) s[key] = n; }
    else s[key] = decode(value);
  }
  if (!["zh", "en"].includes(s.lang)) s.lang = START.lang;
  if (!["", "light", "dark"].includes(s.theme)) s.theme = "";
  s.steps = Math.min(Math.max(0, Math.round(s.steps)), 6);
  if (!/^-?[\d.]+:-?[\d.]+:[\d.]+$/.test(s.camera)) s.camera = "";
  for (const key of ["from", "to"]) if (s[key] && Number.isNaN(Date.parse(s[key]))) s[key] = "";
  return s;
}

let written = null, writtenAt = 0;
function writeAddress(step = false) {
  const text = toAddress(state), url = text ? `#${text}` : location.pathname + location.search;
  if (text === written) return;
  written = text;
  try {   // what comes within half a second, as of a slider, is one step
    if (step && performance.now() - writtenAt > 500) history.pushState(null, "", url); else history.replaceState(null, "", url);
  } catch { /* within a notebook there is no address */ }
  if (step) writtenAt = performance.now();
}

addEventListener("popstate", () => {   // the way back, the way forward, or another address pasted
  const text = location.hash.slice(1);
  if (text === written) return;
  written = text;
  const before = state;
  state = fromAddress(text);
  if (SHOWN.some(k => !same(before[k], state[k]))) past.push(before);
  redraw(before, []);
  lookAsSaid();
});

// The entities that the reader looks at, by number.
function selection() {
  const at = ids => ids.map(id => G.at.get(id)).filter(n => n !== undefined);
  return at([state.node].filter(Boolean).concat(state.edge ? state.edge.split("~") : [], state.between ? state.between.split("~") : []));
}
