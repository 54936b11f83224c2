"""What speaks for and against a candidate: features for the decision, all of them of the text alone.

A feature is a string that begins with the class of the candidate, so that each class has weights of its own.
"""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from functools import lru_cache

import rjieba

from kg import gazetteer, names
from kg.clauses.tokens import gap, vocabulary
from kg.lexicon import words
from kg.recognise.candidates import WEAK, Candidate
from kg.recognise.sources import persons
from kg.recognise.sources.bounds import is_generic
from kg.recognise.sources.features import surnames
from kg.recognise.sources.policies import bare as bare_of
from kg.recognise.sources.tagger import MODELS
from kg.records import CleanText

TAGGERS = frozenset(("tagger", "reader", "ending"))
LENGTHS = (1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 30)


@lru_cache(maxsize=1)
def programmes() -> frozenset[str]:
    """Names of known programmes, without their marks."""
    return frozenset(bare_of(w) for w in words("programmes"))


def kind_of(c: str) -> str:
    """The kind of a character beside a name: itself if it is punctuation, else its script."""
    if not c:
        return "^"
    if "\u3400" <= c <= "\u9fff":
        return "H"
    if c.isdigit():
        return "D"
    return c if not c.isalnum() else "A"


def _joined(c: Candidate) -> bool:
    """Whether a tagger alone takes two bodies for one: 平邑县与工商银行."""
    return c.kind in ("Organisation", "Place") and c.sources <= TAGGERS and any(w in c.mention.text[2:-2] for w in "与和及、")


class Text:
    """A text with what the features look up in it."""

    def __init__(self, clean: CleanText, found: list[Candidate]) -> None:
        self.text = text = clean.text
        self.bounds: set[int] = {0}
        self.words: dict[int, tuple[int, str]] = {}
        self.ending: dict[int, tuple[int, str]] = {}
        at = 0
        for word, tag in rjieba.tag(text, False):
            self.words[at] = (at + len(word), tag)
            self.ending[at + len(word)] = (at, tag)
            at += len(word)
            self.bounds.add(at)
        # function words and verbs, from the text cut at nothing: a hint only
        self.before: dict[int, str] = {}
        self.after: dict[int, str] = {}
        offset = 0
        for line in text.split("\n"):
            for s, e, kind, families in gap.__wrapped__(line) if len(line) < 2000 else ():      # no line comes twice: not to be kept
                what = kind + ":" + "+".join(sorted(families)[:2]) if families else kind
                self.before[offset + e] = what
                self.after[offset + s] = what
            offset += len(line) + 1
        self.starts: dict[int, set[str]] = defaultdict(set)
        self.ends: dict[int, set[str]] = defaultdict(set)
        self.strings: Counter[tuple[str, str]] = Counter()
        self.tagged: dict[str, dict[tuple[int, int], str]] = {source: {} for source in MODELS}
        self.tagged_at: dict[str, dict[int, tuple[int, int, str]]] = {source: {} for source in MODELS}
        for c in found:
            strong = c.sources - WEAK
            if strong:
                self.starts[c.start].add(c.kind)
                self.ends[c.end].add(c.kind)
            self.strings[c.kind, c.mention.text] += 1
            if c.kind == "Post":      # 县委|书记 is one word to the segmenter
                self.bounds.update((c.start, c.end))
            for source in c.sources & MODELS.keys():
                self.tagged[source][c.start, c.end] = c.kind
                for i in range(c.start, c.end):
                    self.tagged_at[source][i] = (c.start, c.end, c.kind)
        self.by_start = sorted((c.start, c.end, c.kind, bool(c.sources - WEAK) and not _joined(c)) for c in found)
        self.begins = [x[0] for x in self.by_start]
        self.asides = [(a.start, a.end, a.kind) for a in clean.asides]
        self.head = text.find("\n") if "\n" in text else 0

    def tagger_says(self, c: Candidate, source: str) -> str:
        """How a tagger's own mention lies to the candidate."""
        tagged, at = self.tagged[source], self.tagged_at[source]
        same = tagged.get((c.start, c.end))
        if same:
            return "same" if same == c.kind else f"as{same}"
        first, last = at.get(c.start), at.get(c.end - 1)
        if first is None and last is None:
            return "none" if not any(i in at for i in range(c.start, c.end)) else "holds"
        if first == last and first is not None:
            return f"in{first[2]}"
        if last is not None and last[1] == c.end:
            return f"end{last[2]}"
        if first is not None and first[0] == c.start:
            return f"begin{first[2]}"
        return "cross"


@lru_cache(maxsize=5_000)
def shape(kind: str, text: str) -> tuple[str, ...]:
    """Features, without the class, of the words of a candidate alone."""
    found = [f"len{bisect_right(LENGTHS, len(text))}"]
    tagged = rjieba.tag(text.strip("“”《》"), False)
    if not tagged:
        return tuple(found)
    found.append("one" + tagged[0][1] if len(tagged) == 1 else f"first{tagged[0][1]}")
    found.append(f"last{tagged[-1][1]}")
    if len(tagged) > 1:
        found.append("w0=" + tagged[0][0])
        found.append("w-1=" + tagged[-1][0])
        found.append("two=" + tagged[-2][0] + "_" + tagged[-1][0])
    if any(t.startswith("v") for _, t in tagged[:1]):
        found.append("verbfirst")
    entries = vocabulary()[0]
    inner = [entries[w] for w, _ in tagged if w in entries]
    found += {f"has{k}" for k, _ in inner} | {f"hasf{f}" for _, fs in inner for f in fs if len(fs) < 3}
    if kind == "Person":
        found.append("surname" if text[0] in surnames() else "nosurname")
        if persons.surname().match(text) is None:
            found.append("notlisted")
        if "·" in text:
            found.append("dotted")
        found += ["c0=" + text[0], "c1=" + text[1:2], f"alltrans{all(c in persons.TRANSLITERATION for c in text)}",
                  f"allwest{all(c in persons.WESTERN for c in text)}"]
        if len(tagged) == 1 and not tagged[0][1].startswith("nr"):
            found.append("aword")
        elif all(len(w) > 1 and not t.startswith(("nr", "x")) for w, t in tagged):
            found.append("words")
    if kind in ("Organisation", "Place"):
        place = names.places(text)
        areas = gazetteer.areas(text)
        found.append("place0" if not place else f"place{min(3, len(text) - len(place))}")
        if place:
            found.append("restgeneric" if len(place) < len(text) and is_generic(text[len(place):]) else "restown")
            found.append(f"rest={text[len(place):]}")
        if areas:
            found += [f"area{areas[0].level}", f"areas{min(3, len(areas))}", f"areafull{text == areas[0].name}", f"abroad{areas[0].abroad}"]
            if text in names.words_first():
                found.append("areaword")
    if kind == "Organisation":
        found.append(f"known{text in names.known()}")
        label = names.label_of(text)
        found.append(f"label{label}")
        ending = names.ending_of(text)
        found.append(f"ending={ending}")
        if ending and is_generic(text[:len(text) - len(ending)]):
            found.append("generic")
        if names.LEVEL.match(text):
            found.append("level")
    if kind in ("Policy", "Event"):
        bare = text.strip("“”《》")
        found += [f"quote{text[0] in '“《'}{text[-1] in '”》'}{'“' in text}", "e2=" + bare[-2:], "e3=" + bare[-3:], "b2=" + bare[:2],
                  f"number{any(x.isdigit() for x in bare)}"]
        place = names.places(bare)
        found.append(f"place{bool(place)}")
        found.append(f"knownprogramme{bare_of(text) in programmes()}")
    if kind == "Place":
        found += ["e1=" + text[-1], "e2=" + text[-2:]]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1)
def _by_last() -> dict[str, tuple[int, ...]]:
    """Last character → lengths of the words of our lexicons that end with it, longest first."""
    found: dict[str, set[int]] = defaultdict(set)
    for word in vocabulary()[0]:
        found[word[-1]].add(len(word))
    return {c: tuple(sorted(n, reverse=True)) for c, n in found.items()}


def _kind(word: str) -> str:
    kind, families = vocabulary()[0][word]
    return kind + ":" + "+".join(sorted(families)[:2])


def next_word(text: str, at: int) -> str:
    """The kind of the longest word of our lexicons that begins at `at`, wherever the segmenter cuts; "" if none does."""
    entries, lengths = vocabulary()
    return next((_kind(text[at:at + n]) for n in lengths.get(text[at:at + 1], ()) if text[at:at + n] in entries), "")


def word_before(text: str, at: int) -> str:
    """The same of the longest word that ends at `at`."""
    entries = vocabulary()[0]
    return next((_kind(text[at - n:at]) for n in _by_last().get(text[at - 1:at], ()) if at >= n and text[at - n:at] in entries), "")


def features(c: Candidate, t: Text) -> list[str]:
    """The features of a candidate in its text, each with its class."""
    return [f"{c.kind}|{f}" for f in dict.fromkeys((*context(c, t), *shape(c.kind, c.mention.text)))]


def context(c: Candidate, t: Text) -> dict[str, None]:
    """The features, without the class, of who proposes a candidate and what is around it, each once."""
    text, s, e, k = t.text, c.start, c.end, c.kind
    left, right = text[s - 1:s], text[e:e + 1]
    found = ["bias", *("src" + x for x in c.sources), "srcs" + "+".join(sorted(c.sources))]
    says = [t.tagger_says(c, source) for source in MODELS]
    found += [f"{source}{says[i]}" for i, source in enumerate(MODELS)] + ["both" + "_".join(says)]
    found += ["L" + left, "R" + right, "LK" + kind_of(left), "RK" + kind_of(right), "L2" + text[max(0, s - 2):s], "R2" + text[e:e + 2]]
    inb, outb = s in t.bounds, e in t.bounds
    found.append(f"bounds{inb}{outb}")
    before, after = t.before.get(s, "in"), t.after.get(e, "in")
    found += ["B" + before, "A" + after, "BA" + before.split(":")[0] + "_" + after.split(":")[0]]
    if s in t.ending:
        found.append("Bt" + t.ending[s][1])
    if e in t.words:
        end, tag = t.words[e]
        found += ["At" + tag, "Aw" + text[e:end]]
    if s in t.ending:
        found.append("Bw" + text[t.ending[s][0]:s])
    found += ["N" + next_word(text, e), "P" + word_before(text, s)]
    for kind in t.ends.get(s, ()):
        found.append("afterC" + kind)
    for kind in t.starts.get(e, ()):
        found.append("beforeC" + kind)
    if left in "、和与及" and left:
        found += ["listL" + kind for kind in t.ends.get(s - 1, ("",))]
    if right in "、和与及" and right:
        found += ["listR" + kind for kind in t.starts.get(e + 1, ("",))]
    lo, hi = bisect_left(t.begins, s), bisect_left(t.begins, e)
    inside, same, at_end, at_start = set(), set(), set(), set()
    for a, b, kind, strong in t.by_start[lo:hi]:
        if not strong:
            continue
        if (a, b) == (s, e):
            same.add(kind)
        elif b <= e:
            inside.add(kind)
            if a == s:
                at_start.add(kind)
            if b == e:
                at_end.add(kind)
        elif a == s:
            found.append("within" + kind)
        elif a > s:
            found.append("overR" + kind)
    for _, b, kind, strong in t.by_start[bisect_left(t.begins, s - 30):lo]:
        if strong and b > s:
            found.append(("within" if b >= e else "overL") + kind)
    found += ["same" + x for x in same if x != k] + ["in" + x for x in inside] + ["tail" + x for x in at_end] + ["front" + x for x in at_start]
    found.append(f"times{min(3, t.strings[k, c.mention.text])}")
    aside = next((kind for a, b, kind in t.asides if a <= s < b), "")
    if aside:
        found.append("aside" + aside)
    if s <= t.head:
        found.append("head")
    quotes = text.rfind("《", max(0, s - 60), s)
    if quotes >= 0 and text.find("》", quotes, s) < 0 and k != "Policy":
        found.append("book")
    return dict.fromkeys(found)
