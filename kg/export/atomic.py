"""Files that are there whole or not at all."""
from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


def write_text(path: str | os.PathLike[str], parts: Iterable[str]) -> None:
    """Write `parts` one after the other to the file `path`, UTF-8, line ends as they are.

    They go to a file beside `path` that takes its place when all is written, so that an error on the
    way (which is raised: OSError of the disk, or what `parts` raises) leaves an earlier file as it was.
    """
    path = Path(path)
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with open(draft, "w", encoding="utf-8", newline="") as file:
            file.writelines(parts)
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
