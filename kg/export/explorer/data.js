// The graph as columns (kg/export/view.py says which). It grows while the page reads on: first, rest, links.
const G = {
  classes: [], relations: [], qualifiers: {}, modalities: [], unsure: 0, total: {},
  id: [], name: [], cls: [], degree: [], x: [], y: [],               // entities, most linked first
  a: [], b: [], way: [], count: [], sure: [], kind: [],               // lines between them
  heart: { place: new Map(), group: new Map() }, heads: [],          // the first picture: where its entities stand, in which group; after whom groups are named
  group: [], rank: [], between: [], core: [],                         // measures of the entities
  aliases: new Map(), articles: [], mentions: [], homes: new Map(), areas: new Map(),
  pinyin: new Map(), unusual: new Map(),
  links: null, sentences: null, documents: [], rules: [],
  at: new Map(),                                                      // id → number of the entity
  ready: { first: false, rest: false, links: false },
};

async function unpack(id) {
  const element = byId(id);
  if (!element) return null;
  const text = element.textContent.trim();
  let bytes;
  if (Uint8Array.fromBase64) bytes = Uint8Array.fromBase64(text);
  else { const binary = atob(text); bytes = Uint8Array.from({ length: binary.length }, (_, i) => binary.charCodeAt(i)); }
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  element.remove();   // large, and of no more use
  return JSON.parse(await new Response(stream).text());
}

function addColumns({ nodes, edges }) {
  const add = (to, from) => { for (let i = 0; i < from.length; i++) to.push(from[i]); };
  for (let i = 0; i < nodes.id.length; i++) G.at.set(nodes.id[i], G.id.length + i);
  add(G.id, nodes.id); add(G.name, nodes.name); add(G.cls, nodes.class); add(G.degree, nodes.degree); add(G.x, nodes.x);
  for (const y of nodes.y) G.y.push(-y);   // upwards here
  for (const name of ["a", "b", "way", "count", "sure", "kind"]) add(G[name], edges[name]);
}

async function readFirst() {
  const first = await unpack("first");
  Object.assign(G, { classes: first.classes, relations: first.relations, qualifiers: first.qualifiers, modalities: first.modalities, unsure: first.unsure, total: first.total, heads: first.heads });
  const { node, x, y, group } = first.heart;
  node.forEach((n, i) => { G.heart.place.set(n, [x[i], -y[i]]); G.heart.group.set(n, group[i]); });
  addColumns(first);
  G.ready.first = true;
}

async function readRest() {
  const rest = await unpack("rest");
  addColumns(rest);
  Object.assign(G, { aliases: new Map(rest.aliases), articles: rest.articles, mentions: rest.mentions, group: rest.group, rank: rest.rank, between: rest.between, core: rest.core,
    homes: new Map(rest.homes), areas: new Map(rest.areas.map(([code, name, above]) => [code, { name, above }])), pinyin: new Map(rest.pinyin) });
  for (const [node, name, at, syllable] of rest.unusual) {
    const key = `${node} ${name}`;
    if (!G.unusual.has(key)) G.unusual.set(key, new Map());
    G.unusual.get(key).set(at, syllable);
  }
  G.ready.rest = true;
}

async function readLinks() {
  const { sentences, documents, rules, off_a_name, ...links } = await unpack("links");
  Object.assign(G, { links, sentences, documents, rules });
  links.size = links.id.length;
  for (const name of ["edge", "subject", "object", "sentence", "relation", "rule", "modality"]) links[name] = Uint32Array.from(links[name]);
  links.confidence = Float32Array.from(links.confidence);
  links.named = Uint8Array.from(links.rule, rule => off_a_name[rule]);      // read off a name alone
  // from[edge]: where its links begin; they stand together
  links.from = new Uint32Array(G.a.length + 1);
  for (let l = 0; l < links.size; l++) links.from[links.edge[l] + 1]++;
  for (let e = 0; e < G.a.length; e++) links.from[e + 1] += links.from[e];
  // how many articles say the same of the same pair; a reprint is no other article
  links.sources = new Uint32Array(links.size);
  for (let e = 0; e < G.a.length; e++) {
    const said = new Map(), key = l => links.modality[l] * 1000 + links.relation[l] * 2 + (G.relations[links.relation[l]].symmetric || links.subject[l] === G.a[e] ? 0 : 1);
    for (let l = links.from[e]; l < links.from[e + 1]; l++) {
      if (!said.has(key(l))) said.set(key(l), new Set());
      const d = sentences.document[links.sentence[l]];
      said.get(key(l)).add(documents[d]?.of >= 0 ? documents[d].of : d);
    }
    for (let l = links.from[e]; l < links.from[e + 1]; l++) links.sources[l] = said.get(key(l)).size;
  }
  G.day = documents.map(d => dayOf(d.date.slice(0, 10)));
  // when it took place, if the sentence says so, else the day of the article
  links.day = Float64Array.from(links.when, ([when], l) => { const day = dayOf(when), d = sentences.document[links.sentence[l]]; return Number.isNaN(day) ? G.day[d] ?? NaN : day; });
  G.ready.links = true;
}

// The text of an article and what it mentions; null where the page carries no texts. A block is named by its first article.
const textBlocks = new Map();
async function textOf(article) {
  const starts = [...document.querySelectorAll("script[id^=texts-]")].map(e => Number(e.id.slice(6)));
  const start = Math.max(...[...starts, ...textBlocks.keys()].filter(n => n <= article));
  if (!Number.isFinite(start)) return null;
  if (!textBlocks.has(start)) textBlocks.set(start, unpack(`texts-${start}`));
  const block = await textBlocks.get(start), i = article - start;
  return block.text[i] ? { text: block.text[i], mentions: block.mentions[i] } : null;
}

// ---- what is read from the columns ---------------------------------------------------------------
const linksOfEdge = e => Array.from({ length: G.links.from[e + 1] - G.links.from[e] }, (_, i) => G.links.from[e] + i);
const namesOf = n => [G.name[n], ...(G.aliases.get(n) ?? [])];
const dayOf = iso => iso ? Date.parse(iso) / 864e5 : NaN;
const nameOf = n => G.name[n].trim() || t("（无名）", "(no name)");
// What a line says, as far as it passes the filters; if nothing of it does, all.
function kindsOf(e, between = "·") {
  const links = passed?.link ? linksOfEdge(e).filter(l => passed.link[l]) : [];
  return (links.length ? [...new Set(links.map(l => G.links.relation[l]))].sort((r, s) => r - s) : G.kind[e]).map(r => label(G.relations[r])).join(between);
}
const classOf = n => G.classes[G.cls[n]];
// Links that are not said to be so: planned, denied, reported. One that ended was so.
const ENDED = "ended";
const unsaid = l => G.links.modality[l] > 0 && G.modalities[G.links.modality[l]] !== ENDED;
const documentOf = l => G.sentences.document[G.links.sentence[l]];

function documentName(d) {
  const article = G.documents[d];
  return article ? article.title.trim() || article.id : t("（未知文章）", "(unknown article)");
}

function documentLine(d) {
  const article = G.documents[d];
  return [documentName(d), article && publisher(article.source), article?.date].filter(Boolean).join(" · ");
}

// A source may name addresses beside the publisher; they become links, and nothing but http and https does.
const ADDRESS = /https?:\/\/[^\s"'<>{}|\\^`;，。；、）】》”]+/gi;
const publisher = source => source.split(ADDRESS).map(part => part.trim().replace(/^[;,；，]+|[;,；，]+$/g, "").trim()).filter(Boolean).join(" · ");

function sourceLinks(d) {
  return [...new Set(G.documents[d]?.source.match(ADDRESS) ?? [])].flatMap(address => {
    let url;
    try { url = new URL(address); } catch { return []; }
    return /^https?:$/.test(url.protocol) && url.hostname ? [" ", make("a", { href: url.href, target: "_blank", rel: "noopener noreferrer", class: "out", title: url.href }, `${url.hostname} ↗`)] : [];
  });
}

// The areas around `code`, itself first.
const chains = new Map();      // every filter asks for those of every entity
function areaChain(code) {
  if (!chains.has(code)) {
    const chain = [];
    for (let at = code; at && !chain.includes(at); at = G.areas.get(at)?.above) chain.push(at);
    chains.set(code, chain);
  }
  return chains.get(code);
}

// 辽宁省 › 铁岭市: the country goes without saying, unless it is all that is said
function placeName(code, between) {
  const names = [...areaChain(code)].reverse().map(c => G.areas.get(c)?.name ?? c);
  return (names.length > 1 && names[0] === "中国" ? names.slice(1) : names).join(between);
}
