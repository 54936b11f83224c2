// Finding entities by any of their names: by characters, by pinyin, by initials, or a mix (聊城sj, liaoc, lcsj).
// of each name: whose it is, its number among those of its owner, lower case, first letters, readings that are not the usual ones
let searchIndex = null;

function buildSearchIndex() {
  const owner = [], numbers = [], name = [], initials = [], odd = [];
  for (let n = 0; n < G.id.length; n++) namesOf(n).forEach((text, i) => {
    const low = text.toLowerCase(), unusual = G.unusual.get(`${n} ${i}`);
    let first = "";
    for (let k = 0; k < low.length; k++) first += (unusual?.get(k) ?? G.pinyin.get(low[k]) ?? low[k])[0];
    owner.push(n); numbers.push(i); name.push(low); initials.push(first); odd.push(unusual);
  });
  searchIndex = { owner: Uint32Array.from(owner), numbers, name, initials, odd };
}

const syllableAt = (entry, at) => (searchIndex.odd[entry]?.get(at)) ?? G.pinyin.get(searchIndex.name[entry][at]) ?? "";

// Whether `query` from its character q on is spelled by `name` from character `at` on: each character by itself or by the beginning of its syllable.
function spells(query, q, entry, at) {
  if (q === query.length) return true;
  const name = searchIndex.name[entry];
  if (at >= name.length) return false;
  if (name[at] === query[q] && spells(query, q + 1, entry, at + 1)) return true;
  const syllable = syllableAt(entry, at);
  let same = 0;
  while (same < syllable.length && syllable[same] === query[q + same]) same++;
  for (; same > 0; same--) if (spells(query, q + same, entry, at + 1)) return true;
  return false;
}

// [{node, name}] best first, at most `most`: the name itself, its beginning, a part of it, its pinyin from the start, from within.
function search(words, most = 40) {
  const query = words.trim().toLowerCase().replace(/ü/g, "v").replace(/\s+/g, " "), spelled = query.replace(/['\s]/g, "");
  if (!query || !searchIndex) return [];
  const latin = /[a-z]/.test(spelled), ranks = [new Map(), new Map(), new Map(), new Map(), new Map()];
  const { owner, name, initials } = searchIndex, head = spelled[0];
  for (let i = 0; i < owner.length; i++) {
    const at = name[i].indexOf(query);
    let rank = at < 0 ? -1 : at > 0 ? 2 : name[i].length === query.length ? 0 : 1;
    if (rank < 0 && latin) {
      const first = head >= "a" && head <= "z" ? initials[i] : name[i];
      for (let k = first.indexOf(head); k >= 0 && rank < 0; k = first.indexOf(head, k + 1)) if (spells(spelled, 0, i, k)) rank = k ? 4 : 3;
    }
    if (rank >= 0 && ranks[rank].size < most && !ranks.slice(0, rank + 1).some(r => r.has(owner[i]))) ranks[rank].set(owner[i], i);
  }
  const found = new Map();
  for (const rank of ranks) for (const [n, i] of rank) if (!found.has(n) && found.size < most) found.set(n, i);
  return [...found].map(([node, i]) => ({ node, name: namesOf(node)[searchIndex.numbers[i]] }));
}
