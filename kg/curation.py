"""A user's own word on what is so: a CSV file that wins over the rules.

    工信局,same-as,聊城市工业和信息化局
    江苏银行,different-from,江苏银行无锡分行
    海州高新区管委会,is-a,GovernmentBody
    王明,not-holdsPost,海州市人民政府,haizhou-2020-03-01

The last line says that a link is wrong: in the article of that id, or, if none is named, in all. The explorer writes
such a file of what its reader corrected. Lines that are empty or begin with # say nothing; a first line
`name,relation,other` is a heading.
"""
from __future__ import annotations

import csv
import os
from dataclasses import dataclass, fields, replace
from pathlib import Path

from kg import ontology
from kg.graph import Graph
from kg.records import Statement

RELATIONS = ("same-as", "different-from")
IS_A, NOT = "is-a", "not-"


@dataclass(frozen=True)
class Curation:
    """`same` and `different`: pairs of names as they stand in articles or in the graph; `classes`: (name, leaf class);
    `wrong`: (name, relation, name, article or "")."""

    same: tuple[tuple[str, str], ...] = ()
    different: tuple[tuple[str, str], ...] = ()
    classes: tuple[tuple[str, str], ...] = ()
    wrong: tuple[tuple[str, str, str, str], ...] = ()

    def __add__(self, other: Curation) -> Curation:
        """Both together. Raises ValueError if they contradict one another."""
        parts = (getattr(self, f.name) + getattr(other, f.name) for f in fields(Curation))
        return _consistent(Curation(*parts), "The curation files say")

    def apart(self, names: list[str], others: list[str]) -> bool:
        """Whether one of `names` must not be one of `others`."""
        return any(a in names and b in others or b in names and a in others for a, b in self.different)


def read(path: str | os.PathLike[str]) -> Curation:
    """What a curation file says.

    Raises OSError if it can't be read, ValueError with the line for what is wrong in it.
    """
    found: dict[str, list[tuple[str, str]]] = {part: [] for part in (*RELATIONS, IS_A)}
    wrong = []
    try:
        lines = Path(path).read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise ValueError(f"{os.fspath(path)} is not in UTF-8; save it as CSV UTF-8.") from error
    for number, row in enumerate(csv.reader(lines), 1):
        cells = [c.strip() for c in row]
        while len(cells) > 3 and not cells[-1]:
            cells.pop()
        if not any(cells) or cells[0].startswith("#") or number == 1 and cells[1:2] == ["relation"]:
            continue
        if problem := _problem(cells):
            raise ValueError(f"{os.fspath(path)}, line {number}: {problem}: {','.join(row)!r}.")
        name, relation, *rest = cells
        if relation.startswith(NOT):
            wrong.append((name, relation.removeprefix(NOT), rest[0], rest[1] if len(rest) > 1 else ""))
        else:
            found[relation].append((name, rest[0]))
    return _consistent(Curation(tuple(found["same-as"]), tuple(found["different-from"]), tuple(found[IS_A]), tuple(wrong)), f"{os.fspath(path)} says")


def _problem(cells: list[str]) -> str:
    """What is wrong with a line, "" if nothing."""
    relation = cells[1] if len(cells) > 1 else ""
    denial = relation.startswith(NOT)
    known = denial or relation in (*RELATIONS, IS_A)
    if not known or not 3 <= len(cells) <= 3 + denial or not cells[0] or not cells[2]:
        return ("expected NAME,same-as,OTHER or NAME,different-from,OTHER or NAME,is-a,CLASS "
                "or NAME,not-RELATION,OTHER[,ARTICLE]")
    if relation == IS_A and cells[2] not in ontology.leaves():
        return f"expected one of the classes {', '.join(ontology.leaves())}"
    if denial and relation.removeprefix(NOT) not in ontology.relations():
        return f"expected not- and one of the relations {', '.join(ontology.relations())}"
    return f"{cells[0]!r} stands on both sides" if cells[0] == cells[2] else ""


def _consistent(curation: Curation, who: str) -> Curation:
    clash = {frozenset(p) for p in curation.same} & {frozenset(p) for p in curation.different}
    if clash:
        names = " and ".join(sorted(min(clash, key=sorted)))
        raise ValueError(f"{who} of {names} both that they are the same and that they differ.")
    classes = dict(curation.classes)
    if twice := sorted(name for name, cls in curation.classes if classes[name] != cls):
        raise ValueError(f"{who} of {twice[0]} that it is of two classes.")
    return curation


def correct(graph: Graph, curation: Curation) -> tuple[Graph, tuple[str, ...]]:
    """`graph` with the classes that `curation` gives and without the links that it calls wrong; and what to tell the user.

    Told is, in sentences, how much was changed and which lines find nothing. A link that the ontology does not allow of
    the new class goes too.
    """
    named: dict[str, set[str]] = {}
    for e in graph.entities.values():
        for name in (e.name, *e.aliases):
            named.setdefault(name, set()).add(e.id)
    told, entities = [], dict(graph.entities)
    for name, cls in curation.classes:
        if not named.get(name):
            told.append(f"No entity has the name {name}, so its class was not corrected.")
        for id_ in named.get(name, ()):
            entities[id_] = replace(entities[id_], label=cls)
    changed = sum(entities[i] != e for i, e in graph.entities.items())

    every = graph.statements + graph.unconfirmed
    wrong: set[str] = set()
    for subject, relation, object_, document in curation.wrong:
        ends = named.get(subject, set()), named.get(object_, set())
        both = (ends, ends[::-1]) if ontology.relations()[relation].symmetric else (ends,)
        found = {s.id for s in every if s.predicate == relation and (not document or s.evidence.document == document)
                 and any(s.subject in a and s.object in b for a, b in both)}
        if not found:
            where = f" in {document}" if document else ""
            told.append(f"No link says {subject} {relation} {object_}{where}, so none was taken away.")
        wrong |= found
    barred = {s.id for s in every if changed and s.id not in wrong
              and not ontology.allows(entities[s.subject].label, s.predicate, entities[s.object].label)}

    def kept(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
        return tuple(s for s in statements if s.id not in wrong and s.id not in barred)

    if changed or wrong:
        told.insert(0, f"Corrected: {changed} classes; {len(wrong)} links taken away as wrong"
                       + (f", {len(barred)} because no such link goes with the new class." if barred else "."))
    corrected = replace(graph, entities=entities, statements=kept(graph.statements), unconfirmed=kept(graph.unconfirmed))
    return corrected, tuple(told)
