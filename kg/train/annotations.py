"""Our own annotated articles, stand-off: `annotations/first.jsonl`, and a second reading of some in `second.jsonl`.

One article a line: its id in the corpus and its entities and relations as code-point offsets into its text (title, line
feed, text, as `kg.read` gives a record), by the guide in `annotations/README.md`. The texts are not ours and not
here; whoever has the corpus (records with the same ids) gets them joined again:

    python -m kg.train.annotations gold CORPUS OUT [PART …]     articles and gold files as the scorer reads them
    python -m kg.train.annotations agreement CORPUS      how far two readers agree
    python -m kg.train.annotations pack CORPUS NOTES     what annotators wrote → stand-off, to standard output
"""
from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg import ontology
from kg.clean import clean
from kg.read import read
from kg.records import Document

FOLDER = Path(__file__).parents[2] / "annotations"
LEAVES = {"Document": "PolicyDocument"}   # as the guide calls it, as the ontology does
QUALIFIERS = ("title", "role", "date", "amount", "means")


@dataclass(frozen=True, slots=True)
class Article:
    """One reading of one article: the text, and entities and relations as plain dictionaries of the stand-off file."""

    id: str
    text: str
    entities: dict[str, dict]
    relations: list[dict]
    part: str = "train"      # train, dev, or test: of the last nobody reads errors

    def names(self, id_: str) -> list[str]:
        """Every name of an entity, those of the text first."""
        entity = self.entities[id_]
        here = dict.fromkeys(self.text[start:end] for start, end in entity["mentions"])
        return [*here, *(n for n in entity.get("also", ()) if n not in here)]


def digest(text: str) -> str:
    """What tells whether a text is the one that was annotated."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def texts(corpus: Path, wanted: set[str]) -> dict[str, str]:
    """The texts of the wanted articles from the records below `corpus` (.jsonl, also compressed)."""
    found = {}
    for item in read([corpus]):
        if isinstance(item, Document) and item.id in wanted:
            found[item.id] = item.text
    return found


def load(corpus: Path, file: str = "first.jsonl", folder: Path = FOLDER) -> list[Article]:
    """The articles of a stand-off file, joined with their texts. Raises ValueError if one is missing or another text."""
    rows = [json.loads(line) for line in (folder / file).read_text("utf-8").splitlines()]
    known = texts(corpus, {row["article"] for row in rows})
    articles = []
    for row in rows:
        text = known.get(row["article"])
        if text is None or digest(text) != row["sha256"]:
            raise ValueError(f"The corpus in {corpus} has no article {row['article']}, or with another text; the offsets need the same.")
        articles.append(Article(row["article"], text, {e["id"]: e for e in row["entities"]}, row["relations"], row.get("part", "train")))
    return articles


def from_gold(texts_: Path, gold_: Path) -> list[Article]:
    """Articles of a folder of gold files and one of their texts, as cleaned: names are looked for, so that each has its places."""
    articles = []
    for file in sorted(gold_.glob("*.json")):
        record = json.loads(file.read_text("utf-8"))
        source = next(iter(sorted(texts_.glob(f"{record['doc']}.*"))), None)
        if source is None:
            continue
        text = clean(next(d for d in read([source]) if isinstance(d, Document))).text
        places = _mentions(text, {e["id"]: [n for n in e["names"] if n in text] for e in record["entities"]})
        entities = {e["id"]: {**e, "mentions": places[e["id"]], "also": e["names"]} for e in record["entities"]}
        articles.append(Article(record["doc"], text, entities, []))
    return articles


# What annotators write

def pack(notes: Path, text: str) -> dict:
    """One file in the annotators' notation (see `annotations/README.md`) as a stand-off record.

    Raises ValueError with the line and what is wrong in it.
    """
    entities: dict[str, dict] = {}
    names: dict[str, list[str]] = {}
    relations = []
    for number, line in enumerate(notes.read_text("utf-8").splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        optional = line.endswith(" ?")
        line = line.removesuffix(" ?").strip()
        try:
            if line.startswith("R "):
                record = _relation(line[2:], text, entities)
                relations.append({**record, **({"optional": True} if optional else {})})
            else:
                id_, type_, subtype, written = line.split(None, 3)
                subtype = LEAVES.get(subtype, subtype)
                if not ontology.is_a(subtype, type_) or id_ in entities:
                    raise ValueError(f"no class {type_} {subtype}, or two entities {id_}")
                here = [n for n in written.split(" | ") if not n.startswith("=")]
                if missing := [n for n in here if n not in text]:
                    raise ValueError(f"not in the text: {missing}")
                names[id_] = here
                also = [n[1:] for n in written.split(" | ") if n.startswith("=")]
                entities[id_] = {"id": id_, "type": type_, "subtype": subtype, **({"also": also} if also else {}),
                                 **({"optional": True} if optional else {})}
        except (ValueError, KeyError) as error:
            raise ValueError(f"{notes.name}, line {number}: {error}") from error
    for id_, spans in _mentions(text, names).items():
        entities[id_]["mentions"] = spans
    return {"article": notes.stem, "sha256": digest(text), "entities": list(entities.values()), "relations": relations}


def _relation(line: str, text: str, entities: dict[str, dict]) -> dict:
    head, *rest = line.split(" | ")
    subject, predicate, object_ = head.split()
    record: dict = {"subject": subject.split("/"), "predicate": predicate, "object": object_.split("/")}
    for id_ in (*record["subject"], *record["object"]):
        entities[id_]
    if predicate not in ontology.relations():
        raise ValueError(f"no relation {predicate}")
    for part in rest:
        if match := re.match(f"({'|'.join(QUALIFIERS)})=(.*)", part):
            record[match[1]] = match[2].strip()
        else:
            start = text.index(part.strip())
            record["evidence"] = [start, start + len(part.strip())]
    if "evidence" not in record:
        raise ValueError("no evidence")
    return record


def _mentions(text: str, names: dict[str, list[str]]) -> dict[str, list[list[int]]]:
    """Where each entity stands: the longest name wins; an entity that stands only inside longer names is given there."""
    whose = {name: id_ for id_, all_ in reversed(names.items()) for name in all_}
    pattern = re.compile("|".join(map(re.escape, sorted(whose, key=len, reverse=True))))
    found: dict[str, list[list[int]]] = {id_: [] for id_ in names}
    for match in pattern.finditer(text):
        found[whose[match[0]]].append([*match.span()])
    for id_, spans in found.items():
        covered = {text[a:b] for a, b in spans}
        for name in names[id_]:
            if name not in covered:
                spans += [[m.start(), m.end()] for m in re.finditer(re.escape(name), text)]
        spans.sort()
    return found


# For the scorer, and between readers

def gold(article: Article) -> dict:
    """An article in the scorer's format."""
    def one(ids: list[str]) -> list[str] | str:
        return ids if len(ids) > 1 else ids[0]

    return {
        "doc": article.id,
        "entities": [
            {"id": id_, "type": e["type"], "subtype": e["subtype"], "names": article.names(id_),
             **({"optional": True} if e.get("optional") else {})}
            for id_, e in article.entities.items()
        ],
        "relations": [
            {"s": one(r["subject"]), "p": r["predicate"], "o": one(r["object"]), "evidence": article.text[slice(*r["evidence"])],
             **{q: r[q] for q in QUALIFIERS if q in r}, **({"optional": True} if r.get("optional") else {})}
            for r in article.relations
        ],
    }


def outer(article: Article) -> Iterator[tuple[int, int, dict]]:
    """Mentions that stand in no longer one, in the order of the text: what a flat tagger can learn."""
    spans = sorted(((a, b, e) for e in article.entities.values() for a, b in e["mentions"]), key=lambda x: (x[0], -x[1]))
    last = 0
    for start, end, entity in spans:
        if start >= last:
            yield start, end, entity
            last = end


def agreement(one: Article, other: Article) -> dict[str, tuple[int, int, int]]:
    """By kind: (required by both, required by the first, required by the second).

    Two entities are one if they have a type and a name in common; two relations if they have their kind in common
    and their ends are one. What a reader marked as optional they did not require.
    """
    def required(a: Article) -> list[str]:
        return [id_ for id_, e in a.entities.items() if not e.get("optional")]

    def same(x: str, y: str) -> bool:
        return one.entities[x]["type"] == other.entities[y]["type"] and bool({*one.names(x)} & {*other.names(y)})

    pairs = {x: [y for y in other.entities if same(x, y)] for x in one.entities}
    mine, theirs = required(one), required(other)
    both = [x for x in mine if any(y in theirs for y in pairs[x])]
    relations = [[r for r in a.relations if not r.get("optional")] for a in (one, other)]

    def reachable(ids: list[str]) -> set[str]:
        return {y for x in ids for y in pairs[x]}

    agreed = [
        r for r in relations[0]
        if any(q["predicate"] == r["predicate"] and reachable(r["subject"]) & {*q["subject"]} and reachable(r["object"]) & {*q["object"]}
               for q in relations[1])
    ]
    found = {"entities": (len(both), len(mine), len(theirs)), "relations": (len(agreed), len(relations[0]), len(relations[1]))}
    for t in sorted({e["type"] for a in (one, other) for e in a.entities.values()}):
        found[f"entities {t}"] = (sum(one.entities[x]["type"] == t for x in both), sum(one.entities[x]["type"] == t for x in mine),
                                  sum(other.entities[x]["type"] == t for x in theirs))
    for p in sorted({r["predicate"] for part in relations for r in part}):
        found[f"relations {p}"] = (sum(r["predicate"] == p for r in agreed), *(sum(r["predicate"] == p for r in part) for part in relations))
    return found


def main(command: str, corpus: str, *rest: str) -> None:
    if command == "pack":
        notes = sorted(Path(rest[0]).glob("*.ann"))
        known = texts(Path(corpus), {n.stem for n in notes})
        for note in notes:
            print(json.dumps(pack(note, known[note.stem]), ensure_ascii=False))
    elif command == "gold":
        out = Path(rest[0])
        (out / "text").mkdir(parents=True, exist_ok=True)
        for article in (a for a in load(Path(corpus)) if not rest[1:] or a.part in rest[1:]):
            (out / "text" / f"{article.id}.txt").write_text(article.text, "utf-8")
            (out / f"{article.id}.json").write_text(json.dumps(gold(article), ensure_ascii=False), "utf-8")
    elif command == "agreement":
        second = {a.id: a for a in load(Path(corpus), "second.jsonl")}
        counts = [agreement(a, second[a.id]) for a in load(Path(corpus)) if a.id in second]
        for kind in sorted({k for c in counts for k in c}):
            counts = [{**dict.fromkeys([kind], (0, 0, 0)), **c} for c in counts]
            both, one, other = (sum(c[kind][i] for c in counts) for i in range(3))
            print(f"{len(counts)} articles, {kind}: required by both {both}, by one at least {one + other - both}, F1 {2 * both / (one + other):.3f}")
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(*sys.argv[1:]) if len(sys.argv) > 2 else sys.exit(__doc__)
