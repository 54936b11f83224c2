"""A sentence as tokens: mentions as they are, and the words between them as function words, verbs of frames, or other words.

The dictionary of a word segmenter says where words end; what a word is is said by our own lexicons first: a tag of the
segmenter is only heard where they are silent, so that no wrong tag hides a verb (印发 is a noun to it).
"""
from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache

import rjieba

from kg.lexicon import rows, words
from kg.ontology import top
from kg.records import Mention

MARKS = "，：；。！？!?;—…·"
QUOTES = "“”‘’\"'「」『』《》〈〉*#[]【】|"
LEVELS = "省市县区州旗镇乡"
FURTHER = ("并", "并且", "分别", "先后", "均", "也", "还", "同时")


@dataclass(frozen=True, slots=True)
class Token:
    """A mention or a word. `kind`: mention, verb, prep, and, of, aspect, adverb, modal, noun, mark, open, close, other."""

    start: int
    end: int
    text: str
    kind: str
    mention: Mention | None = None
    families: frozenset[str] = frozenset()      # of a verb: the lexicons verbs_*.txt that hold it; of a modal: its classes


@lru_cache(maxsize=1)
def vocabulary() -> tuple[dict[str, tuple[str, frozenset[str]]], dict[str, tuple[int, ...]]]:
    """(word → (kind, families); first character → lengths of the words that begin so, longest first)."""
    found: dict[str, tuple[str, set[str]]] = {}
    for kind, entries in rows("function_words"):
        kind, _, family = kind.partition(":")
        for word in entries.split():
            found.setdefault(word, (kind, set()))[1].update({family} - {""})
    for *_, entries in rows("relational_nouns"):
        found.update((word, ("noun", set())) for word in entries.split())
    families: dict[str, set[str]] = defaultdict(set)
    for name, entries in rows("verbs"):
        for word in entries.split():
            families[word].add(name)
    for word, names in families.items():
        known = found.get(word)
        if known is None or known[0] not in ("prep", "noun", "nominal"):
            found[word] = ("verb", names | (known[1] if known else set()))
        else:
            found[word] = (known[0], known[1] | names)
    lengths: dict[str, set[int]] = defaultdict(set)
    for word in found:
        lengths[word[0]].add(len(word))
    return ({w: (k, frozenset(f)) for w, (k, f) in found.items()},
            {c: tuple(sorted(ls, reverse=True)) for c, ls in lengths.items()})


@lru_cache(maxsize=1)
def done() -> dict[str, frozenset[str]]:
    """Verbs with 了 → the families that they have without it as well: 发表了 is all that 发表 is."""
    entries = vocabulary()[0]
    return {w: families | entries[w[:-1]][1] for w, (kind, families) in entries.items()
            if kind == "verb" and w.endswith("了") and entries.get(w[:-1], ("",))[0] == "verb"}


@lru_cache(maxsize=1)
def adverbs() -> frozenset[str]:
    return frozenset(w for w, (kind, _) in vocabulary()[0].items() if kind in ("adverb", "modal"))


@lru_cache(maxsize=1)
def staff() -> frozenset[str]:
    """Words for the people of a body; some are verbs too, where no other verb follows: 市委领导|来公司, 市委领导|全市."""
    return frozenset(w for kind, entries in rows("function_words") if kind == "staff" for w in entries.split())


@lru_cache(maxsize=1)
def no_verbs() -> frozenset[str]:
    """Words that hold a verb of a frame and are none: 发布会, 合作社."""
    return frozenset(w for line in words("no_verbs") for w in line.split())


@lru_cache(maxsize=None)
def _longer(word: str) -> tuple[str, ...]:
    """Those of `no_verbs` that begin with `word`."""
    return tuple(w for w in no_verbs() if len(w) > len(word) and w.startswith(word))


@lru_cache(maxsize=100_000)
def gap(text: str) -> tuple[tuple[int, int, str, frozenset[str]], ...]:
    """(start, end, kind, families) of the words of a stretch without mentions."""
    entries, lengths = vocabulary()
    tagged, at = [], 0
    for word, tag in rjieba.tag(text, False):
        tagged.append((at, at + len(word), word, tag))
        at += len(word)
    starts = {s: (e, w, t) for s, e, w, t in tagged}
    ends = {e for _, e, _, _ in tagged}
    holder = {i: (s, e, w) for s, e, w, _ in tagged for i in range(s, e)}
    out, at = [], 0
    while at < len(text):
        c = text[at]
        if c in "（(":
            out.append((at, at + 1, "open", frozenset()))
            at += 1
            continue
        if c in "）)":
            out.append((at, at + 1, "close", frozenset()))
            at += 1
            continue
        if c in MARKS or c in QUOTES or c.isspace():
            out.append((at, at + 1, "mark" if c in MARKS or c in " \u3000\n" else "quote", frozenset()))
            at += 1
            continue
        if match := _own(text, at, entries, lengths, starts, ends, holder):
            end, kind, families = match
            out.append((at, end, kind, families))
            at = end
            continue
        end, word, tag = starts.get(at) or _rest(text[at:holder[at][1]], at)
        if word[0] == "时" and (word[1:] in entries or word == "时"):      # 讨论|时说: two words that the dictionary takes for one
            out.append((at, at + 1, "aspect", frozenset()))
            at += 1
            continue
        out.append((at, end, _kind(word, tag), frozenset()))
        at = end
    return tuple(out)


def _rest(word: str, at: int) -> tuple[int, str, str]:
    """The first word of what is left of a word of the dictionary: 会议 of 出席会议."""
    first, tag = rjieba.tag(word, False)[0]
    return at + len(first), first, tag


def _own(text, at, entries, lengths, starts, ends, holder):
    """The longest entry of our lexicons that begins at `at` and cuts no word of the dictionary in two."""
    for size in lengths.get(text[at], ()):
        word = text[at:at + size]
        if word not in entries or at + size > len(text):
            continue
        first, last = holder[at], holder[at + size - 1]
        if first[0] < at and text[first[0]:at] not in adverbs() and text[first[0]:at] not in entries and text[first[0]:at] != "时":
            continue
        if last[1] > at + size:
            rest = text[at + size:last[1]]
            if size == 1 or last[2] in no_verbs() or (rest not in entries and not (first == last and last[2][:size] == word and len(rest) > 1)):
                continue
        if any(text.startswith(w, at) for w in _longer(word)):
            continue
        return at + size, *entries[word]
    return None


def _kind(word: str, tag: str) -> str:
    """`noun`: a word that may be who acts; `nominal`: one that a noun phrase may hold but not consist of."""
    if tag == "eng" or word.isascii() and word.isalpha() or tag[0] == "n":
        return "noun"
    if tag[0] == "r":
        return "noun" if word[0] in "各他她我你咱" or len(word) > 1 and word[0] in "该本此" else "nominal"
    if tag[0] == "v":
        return "nominal" if tag == "vn" else "act"
    if tag[0] in "sjxzlib":
        return "nominal"
    return {"p": "prep", "d": "adverb", "t": "time", "m": "number", "q": "number"}.get(tag[0], "other")


def tokens(text: str, start: int, end: int, mentions: tuple[Mention, ...]) -> list[Token]:
    """The tokens of text[start:end]; `mentions`: those in it that lie in no other, in order."""
    found: list[Token] = []

    def between(a: int, b: int) -> None:
        for s, e, kind, families in gap(text[a:b]):
            if kind != "quote":
                word = text[a + s:a + e]
                found.append(Token(a + s, a + e, word, kind, None, done().get(word, families)))

    at = start
    for m in mentions:
        if m.start < at:
            continue
        between(at, m.start)
        if m.label == "Amount" and found and found[-1].kind == "noun" and found[-1].families:      # 捐款5万元
            found[-1] = replace(found[-1], kind="verb")
        found.append(Token(m.start, m.end, m.text, "mention", m))
        at = m.end
    between(at, end)
    for i in range(1, len(found)):
        found[i] = _beside(found[i - 1], found[i], found[i + 1] if i + 1 < len(found) else None)
    return found


def _beside(before: Token, word: Token, after: Token | None) -> Token:
    """The word as what stands beside it shows: 市委领导|来 is no verb, 王平|代表|甲局 and 王平|讲话|强调 are."""
    if (word.kind == "verb" and word.text in staff() and before.mention is not None and before.end == word.start
            and after is not None and after.kind in ("verb", "adverb", "act", "prep", "modal")):
        return replace(word, kind="staff", families=frozenset())
    person = before.mention is not None and before.mention.label in ("Official", "OtherPerson")
    if word.text == "代表" and after is not None and (person or before.text in FURTHER) and (
            after.kind in ("noun", "nominal", "number")
            or after.mention is not None and after.mention.label not in ("Official", "OtherPerson", "Post")):
        return replace(word, kind="act", mention=None, families=frozenset())
    body = before.mention is not None and top(before.mention.label) == "Organisation"
    if word.kind == "noun" and "speak" in word.families and (
            person or body or before.kind in ("adverb", "staff")
            or before.text in (*FURTHER, "上", "等", "代表")) and (
            after is None or after.kind in ("mark", "aspect") or after.text in ("后", "并", "和") or "say" in after.families
            or after.kind == "of" and before.text == "上"):
        return replace(word, kind="verb")
    if word.kind == "noun" and word.families and after is not None and after.text == "了":      # 通报了情况
        return replace(word, kind="verb")
    return word
