"""The phrasebook: plain forms of sentences, filled with names, and how many of them the graph understands.

A form (`phrasebook/forms.tsv`) states a relation between two slots, or must not be read as stating it; slots are filled
from lists of names (`phrasebook/names.tsv`), always the same for a form and a number. All sentences are built at once,
each as an article of its own. A form that works with one name and fails with another is brittle: the last figure of the
table is the share of forms that work with all of them.

    python tests/phrasebook.py [--fillings N] [--relation R] [--misses N] [--pin]
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import re
import tempfile
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("phrasebook")
FLOORS = FOLDER / "floors.tsv"
FAST, ALL = 3, 12  # fillings of a form: by default, and at most
SLOT = re.compile(r"\{([a-z]+)(\d*)(~?)\}([+*]?)")
GOVERNMENT = ("", "政府", "人民政府")
LEADING = GOVERNMENT + ("委", "委员会", "政协", "人大常委会", "人民代表大会常务委员会", "人大", "纪委", "政府办公室")
# the words that a title may leave to its body: 市委书记 is 书记 at 市委
PART_OF_TITLE = re.compile(r"[省市县区州]?(?:委|政协|人大常委会|政府|纪委)|原|前")


@dataclass(frozen=True)
class Form:
    """A line of forms.tsv."""

    relation: str  # without "!"
    wrong: bool  # the relation must not be stated
    text: str
    subject: str
    object: str
    titles: str = ""
    expected: str = ""


@dataclass(frozen=True)
class Sentence:
    """A form filled with names, and what its ends may be called."""

    form: Form
    document: str
    text: str
    subjects: frozenset[str]
    objects: frozenset[str]
    titles: frozenset[str]
    expected: tuple[tuple[str, str], ...]  # qualifiers; "former" with ""


@cache
def forms() -> tuple[Form, ...]:
    """All forms. ValueError names the line that has too few columns or a slot without names."""
    found = []
    for number, line in enumerate((FOLDER / "forms.tsv").read_text("utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        relation, *columns = line.split("\t")
        if not 3 <= len(columns) <= 5:
            raise ValueError(f"forms.tsv, line {number}: has {len(columns) + 1} columns instead of 4 to 6.")
        for kind, *_ in SLOT.findall(line):
            if kind not in names():
                raise ValueError(f"forms.tsv, line {number}: names.tsv has no class {kind!r}.")
        found.append(
            Form(
                relation.lstrip("!"),
                relation.startswith("!"),
                columns[0].replace(r"\n", "\n").replace(r"\t", "\t"),
                *columns[1:],
            )
        )
    return tuple(found)


@cache
def names() -> dict[str, tuple[str, ...]]:
    """The names of each class; classes that take in others hold their names too."""
    raw = defaultdict(list)
    for line in (FOLDER / "names.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, words = line.split("\t")
            raw[kind] += words.split()

    def spread(words: list[str]) -> list[str]:
        return [n for w in words for n in (spread(raw[w[1:]]) if w.startswith("@") else [w])]

    return {kind: tuple(spread(words)) for kind, words in raw.items()}


class Filling:
    """Names for the slots of one sentence; the same seed gives the same names."""

    def __init__(self, seed: str):
        self.random = random.Random(seed)
        self.slots: dict[str, tuple[str, ...]] = {}  # slot -> (full name, short name)
        self.drawn: set[str] = set()

    def names(self, kind: str, number: str) -> tuple[str, ...]:
        """The names of a slot, the full one first; no two slots of a sentence have the same."""
        slot = kind + number
        if slot not in self.slots:
            free = [n for n in names()[kind] if n not in self.drawn or "{" in n]
            self.slots[slot] = self._spell(self.random.choice(free), slot)
        return self.slots[slot]

    def _spell(self, name: str, slot: str) -> tuple[str, ...]:
        if "{" not in name:
            self.drawn.add(name)
            return tuple(n.replace("_", " ") for n in name.split("="))
        parts = [self.names(m[1], f"@{slot}") for m in SLOT.finditer(name)]  # {city}{cju}: slots of its own
        shorts = [
            p[-1] if i else p[0] for i, p in enumerate(parts)
        ]  # of the place the full name, of the rest the short
        every = ["".join(p) for p in itertools.product(*parts)]
        return tuple(dict.fromkeys(["".join(p[0] for p in parts), *every, "".join(shorts)]))

    def text(self, pattern: str) -> str:
        """The pattern with the names put in."""
        return SLOT.sub(lambda m: self.names(m[1], m[2])[-1 if m[3] else 0], pattern)

    def accepted(self, patterns: str) -> frozenset[str]:
        """Every name, folded, that an end so described may have in the graph."""
        found = set()
        for pattern in patterns.split("|"):
            options, last = [], 0
            for m in SLOT.finditer(pattern):
                ends = {"": ("",), "+": GOVERNMENT, "*": LEADING}[m[4]]
                options += [(pattern[last : m.start()],), [n + e for n in self.names(m[1], m[2]) for e in ends]]
                last = m.end()
            found |= {fold("".join(p)) for p in itertools.product(*options, (pattern[last:],))}
        return frozenset(found)


def fold(name: str) -> str:
    """A name without what does not tell names apart: quotes, brackets, blanks, 中共."""
    return re.sub(r"[\s《》〈〉“”\"‘’（）()·]|^中共", "", unicodedata.normalize("NFKC", name)).lower()


def fill(form: Form, number: int) -> Sentence:
    """The form with its `number`-th set of names."""
    filling = Filling(f"{number}|{form.text}")  # lines of one text share their names, so it is built once
    text = filling.text(form.text)
    if not re.search(r"[。！？；：\n]$", text):
        text += "。"
    expected = tuple(
        (k, fold(filling.text(v))) for k, _, v in (q.partition("=") for q in form.expected.split(";") if q)
    )
    titles = filling.accepted(form.titles) if form.titles else frozenset()
    document = f"{document_of(form.text)}-{number:02}"
    return Sentence(
        form, document, text, filling.accepted(form.subject), filling.accepted(form.object), titles, expected
    )


def document_of(text: str) -> str:
    """An id for a form, the same in every run."""
    return f"{random.Random(text).getrandbits(48):012x}"


def build(sentences: list[Sentence]) -> dict[str, list]:
    """What the graph of all sentences says, by document: names of the subject, predicate, names of the object,
    qualifiers, modality."""
    import kg

    texts = {s.document: s.text for s in sentences}
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "phrasebook.jsonl")
        source.write_text(
            "".join(
                json.dumps({"id": i, "title": "", "date": "2021-06-20", "source": "", "text": t}, ensure_ascii=False)
                + "\n"
                for i, t in sorted(texts.items())
            ),
            "utf-8",
        )
        graph = kg.build([source]).graph

    @cache
    def called(entity: str) -> frozenset[str]:
        e = graph.entities[entity]
        return frozenset(map(fold, (e.name, *e.aliases)))

    said = defaultdict(list)
    for s in (*graph.statements, *graph.unconfirmed):
        said[s.evidence.document].append(
            (called(s.subject), s.predicate, called(s.object), dict(s.qualifiers), s.modality)
        )
    return said


def right(sentence: Sentence, said: list) -> bool:
    """Whether the graph says of a sentence what it should, or does not say what it should not."""
    found = any(_states(sentence, *claim) for claim in said)
    return found != sentence.form.wrong


def _states(sentence: Sentence, subject, predicate, object_, qualifiers, modality) -> bool:
    form, expected = sentence.form, dict(sentence.expected)
    modality = "stated" if modality == "ended" else modality  # a post that ended is told by its qualifier
    if predicate != form.relation or modality != expected.get("modality", "stated"):
        return False
    if predicate == "holdsPost":
        if not subject & sentence.subjects or ("former" in qualifiers) != ("former" in expected):
            return False
        title = fold(qualifiers.get("title", ""))
        titles = sentence.titles or {title}
        if form.wrong and not title:
            titles = {""}
        if not any(same_post(o, title, body, want) for o in object_ for body in sentence.objects for want in titles):
            return False
    else:
        ends = [(subject, object_), (object_, subject)] if predicate == "cooperatesWith" else [(subject, object_)]
        if not any(s & sentence.subjects and o & sentence.objects for s, o in ends):
            return False
    return all(k == "modality" or k in qualifiers and v in fold(qualifiers[k]) for k, v in expected.items())


def same_post(body: str, title: str, right_body: str, right_title: str) -> bool:
    """办公室主任 at 财政局 is 主任 at 财政局办公室, 市委书记 is 书记; 副局长 and 局长 are two."""
    if body != right_body:
        office = body.removeprefix(right_body)
        return office != body and office + title == right_title
    if title == right_title:
        return True
    long, short = sorted((title, right_title), key=len, reverse=True)
    return bool(short) and long.endswith(short) and bool(PART_OF_TITLE.fullmatch(long[: -len(short)]))


def measure(fillings: int = FAST, relation: str = "") -> list[tuple[Sentence, bool]]:
    """Each sentence with whether it is right."""
    sentences = [fill(f, n) for f in forms() if relation in ("", f.relation) for n in range(fillings)]
    said = build(sentences)
    return [(s, right(s, said[s.document])) for s in sentences]


def table(results: list[tuple[Sentence, bool]]) -> dict[str, tuple[float, float, float]]:
    """By relation, and "all": shares of claims found, of false ones refused, of forms right with any name."""
    rows = defaultdict(lambda: ([], [], defaultdict(list)))
    for sentence, ok in results:
        for key in (sentence.form.relation, "all"):
            rows[key][sentence.form.wrong].append(ok)
            rows[key][2][sentence.form].append(ok)
    share = lambda values: sum(values) / len(values) if values else 1.0  # noqa: E731
    return {k: (share(a), share(b), share([all(v) for v in c.values()])) for k, (a, b, c) in rows.items()}


def floors(fillings: int) -> dict[str, tuple[float, float, float]]:
    """The shares that were once reached with so many fillings, by relation."""
    rows = (line.split("\t") for line in FLOORS.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    return {relation: tuple(map(float, shares)) for number, relation, *shares in rows if int(number) == fillings}


def pin(fillings: int, shares: dict[str, tuple[float, float, float]]) -> None:
    """Write the shares, rounded down, as the floors for so many fillings."""
    head = (
        "# What was reached: fillings of a form, relation, shares of claims found, of false ones refused, of forms\n"
        "# right with any name. Written by python tests/phrasebook.py --pin [--fillings 3]; lower none silently.\n"
    )
    kept = (
        [
            line
            for line in FLOORS.read_text("utf-8").splitlines()
            if line and line[0] != "#" and line.split("\t")[0] != str(fillings)
        ]
        if FLOORS.exists()
        else []
    )
    new = [
        "\t".join([str(fillings), k, *(f"{int(x * 1000) / 1000:.3f}" for x in v)]) for k, v in sorted(shares.items())
    ]
    order = sorted(kept + new, key=lambda line: (int(line.split("\t")[0]), line))
    FLOORS.write_text(head + "\n".join(order) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fillings", type=int, default=ALL, help="sentences of a form (12)")
    parser.add_argument("--relation", default="", help="only this one")
    parser.add_argument("--misses", type=int, default=0, help="print each form's score, and so many wrong sentences")
    parser.add_argument("--pin", action="store_true", help="make the figures the floors of the test")
    options = parser.parse_args()
    results = measure(options.fillings, options.relation)
    if options.misses:
        scores = defaultdict(int)
        for sentence, ok in results:
            scores[sentence.form] += ok
        for form, score in scores.items():
            print(
                f"{score:2}/{options.fillings}",
                "!" * form.wrong + form.relation,
                repr(form.text)[1:-1],
                form.expected,
                sep="\t",
            )
        for sentence, _ in [r for r in results if not r[1]][: options.misses]:
            print("   ", "!" * sentence.form.wrong + sentence.form.relation, sentence.text.strip())
    shares = table(results)
    print(f"{'relation':16} found  refused  any name")
    for relation, (found, refused, every) in sorted(shares.items(), key=lambda row: (row[0] == "all", row[0])):
        print(f"{relation:16} {found:.3f}  {refused:.3f}    {every:.3f}")
    if options.pin:
        if options.relation:
            parser.error("--pin measures all relations; leave --relation out.")
        pin(options.fillings, shares)


if __name__ == "__main__":
    import sys

    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the kg beside this file
    main()
