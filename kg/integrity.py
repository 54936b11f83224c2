"""Whether the files of the trained model are as they were made: a damaged one can end the process without a word."""
from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

WEIGHTS = {".xz"}        # files that libraries trust; those that are text tell themselves what is wrong with them
SUMS = "SHA256SUMS"      # as sha256sum writes and checks it; `python -m kg.integrity` writes it anew


@lru_cache(maxsize=1)
def check_model() -> None:
    """Raises OSError with a sentence if a file of the model is missing, or not what SHA256SUMS says."""
    folder = files("kg").joinpath("models")
    for line in folder.joinpath(SUMS).read_text("utf-8").splitlines():
        digest, name = line.split("  ", 1)
        try:
            data = folder.joinpath(*name.split("/")).read_bytes()
        except OSError as error:
            raise OSError(f"The file {name} of the model can't be read ({error.strerror or error}); install Zhengtu anew.") from error
        if hashlib.sha256(data).hexdigest() != digest:
            raise OSError(f"The file {name} of the model is damaged (its checksum is not the one in {SUMS}); install Zhengtu anew.")


def write_sums() -> None:
    """Write SHA256SUMS of the model as it is now; whoever makes a new one calls this."""
    folder = Path(str(files("kg"))) / "models"
    names = sorted(p for p in folder.rglob("*") if p.suffix in WEIGHTS)
    lines = [f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.relative_to(folder).as_posix()}\n" for p in names]
    (folder / SUMS).write_text("".join(lines), "utf-8", newline="\n")


if __name__ == "__main__":
    write_sums()
