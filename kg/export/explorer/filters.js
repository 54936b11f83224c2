// The filters on the left: what there is of each choice, were only that filter taken away, and what is chosen.
let filterParts = null;      // what is built once: {update: function}
const ISO = day => new Date(day * 864e5).toISOString().slice(0, 10);

function drawFilters() {
  if (!G.ready.links) { byId("filters").replaceChildren(make("p", { class: "loading" }, t("正在读入…", "Reading…"))); return; }
  if (!filterParts || filterParts.lang !== state.lang) buildFilters();
  for (const update of filterParts.updates) update(passed.counts);
}

function buildFilters() {
  const updates = [], sections = [usualFilter, classFilter, endsFilter, relationFilter, placeFilter, dateFilter, articleFilter, sureFilter, drawFilter].map(build => build(updates));
  filterParts = { lang: state.lang, updates };
  const active = make("p", { id: "active" });
  updates.push(() => {
    const on = filtersOn(state);
    active.replaceChildren(...(state.only.length ? [make("span", { class: "chip" }, t(`只看 ${askedFor()}，连同与之相连的`, `Only ${askedFor()} and what they are linked to`))] : []), ...(on.length ? [t(`${on.length} 项筛选 `, `${on.length} ${on.length === 1 ? "filter" : "filters"} `),
      make("button", { type: "button", onclick: clearFilters }, t("全部清除", "Clear all"))] : [make("span", { class: "hint" }, t("没有筛选", "No filters"))]));
  });
  const open = new Set([...byId("filters").querySelectorAll("details[open]")].map(d => d.id));
  byId("filters").replaceChildren(active, ...sections.filter(Boolean));
  for (const id of open) if (byId(id)) byId(id).open = true;
}

// What `only` asks for, in words: a top class if all of it that there is.
function askedFor() {
  const used = new Set(G.cls), top = G.classes.find(c => c.name === c.top && same(G.classes.filter((x, i) => x.top === c.name && used.has(i)).map(x => x.name), state.only));
  return (top ? [top] : G.classes.filter(c => state.only.includes(c.name))).map(label).join(t("、", ", "));
}

const clearFilters = () => change(Object.fromEntries(FILTERS.map(k => [k, structuredClone(START[k])])));

// Open from the start: the first, what there is room for, and what is in use; so that every heading is in sight.
function section(id, zh, en, uses, ...content) {
  const open = id === "usual" || (id === "class" && innerHeight > 860) || (id === "relation" && innerHeight > 950) || uses.some(k => !same(state[k], START[k]));
  return make("details", { id: `by-${id}`, open }, make("summary", {}, t(zh, en)), ...content);
}

// What is left out unless it is asked for, with how much it is.
function usualFilter(updates) {
  const row = (id, zh, en, on, turn, count, title) => {
    const box = make("input", { type: "checkbox", id, onchange: () => change(turn(box.checked)) }), many = make("span", { class: "n" });
    const line = make("div", { class: "choice" }, make("label", { title }, box, make("span", {}, t(zh, en))), many);
    updates.push(counts => { box.checked = on(); const n = count(counts); many.textContent = number(n); line.hidden = !n && !on(); });
    return line;
  };
  const some = G.modalities.map((_, i) => G.links.modality.includes(i));
  const SAID = { planned: ["计划中的关系", "Planned links"], denied: ["否认的关系", "Denied links"], reported: ["据说、未证实的关系", "Reported, unconfirmed links"], ended: ["曾任的职务、已结束的关系", "Former posts, ended links"] };
  const rows = [
    row("named", "由名称读出的关系", "Links read off a name", () => state.named, on => ({ named: on }), counts => counts.named, t("如“沈阳市财政局”属沈阳市：名称已经说明", "As of 沈阳市财政局 and 沈阳市: the name says so itself")),
    row("unsure", `把握不足 ${percent(G.unsure)} 的关系`, `Links less sure than ${percent(G.unsure)}`, () => state.confidence < G.unsure - 1e-6, on => ({ confidence: on ? 0 : START.confidence }), counts => counts.unsure),
    ...G.modalities.flatMap((m, i) => i && some[i] ? [row(`also-${m}`, ...SAID[m], () => state.also.includes(m), on => ({ also: on ? [...state.also, m].sort() : state.also.filter(x => x !== m) }), counts => counts.modality[i])] : []),
    row("lone", "没有关系的实体", "Entities without links", () => state.lone, on => ({ lone: on }), () => passed.lone.length, t("它们都在表格里", "All of them are in the table")),
  ];
  return section("usual", "另有，开始时不画", "Besides, not drawn at first", [], ...rows);
}

// A list of check boxes of which some are off: rows [{key, term, sign, indent, members}]; `alone`: what the button beside each sets
function boxes(updates, stateKey, rows, count, alone) {
  const all = rows.flatMap(row => row.members ? [] : [row.key]);
  return rows.map(row => {
    const members = row.members ?? [row.key], box = make("input", { type: "checkbox", value: row.key });
    const toggle = () => change({ [stateKey]: box.checked ? state[stateKey].filter(k => !members.includes(k)) : all.filter(k => state[stateKey].includes(k) || members.includes(k)) });
    box.addEventListener("change", toggle);
    const number_ = make("span", { class: "n" });
    updates.push(counts => {
      const off = members.filter(k => state[stateKey].includes(k)).length, n = count(counts, row.key);
      box.checked = off < members.length;
      box.indeterminate = off > 0 && off < members.length;
      number_.textContent = number(n);
      line.classList.toggle("none", !n && !off);
      only.setAttribute("aria-pressed", String(same(alone(members, all), Object.fromEntries(Object.keys(alone(members, all)).map(k => [k, state[k]]))) || (stateKey === "classOff" && same(state.only, members))));
    });
    const only = make("button", { type: "button", class: "only", title: t("只看这一项", "Only this one"), "aria-label": `${t("仅", "only")} ${label(row.term)}`, onclick: () => change(alone(members, all)) }, t("仅", "only"));
    const line = make("div", { class: `choice${row.indent ? " leaf" : ""}` }, make("label", { title: t(...row.term.define) }, box, row.sign ?? null, make("span", {}, label(row.term))), only, number_);
    return line;
  });
}

// Of each top class a row, and one of each class below it.
function classRows() {
  const used = new Set(G.cls), rows = [];
  for (const top of G.classes.filter(c => c.top === c.name)) {
    const leaves = G.classes.filter((c, i) => c.top === top.name && used.has(i));
    if (!leaves.length) continue;
    rows.push({ key: top.name, term: top, members: leaves.map(c => c.name) });
    for (const cls of leaves) rows.push({ key: cls.name, term: cls, sign: sign(cls), indent: true });
  }
  return rows;
}

// Of which class a link's subject and its object are to be.
function endsFilter(updates) {
  const rows = classRows();
  const ends = [["subject", "由", "From"], ["object", "到", "To"]].map(([key, zh, en]) => {
    const choice = make("select", { id: `end-${key}`, onchange: () => change({ [key]: choice.value }) });
    updates.push(counts => {
      choice.replaceChildren(make("option", { value: "" }, t("任何类别", "any class")), ...rows.filter(({ key: name }) => counts[key][classNumber(name)] || state[key] === name)
        .map(({ key: name, term, indent }) => make("option", { value: name }, `${indent ? "\u2003" : ""}${label(term)} ${number(counts[key][classNumber(name)])}`)));
      choice.value = state[key];
    });
    return make("label", { class: "slide end" }, make("span", {}, t(zh, en)), choice);
  });
  return section("ends", "两端", "Ends", ["subject", "object"], make("p", { class: "hint" }, t("关系由哪一类指向哪一类", "From which class a link runs to which")), ...ends);
}

const classNumber = name => G.classes.findIndex(c => c.name === name);
function classFilter(updates) {
  const rows = classRows();
  return section("class", "类别", "Class", ["classOff", "only"],
    ...boxes(updates, "classOff", rows, (counts, name) => counts.class[classNumber(name)], members => ({ only: same(state.only, members) ? [] : members, classOff: state.classOff.filter(k => !members.includes(k)) })));
}

function relationFilter(updates) {
  const used = new Set(G.links.relation), rows = G.relations.filter((_, i) => used.has(i)).map(r => ({ key: r.name, term: r }));
  return section("relation", "关系", "Relation", ["relationOff"], ...boxes(updates, "relationOff", rows, (counts, name) => counts.relation[G.relations.findIndex(r => r.name === name)],
    (members, all) => ({ relationOff: all.filter(k => !members.includes(k)) })));
}

// Replace the rows of a list, and leave the keyboard where it was.
function refill(list, rows) {
  const key = list.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  list.replaceChildren(...rows);
  if (key) [...list.querySelectorAll("[data-key]")].find(e => e.dataset.key === key)?.focus();
}

function placeFilter(updates) {
  if (!G.areas.size) return null;
  const list = make("div", { class: "list" }), under = new Map();
  for (const [code, { above }] of G.areas) { if (!under.has(above)) under.set(above, []); under.get(above).push(code); }
  const open = new Set();
  updates.push(counts => {
    const row = (code, depth) => {
      const n = counts.place.get(code) ?? 0, name = G.areas.get(code).name, below = under.get(code) ?? [], chosen = state.place === code;
      if (!n && !areaChain(state.place).includes(code)) return [];
      const shownBelow = open.has(code) || chosen || (state.place && areaChain(state.place).includes(code)) || (depth === 0 && below.length && G.areas.get(code).above === "" && (under.get("") ?? []).length === 1);
      return [make("div", { class: "choice", "data-depth": depth },
        below.length ? make("button", { type: "button", class: "twist", "data-key": `t${code}`, "aria-expanded": String(Boolean(shownBelow)), "aria-label": t(`${name}之下`, `Within ${name}`),
          onclick: () => { open.has(code) ? open.delete(code) : open.add(code); drawFilters(); } }, shownBelow ? "▾" : "▸") : make("span", { class: "twist" }),
        make("button", { type: "button", class: "place", "data-key": code, "aria-pressed": String(chosen), onclick: () => change({ place: chosen ? "" : code }) }, name), make("span", { class: "n" }, number(n))),
        ...(shownBelow ? below.flatMap(c => row(c, depth + 1)) : [])];
    };
    const roots = [...(under.get("") ?? [])].sort((a, b) => (counts.place.get(b) ?? 0) - (counts.place.get(a) ?? 0) || (a < b ? -1 : 1));
    refill(list, roots.flatMap(code => row(code, 0)));
  });
  return section("place", "地方", "Place", ["place"], make("p", { class: "hint" }, t("含其下所有地方；连线的一端在那里即可", "With all within it; one end of a line is enough")), list);
}

// Bins of the timeline: days, months or years, whichever gives a readable number.
function timeBins() {
  const days = G.day.filter(d => !Number.isNaN(d));
  if (!days.length) return [];
  const first = days.reduce((a, b) => Math.min(a, b)), last = days.reduce((a, b) => Math.max(a, b)), bins = [];
  const width = last - first <= 92 ? 10 : last - first <= 3700 ? 7 : 4, step = { 10: [0, 0, 1], 7: [0, 1, 0], 4: [1, 0, 0] }[width];
  let [y, m, d] = ISO(first).split("-").map(Number);
  if (width < 10) d = 1;
  if (width < 7) m = 1;
  for (let at = Date.UTC(y, m - 1, d) / 864e5; at <= last; ) {
    const next = Date.UTC(y += step[0], (m += step[1]) - 1, d += step[2]) / 864e5;
    bins.push({ from: ISO(at), to: ISO(next - 1), start: at, end: next, name: ISO(at).slice(0, width) });
    at = next;
  }
  return bins;
}

function dateFilter(updates) {
  const bins = timeBins();
  if (!bins.length) return null;
  const binOf = day => { let low = 0, high = bins.length - 1; while (low < high) { const mid = (low + high + 1) >> 1; if (bins[mid].start <= day) low = mid; else high = mid - 1; } return low; };
  const bars = make("div", { class: "bars", "aria-hidden": "true" }, ...bins.map(b => make("span", { title: b.name })));
  const ends = ["from", "to"].map(k => make("input", { type: "range", min: 0, max: bins.length - 1, step: 1, "data-end": k, "aria-label": k === "from" ? t("从", "From") : t("到", "To") }));
  const words = make("span", {}), none = make("span", { class: "n" });
  const range = () => [state.from ? binOf(Date.parse(state.from) / 864e5) : 0, state.to ? binOf(Date.parse(state.to) / 864e5) : bins.length - 1];
  const choose = (a, b) => { const [i, j] = [Math.min(a, b), Math.max(a, b)]; change({ from: i ? bins[i].from : "", to: j < bins.length - 1 ? bins[j].to : "" }); };      // the first bar has what was earlier too
  const preview = (i, j) => { [...bars.children].forEach((bar, k) => bar.classList.toggle("out", k < Math.min(i, j) || k > Math.max(i, j))); words.textContent = `${bins[Math.min(i, j)].name} – ${bins[Math.max(i, j)].name}`; };
  for (const end of ends) {
    end.addEventListener("input", () => preview(...ends.map(e => Number(e.value))));
    end.addEventListener("change", () => choose(...ends.map(e => Number(e.value))));
  }
  const at = event => { const box = bars.getBoundingClientRect(); return Math.min(bins.length - 1, Math.max(0, Math.floor((event.clientX - box.left) / box.width * bins.length))); };
  let start = null;
  bars.addEventListener("pointerdown", event => { start = at(event); bars.setPointerCapture(event.pointerId); preview(start, start); event.preventDefault(); });
  bars.addEventListener("pointermove", event => { if (start !== null) preview(start, at(event)); });
  bars.addEventListener("pointerup", event => { if (start !== null) { const from = start; start = null; choose(from, at(event)); } });
  updates.push(counts => {
    const sums = new Array(bins.length).fill(0);
    let undated = 0;
    for (const [day, n] of counts.date) if (Number.isNaN(day)) undated += n; else sums[binOf(day)] += n;
    const most = Math.max(1, ...sums);
    [...bars.children].forEach((bar, k) => { bar.style.height = `${sums[k] ? Math.max(4, Math.round(100 * sums[k] / most)) : 0}%`; bar.title = `${bins[k].name} · ${number(sums[k])}`; });
    const [i, j] = range();
    ends[0].value = i;
    ends[1].value = j;
    preview(i, j);
    none.textContent = undated ? t(`无日期 ${number(undated)}`, `undated ${number(undated)}`) : "";
  });
  return section("date", "日期", "Date", ["from", "to"], make("div", { id: "timeline" }, bars, make("p", { class: "axis", "aria-hidden": "true" }, make("small", {}, bins[0].name), make("small", {}, bins.at(-1).name)), ...ends), make("p", { class: "hint" }, words, " ", none), make("p", { class: "hint" }, t("事情的日期；没有写明的，是文章的日期", "When it took place; where no sentence says, when the article appeared")));
}

function articleFilter(updates) {
  const list = make("div", { class: "list" }), find = make("input", { type: "search", placeholder: t("找文章…", "Find an article…"), "aria-label": t("找文章", "Find an article") });
  let most = 8;
  const fill = counts => {
    const words = find.value.trim().toLowerCase(), chosen = new Set(state.articles);
    const fits = G.documents.map((d, i) => i).filter(i => !words || documentLine(i).toLowerCase().includes(words) || G.documents[i].id.toLowerCase().includes(words));
    fits.sort((a, b) => chosen.has(G.documents[b].id) - chosen.has(G.documents[a].id) || counts.article[b] - counts.article[a] || a - b);
    refill(list, [...fits.slice(0, most).map(i => {
      const id = G.documents[i].id, box = make("input", { type: "checkbox", value: id, "data-key": `a${id}`, onchange: () => change({ articles: box.checked ? [...state.articles, id] : state.articles.filter(x => x !== id) }) });
      box.checked = chosen.has(id);
      return make("div", { class: "choice" }, make("label", { title: documentLine(i) }, box, make("span", {}, documentName(i))),
        make("button", { type: "button", class: "only", "data-key": `r${id}`, onclick: () => readArticle(i) }, t("读", "read")), make("span", { class: "n" }, number(counts.article[i])));
    }), fits.length > most ? make("button", { type: "button", "data-key": "more", onclick: () => { most += 30; fill(passed.counts); } }, t(`还有 ${number(fits.length - most)} 篇`, `${number(fits.length - most)} more`)) : ""]);
  };
  find.addEventListener("input", () => fill(passed.counts));
  updates.push(fill);
  return section("article", "文章", "Article", ["articles"], G.documents.length > 8 ? find : null, list);
}

function sureFilter(updates) {
  const steps = [0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95], sure = make("input", { type: "range", min: 0, max: steps.length - 1, step: 1, id: "confidence", "aria-label": t("最低置信度", "Least confidence") });
  const sureWords = make("output", {}), most = Math.max(1, G.links.sources.reduce((a, b) => Math.max(a, b), 1));
  const sources = make("input", { type: "range", min: 1, max: Math.min(most, 10), step: 1, id: "sources", "aria-label": t("最少文章数", "Least number of articles") }), sourceWords = make("output", {});
  sure.addEventListener("input", () => change({ confidence: steps[sure.value] }));
  sources.addEventListener("input", () => change({ sources: Number(sources.value) }));
  updates.push(counts => {
    const at = steps.findLastIndex(x => x <= state.confidence + 1e-6);
    sure.value = Math.max(0, at);
    let n = 0;
    counts.confidence.forEach((many, bin) => { if (bin / BINS >= state.confidence - 1e-6) n += many; });
    sureWords.textContent = `≥ ${percent(state.confidence)} · ${number(n)}`;
    sources.value = state.sources;
    let m = 0;
    for (const [k, many] of counts.sources) if (k >= state.sources) m += many;
    sourceWords.textContent = `≥ ${state.sources} · ${number(m)}`;
  });
  return section("trust", "可信", "Trust", ["sources"],
    make("label", { class: "slide" }, make("span", {}, t("置信度", "Confidence")), sure, sureWords),
    make("label", { class: "slide" }, make("span", {}, t("文章数", "Articles")), sources, sourceWords));
}

function drawFilter(updates) {
  const most = make("select", { id: "most", "aria-label": t("最多画多少", "Draw at most"), onchange: () => change({ most: Number(most.value) }) });
  const choose = (key, choices) => { const list = make("select", { id: `by-${key}`, onchange: () => change({ [key]: list.value }) }, ...choices.map(([value, zh, en]) => make("option", { value }, t(zh, en)))); return list; };
  const size = choose("size", Object.entries(MEASURES).map(([key, m]) => [key, m.zh, m.en])), colour = choose("colour", [["", "类别", "Class"], ["group", "群组", "Group"], ["none", "类别，不画群组", "Class, no groups"]]), hidden = make("div", {});
  updates.push(() => {
    size.value = state.size;
    colour.value = state.colour;
    const choices = [...new Set([START.most, 1000, 2000, 5000, 20000, G.id.length, state.most].map(n => Math.min(n, G.id.length)))].sort((a, b) => a - b);
    most.replaceChildren(...choices.map(n => make("option", { value: n, selected: n === Math.min(state.most, G.id.length) }, n >= G.id.length ? t(`全部 ${number(G.id.length)}`, `all ${number(G.id.length)}`) : number(n))));
    most.value = String(Math.min(state.most, G.id.length));
    hidden.replaceChildren(...(state.hidden.length ? [make("p", { class: "hint" }, t("隐藏的：点一下显示", "Hidden; click to show"))] : []),
      ...state.hidden.filter(id => G.at.has(id)).map(id => make("button", { type: "button", class: "chip", onclick: () => unhide(G.at.get(id)) }, nameOf(G.at.get(id)))));
  });
  return section("drawing", "画什么", "Drawing", ["hidden", "size", "colour"], make("label", { class: "slide" }, make("span", {}, t("大小", "Size")), size), make("label", { class: "slide" }, make("span", {}, t("颜色", "Colour")), colour),
    make("label", { class: "slide" }, make("span", {}, t("最多画", "At most")), most), hidden);
}
