"""Turtle, a term at a time: prefixes, escaped literals, and one subject with its properties."""
from __future__ import annotations

import re
from collections.abc import Iterable

from kg.ontology import vocabulary

FOREIGN = {
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
# What could end a literal, be lost on the way, or not be seen in an editor: controls, format
# characters, separators of lines, private use and characters that are none.
UNSAFE = re.compile(
    r'["\\\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\uf8ff\ufdd0-\ufdef'
    r"\ufeff\ufff0-\uffff\U000e0000-\U0010ffff]"
)
HAN = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

Properties = Iterable[tuple[str, Iterable[str]]]   # (predicate, objects), all of them written as Turtle


def prefixes() -> dict[str, str]:
    """The namespace of every prefix that our files use."""
    return {"kg": vocabulary().namespace, "id": vocabulary().entities, **FOREIGN}


def header(text: str, names: Iterable[str]) -> str:
    """`@prefix` lines for the prefixes whose `name:` is in `text`."""
    known = prefixes()
    return "".join(f"@prefix {n}: <{known[n]}> .\n" for n in names if re.search(rf"(?<![\w-]){n}:", text))


def literal(text: str, tag: str = "") -> str:
    """`text` as a Turtle string; `tag` is a language (@zh) or a datatype (^^xsd:date). Lone surrogates are dropped."""
    return f'"{UNSAFE.sub(_escape, text)}"{tag}'


def name(text: str) -> str:
    """`text` as a literal in the language it is written in: zh if it has a Chinese character, else und."""
    return literal(text, "@zh" if HAN.search(text) else "@und")


def block(subject: str, properties: Properties) -> str:
    """One subject: a line for each property that has objects, objects in the order given; many take a line each."""
    lines = []
    for predicate, objects in properties:
        row = ", ".join(objects := list(objects))
        if len(row) > 120 and len(objects) > 1:
            row = ",\n        ".join(objects)
        if objects:
            lines.append(f"    {predicate} {row}")
    return subject + "\n" + " ;\n".join(lines) + " .\n"


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    if "\ud800" <= char <= "\udfff":   # half of a pair: no character, and not to be had in UTF-8
        return ""
    return SHORT.get(char) or (f"\\u{ord(char):04X}" if ord(char) < 0x10000 else f"\\U{ord(char):08X}")
