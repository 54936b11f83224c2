"""A user's own word on which names are one thing: a CSV file that wins over the rules.

    工信局,same-as,聊城市工业和信息化局
    江苏银行,different-from,江苏银行无锡分行

Lines that are empty or begin with # say nothing; a first line `name,relation,other` is a heading.
"""
from __future__ import annotations

import csv
import os
from dataclasses import dataclass
from pathlib import Path

RELATIONS = ("same-as", "different-from")


@dataclass(frozen=True)
class Curation:
    """`same` and `different`: pairs of names as they stand in articles or in the graph."""

    same: tuple[tuple[str, str], ...] = ()
    different: tuple[tuple[str, str], ...] = ()

    def apart(self, names: list[str], others: list[str]) -> bool:
        """Whether one of `names` must not be one of `others`."""
        return any(a in names and b in others or b in names and a in others for a, b in self.different)


def read(path: str | os.PathLike[str]) -> Curation:
    """The pairs in a curation file. Raises OSError if it can't be read, ValueError with the line for what is wrong in it."""
    found: dict[str, list[tuple[str, str]]] = {r: [] for r in RELATIONS}
    try:
        lines = Path(path).read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise ValueError(f"{os.fspath(path)} is not in UTF-8; save it as CSV UTF-8.") from error
    for number, row in enumerate(csv.reader(lines), 1):
        cells = [c.strip() for c in row]
        if not any(cells) or cells[0].startswith("#") or number == 1 and cells[1:2] == ["relation"]:
            continue
        if len(cells) != 3 or cells[1] not in RELATIONS or not cells[0] or not cells[2]:
            raise ValueError(f"{os.fspath(path)}, line {number}: expected NAME,same-as,OTHER or NAME,different-from,OTHER, "
                             f"but it says {','.join(row)!r}.")
        if cells[0] == cells[2]:
            raise ValueError(f"{os.fspath(path)}, line {number}: {cells[0]!r} stands on both sides.")
        found[cells[1]].append((cells[0], cells[2]))
    clash = {frozenset(p) for p in found["same-as"]} & {frozenset(p) for p in found["different-from"]}
    if clash:
        raise ValueError(f"{os.fspath(path)} says of {' and '.join(sorted(min(clash, key=sorted)))} both that they are the same and that they differ.")
    return Curation(tuple(found["same-as"]), tuple(found["different-from"]))
