"""The W3C's test suites of Turtle and SPARQL into a folder, from the source package of rdflib, which holds them: `python tools/w3c.py FOLDER`.

`ZHENGTU_W3C=FOLDER pytest tests/test_w3c.py` runs them then.
"""
from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "rdflib==7.6.0"
SUITES = "test/data/suites/w3c/"


def main(folder: str) -> None:
    with tempfile.TemporaryDirectory() as made:
        subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:", "-d", made, PACKAGE], check=True)
        with tarfile.open(next(Path(made).glob("*.tar.gz"))) as archive:
            members = []
            for member in archive.getmembers():
                _, found, name = member.name.partition(SUITES)
                if found and name.startswith(("turtle/", "sparql11/", "dawg-data-r2/")):
                    members.append(member.replace(name=name))
            archive.extractall(folder, members, filter="data")
    print(f"{len(members)} files in {folder}")


if __name__ == "__main__":
    main(sys.argv[1])
