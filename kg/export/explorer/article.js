// An article, cleaned of the marks of its file, with the sentences that links rest on, and every entity that it mentions.
function readArticle(d, at = null, n = null) {
  if (d < 0) return;
  change({ article: G.documents[d].id, at: at ?? -1, ...(n === null ? {} : { node: G.id[n], edge: "", between: "" }) });
}

async function drawArticle() {
  const reader = byId("reader"), d = G.documents.findIndex(x => x.id === state.article);
  if (!state.article || d < 0) { if (reader.open) reader.close(); return; }
  const wanted = toAddress({ ...state }), carried = await textOf(d);
  if (toAddress({ ...state }) !== wanted) return;   // the reader has gone on meanwhile
  const links = [];
  for (let l = 0; l < G.links.size; l++) if (documentOf(l) === d) links.push(l);
  const said = new Map();      // "start end" → links of the sentence
  for (const l of links) {
    const s = G.links.sentence[l], key = `${G.sentences.start[s]} ${G.sentences.end[s]}`;
    if (!said.has(key)) said.set(key, { start: G.sentences.start[s], end: G.sentences.end[s], quote: G.sentences.quote[s], links: [] });
    said.get(key).links.push(l);
  }
  const sentences = [];
  for (const s of [...said.values()].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = sentences.at(-1);
    if (carried && last && s.start < last.end) { last.end = Math.max(last.end, s.end); last.links.push(...s.links); } else sentences.push(s);   // one may lie within another
  }
  const body = carried ? articleText(carried, sentences) : make("div", {},
    make("p", { class: "hint" }, t("这个页面不带全文，只有关系所依据的句子。", "This page carries no whole texts, only the sentences that relations rest on.")),
    ...sentences.map(s => sentenceSpan(s, [s.quote], "p")));
  const { id, title, date, source, about, of } = G.documents[d];
  reader.replaceChildren(
    make("header", {}, make("h2", { id: "reader-title" }, title.trim() || id),
      make("p", { class: "from" }, [publisher(source), date, ...about, id].filter(Boolean).join(" · "), ...sourceLinks(d), " · ",
        ...(of >= 0 ? [t("转载自 ", "reprint of "), make("button", { type: "button", onclick: () => readArticle(of) }, documentName(of)), " · "] : []), plural(links.length, "条关系", "relation", "relations")),
      make("button", { type: "button", class: "close", "aria-label": t("关闭", "Close"), onclick: () => reader.close() }, "×")),
    body);
  if (!reader.open) reader.showModal();
  const there = [...reader.querySelectorAll("[data-start]")].find(e => Number(e.dataset.start) <= state.at && state.at < Number(e.dataset.end))
    ?? (state.at < 0 && state.node ? reader.querySelector(`[data-node="${G.at.get(state.node)}"]`) : null);
  there?.classList.add("here");
  there?.scrollIntoView({ block: "center" });
  (there?.querySelector("button") ?? there ?? reader.querySelector("button")).focus({ preventScroll: true });
}

// A stretch that links rest on, and a button that opens them.
function sentenceSpan({ start, end, links }, content, tag = "span") {
  return make(tag, { class: "said", "data-start": start, "data-end": end }, ...content,
    make("button", { type: "button", class: "refs", title: t("这句话说的关系", "What this sentence says"), onclick: event => listLinks(event.currentTarget, links) }, `${links.length}`));
}

function listLinks(at, links) {
  const open = at.nextElementSibling?.classList.contains("refs-list") ? at.nextElementSibling : null;
  if (open) { open.remove(); return; }
  at.after(make("span", { class: "refs-list" }, ...links.map(l => make("button", { type: "button", onclick: () => { byId("reader").close(); openLine(G.links.edge[l]); } },
    `${nameOf(G.links.subject[l])} — ${label(G.relations[G.links.relation[l]])} → ${nameOf(G.links.object[l])}`))));
}

// A name that leads to its entity; no button element, for that would not flow with the line.
function mention(n, words) {
  const open = () => { byId("reader").close(); openNode(n, true); };
  return make("span", { role: "button", tabindex: 0, class: `mention${G.id[n] === state.node ? " self" : ""}`, "data-node": n, title: `${nameOf(n)} · ${label(classOf(n))}`,
    onclick: open, onkeydown: event => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); event.stopPropagation(); open(); } } }, words);
}

function articleText({ text, mentions }, sentences) {
  const marks = [];   // mentions that do not overlap, longer ones first
  for (let k = 0; k < mentions.length; k += 3) marks.push({ start: mentions[k], end: mentions[k + 1], n: mentions[k + 2] });
  marks.sort((a, b) => a.start - b.start || b.end - a.end);
  const inner = (from, to) => {
    const out = [];
    let at = from;
    for (const m of marks) {
      if (m.start < at || m.end > to || m.start >= to || m.end <= m.start) continue;
      out.push(text.slice(at, m.start), mention(m.n, text.slice(m.start, m.end)));
      at = m.end;
    }
    out.push(text.slice(at, to));
    return out;
  };
  const out = [];
  let at = 0;
  for (const s of sentences) {
    if (s.start < at || s.end > text.length) continue;
    out.push(...inner(at, s.start), sentenceSpan(s, inner(s.start, s.end)));
    at = s.end;
  }
  out.push(...inner(at, text.length));
  return make("div", { class: "text" }, ...out.map(part => typeof part === "string" ? part.replace(/\n/g, "\n\n") : part));
}

byId("reader").addEventListener("close", () => change({ article: "", at: -1 }));
byId("reader").addEventListener("click", event => { if (event.target === byId("reader")) byId("reader").close(); });
