// What of the graph passes the filters, how much there is of what, and ways through it. Nothing here touches the page.

// adjacency.from[n] … from[n + 1]: places in `edge` of the lines at n
let adjacency = null;
function around(n) {
  if (!adjacency || adjacency.edges !== G.a.length) {
    const from = new Uint32Array(G.id.length + 1), E = G.a.length;
    for (let e = 0; e < E; e++) { from[G.a[e] + 1]++; if (G.a[e] !== G.b[e]) from[G.b[e] + 1]++; }
    for (let i = 0; i < G.id.length; i++) from[i + 1] += from[i];
    const next = from.slice(), edge = new Uint32Array(from[G.id.length]);
    for (let e = 0; e < E; e++) { edge[next[G.a[e]]++] = e; if (G.a[e] !== G.b[e]) edge[next[G.b[e]]++] = e; }
    adjacency = { edges: E, from, edge };
  }
  return n + 1 < adjacency.from.length ? adjacency.edge.subarray(adjacency.from[n], adjacency.from[n + 1]) : new Uint32Array();
}
const other = (e, n) => G.a[e] === n ? G.b[e] : G.a[e];
const lineBetween = (m, n) => around(m).find(e => other(e, m) === n) ?? -1;
const linksOf = n => Array.from(around(n)).flatMap(linksOfEdge);

const FAILS = { relation: 1, article: 2, date: 4, confidence: 8, sources: 16, class: 32, place: 64, named: 128, modality: 256, ends: 512 };
const BINS = 20;   // of confidence

// {node: 1 for what the filters ask for, 2 for what stands at the other end of its links; edge: how many links of each line pass; link; past: links that ended
// and pass but for that; anyTime: links that
// pass but for the filter by date; lone: entities that pass without a link; nodes, links,
// documents: how many; counts: of each facet what there would be of each choice, were it made}
function filtered(s) {
  const N = G.id.length, E = G.a.length, node = new Uint8Array(N), edge = new Uint32Array(E);
  const hidden = new Set(s.hidden.map(id => G.at.get(id)));
  const classOn = G.classes.map(c => !s.classOff.includes(c.name)), asked = G.classes.map(c => !s.only.length || s.only.includes(c.name));
  if (!G.ready.links) {
    let links = 0;
    for (let e = 0; e < E; e++) if (G.count[e] && classOn[G.cls[G.a[e]]] && classOn[G.cls[G.b[e]]] && !hidden.has(G.a[e]) && !hidden.has(G.b[e])) {
      edge[e] = G.count[e]; links += G.count[e]; node[G.a[e]] = node[G.b[e]] = 1;
    }
    return { node, edge, link: null, nodes: node.reduce((sum, x) => sum + x, 0), links, documents: G.total.documents, counts: null };
  }
  const { subject, object, relation, confidence, sources, sentence, named, modality, day, size } = G.links;
  const relationOn = G.relations.map(r => !s.relationOff.includes(r.name)), symmetric = G.relations.map(r => r.symmetric);
  const ended = G.modalities.indexOf(ENDED), said = G.modalities.map((m, i) => !i || s.also.includes(m)), chosen = new Set(s.articles), D = G.documents.length;
  const from = s.from ? dayOf(s.from) : -Infinity, to = s.to ? dayOf(s.to) : Infinity, dated = s.from || s.to;
  const articleOn = G.documents.map(d => !chosen.size || chosen.has(d.id)), inTime = x => !dated || (x >= from && x <= to);
  const inPlace = s.place ? new Uint8Array(N) : null;
  if (inPlace) for (const [n, codes] of G.homes) if (codes.some(code => areaChain(code).includes(s.place))) inPlace[n] = 1;
  const tops = G.classes.map(c => G.classes.findIndex(x => x.name === c.top)), isA = name => n => !G.classes.some(c => c.name === name) || classOf(n).name === name || classOf(n).top === name;
  const fits = { subject: isA(s.subject), object: isA(s.object) };

  const counts = { class: new Uint32Array(G.classes.length), relation: new Uint32Array(G.relations.length), article: new Uint32Array(D), date: new Map(),
    confidence: new Uint32Array(BINS + 1), sources: new Map(), place: new Map(), named: 0, unsure: 0, modality: new Uint32Array(G.modalities.length),
    subject: new Uint32Array(G.classes.length), object: new Uint32Array(G.classes.length) };
  // of each entity: 1 if it would pass were its class chosen, 2 were all of its top class
  const classSeen = new Uint8Array(N), placeSeen = new Uint8Array(N), link = new Uint8Array(size), past = new Uint8Array(size), anyTime = new Uint8Array(size), document = new Uint8Array(D);
  const seeClass = (n, m) => { if (classOn[G.cls[m]] || G.cls[m] === G.cls[n]) classSeen[n] |= 1; if (classOn[G.cls[m]] || tops[G.cls[m]] === tops[G.cls[n]]) classSeen[n] |= 2; };
  const seeEnd = (count, n) => { count[G.cls[n]]++; if (tops[G.cls[n]] !== G.cls[n]) count[tops[G.cls[n]]]++; };
  let links = 0;
  for (let l = 0; l < size; l++) {
    const a = subject[l], b = object[l], d = G.sentences.document[sentence[l]];
    if ((hidden.size && (hidden.has(a) || hidden.has(b))) || (WRONG.size && WRONG.has(G.links.id[l]))) continue;
    const there = fits.subject(a) && fits.object(b), back = symmetric[relation[l]] && fits.subject(b) && fits.object(a);
    const fails = (relationOn[relation[l]] ? 0 : FAILS.relation) | (d < 0 || articleOn[d] ? 0 : FAILS.article) | (inTime(day[l]) ? 0 : FAILS.date) |
      (confidence[l] >= s.confidence - 1e-6 ? 0 : FAILS.confidence) | (sources[l] >= s.sources ? 0 : FAILS.sources) |
      (classOn[G.cls[a]] && classOn[G.cls[b]] && (asked[G.cls[a]] || asked[G.cls[b]]) ? 0 : FAILS.class) | (!inPlace || inPlace[a] || inPlace[b] ? 0 : FAILS.place) |
      (named[l] && !s.named ? FAILS.named : 0) | (said[modality[l]] ? 0 : FAILS.modality) | (there || back ? 0 : FAILS.ends);
    if (!fails) {
      link[l] = 1; links++; edge[G.links.edge[l]]++;
      if (d >= 0) document[d] = 1;
      for (const n of [a, b]) if (!node[n]) node[n] = asked[G.cls[n]] && (!inPlace || inPlace[n]) ? 1 : 2;
    }
    if (modality[l] === ended) {      // told of in the panel and the timeline whether it is drawn or not
      if (!(fails & ~FAILS.modality)) past[l] = 1;
      if (!(fails & ~FAILS.modality & ~FAILS.date)) anyTime[l] = 1;
    }
    if (!(fails & ~FAILS.relation)) counts.relation[relation[l]]++;
    if (!(fails & ~FAILS.article) && d >= 0) counts.article[d]++;
    if (!(fails & ~FAILS.date)) { anyTime[l] = 1; counts.date.set(day[l], (counts.date.get(day[l]) ?? 0) + 1); }
    if (!(fails & ~FAILS.confidence)) { counts.confidence[Math.floor(confidence[l] * BINS + 1e-6)]++; if (confidence[l] < G.unsure - 1e-6) counts.unsure++; }
    if (!(fails & ~FAILS.sources)) counts.sources.set(sources[l], (counts.sources.get(sources[l]) ?? 0) + 1);
    if (!(fails & ~FAILS.class)) { if (!inPlace || inPlace[a]) seeClass(a, b); if (!inPlace || inPlace[b]) seeClass(b, a); }
    if (!(fails & ~FAILS.place)) { if (asked[G.cls[a]]) placeSeen[a] = 1; if (asked[G.cls[b]]) placeSeen[b] = 1; }
    if (!(fails & ~FAILS.named) && named[l]) counts.named++;
    if (!(fails & ~FAILS.modality)) counts.modality[modality[l]]++;
    if (!(fails & ~FAILS.ends)) {
      if (fits.object(b)) seeEnd(counts.subject, a);
      if (fits.subject(a)) seeEnd(counts.object, b);
      if (symmetric[relation[l]] && G.cls[a] !== G.cls[b]) { if (fits.object(a)) seeEnd(counts.subject, b); if (fits.subject(b)) seeEnd(counts.object, a); }
    }
  }
  // entities without a link that shows: in the picture on demand, and in the list, where no filter speaks of links
  const linkFilter = ["relationOff", "confidence", "sources", "subject", "object", "also", "named"].some(k => !same(s[k], START[k])), lone = [];
  if (!linkFilter) for (let n = 0; n < N; n++) {
    if (node[n] || hidden.has(n) || !((!chosen.size && !dated) || G.articles[n].some(d => articleOn[d] && inTime(G.day[d])))) continue;
    const classed = classOn[G.cls[n]] && asked[G.cls[n]], placed = !inPlace || inPlace[n];
    if (classed && placed) { lone.push(n); if (s.lone) node[n] = 1; }
    if (s.lone && placed) classSeen[n] = 3;
    if (s.lone && classed) placeSeen[n] = 1;
  }
  let nodes = 0;
  for (let n = 0; n < N; n++) {
    nodes += node[n] === 1;
    if (classSeen[n] & 1) counts.class[G.cls[n]]++;
    if (classSeen[n] & 2 && tops[G.cls[n]] !== G.cls[n]) counts.class[tops[G.cls[n]]]++;
  }
  for (const [n, codes] of G.homes) if (placeSeen[n]) for (const code of new Set(codes.flatMap(areaChain))) counts.place.set(code, (counts.place.get(code) ?? 0) + 1);
  return { node, edge, link, past, anyTime, nodes, links, lone, documents: document.reduce((sum, x) => sum + x, 0), counts };
}

// The numbers of the entities to draw: what the focus and the expansions name, or of those that pass the heart (see below).
function chosenToShow(s, passed) {
  const ids = list => list.map(id => G.at.get(id)).filter(n => n !== undefined);
  const shown = new Set();
  if (s.focus.length) for (const n of neighbourhood(ids(s.focus), s.steps, passed)) shown.add(n);
  else for (const n of heartOf(s, passed)) shown.add(n);
  for (const n of ids(s.expanded)) for (const m of neighbourhood([n], 1, passed)) shown.add(m);
  for (const n of ids(s.collapsed)) for (const e of around(n)) {
    const m = other(e, n);
    if (m !== n && shown.has(m) && Array.from(around(m)).every(f => other(f, m) === n || !passed.edge[f] || !shown.has(other(f, m)))) shown.delete(m);
  }
  for (const id of Object.keys(s.pinned)) if (G.at.has(id)) shown.add(G.at.get(id));
  for (const n of ids(s.hidden)) shown.delete(n);
  return shown;
}

// What to draw of what passes: all if it is no more than `most`, else the core of the largest connected part: its entities less those with
// the fewest neighbours, taken away one by one (kg/export/measures.py does the same for the first picture).
function heartOf(s, passed) {
  const all = [];
  for (let n = 0; n < passed.node.length; n++) if (passed.node[n]) all.push(n);
  if (all.length <= s.most) return all;
  if (!filtersOn(s).length && s.most === START.most) return [...G.heart.place.keys()];
  const part = new Set(partsOf(passed)[0] ?? []), degree = new Map();
  if (part.size <= s.most) return part.size ? part : all.slice(0, s.most);
  for (const n of part) degree.set(n, lineEnds(n, passed).length);
  const buckets = [], put = n => (buckets[degree.get(n)] ??= []).push(n);
  for (const n of [...part].sort((a, b) => a - b)) put(n);
  for (let k = 0; part.size > s.most && k < buckets.length;) {
    const n = buckets[k]?.pop();
    if (n === undefined) { k++; continue; }
    if (!part.has(n) || degree.get(n) !== k) continue;      // it has lost a neighbour since
    part.delete(n);
    for (const m of lineEnds(n, passed)) if (part.has(m)) { degree.set(m, degree.get(m) - 1); put(m); k = Math.min(k, degree.get(m)); }
  }
  return part;
}

const lineEnds = (n, passed) => { const found = []; for (const e of around(n)) if (passed.edge[e] && G.a[e] !== G.b[e]) found.push(other(e, n)); return found; };

// The connected parts of what passes, the largest first, each with the most linked entity first.
function partsOf(passed) {
  if (passed.parts) return passed.parts;
  const seen = new Uint8Array(passed.node.length), parts = [];
  for (let start = 0; start < seen.length; start++) if (passed.node[start] && !seen[start]) {
    const part = [start];
    seen[start] = 1;
    for (let i = 0; i < part.length; i++) for (const m of lineEnds(part[i], passed)) if (!seen[m]) { seen[m] = 1; part.push(m); }
    if (part.length > 1) parts.push(part);
  }
  return passed.parts = parts.sort((p, q) => q.length - p.length || p[0] - q[0]);
}

// Entities at most `steps` lines that pass away from one of `starts`, these included.
function neighbourhood(starts, steps, passed) {
  const found = new Set(starts);
  let edge = [...found];
  for (let step = 0; step < steps && edge.length; step++) {
    const next = [];
    for (const n of edge) for (const e of around(n)) {
      const m = other(e, n);
      if (passed.edge[e] && !found.has(m)) { found.add(m); next.push(m); }
    }
    edge = next;
  }
  return found;
}

// At most `most` paths from a to b over lines that pass, as lists of lines: the shortest, and those one step longer, the most telling first:
// a path through what is linked to everything tells little, one that is said often and surely much. `avoid`: entities that no path goes through.
function tellingPaths(a, b, passed, avoid = () => false, most = 5) {
  const free = n => n === a || n === b || !avoid(n), far = new Int32Array(G.id.length).fill(-1);
  far[b] = 0;
  let left = 2;      // the step in which a is reached, and one more
  for (let queue = [b]; queue.length && left > 0;) {
    const next = [];
    for (const n of queue) for (const e of around(n)) if (passed.edge[e]) {
      const m = other(e, n);
      if (far[m] < 0 && free(m)) { far[m] = far[n] + 1; next.push(m); }
    }
    if (far[a] >= 0) left--;
    queue = next;
  }
  if (a === b || far[a] < 0) return [];
  const found = [], degree = n => around(n).length;
  let steps = 0;
  (function walk(n, path, seen, spare) {
    if (found.length >= 400 || steps++ > 40000) return;
    if (n === b) { found.push(path); return; }
    for (const e of around(n)) {
      const m = other(e, n);
      if (!passed.edge[e] || far[m] < 0 || seen.includes(m) || far[m] > far[n] - 1 + spare) continue;
      walk(m, [...path, e], [...seen, m], spare - (far[m] - far[n] + 1));
    }
  })(a, [], [a], 1);
  const dull = path => {
    let n = a, sum = 0;
    for (const e of path) { n = other(e, n); sum += 1.5 - Math.min(0.6, 0.2 * Math.log2(passed.edge[e])) - 0.5 * G.sure[e] + (n === b ? 0 : Math.log2(1 + degree(n)) / 2); }
    return sum;
  };
  return found.map(path => [path, dull(path)]).sort((p, q) => p[1] - q[1] || p[0].length - q[0].length || p[0][0] - q[0][0]).slice(0, most).map(([path]) => path);
}

// What a path may be asked not to go through: places, and what is linked to very many.
const HUB = 40;
const placeOrHub = n => classOf(n).top === "Place" || G.degree[n] >= HUB;

function commonNeighbours(a, b, passed) {
  const near = n => new Set(Array.from(around(n)).filter(e => passed.edge[e]).map(e => other(e, n)));
  const ofA = near(a), ofB = near(b);
  return [...ofA].filter(n => ofB.has(n) && n !== a && n !== b).sort((m, n) => m - n);
}

// How many others an entity is linked to by lines that pass.
const neighbours = n => Array.from(around(n)).reduce((sum, e) => sum + (passed.edge[e] > 0 && other(e, n) !== n), 0);

// Lists for somebody who does not know where to begin, of what passes the filters: {title, entries: [[entity, why]]}
function suggestions() {
  const relation = name => G.relations.findIndex(r => r.name === name), cls = name => G.classes.findIndex(c => c.name === name);
  const top = (entries, many = 5) => [...entries].sort((p, q) => q[1] - p[1] || p[0] - q[0]).slice(0, many);
  const others = (name, from, to) => {   // of each entity at the end `from`, with how many at the end `to` the relation links it
    const sets = new Map(), r = relation(name);
    for (let l = 0; l < G.links.size; l++) if (passed.link[l] && G.links.relation[l] === r) {
      const key = G.links[from][l];
      if (!sets.has(key)) sets.set(key, new Set());
      sets.get(key).add(G.links[to][l]);
    }
    return [...sets].map(([n, set]) => [n, set.size]);
  };
  const linked = test => {
    let found = [];      // none has more neighbours that pass than it has
    for (let n = 0; n < G.id.length; n++) if (passed.node[n] === 1 && G.degree[n] > (found[4]?.[1] ?? 0) && test(n)) found = top([...found, [n, neighbours(n)]]);
    return found;
  };
  const official = cls("Official");
  return [
    { title: t("联系最多的机构", "Bodies with the most links"), unit: t("个邻居", "neighbours"), entries: linked(n => classOf(n).top === "Organisation") },
    { title: t("联系最多的官员", "Officials with the most links"), unit: t("个邻居", "neighbours"), entries: linked(n => G.cls[n] === official) },
    { title: t("发布机关最多的政策", "Policies with the most issuers"), unit: t("个发布者", "issuers"), entries: top(others("issued", "object", "subject")) },
    { title: t("发布政策最多的机构", "Bodies that issued the most"), unit: t("项政策", "policies"), entries: top(others("issued", "subject", "object")) },
    { title: t("获支持最多的单位", "Those that most bodies support"), unit: t("个支持者", "supporters"), entries: top(others("supports", "object", "subject")) },
  ].map(list => ({ ...list, entries: list.entries.some(([, many]) => many > 1) ? list.entries.filter(([, many]) => many > 1) : list.entries })).filter(list => list.entries.length);
}
