"""The folder that a build fills: one file for each format, and `build.json` that says what was built of what."""
from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from errno import EISDIR
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import kg

if TYPE_CHECKING:
    from kg.pipeline import Build

FORMATS = {   # --format: (file, module with write(graph, path))
    "ttl": ("graph.ttl", "kg.export.turtle"),
    "html": ("graph.html", "kg.export.html"),
    "pyvis": ("graph.pyvis.html", "kg.export.pyvis"),
    "graphml": ("graph.graphml", "kg.export.graphml"),
    "nt": ("graph.nt", "kg.export.ntriples"),
    "jsonld": ("graph.jsonld", "kg.export.jsonld"),
}
USUAL = ("ttl", "html", "pyvis", "graphml")      # what is written where no format is named
LIBRARIES = ("networkx", "pyvis", "rdflib", "spacy")


def prepare(out: Path) -> None:
    """Make the folder `out` if it is not there, and try whether files can be written in it.

    Raises OSError if not.
    """
    out.mkdir(parents=True, exist_ok=True)
    for file, _ in FORMATS.values():
        if (out / file).is_dir():
            raise IsADirectoryError(EISDIR, f"{file} is a folder there")
    with tempfile.TemporaryFile(dir=out):
        pass


def write(build: Build, out: Path, formats: tuple[str, ...] = USUAL, settings: dict | None = None, texts: bool = True) -> list[Path]:
    """Write the graph of `build` in each of `formats`, and build.json, into the folder `out`. `settings`: what build.json says of how.
    Without `texts`, graph.html holds no whole articles.

    All files are written in a folder beside their places and moved there when the last one is ready,
    so that an error (which is raised) leaves the files of an earlier build as they were.
    """
    prepare(out)
    with tempfile.TemporaryDirectory(dir=out, prefix=".build-") as folder:
        ready = []
        for name in formats:
            file, module = FORMATS[name]
            import_module(module).write(build.graph, Path(folder, file), **({"texts": texts} if name == "html" else {}))
            ready.append(file)
        digests = {file: digest(Path(folder, file)) for file in ready}
        report = json.dumps(describe(build, formats, {"texts": texts, **(settings or {})}) | {"files": digests}, ensure_ascii=False, indent=2)
        Path(folder, "build.json").write_text(report + "\n", "utf-8", newline="\n")
        ready.append("build.json")
        for file in ready:
            os.replace(Path(folder, file), out / file)
    return [out / file for file in ready]


def describe(build: Build, formats: tuple[str, ...], settings: dict) -> dict:
    """What build.json holds. Nothing in it depends on the clock or on where the articles lie."""
    return {
        "settings": {"formats": sorted(formats), "model": None, "aliases": None, "corrections": None, "min_confidence": 0.0, "texts": True, **settings},
        "versions": {
            "zhengtu": kg.__version__,
            "python": f"{sys.version_info.major}.{sys.version_info.minor}",
            **{name: version(name) for name in LIBRARIES},
        },
        "counts": {
            "documents": len(build.graph.documents),
            "skipped": len(build.skipped),
            **build.counts,
        },
        "documents": [
            {"id": d.id} | {k: v for k in ("title", "date", "source") if (v := getattr(d, k))}
            for d in build.graph.documents.values()
        ],
        "skipped": [
            {"path": shown(s.path), "reason": s.reason.replace(s.path, shown(s.path)) if s.path else s.reason}
            for s in build.skipped
        ],
    }


def digest(path: Path) -> str:
    """SHA-256 of the file `path`, in hexadecimal."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sibling(path: Path, file: str) -> Path | None:
    """The file named `file` beside `path` if build.json there says that both are of one build and they are as it wrote them, else None."""
    other = path.with_name(file)
    try:
        files = json.loads(path.with_name("build.json").read_text("utf-8")).get("files", {})
        return other if files.get(path.name) == digest(path) and files.get(file) == digest(other) else None
    except (OSError, ValueError, AttributeError):
        return None


def shown(path: str) -> str:
    """`path` without the folders above the working one, which are nobody's business but the user's."""
    if not os.path.isabs(path):
        return path
    relative = os.path.relpath(path)
    return os.path.basename(path) if relative.startswith(os.pardir) else relative
