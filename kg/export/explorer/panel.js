// The side panel: what is known of an entity, of a line, of two entities together, or where to begin.
const SEEN_OPEN = 8;     // links of an entity whose sentences are all open from the start; of one with more, none
const MOST_ROWS = 100;   // rows of a group; the table has all

function entityButton(n) {
  return make("button", { type: "button", class: "entity", onclick: () => openNode(n, true) }, sign(classOf(n)), make("bdi", {}, nameOf(n)));
}

// The sentence with subject and object marked; a click opens the article there.
function quoteOf(l) {
  const said = G.links.sentence[l], quote = G.sentences.quote[said], marks = G.links.marks[l], pieces = [];
  let end = 0;
  for (let k = 0; k < marks.length; k += 3) {
    const [start, length, role] = [marks[k], marks[k + 1], marks[k + 2]];
    pieces.push(quote.slice(end, start), make("mark", { class: role ? "o" : "s", title: role ? t("客体", "object") : t("主体", "subject") }, quote.slice(start, start + length)));
    end = start + length;
  }
  const d = G.sentences.document[said];
  return make("blockquote", {},
    make("p", {}, ...pieces, quote.slice(end)),
    make("button", { type: "button", class: "from", title: t("在文章中看这句话", "See the sentence in its article"), onclick: () => readArticle(d, G.sentences.start[said]) }, documentLine(d), G.sentences.page[said] ? t(` · 第 ${G.sentences.page[said]} 页`, ` · page ${G.sentences.page[said]}`) : ""), ...sourceLinks(d), reprintNote(d));
}

const reprintNote = d => G.documents[d]?.of >= 0 ? make("small", { title: documentLine(G.documents[d].of) }, t(" 转载", " reprint")) : "";

// [what it is, what it says] of each qualifier, in the language of the page where its values are fixed words.
const qualifiersOf = l => G.links.qualifiers[l].map(([name, value]) => { const [zh, en, values] = G.qualifiers[name] ?? [name, name, {}]; return [t(zh, en), t(Object.hasOwn(values, value) ? values[value] : value, value)]; });
const qualifierList = l => qualifiersOf(l).map(([name, value]) => make("span", { class: "fact" }, make("small", {}, name, " "), make("bdi", {}, value)));
const percent = x => `${Math.round(x * 100)}%`;

function sureness(l) {
  const x = G.links.confidence[l];
  return make("span", { class: "sure", title: t("置信度：这类陈述中平均有多少是对的", "Confidence: the share of such claims that is right on average") }, make("meter", { min: 0, max: 1, value: x.toFixed(3), "aria-label": t("置信度", "confidence") }), ` ${percent(x)}`);
}

// A part that opens; what is in it is made when it is first open, as an entity may have thousands of sentences.
function fold(open, summary, content) {
  const details = make("details", { open }, make("summary", {}, ...summary));
  const fill = () => { if (details.open && details.children.length === 1) details.append(...content()); };
  details.addEventListener("toggle", fill);
  details.fill = fill;      // for paper, where nothing can be opened
  fill();
  return details;
}

// How it is said, where it is not simply stated.
const SAID = { planned: ["计划", "planned"], denied: ["否认", "denied"], reported: ["据说", "reported"], ended: ["曾任", "former"] };
const saidHow = l => G.links.modality[l] ? make("span", { class: "chip said-how" }, t(...SAID[G.modalities[G.links.modality[l]]])) : null;

// Everything about one link.
function card(l) {
  const r = G.relations[G.links.relation[l]];
  return make("article", { class: `card${WRONG.has(G.links.id[l]) ? " struck" : ""}` },
    make("p", { class: "triple" }, entityButton(G.links.subject[l]), make("span", { class: "relation", title: t(...r.define) }, `${label(r)}${r.symmetric ? "" : " →"}`), entityButton(G.links.object[l]), saidHow(l)),
    make("p", { class: "facts" }, ...qualifierList(l)),
    quoteOf(l),
    make("p", { class: "how" }, sureness(l), ` · ${t("规则", "rule")} `, make("code", {}, G.rules[G.links.rule[l]]), ` · ${plural(G.links.sources[l], "篇文章这样说", "article says so", "articles say so")} `, wrongButton(l)));
}

// Fill the panel; the keyboard stays on the same action, or goes to the heading.
function show(...content) {
  const panel = byId("panel"), at = document.activeElement, inside = panel.contains(at), action = inside && at.closest(".actions") ? at.textContent : null;
  panel.replaceChildren(...content.flat().filter(Boolean));
  panel.scrollTop = 0;
  if (!inside) return;
  const heading = panel.querySelector("h2");
  heading?.setAttribute("tabindex", "-1");
  ([...panel.querySelectorAll(".actions button")].find(b => b.textContent === action) ?? heading)?.focus({ preventScroll: true });
}

const button = (words, onclick, more = {}) => make("button", { type: "button", onclick, ...more }, words);

let panelAll = false;    // whether the panel shows what the filters hide too
const seen = l => panelAll || passed.link[l] || passed.past[l];

function drawPanel() {
  if (!G.ready.links) { show(make("p", { class: "loading" }, t("正在读入句子…", "Reading the sentences…"))); return; }
  const nodes = selection();
  if (state.between && nodes.length === 2) show(betweenContent(...nodes));
  else if (state.edge && nodes.length === 2 && lineBetween(...nodes) >= 0) show(lineContent(lineBetween(...nodes)));
  else if (state.node && nodes.length) show(nodeContent(nodes[0]));
  else if (state.ask) show(askContent());
  else show(startContent());
}

// ---- an entity -----------------------------------------------------------------------------------
function nodeContent(n) {
  const cls = classOf(n), id = G.id[n], aliases = G.aliases.get(n) ?? [], codes = G.homes.get(n) ?? [];
  const on = key => state[key].includes(id);
  const every = linksOf(n), apart = every.filter(unsaid), all = every.filter(l => !unsaid(l)), links = all.filter(seen), posts = links.filter(l => G.relations[G.links.relation[l]].name === "holdsPost"), open = links.length <= SEEN_OPEN;
  const rows = postRows(n, posts), groups = relationGroups(n, links, open), near = neighbours(n);
  return [
    make("h2", { id: "panel-title" }, sign(cls), make("bdi", {}, nameOf(n))),
    make("p", { class: "facts" }, make("span", { class: "chip", title: t(...cls.define) }, label(cls)),
      ...codes.slice(0, 5).map(code => button(placeName(code, " › "), () => change({ place: code }), { class: "chip", title: t("只看这个地方", "Only this place") })),
      make("span", { class: "chip" }, near < G.degree[n] ? t(`${near} / ${G.degree[n]} 个邻居`, `${near} of ${G.degree[n]} neighbours`) : plural(near, "个邻居", "neighbour", "neighbours")),
      make("span", { class: "chip" }, plural(G.mentions[n], "处提及", "mention", "mentions"))),
    aliases.length ? make("p", { class: "names" }, make("small", {}, t("又称 ", "also ")), ...aliases.map(a => make("bdi", {}, a))) : null,
    make("div", { class: "actions", role: "group", "aria-label": t("探索", "Explore") },
      make("span", {}, t("邻域 ", "Around "), ...[1, 2, 3].map(k => button(String(k), () => focusOn(n, k), { title: t(`只看 ${k} 步以内 (${k})`, `Only what is within ${k} steps (${k})`), "aria-pressed": String(state.focus[0] === id && state.steps === k) }))),
      button(t("展开", "Expand"), () => expand(n), { title: t("画出所有邻居 (e)", "Draw all its neighbours (e)") }),
      button(t("收起", "Collapse"), () => collapse(n), { title: t("收起只连着它的邻居 (c)", "Put away neighbours that only it links (c)"), "aria-pressed": String(on("collapsed")) }),
      button(t("固定", "Pin"), () => togglePin(n), { title: t("固定在原处，总是画出 (p)", "Keep it where it is, and always drawn (p)"), "aria-pressed": String(id in state.pinned) }),
      button(t("隐藏", "Hide"), () => on("hidden") ? unhide(n) : hide(n), { title: t("隐藏 (h)", "Hide (h)"), "aria-pressed": String(on("hidden")) }),
      button(t("到…的路径", "Path to…"), () => startChoosing(n), { title: t("选另一个实体，看路径与共同邻居 (m)", "Choose another: paths and common neighbours (m)"), "aria-pressed": String(choosing === n) })),
    links.length < all.length || panelAll ? make("p", { class: "hint", id: "beyond" }, panelAll ? t("含筛选隐藏的关系。", "With what the filters hide. ") : t(`筛选隐藏了 ${number(all.length - links.length)} 条关系。`, `The filters hide ${number(all.length - links.length)} relations. `),
      button(panelAll ? t("照筛选", "As filtered") : t("都显示", "Show them"), () => { panelAll = !panelAll; drawPanel(); })) : null,
    groups.length + (posts.length > 0) > 2 ? make("p", { class: "jumps" }, posts.length ? jump(postsTitle(cls), rows.length, "posts") : null, ...groups.map(g => jump(g.heading, g.rows, g.key))) : null,
    posts.length ? postList(n, rows, cls, open) : null,
    ...groups.map(g => g.section),
    apart.length ? make("section", { class: "group", id: "group-apart" }, make("h3", { title: t("没有当作事实的关系", "What is not said to be so") }, t(`计划、否认或据说的（${number(apart.length)}）`, `Planned, denied or reported (${number(apart.length)})`)),
      ...firstOf(apart, MOST_ROWS, l => fold(false, [saidHow(l), " ", ...(G.links.subject[l] === n ? [] : [entityButton(G.links.subject[l]), " "]), label(G.relations[G.links.relation[l]]), " ", ...(G.links.object[l] === n ? [] : [entityButton(G.links.object[l])])], () => [card(l)]))) : null,
    every.length ? null : make("p", {}, t("文章提到了它，但没有说明它与其他实体的关系。", "Articles mention it, but none says how it is linked.")),
    make("h3", {}, t(`文章（${number(G.articles[n].length)}）`, `Articles (${number(G.articles[n].length)})`)),
    make("ul", { class: "articles" }, ...firstOf(G.articles[n], MOST_ROWS, d => make("li", {}, button(documentLine(d), () => readArticle(d, null, n)), ...sourceLinks(d)), "")),
    make("p", { class: "how" }, t("类别不对？", "Another class? "), classChoice(n)),
    make("p", { class: "how" }, make("code", {}, id)),
  ];
}

const dateOf = l => G.documents[documentOf(l)]?.date ?? "";
const qualifier = (l, name) => G.links.qualifiers[l].find(([k]) => k === name)?.[1] ?? "";

// The sentences of some links of the line between n and m, and the way to all of it.
const evidence = (n, m, links) => [...firstOf([...links].sort((a, b) => dateOf(a).localeCompare(dateOf(b))), 20, quoteOf),
  make("p", { class: "how" }, sureness(links[0]), " · ", button(t("这条连线", "This line"), () => openLine(lineBetween(n, m))))];

const postsTitle = cls => cls.top === "Person" ? t("任职", "Posts") : t("任职者", "Who holds posts");
const jump = (heading, rows, key) => button(`${heading} ${number(rows)}`, () => byId(`group-${key}`).scrollIntoView({ block: "start" }));

const datesOf = links => links.map(dateOf).filter(Boolean).sort();
const byDate = (p, q) => (p[0] ?? "9").localeCompare(q[0] ?? "9");      // of two such lists; without a date, at the end

// 2013-02-06 – 2022-03-21: the dates of the articles that say so
function reported(dates) {
  return dates.length ? make("time", { title: t("文章的日期", "Dates of the articles") }, t("见报 ", "reported ") + (dates[0] === dates.at(-1) ? dates[0] : `${dates[0]} – ${dates.at(-1)}`)) : "";
}

// Posts over time: when an article said so.
function postRows(n, posts) {
  const rows = new Map();
  for (const l of posts) {
    const m = G.links.subject[l] === n ? G.links.object[l] : G.links.subject[l], row = { m, title: qualifier(l, "title"), former: qualifier(l, "former") !== "", acting: qualifier(l, "acting") !== "", since: G.links.when[l][1] || qualifier(l, "from"), until: G.links.when[l][2] || qualifier(l, "to") };
    const key = JSON.stringify(row);
    if (!rows.has(key)) rows.set(key, { ...row, links: [] });
    rows.get(key).links.push(l);
  }
  return [...rows.values()].map(row => ({ ...row, dates: datesOf(row.links) })).sort((a, b) => byDate([a.since || a.dates[0]], [b.since || b.dates[0]]) || a.m - b.m);
}

// 2018-03 – 2020-02, as far as articles say when it began or ended
const termOf = ({ since, until }) => since || until ? make("span", { class: "term" }, since && until ? `${since} – ${until}` : since ? t(`${since} 起`, `since ${since}`) : t(`至 ${until}`, `until ${until}`)) : "";

function postList(n, rows, cls, open) {
  return make("section", { id: "group-posts" },
    make("h3", {}, postsTitle(cls)),
    make("ol", { class: "posts" }, ...firstOf(rows, MOST_ROWS, ({ m, title, former, acting, since, until, links, dates }) => make("li", {}, fold(open,
      [make("bdi", { class: "title" }, title || t("（未写职务）", "(post not named)")), former ? make("small", {}, t("（曾任）", " (former)")) : "", acting ? make("small", {}, t("（代理）", " (acting)")) : "", " ", entityButton(m), termOf({ since, until }), reported(dates)],
      () => evidence(n, m, links))))));
}

// Relations by kind and direction, the others of each with their sentences: {heading, rows: how many, key, section}
function relationGroups(n, all, open) {
  const groups = new Map();
  for (const l of all) {
    const e = G.links.edge[l], r = G.links.relation[l], out = G.links.subject[l] === n;
    if (G.relations[r].name === "holdsPost") continue;   // above, over time
    const key = `${r} ${G.relations[r].symmetric || out ? 1 : 0}`;
    if (!groups.has(key)) groups.set(key, { r, out: G.relations[r].symmetric || out, others: new Map() });
    const m = other(e, n), { others } = groups.get(key);
    if (!others.has(m)) others.set(m, []);
    others.get(m).push(l);
  }
  return [...groups.values()].sort((a, b) => a.r - b.r || b.out - a.out).map(({ r, out, others }) => {
    const relation = G.relations[r], heading = out ? label(relation) : t(...relation.inverse), key = `${relation.name}-${out ? "out" : "in"}`;
    const rows = [...others].map(([m, links]) => ({ m, links, dates: TIMELESS.includes(relation.name) ? [] : datesOf(links) }));
    rows.sort((a, b) => byDate(a.dates, b.dates) || b.links.length - a.links.length || a.m - b.m);
    return { heading, rows: rows.length, key, section: make("section", { class: "group", id: `group-${key}` },
      make("h3", { title: t(...relation.define) }, `${heading}（${number(rows.length)}）`),
      ...firstOf(rows, MOST_ROWS, ({ m, links, dates }) => fold(open,
        [entityButton(m), " ", ...qualifierList(links[0]), links.length > 1 ? make("small", {}, ` ×${links.length} `) : "", reported(dates)], () => evidence(n, m, links)))) };
  });
}

// What line `e` says, read from its end `n`: with an arrow on the side that it points to.
function saidOf(e, n) {
  const out = G.way[e] & (G.a[e] === n ? 1 : 2), back = G.way[e] & (G.a[e] === n ? 2 : 1);
  return `${back ? "← " : ""}${kindsOf(e)}${out ? " →" : ""}`;
}

// ---- a line, and two entities --------------------------------------------------------------------
function pairTitle(a, b) {
  return make("h2", { id: "panel-title", class: "pair" }, entityButton(a), " — ", entityButton(b));
}

function lineContent(e) {
  const links = linksOfEdge(e);
  return [pairTitle(G.a[e], G.b[e]), sameButtons(G.a[e], G.b[e]), make("p", {}, plural(links.length, "条关系", "relation", "relations")), ...firstOf(links, MOST_ROWS, card)];
}

function betweenContent(a, b) {
  const everything = { edge: new Uint8Array(G.a.length).fill(1) }, direct = lineBetween(a, b);
  let { paths } = marked, beyond = false;
  if (!paths.length) { paths = tellingPaths(a, b, everything, state.apart ? placeOrHub : undefined); beyond = paths.length > 0; }
  const common = commonNeighbours(a, b, everything), apartBox = make("input", { type: "checkbox", id: "apart", onchange: () => change({ apart: apartBox.checked }) });
  apartBox.checked = state.apart;
  const pathItem = path => {
    let n = a;
    const steps = path.map(e => { const from = n; n = other(e, n); return make("li", {}, fold(false, [entityButton(from), make("span", { class: "relation" }, saidOf(e, from)), entityButton(n)], () => linksOfEdge(e).slice(0, 10).map(card))); });
    return make("ol", { class: "path" }, ...steps);
  };
  const ways = new Set(paths.flat().flatMap(e => [G.id[G.a[e]], G.id[G.b[e]]]));
  return [
    pairTitle(a, b),
    sameButtons(a, b),
    make("h3", {}, t(`路径（${paths.length}）`, `Paths (${paths.length})`)),
    make("label", { class: "choice" }, apartBox, t("不经过地方和枢纽", "not through places or hubs")),
    paths.length ? make("p", {}, t(`${paths[0].length} 步`, `${paths[0].length} ${paths[0].length === 1 ? "step" : "steps"}`), paths.length > 1 ? t("，说明问题的在前", ", the most telling first") : "", beyond ? t("，被筛选条件隐藏", ", hidden by the filters") : "", " ",
      button(t("只看这些", "Only these"), () => { change({ focus: [...ways], steps: 0, expanded: [], collapsed: [] }); }, { title: t("只画出路径上的实体", "Draw only what is on the paths") }))
      : make("p", {}, t("文章里没有把二者连起来的路径。", "Nothing in the articles links the two.")),
    ...paths.map(pathItem),
    make("h3", {}, t(`共同邻居（${common.length}）`, `Common neighbours (${common.length})`)),
    make("ul", { class: "plain" }, ...firstOf(common, MOST_ROWS, n => make("li", {}, fold(false, [entityButton(n)], () => [a, b].flatMap(m => linksOfEdge(lineBetween(n, m)).slice(0, 3).map(card)))), "")),
    direct >= 0 ? make("h3", {}, t("直接关系", "Direct relations")) : null,
    ...(direct >= 0 ? firstOf(linksOfEdge(direct), MOST_ROWS, card) : []),
  ];
}

// ---- the small groups beside the first picture ---------------------------------------------------
function scrapsContent(parts) {
  return [
    make("h2", { id: "panel-title" }, t(`${number(parts.length)} 个小群`, `${number(parts.length)} small groups`)),
    make("p", {}, t("没有关系把它们与大图连起来。点一个，只看它。", "No link ties them to the rest. Click one to see it by itself.")),
    make("ul", { class: "plain scraps" }, ...firstOf(parts, 300, part => make("li", {}, make("button", { type: "button", class: "entity", onclick: () => focusOn(part[0], 6) }, sign(classOf(part[0])), make("bdi", {}, nameOf(part[0]))),
      make("small", {}, ` ${part.slice(1, 4).map(nameOf).join(t("、", ", "))}${part.length > 4 ? "…" : ""}（${number(part.length)}）`)))),
  ];
}

// ---- where to begin ------------------------------------------------------------------------------
function startContent() {
  return [
    make("h2", { id: "panel-title" }, t("从这里开始", "Start here")),
    make("p", {}, t("点击实体或连线，看原文中的句子。每一条关系都有出处。", "Click an entity or a line for the sentences of the articles. Every relation has its source.")),
    editsContent(),
    make("h3", {}, t("提问", "Ask")), questionList(),
    ...suggestions().map(({ title, unit, entries }) => make("section", { class: "start" }, make("h3", {}, title),
      make("ol", {}, ...entries.map(([n, many]) => make("li", {}, entityButton(n), make("small", {}, ` ${number(many)} ${unit}`)))))),
    make("h3", {}, t(`文章（${number(G.documents.length)}）`, `Articles (${number(G.documents.length)})`)),
    make("ul", { class: "articles" }, ...G.documents.slice(0, 20).map((_, d) => make("li", {}, button(documentLine(d), () => readArticle(d)), ...sourceLinks(d)))),
    G.documents.length > 20 ? make("p", {}, t("其余见左边的筛选。", "The others are in the filters on the left.")) : null,
  ];
}
