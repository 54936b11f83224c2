// Questions: the named queries of `kg query`, asked of the page itself and answered with names and sentences.
const HEAD = /(书记|[省市县区州旗镇乡局厅部行院校站会社台署司处关所馆]长|主任|主席|总理|总裁|总经理|董事长|总统|首相|检察长|理事长|总干事)$/;
const NO_HEAD = /副|助理|^原|^前/;
const isTop = (...tops) => n => tops.includes(classOf(n).top);
const KINDS = {      // what stands in a blank: how it is called, and which entities it may be
  place: { zh: "某地", fits: isTop("Place") }, body: { zh: "某单位", fits: isTop("Organisation", "Place") }, person: { zh: "某人", fits: isTop("Person") },
  policy: { zh: "某政策", fits: isTop("Policy") }, actor: { zh: "某单位或某人", fits: isTop("Organisation", "Place", "Person") }, any: { zh: "某实体", fits: () => true },
};
const relationOf = l => G.relations[G.links.relation[l]].name;
const within = (n, place) => (G.homes.get(place) ?? []).some(code => (G.homes.get(n) ?? []).some(home => areaChain(home).includes(code)));
const linksAt = (n, name, end) => linksOf(n).filter(l => relationOf(l) === name && (!end || G.links[end][l] === n));
const eachOf = (name, test) => { const r = G.relations.findIndex(x => x.name === name), found = []; for (let l = 0; l < G.links.size; l++) if (G.links.relation[l] === r && test(l)) found.push(l); return found; };

// name as in `kg query`: what it says with … for its blanks, of which kind each is, the links that answer it, and by which end they are listed
const QUESTIONS = {
  "heads-in": { zh: "谁是…各单位的负责人？", en: "Who heads which body in …?", of: ["place"], by: "object",
    links: place => eachOf("holdsPost", l => within(G.links.object[l], place) && HEAD.test(qualifier(l, "title")) && !NO_HEAD.test(qualifier(l, "title")) && !qualifier(l, "former")) },
  "officials-of": { zh: "谁在…任职？", en: "Who holds or held which post at …?", of: ["body"], by: "subject", links: n => linksAt(n, "holdsPost", "object") },
  "posts-of": { zh: "…任过什么职？", en: "Which posts does … hold?", of: ["person"], by: "object", links: n => linksAt(n, "holdsPost", "subject") },
  "issued-by": { zh: "…发布了什么？", en: "What did … issue?", of: ["actor"], by: "object", links: n => linksAt(n, "issued", "subject") },
  "policies-of-area": { zh: "…有哪些政策？", en: "Which policies are of …?", of: ["place"], by: "object", links: place => eachOf("issued", l => G.links.subject[l] === place || within(G.links.subject[l], place)) },
  "issuers-of": { zh: "…是谁发布的？", en: "Who issued …?", of: ["policy"], by: "subject", links: n => linksAt(n, "issued", "object") },
  "supporters-of": { zh: "谁支持了…，多少？", en: "Who supported …, with how much?", of: ["actor"], by: "subject", links: n => linksAt(n, "supports", "object") },
  "meetings-of": { zh: "…参加了哪些会议？", en: "Which meetings did … take part in?", of: ["actor"], by: "object", links: n => linksAt(n, "participatesIn", "subject") },
  "partners-of": { zh: "…与谁合作？", en: "With whom does … cooperate?", of: ["body"], by: "other", links: n => linksAt(n, "cooperatesWith") },
  between: { zh: "…与…有什么联系？", en: "What links … and …?", of: ["any", "any"] },
  "timeline-of": { zh: "…做过什么，按时间？", en: "What did … do, by date?", of: ["any"] },
};
const questionWords = (name, nodes = []) => { let i = -1; return t(QUESTIONS[name].zh, QUESTIONS[name].en).replace(/…/g, () => nodes[++i] === undefined ? t(KINDS[QUESTIONS[name].of[i]].zh, "…") : nameOf(nodes[i])); };

const openQuestions = (name = "list") => { stopChoosing(); change({ ask: name, of: [], node: "", edge: "", between: "" }); showPanel(); if (name === "list") toPanel(); else byId("panel").querySelector(".blank input")?.focus(); };

// The buttons of all questions.
const questionList = () => make("ul", { class: "plain questions" }, ...Object.keys(QUESTIONS).map(name => make("li", {}, button(questionWords(name), () => openQuestions(name), { "data-ask": name }))));

// A field that completes names of entities that `test` allows; `taken` is told of the one that is chosen.
function nameField(id, test, taken, words) {
  const list = make("ul", { role: "listbox", id: `${id}-list`, "aria-label": t("名称", "Names"), hidden: true });
  const input = make("input", { type: "search", id, role: "combobox", "aria-expanded": "false", "aria-controls": `${id}-list`, "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false", "aria-label": words, placeholder: words });
  let at = 0;
  const options = () => [...list.querySelectorAll("[role=option]")];
  const move = by => {
    const all = options();
    if (!all.length) return;
    at = (at + by + all.length) % all.length;
    all.forEach((o, i) => o.setAttribute("aria-selected", String(i === at)));
    input.setAttribute("aria-activedescendant", all[at].id);
    all[at].scrollIntoView({ block: "nearest" });
  };
  const fill = () => {
    const found = search(input.value, 400).filter(({ node }) => test(node)).slice(0, 12);
    list.replaceChildren(...found.map(({ node, name }, i) => make("li", { role: "option", id: `${id}-${i}`, "data-node": node, onpointerdown: event => event.preventDefault(), onclick: () => taken(node) },
      sign(classOf(node)), make("bdi", {}, nameOf(node)), name === G.name[node] ? null : make("small", {}, ` ${name}`))), ...(found.length || !input.value.trim() ? [] : [make("li", { class: "none" }, t("没有找到", "Nothing found"))]));
    list.hidden = !list.children.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    at = 0;
    move(0);
  };
  input.addEventListener("input", fill);
  input.addEventListener("blur", () => { list.hidden = true; });
  input.addEventListener("keydown", event => {
    if (composing(event)) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { move(event.key === "ArrowDown" ? 1 : -1); event.preventDefault(); }
    else if (event.key === "Enter") { const chosen = options()[at]; if (chosen) taken(Number(chosen.dataset.node)); event.stopPropagation(); }
    else if (event.key === "Escape" && !list.hidden) { list.hidden = true; event.stopPropagation(); }
  });
  return make("div", { class: "blank" }, input, list);
}

function fillBlank(name, i, n) {
  const of = [...state.of];
  of[i] = G.id[n];
  if (of.filter(Boolean).length < QUESTIONS[name].of.length) { change({ of }); byId("panel").querySelector(".blank input")?.focus(); return; }
  if (name === "between") change({ ask: "", of: [], between: of.join("~"), node: "", edge: "" }, { look: of.map(id => G.at.get(id)) });
  else if (name === "timeline-of") { change({ ask: "", of: [], time: true, node: of[0] }, { look: withNear([n]) }); showPanel(); } else change({ of });
  toPanel();
}

function askContent() {
  const name = state.ask, back = make("p", {}, button(t("‹ 全部问题", "‹ All questions"), () => openQuestions()));
  if (!Object.hasOwn(QUESTIONS, name)) return [make("h2", { id: "panel-title" }, t("提问", "Ask")), make("p", { class: "hint" }, t("答案都带着文章里的那句话；名字可以写简称、拼音或首字母。", "Every answer comes with its sentence. Names may be short, in pinyin or initials.")), questionList()];
  const { of } = QUESTIONS[name], nodes = of.map((_, i) => state.of[i] && G.at.get(state.of[i])), missing = nodes.findIndex(n => n === undefined || n === "");
  const heading = make("h2", { id: "panel-title" }, questionWords(name, nodes.map(n => n === "" ? undefined : n)));
  if (missing >= 0) return [back, heading, nameField("blank", KINDS[of[missing]].fits, n => fillBlank(name, missing, n), t("名称、简称、拼音首字母…", "Name, short name, pinyin initials…"))];
  return [back, heading, ...answer(name, nodes), nameField("blank", KINDS[of[0]].fits, n => fillBlank(name, 0, n), t("换一个名称来问…", "Ask of another…"))];
}

// The links that answer, listed by one of their ends, each with its facts and its sentences.
function answer(name, nodes) {
  const { by, links } = QUESTIONS[name], all = links(...nodes).filter(l => !unsaid(l)), found = all.filter(seen), groups = new Map();
  const end = l => by === "other" ? (G.links.subject[l] === nodes[0] ? G.links.object[l] : G.links.subject[l]) : G.links[by][l], far = l => by === "subject" ? G.links.object[l] : G.links.subject[l];
  for (const l of found) { if (!groups.has(end(l))) groups.set(end(l), []); groups.get(end(l)).push(l); }
  const ids = [...new Set([...nodes, ...found.flatMap(l => [G.links.subject[l], G.links.object[l]])])].map(n => G.id[n]);
  const row = list => {
    const facts = new Map();
    for (const l of list) { const key = JSON.stringify([far(l), G.links.qualifiers[l]]); if (!facts.has(key)) facts.set(key, []); facts.get(key).push(l); }
    return [...facts.values()].map(same => fold(found.length <= SEEN_OPEN, [...(far(same[0]) === nodes[0] || by === "other" ? [] : [entityButton(far(same[0])), " "]), ...qualifierList(same[0]), reported(datesOf(same))], () => evidence(G.links.subject[same[0]], G.links.object[same[0]], same)));
  };
  return [
    make("p", {}, found.length ? t(`${number(groups.size)} 个答案，${number(found.length)} 条关系。`, `${number(groups.size)} answers from ${number(found.length)} links.`) : t("文章里没有答案。", "The articles do not say."), " ",
      found.length ? button(t("画出来", "Draw them"), () => change({ focus: ids, steps: 0, expanded: [], collapsed: [] })) : null),
    all.length > found.length || panelAll ? make("p", { class: "hint" }, panelAll ? t("含筛选隐藏的关系。", "With what the filters hide. ") : t(`筛选隐藏了 ${number(all.length - found.length)} 条。`, `The filters hide ${number(all.length - found.length)}. `),
      button(panelAll ? t("照筛选", "As filtered") : t("都显示", "Show them"), () => { panelAll = !panelAll; drawPanel(); })) : null,
    ...firstOf([...groups].sort((p, q) => q[1].length - p[1].length || p[0] - q[0]), MOST_ROWS, ([n, list]) => make("section", { class: "answer" }, make("p", {}, entityButton(n)), ...row(list))),
  ];
}
