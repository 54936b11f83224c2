"""Across documents: groups → entities, claims → statements."""
from __future__ import annotations

import base64
import hashlib
import re
from array import array
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from kg import gazetteer, names, ontology
from kg.curation import Curation
from kg.graph import Graph
from kg.records import Entity, Extraction, Statement
from kg.resolve.local import Local, local
from kg.resolve.persons import person_keys
from kg.resolve.within import APART, NEW_NAME, TASK_FORCE, Group

PREFIX = {"Organisation": "org", "Person": "person", "Place": "place", "Policy": "policy", "Event": "event"}
DATED = re.compile(r"[一二三四五六七]中全会|十[五六七八九]大|二十大|奥运会|亚运会|世界杯|第[0-9一二三四五六七八九十百]+[届次]|[12][0-9]{3}年?|[一二三四五六七八九十]+届")


QUOTED = re.compile("“([^“”]{3,})”")
NUMBERED = re.compile("(?:[0-9]+|[一二三四五六七八九十百]+)[条项].*$")


def digest(*parts: str) -> str:
    """Twenty ASCII letters and digits that stand for `parts`."""
    return base64.b32encode(hashlib.sha256("\x1f".join(parts).encode()).digest()[:13]).decode().lower()[:20]


def resolve(extractions: Iterable[Extraction], curation: Curation = Curation()) -> Graph:
    """Join what the documents say into one graph; the order of `extractions` does not matter.

    `curation`: names that are one thing, or are not, whatever the rules say.
    """
    return join([local(x, curation) for x in extractions], curation)


def join(locals_: list[Local], curation: Curation = Curation()) -> Graph:
    """The graph of documents that were each resolved by itself (`kg.resolve.local`), whose order does not matter.

    They are used up: what the graph holds is let go of in `locals_`.
    """
    locals_ = sorted(locals_, key=lambda x: x.document.id)
    person_key = person_keys(locals_, _national)
    for x in locals_:
        x.keys = [person_key.get((x.document.id, g.key)) or _global_key(g, x.document.id) for g in x.groups]
    del person_key
    curated = _curated([(k, g) for x in locals_ for k, g in zip(x.keys, x.groups)], curation)
    members: dict[str, list[tuple[str, Group, array]]] = defaultdict(list)
    for x in locals_:
        x.keys = [curated.get(k, k) for k in x.keys]
        for k, g, spans in zip(x.keys, x.groups, x.spans):
            members[k].append((x.document.id, g, spans))
        x.groups, x.spans = [], []

    ids = {k: _id(k) for k in members}
    found = []
    for k in list(members):
        found.append(_entity(k, members.pop(k)))
    entities = {e.id: e for e in sorted(found, key=lambda e: e.id)}

    every: dict[str, Statement] = {}
    for x in locals_:
        for link in x.links:
            if link.subject == link.object:
                continue
            subject, object_ = (ids[x.keys[i]] for i in (link.subject, link.object))
            if subject == object_ or not ontology.allows(entities[subject].label, link.predicate, entities[object_].label):
                continue
            if ontology.relations()[link.predicate].symmetric and object_ < subject:
                subject, object_ = object_, subject
            e = link.evidence
            id_ = "claim-" + digest(subject, link.predicate, object_, e.document, str(e.start), str(e.end),
                                    dict(link.qualifiers).get("title", ""), *([link.modality] if link.modality != "stated" else []))
            statement = Statement(id_, subject, link.predicate, object_, e, link.rule, link.confidence, link.qualifiers, link.modality)
            every[id_] = _one(every[id_], statement) if id_ in every else statement
        x.links = []
    statements = sorted(every.values(), key=lambda s: s.id)
    return Graph({x.document.id: x.document for x in locals_}, entities,
                 tuple(s for s in statements if s.modality == "stated"), tuple(s for s in statements if s.modality != "stated"))


def _curated(groups: list[tuple[str, Group]], curation: Curation) -> dict[str, str]:
    """Key → the key of what the user says it is: of several the one of the longest name."""
    by_name: dict[str, set[str]] = defaultdict(set)
    for key, g in groups:
        for n in g.names:
            by_name[n].add(key)
    target: dict[str, str] = {}

    def end(key: str) -> str:
        while key in target:
            key = target[key]
        return key

    for a, b in curation.same:
        for x in sorted(by_name[a]):
            for y in sorted(by_name[b]):
                if x.split("|", 1)[0] == y.split("|", 1)[0] and end(x) != end(y):
                    first, second = sorted((end(x), end(y)), key=lambda k: (-len(k), k))
                    target[second] = first
    return {key: end(key) for key in target}


def _rank(s: Statement) -> tuple:
    return s.confidence, len(s.qualifiers), s.rule, s.qualifiers


def _one(a: Statement, b: Statement) -> Statement:
    """Two readings of one sentence as one claim: the surer; where only the other says how much, with what that says."""
    surer, other = (a, b) if _rank(a) >= _rank(b) else (b, a)
    said, more = dict(surer.qualifiers), dict(other.qualifiers)
    if "amount" in more and "amount" not in said:
        surer = replace(surer, qualifiers=tuple(sorted((said | more).items())))      # its means go with the amount
    return surer


def _id(key: str) -> str:
    return f"{PREFIX[key.split('|', 1)[0]]}-{digest(key)}"


def _global_key(g: Group, document: str) -> str:
    """The key of a group among all documents: names that only mean something in their article get its id."""
    name = g.key.split("|", 1)[1]
    local = (
        (g.label == "MeasurePackage" and len(name) < 12)
        or (g.label in ("Programme", "PolicyDocument", "FinancialProduct") and len(name) < 3)
        or (g.kind == "Event" and not DATED.search(name) and len(name) < 12)
        or (g.kind == "Organisation" and _relative(g))
        or (g.kind == "Place" and not g.adcode and len(gazetteer.meant(name)) > 1)     # 和平区, nobody knows of which city
    )
    return f"{g.key}|{document}" if local else g.key


def _relative(g: Group) -> bool:
    """Whether nothing but the article says which body is meant: 复工复产服务队, 市工信局 of an unknown city."""
    if g.adcode or any(n in names.known() for n in g.names):
        return False
    parsed = [names.parse(m.name, m.label) for m in g.mentions if m.name]
    if any(p.place or p.bracket_place for p in parsed):
        return all(len(gazetteer.meant(p.place)) > 1 for p in parsed)
    return any(p.level for p in parsed) or any(TASK_FORCE.search(n) for n in g.names)


def _national(body: Group) -> bool:
    """Whether a body is of a whole country: the country itself, or a state or party body without a place in its name."""
    if body.kind == "Place":
        area = gazetteer.by_code(body.key.split("|", 1)[1])
        return area is not None and area.level == "country"
    return body.label in ("GovernmentBody", "PartyBody") and not _relative(body) and all(
        not (p := names.parse(n, body.label)).place and not p.level for n in body.names) and any(n in names.known() for n in body.names)


def _entity(key: str, groups: list[tuple[str, Group, array]]) -> Entity:
    mentions = {(d, s, e) for d, _, spans in groups for s, e in zip(spans[::2], spans[1::2])}
    kind, rest = key.split("|", 1)
    every = [m for _, g, _ in groups for m in g.mentions]
    label = Group(key, every).label
    surfaces = {m.name for m in every if m.name} | {m.text.strip("《》“”") for m in every if m.name and kind != "Policy"}
    adcode = ""
    area = gazetteer.by_code(rest) if kind == "Place" and rest.isascii() else None
    if area is not None:
        adcode, name = area.code, area.name
        surfaces |= {area.short, *gazetteer.written(area.code)} - {""}
    else:
        if kind == "Policy":     # “千人帮千企”帮扶机制 goes by 千人帮千企 too, 支持…的25条措施 by 25条措施
            surfaces |= {q for m in every if m.name and label == "Programme" for q in QUOTED.findall(m.text)}
            surfaces |= {n.group() for m in every if m.name and label == "MeasurePackage" and (n := NUMBERED.search(m.name))}
        counts: dict[str, int] = defaultdict(int)
        for m in every:
            if m.name:
                counts[m.name] += 1
        before = {n for _, g, _ in groups for n, why in g.reasons.items() if why == NEW_NAME}
        name = max(counts, key=lambda n: (n not in before, len(n), counts[n], n))
        if kind == "Organisation" and f"|{APART}" not in key:
            codes = sorted({g.adcode for _, g, _ in groups if g.adcode})
            adcode = codes[0] if codes else ""
            for n in sorted(counts):
                surfaces |= set(names.variants(names.canonical(n, adcode))) | {names.canonical(n, adcode)}
            if label in ("GovernmentBody", "PartyBody"):
                name = names.canonical(name, adcode)
    surfaces = {s for s in surfaces if s and s != name}
    reasons: dict[str, set[str]] = defaultdict(set)
    for _, g, _ in groups:
        for n, why in g.reasons.items():
            reasons[n].add(why if g.key.split("|")[:2] == key.split("|")[:2] else "said by the curation file")
    if kind == "Person" and len(groups) > 1:
        reasons[name].add("the same post or body in each of its articles")
    joined = tuple(sorted((n, min(why)) for n, why in reasons.items() if n and (n != name or kind == "Person" and len(groups) > 1)))
    return Entity(_id(key), key, label, name, tuple(sorted(surfaces)), adcode, tuple(sorted(mentions)), joined)
