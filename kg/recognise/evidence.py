"""What speaks for and against a candidate: features for the decision, all of them of the text alone.

A feature is a string that begins with the class of the candidate, so that each class has weights of its own.
"""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from functools import lru_cache
from operator import add

import rjieba

from kg import gazetteer, names
from kg.clauses.tokens import gap, vocabulary
from kg.lexicon import words
from kg.recognise.candidates import WEAK, Candidate
from kg.recognise.sources import persons
from kg.recognise.sources.bounds import is_generic
from kg.recognise.sources.features import surnames
from kg.recognise.sources.policies import bare as bare_of
from kg.recognise.sources.segmenter import cut
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
        for word, tag in cut(text):
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
        self.covered = {source: sorted(at) for source, at in self.tagged_at.items()}      # places within what it found
        self.strong = sorted((c.start, c.end, c.kind) for c in found if c.sources - WEAK and not _joined(c))
        self.begins = [x[0] for x in self.strong]
        self.asides = [(a.start, a.end, a.kind) for a in clean.asides]
        self.head = text.find("\n") if "\n" in text else 0
        # many candidates begin or end at one place; the sums are those of `kg.recognise.decide`, by class and place
        self._lefts: dict[int, list[str]] = {}
        self._rights: dict[int, list[str]] = {}
        self.left_sums: dict[tuple[str, int], int] = {}
        self.right_sums: dict[tuple[str, int], int] = {}

    def left(self, s: int) -> list[str]:
        """Features of what is to the left of a candidate that begins at `s`."""
        if s in self._lefts:
            return self._lefts[s]
        text, left = self.text, self.text[s - 1:s]
        self._lefts[s] = found = ["L" + left, "LK" + kind_of(left), "L2" + text[max(0, s - 2):s], "B" + self.before.get(s, "in"), "P" + word_before(text, s)]
        if s in self.ending:
            start, tag = self.ending[s]
            found += ["Bt" + tag, "Bw" + text[start:s]]
        found += ["afterC" + kind for kind in self.ends.get(s, ())]
        if left and left in "、和与及":
            found += ["listL" + kind for kind in self.ends.get(s - 1, ("",))]
        aside = next((kind for a, b, kind in self.asides if a <= s < b), "")
        if aside:
            found.append("aside" + aside)
        if s <= self.head:
            found.append("head")
        return found

    def right(self, e: int) -> list[str]:
        """Features of what is to the right of a candidate that ends at `e`."""
        if e in self._rights:
            return self._rights[e]
        text, right = self.text, self.text[e:e + 1]
        self._rights[e] = found = ["R" + right, "RK" + kind_of(right), "R2" + text[e:e + 2], "A" + self.after.get(e, "in"), "N" + next_word(text, e)]
        if e in self.words:
            end, tag = self.words[e]
            found += ["At" + tag, "Aw" + text[e:end]]
        found += ["beforeC" + kind for kind in self.starts.get(e, ())]
        if right and right in "、和与及":
            found += ["listR" + kind for kind in self.starts.get(e + 1, ("",))]
        return found

    def in_title(self, s: int) -> bool:
        opened = self.text.rfind("《", max(0, s - 60), s)
        return opened >= 0 and self.text.find("》", opened, s) < 0

    def tagger_says(self, c: Candidate, source: str) -> str:
        """How a tagger's own mention lies to the candidate."""
        tagged, at = self.tagged[source], self.tagged_at[source]
        same = tagged.get((c.start, c.end))
        if same:
            return "same" if same == c.kind else f"as{same}"
        first, last = at.get(c.start), at.get(c.end - 1)
        if first is None and last is None:
            inner = bisect_left(self.covered[source], c.start)
            return "holds" if inner < len(self.covered[source]) and self.covered[source][inner] < c.end else "none"
        if first == last and first is not None:
            return f"in{first[2]}"
        if last is not None and last[1] == c.end:
            return f"end{last[2]}"
        if first is not None and first[0] == c.start:
            return f"begin{first[2]}"
        return "cross"


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
        rest = text[len(place):]
        if place and names.is_office(rest):
            found.append("ofplace")      # 和平区|人民政府, 沈阳市|工信局
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
    return dict.fromkeys((*of_its_own(c, t), *t.left(c.start), *t.right(c.end)))


def of_its_own(c: Candidate, t: Text) -> set[str]:
    """Those that need both ends of a candidate."""
    s, e, k = c.start, c.end, c.kind
    says = [t.tagger_says(c, source) for source in MODELS]
    found = {"bias", "srcs" + "+".join(sorted(c.sources)), "both" + "_".join(says), f"bounds{s in t.bounds}{e in t.bounds}",
             "BA" + t.before.get(s, "in").split(":")[0] + "_" + t.after.get(e, "in").split(":")[0], f"times{min(3, t.strings[k, c.mention.text])}"}
    found.update(["src" + x for x in c.sources])
    found.update(map(add, MODELS, says))
    lo, hi = bisect_left(t.begins, s), bisect_left(t.begins, e)
    for a, b, kind in t.strong[lo:hi]:
        if b <= e:
            if a > s:
                found.add("in" + kind)
            elif b == e:
                if kind != k:
                    found.add("same" + kind)
                continue
            else:
                found.add("in" + kind)
                found.add("front" + kind)
            if b == e:
                found.add("tail" + kind)
        else:
            found.add(("within" if a == s else "overR") + kind)
    for _, b, kind in t.strong[bisect_left(t.begins, s - 30):lo]:
        if b > s:
            found.add(("within" if b >= e else "overL") + kind)
    if k != "Policy" and t.in_title(s):
        found.add("book")
    return found
