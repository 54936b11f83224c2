// Time, below the picture: posts as bars, what happened as points, of what is selected or of all; a stretch that is drawn over it filters.
// A full point stands where a sentence says when it took place, a hollow one on the day of its article.
const LANE = 20, HEADING = 96, EDGE = 14, TEXT = 12;      // pixels: a lane, the column of headings, the right margin, a letter
const TIMELESS = ["locatedIn", "hasJurisdiction", "partOf"];      // what is so, not what happened
const SVG = "http://www.w3.org/2000/svg";
let timeSpan = null, timeAll = false;      // [first day, last day] in sight; whether the whole of it is wanted

function draw(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter(c => c !== null && c !== undefined));
  return element;
}

// The links to show: those of what is selected, or all, as far as they pass the filters other than that by date.
function timeLinks() {
  const nodes = selection(), links = state.edge && nodes.length === 2 ? linksOfEdge(lineBetween(...nodes)) : state.between && nodes.length === 2 ? [...marked.edges].flatMap(linksOfEdge)
    : nodes.length ? linksOf(nodes[0]) : null;
  const fits = l => passed.anyTime[l] && !TIMELESS.includes(relationOf(l));
  if (links) return links.filter(fits);
  const all = [];
  for (let l = 0; l < G.links.size; l++) if (fits(l)) all.push(l);
  return all;
}

// A post as it stands in time: when it began and ended as far as known, and when articles told of it.
function termsOf(posts) {
  const terms = new Map(), own = selection()[0];
  for (const l of posts) {
    const person = G.links.subject[l], body = G.links.object[l], title = qualifier(l, "title"), former = qualifier(l, "former") !== "", acting = qualifier(l, "acting") !== "";
    const key = JSON.stringify([person, body, title, former, acting]);
    if (!terms.has(key)) terms.set(key, { person, body, title, former, acting, links: [], since: NaN, until: NaN, told: [] });
    const term = terms.get(key), [, since, until] = G.links.when[l].map(dayOf);
    term.links.push(l);
    if (!Number.isNaN(since)) term.since = since;
    if (!Number.isNaN(until)) term.until = until;
    if (!Number.isNaN(G.links.day[l])) term.told.push(G.links.day[l]);
  }
  return [...terms.values()].map(term => {
    const told = term.told.sort((a, b) => a - b), { since, until } = term;
    const from = Number.isNaN(since) ? told[0] ?? until : since, to = Number.isNaN(until) ? told.at(-1) ?? since : until;
    const who = own === term.body ? nameOf(term.person) : own === term.person ? nameOf(term.body) : `${nameOf(term.person)} · ${nameOf(term.body)}`;
    return { links: term.links, from: Math.min(from, to), to: Math.max(from, to), known: [!Number.isNaN(since), !Number.isNaN(until)], former: term.former,
      text: `${term.title || t("任职", "post")}${term.former ? t("（曾任）", " (former)") : ""}${term.acting ? t("（代理）", " (acting)") : ""} · ${who}` };
  }).filter(term => !Number.isNaN(term.from));
}

// What happened, one point for all that is said of one pair, one relation and one day.
function pointsOf(links) {
  const points = new Map(), own = selection();
  for (const l of links) {
    const day = G.links.day[l];
    if (Number.isNaN(day)) continue;
    const key = [G.links.edge[l], G.links.relation[l], day].join(" ");
    if (!points.has(key)) {
      const [s, o] = [G.links.subject[l], G.links.object[l]], n = own[0];
      points.set(key, { links: [], from: day, to: day, text: own.length === 1 ? nameOf(s === n ? o : s) : `${nameOf(s)} → ${nameOf(o)}` });
    }
    points.get(key).links.push(l);
  }
  return [...points.values()].map(p => ({ ...p, said: p.links.some(l => G.links.when[l][0]) }));
}

function drawTime() {
  const dock = byId("time"), on = state.time && state.view !== "table" && G.ready.links;
  document.body.classList.toggle("with-time", Boolean(on));
  byId("as-time").setAttribute("aria-pressed", String(state.time));
  if (dock.hidden === Boolean(on)) { dock.hidden = !on; if (sigma) { sigma.resize(); } }
  if (!on) { dock.replaceChildren(); return; }
  const links = timeLinks(), single = selection().length > 0, rows = new Map(), undated = links.filter(l => Number.isNaN(G.links.day[l]) && !G.links.when[l][1] && !G.links.when[l][2]);
  const put = (r, items) => { if (items.length) rows.set(r, items); };
  for (const r of [...new Set(links.map(l => G.links.relation[l]))].sort((a, b) => a - b)) {
    const own = links.filter(l => G.links.relation[l] === r);
    put(r, single ? (G.relations[r].name === "holdsPost" ? termsOf(own) : pointsOf(own)) : pointsOf(own));
  }
  const everything = [...rows.values()].flat(), days = everything.flatMap(i => [i.from, i.to]).sort((a, b) => a - b);
  const title = single ? selection().map(nameOf).join(" — ") : t("全部关系", "All links");
  const head = make("header", {}, make("strong", {}, title), make("span", { class: "hint" }, ` ${plural(links.length, "条关系", "link", "links")} · `,
    t("● 原文写明时间　○ 按文章日期　拖动可选一段时间", "● time said in the text  ○ day of the article  drag to choose a stretch of time")),
    undated.length ? button(t(`无日期 ${number(undated.length)}`, `undated ${number(undated.length)}`), () => { show(listContent(t("无日期的关系", "Links without a date"), undated)); showPanel(); }, { class: "small" }) : null,
    state.from || state.to ? button(t(`${state.from || "…"} – ${state.to || "…"} ×`, `${state.from || "…"} – ${state.to || "…"} ×`), () => change({ from: "", to: "" }), { class: "small", id: "time-clear", "aria-label": t("不再按时间筛选", "No filter by time") }) : null);
  if (!days.length) { dock.replaceChildren(head, make("p", { class: "hint" }, t("没有带时间的关系。", "No link has a time."))); return; }
  // of all, what is far from the rest does not set the scale unless it is asked for
  const quantile = q => days[Math.min(days.length - 1, Math.floor(q * days.length))], wholly = single || timeAll || days.length < 20;
  let [first, last] = wholly ? [days[0], days.at(-1)] : [quantile(0.03), quantile(0.97)];
  const pad = Math.max(1, (last - first) * 0.03);
  [first, last] = [first - pad, last + pad];
  timeSpan = [first, last];
  const outside = everything.filter(i => i.to < first || i.from > last).length;
  if (!single && (timeAll || outside)) head.append(button(timeAll ? t("只看主要时段", "The main stretch") : t(`全部时间（另有 ${number(outside)}）`, `All time (${number(outside)} more)`), () => { timeAll = !timeAll; drawTime(); }, { class: "small" }));
  dock.replaceChildren(head, make("div", { class: "scroll", tabindex: 0, "aria-label": t("时间线", "Timeline") }));
  dock.lastChild.append(chart(rows, first, last, dock.clientWidth - 12, single));
}

// The lines of the axis: years, months or days, whichever leaves room for its words.
function ticks(first, last, width) {
  const years = (last - first) / 365.25, each = width / 64, found = [];
  const step = years > each ? { year: Math.ceil(years / each) } : years * 12 > each ? { month: [2, 3, 6].find(m => years * 12 / m <= each) ?? 12 } : years > 0.3 ? { month: 1 } : { day: [1, 2, 5, 10].find(d => (last - first) / d <= each) ?? 15 };
  const [y0] = ISO(Math.max(-700000, first)).split("-").map(Number);
  if (step.day) for (let d = Math.ceil(first); d <= last; d += step.day) found.push([d, ISO(d).slice(5)]);
  else for (let k = 0; found.length < 400; k++) {
    const day = Date.UTC(y0 + (step.year ? k * step.year : 0), step.month ? k * step.month : 0, 1) / 864e5;
    if (day > last) break;
    if (day >= first) found.push([day, step.year ? ISO(day).slice(0, 4) : ISO(day).slice(0, 7)]);
  }
  return found;
}

function chart(rows, first, last, width, single) {
  const x = day => HEADING + (Math.min(Math.max(day, first), last) - first) / (last - first) * (width - HEADING - EDGE), parts = [];
  let y = 22;
  for (const [r, items] of rows) {
    const lanes = [], top = y;
    for (const item of single ? items.sort((a, b) => a.from - b.from || a.to - b.to) : bubbles(items, x)) {
      const from = x(item.from), to = Math.max(x(item.to), from + 6), words = single ? Array.from(item.text).slice(0, 26).join("") : "";
      const wide = words ? 12 + TEXT * [...words].reduce((sum, c) => sum + (c > "\u2e80" ? 1 : 0.58), 0) : 0;
      const left = to + wide > width && from - wide > HEADING ? from - wide : from, right = left < from ? to : to + wide;
      let lane = lanes.findIndex(end => end <= left);
      if (!single) lane = 0;
      else if (lane < 0) lane = lanes.length;
      lanes[lane] = right + 6;
      parts.push(timeItem(r, item, from, to, top + lane * LANE + LANE / 2, words, left < from, single));
    }
    y = top + Math.max(1, lanes.length) * LANE + (single ? 6 : 8);
    parts.push(draw("text", { x: 4, y: top + LANE / 2 + 4, class: "row" }, label(G.relations[r])), draw("line", { x1: 0, x2: width, y1: y - 3, y2: y - 3, class: "rule" }));
  }
  const high = y + 4, axis = ticks(first, last, width - HEADING).flatMap(([day, words]) => [draw("line", { x1: x(day), x2: x(day), y1: 18, y2: high, class: "tick" }), draw("text", { x: x(day) + 3, y: 13, class: "tick" }, words)]);
  const band = draw("rect", { y: 0, height: high, class: "band" }), setBand = (a, b) => { band.setAttribute("x", Math.min(a, b)); band.setAttribute("width", Math.abs(b - a)); };
  if (state.from || state.to) setBand(state.from ? x(dayOf(state.from)) : HEADING, state.to ? x(dayOf(state.to) + 1) : width - EDGE); else setBand(0, 0);
  const svg = draw("svg", { width, height: high, role: "group", "aria-label": t("时间线", "Timeline") }, ...axis, band, ...parts);
  const dayAt = at => first + (at - HEADING) / (width - HEADING - EDGE) * (last - first), at = event => Math.min(width - EDGE, Math.max(HEADING, event.clientX - svg.getBoundingClientRect().left));
  let start = null;
  svg.addEventListener("pointerdown", event => { if (event.target.closest(".item")) return; start = at(event); svg.setPointerCapture(event.pointerId); event.preventDefault(); });
  svg.addEventListener("pointermove", event => { if (start !== null) setBand(start, at(event)); });
  svg.addEventListener("pointerup", event => {
    if (start === null) return;
    const [a, b] = [start, at(event)].sort((p, q) => p - q);
    start = null;
    change(b - a < 4 ? { from: "", to: "" } : { from: ISO(Math.floor(dayAt(a))), to: ISO(Math.floor(dayAt(b))) });
  });
  return svg;
}

// Of all links, points that would lie over one another are one, the larger the more.
function bubbles(items, x) {
  const found = new Map();
  for (const item of items) {
    const key = Math.round(x(item.from) / 14);
    if (!found.has(key)) found.set(key, { links: [], from: item.from, to: item.from, told: 0 });
    const bubble = found.get(key);
    bubble.links.push(...item.links);
    bubble.told += item.links.filter(l => G.links.when[l][0]).length;
    bubble.said = 2 * bubble.told > bubble.links.length;      // most of them
    bubble.from = Math.min(bubble.from, item.from);
    bubble.to = bubble.from;
    bubble.last = Math.max(bubble.last ?? item.to, item.to);
  }
  return [...found.values()];
}

// A bar or a point with its words; a click or Enter opens what it stands for.
function timeItem(r, item, from, to, y, words, leftwards, single) {
  const relation = G.relations[r], colour = HUES[r % HUES.length], links = item.links, dim = links.every(l => !passed.link[l] && !passed.past[l]);
  const when = item.from === item.to ? ISO(item.from) : `${ISO(item.from)} – ${ISO(item.to)}`, name = `${label(relation)} ${item.text ?? plural(links.length, "条", "link", "links")} ${when}`;
  const open = () => {
    if (new Set(links.map(l => G.links.edge[l])).size === 1) openLine(G.links.edge[links[0]]);
    else { show(listContent(`${label(relation)} ${ISO(item.from)}${item.last > item.from ? ` – ${ISO(item.last)}` : ""}`, links)); showPanel(); }
  };
  const group = draw("g", { class: `item${dim ? " dim" : ""}`, role: "button", tabindex: 0, "aria-label": name, onclick: open,
    onkeydown: event => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); event.stopPropagation(); open(); } },
    onpointerenter: () => hover(null, G.links.edge[links[0]]), onpointerleave: () => hover(null, null) }, draw("title", {}, name));
  const bar = item.known !== undefined;
  if (bar) {      // an end that no sentence tells is open: dashed
    group.append(draw("rect", { x: from, y: y - 5, width: to - from, height: 10, rx: 2, fill: colour, "fill-opacity": item.former ? 0.35 : 0.75 }));
    if (!item.known[0]) group.append(draw("line", { x1: Math.max(HEADING, from - 14), x2: from, y1: y, y2: y, stroke: colour, "stroke-width": 2, "stroke-dasharray": "2 2" }));
    if (!item.known[1] && !item.former) group.append(draw("line", { x1: to, x2: to + 14, y1: y, y2: y, stroke: colour, "stroke-width": 2, "stroke-dasharray": "2 2" }));
  } else {
    const size = single ? 5 : Math.min(8, 3 + Math.sqrt(links.length));
    group.append(draw("circle", { cx: from, cy: y, r: size, fill: item.said ? colour : "var(--paper)", stroke: colour, "stroke-width": 1.8 }));
  }
  if (words) group.append(draw("text", { x: leftwards ? from - (bar ? 18 : 9) : to + (bar ? 18 : 4), y: y + 4, "text-anchor": leftwards ? "end" : null }, words));
  return group;
}

// Links with their sentences, in the panel.
const listContent = (heading, links) => [make("h2", { id: "panel-title" }, heading), make("p", {}, plural(links.length, "条关系", "link", "links")), ...firstOf([...links].sort((a, b) => dateOf(a).localeCompare(dateOf(b))), MOST_ROWS, card)];
