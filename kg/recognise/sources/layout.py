"""What layout makes sure: names in rosters, tables, notices of appointment, careers and labelled lines."""

from __future__ import annotations

from kg.records import CleanText, Mention


def find(text: str, clean: CleanText) -> list[Mention]:
    """Candidates for persons, posts, bodies and documents, as `kg.structure.certain` sees them."""
    from kg.structure.certain import certain  # it asks the sources of posts, which this package imports

    return certain(clean)
