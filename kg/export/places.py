"""Which place lies in which, as far as their codes tell (GB/T 2260: two digits each for province, city, county)."""
from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.ontology import is_a
from kg.records import Entity


def nesting(entities: Iterable[Entity]) -> Iterator[tuple[str, str]]:
    """(inner, outer) ids: each place with a code, and the nearest administrative area of `entities` around it."""
    places = sorted((e for e in entities if e.adcode and is_a(e.label, "Place")), key=lambda e: (e.adcode, e.id))
    areas: dict[str, str] = {}
    for place in places:
        if place.label == "AdministrativeArea":
            areas.setdefault(place.adcode, place.id)
    for place in places:
        around = [place.adcode[:4] + "00", place.adcode[:2] + "0000"]
        if place.label != "AdministrativeArea":   # a park has the code of its district
            around.insert(0, place.adcode)
        outer = next((areas[c] for c in around if areas.get(c, place.id) != place.id), None)
        if outer and not (place.label == "AdministrativeArea" and areas[place.adcode] != place.id):
            yield place.id, outer
