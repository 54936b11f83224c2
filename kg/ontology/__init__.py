"""The vocabulary: `ontology/zhengtu.yaml`, the one source of truth, as plain Python.

    top("Company")                                -> "Organisation"
    is_a("Company", "Organisation")               -> True
    allows("Official", "holdsPost", "Company")    -> True
    classes()["Company"].zh                       -> "企业"
"""
from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import yaml

SOURCE = "zhengtu.yaml"


@dataclass(frozen=True, slots=True)
class Class:
    """A class of entities."""

    name: str
    zh: str
    en: str
    define_zh: str
    define_en: str
    parent: str            # "" of a top class
    color: str             # #rrggbb, "" of the classes of records
    aligned: tuple[str, ...] = ()   # classes of other vocabularies above it, as prefix:name


@dataclass(frozen=True, slots=True)
class Relation:
    """A property: a relation between entities, a qualifier of one, or a property of records."""

    name: str
    zh: str
    en: str
    define_zh: str
    define_en: str
    domain: tuple[str, ...]    # any of these classes
    range: tuple[str, ...]
    symmetric: bool = False
    qualifiers: tuple[str, ...] = ()
    aligned: tuple[str, ...] = ()   # properties above it; one that runs the other way starts with ^
    datatype: str = ""              # string or decimal: its values are literals of that type
    values: tuple[tuple[str, str], ...] = ()   # of a qualifier whose values are fixed English words: (word, in Chinese)
    inverse: tuple[str, str, str] = ()   # (name, zh, en) of the property that runs the other way; defined, but not written into graphs


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All of the source file; each part in the order of the file."""

    namespace: str
    entities: str
    classes: dict[str, Class]
    relations: dict[str, Relation]
    qualifiers: dict[str, Relation]
    records: dict[str, Class]
    properties: dict[str, Relation]


def folder() -> Path:
    """Where the ontology files lie: inside an installed package, or beside it in a checkout."""
    installed = Path(str(files("kg"))) / "_ontology"
    return installed if installed.is_dir() else installed.parents[1] / "ontology"


@lru_cache(maxsize=None)
def vocabulary() -> Vocabulary:
    """The vocabulary as the source file has it.

    Raises FileNotFoundError if the file is not there, which means a broken installation.
    """
    path = folder() / SOURCE
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError as error:
        raise FileNotFoundError(f"The vocabulary {path} is missing; please install the package again.") from error
    raw = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return Vocabulary(
        raw["namespace"],
        raw["entities"],
        {n: _class(n, r) for n, r in raw["classes"].items()},
        {n: _relation(n, r) for n, r in raw["relations"].items()},
        {n: _relation(n, {"domain": ["Claim", "PlannedClaim", "DeniedClaim", "ReportedClaim"], **r}) for n, r in raw["qualifiers"].items()},
        {n: _class(n, r) for n, r in raw["records"].items()},
        {n: _relation(n, r) for n, r in raw["properties"].items()},
    )


def classes() -> dict[str, Class]:
    """Classes of entities by name, in the order of the source."""
    return vocabulary().classes


def relations() -> dict[str, Relation]:
    """Relations between entities by name, in the order of the source."""
    return vocabulary().relations


def qualifiers() -> dict[str, Relation]:
    """Qualifiers of claims by name, in the order of the source."""
    return vocabulary().qualifiers


def leaves() -> tuple[str, ...]:
    """The classes without subclasses: what an entity's label can be."""
    parents = {c.parent for c in classes().values()}
    return tuple(n for n in classes() if n not in parents)


@lru_cache(maxsize=None)
def ancestors(label: str) -> tuple[str, ...]:
    """`label` and the classes above it, upwards; empty if it is no class of entities (Post, Date, Amount)."""
    found = []
    while label in classes():
        found.append(label)
        label = classes()[label].parent
    return tuple(found)


def top(label: str) -> str:
    """The top class of `label` (Organisation, Person, Place, Policy or Event), "" if it is no class of entities."""
    return ancestors(label)[-1] if ancestors(label) else ""


def is_a(label: str, cls: str) -> bool:
    """Whether `label` is `cls` or below it."""
    return cls in ancestors(label)


@lru_cache(maxsize=None)
def allows(subject: str, predicate: str, object_: str) -> bool:
    """Whether the relation `predicate` may link an entity of class `subject` to one of class `object_`.

    Raises KeyError if there is no such relation.
    """
    relation = relations()[predicate]
    return any(is_a(subject, c) for c in relation.domain) and any(is_a(object_, c) for c in relation.range)


def _class(name: str, raw: dict) -> Class:
    return Class(name, raw["zh"], raw["en"], raw["define"]["zh"], raw["define"]["en"], raw.get("parent", ""),
                 raw.get("color", ""), tuple(raw.get("aligned", ())))


def _relation(name: str, raw: dict) -> Relation:
    return Relation(name, raw["zh"], raw["en"], raw["define"]["zh"], raw["define"]["en"], tuple(raw.get("domain", ())),
                    tuple(raw.get("range", ())), raw.get("symmetric", False), tuple(raw.get("qualifiers", ())),
                    tuple(raw.get("aligned", ())), raw.get("datatype", ""), tuple(raw.get("values", {}).items()),
                    tuple(raw["inverse"][k] for k in ("name", "zh", "en")) if "inverse" in raw else ())
