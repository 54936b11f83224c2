"""The folder that a build fills: one file for each format, and `build.json` that says what was built of what."""
from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from errno import EISDIR
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import kg

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.pipeline import Build

FORMATS = {   # --format: (file, or folder with several, module with write(graph, path))
    "ttl": ("graph.ttl", "kg.export.turtle"),
    "html": ("graph.html", "kg.export.html"),
    "pyvis": ("graph.pyvis.html", "kg.export.pyvis"),
    "graphml": ("graph.graphml", "kg.export.graphml"),
    "nt": ("graph.nt", "kg.export.ntriples"),
    "jsonld": ("graph.jsonld", "kg.export.jsonld"),
    "gexf": ("graph.gexf", "kg.export.gexf"),
    "csv": ("claims.csv", "kg.export.tables"),
    "neo4j": ("neo4j/", "kg.export.neo4j"),
    "parquet": ("parquet/", "kg.export.parquet"),
    "ftm": ("graph.ftm.jsonl", "kg.export.followthemoney"),
}
USUAL = ("ttl", "html", "pyvis", "graphml")      # what is written where no format is named
DRAFT = ".build-"
LIBRARIES = ("networkx", "pyvis", "rdflib", "spacy")


def prepare(out: Path) -> None:
    """Make the folder `out` if it is not there, and try whether files can be written in it.

    Raises OSError if not.
    """
    out.mkdir(parents=True, exist_ok=True)
    for file, _ in FORMATS.values():
        if (out / file).is_dir() and not file.endswith("/"):
            raise IsADirectoryError(EISDIR, f"{file} is a folder there")
    with tempfile.TemporaryFile(dir=out):
        pass


def write(build: Build, out: Path, formats: tuple[str, ...] = USUAL, settings: dict[str, object] | None = None, texts: bool = True) -> list[Path]:
    """Write the graph of `build` in each of `formats`, and build.json, into the folder `out`. `settings`: what build.json says of how.
    Without `texts`, graph.html holds no whole articles.

    All files are written in a folder beside their places and moved there when the last one is ready,
    so that an error (which is raised) leaves the files of an earlier build as they were. Files that the earlier build wrote and
    this one does not make are removed, unless someone changed them; so are folders of builds that were killed.
    """
    prepare(out)
    _sweep(out)
    with _draft(out) as folder:
        digests = {file: digest(folder / file) for file in _fill(folder, build.graph, formats, texts)}
        report = json.dumps(describe(build, formats, {"texts": texts, **(settings or {})}) | {"files": digests}, ensure_ascii=False, indent=2)
        (folder / "build.json").write_text(report + "\n", "utf-8", newline="\n")
        files = [*digests, "build.json"]
        with _alone(out):
            stale = [file for file in _earlier(out) if file not in files and sibling(out / "build.json", file, both=False)]
            return _move(files, folder, out, stale)


def export(graph: Graph, out: Path, formats: tuple[str, ...]) -> list[Path]:
    """Write `graph` in each of `formats` into the folder `out`, and nothing else, all or nothing: the files.

    Raises OSError, and ImportError where a library that a format needs is missing.
    """
    prepare(out)
    with _draft(out) as folder:
        files = _fill(folder, graph, formats, texts=True)
        with _alone(out):
            return _move(files, folder, out)


@contextmanager
def _draft(out: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=out, prefix=f"{DRAFT}{_host()}-{os.getpid()}-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _fill(folder: Path, graph: Graph, formats: tuple[str, ...], texts: bool) -> list[str]:
    """Write each format into `folder`: the files, named as they will lie in the output."""
    ready = []
    for name in formats:
        file, module = FORMATS[name]
        import_module(module).write(graph, folder / file, **({"texts": texts} if name == "html" else {}))
        files = (folder / file).iterdir() if file.endswith("/") else [folder / file]
        ready += sorted(f.relative_to(folder).as_posix() for f in files)
    return ready


def _move(files: list[str], folder: Path, out: Path, stale: Iterable[str] = ()) -> list[Path]:
    """Put `files` of `folder` into `out` and take `stale` ones away. An error on the way is raised when all is as it was."""
    kept, done = folder / "kept", []
    try:
        for n, file in enumerate((*files, *stale)):
            (out / file).parent.mkdir(exist_ok=True)
            before = kept / str(n) if (out / file).exists() else None
            if before is not None:
                kept.mkdir(exist_ok=True)
                _again(out / file, before)
            done.append((out / file, before))
            if n < len(files):
                os.replace(folder / file, out / file)
            else:
                (out / file).unlink()
    except BaseException:
        for path, before in reversed(done):
            with suppress(OSError):      # then it is the disk that fails
                os.replace(before, path) if before is not None else path.unlink(missing_ok=True)
        raise
    for file in stale:
        if "/" in file:
            with suppress(OSError):      # the folder of a format, if it is empty now
                (out / file).parent.rmdir()
    return [out / file for file in files]


def _again(path: Path, other: Path) -> None:
    """`path` a second time, without a copy where the file system can."""
    try:
        os.link(path, other)
    except OSError:
        shutil.copy2(path, other)


def _earlier(out: Path) -> list[str]:
    """The files that the earlier build says it wrote, of those that a build may write."""
    try:
        files = list(json.loads((out / "build.json").read_text("utf-8"))["files"])
    except (OSError, ValueError, TypeError, KeyError):
        return []
    usual = {file for file, _ in FORMATS.values()}
    return [f for f in files if isinstance(f, str) and (f in usual or f.count("/") == 1 and f.split("/")[0] + "/" in usual and ".." not in f)]


def _host() -> str:
    return re.sub(r"[^A-Za-z0-9]", "", platform.node())[:40] or "here"


def _sweep(out: Path) -> None:
    """Remove what builds left that were killed: drafts of processes that are gone, and of other machines those of yesterday."""
    for draft in out.glob(f"{DRAFT}*"):
        owner = re.fullmatch(rf"{re.escape(DRAFT)}(\w+)-(\d+)-\w+", draft.name)
        try:
            old = time.time() - draft.stat().st_mtime > 24 * 3600
            if old or owner and owner[1] == _host() and not _alive(int(owner[2])):
                shutil.rmtree(draft)
        except OSError:      # not ours to remove, or another build did
            pass


def _alive(process: int) -> bool:
    if os.name != "posix":      # there is no harmless way to ask
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        pass
    return True


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Hold the folder while files are moved, so that two builds into it don't mix theirs."""
    try:
        import fcntl
    except ImportError:      # Windows
        yield
        return
    folder = os.open(out, os.O_RDONLY)
    try:
        with suppress(OSError):      # a file system without locks
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def describe(build: Build, formats: tuple[str, ...], settings: dict[str, object]) -> dict[str, object]:
    """What build.json holds. Nothing in it depends on the clock or on where the articles lie."""
    return {
        "settings": {"formats": sorted(formats), "model": None, "aliases": None, "corrections": None, "min_confidence": 0.0, "min_support": 1, "bylines": True,
                     "texts": True, **settings},
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
            {"id": d.id} | {k: v for k in ("title", "date", "source", "number", "issuer", "extractor", "reprint_of") if (v := getattr(d, k))}
            | ({"encoding": d.encoding} if d.encoding not in ("", "utf-8") else {})
            for d in build.graph.documents.values()
        ],
        "skipped": [
            {"path": shown(s.path), "reason": s.reason.replace(s.path, shown(s.path)) if s.path else s.reason}
            for s in build.skipped
        ],
        "notices": [{"path": shown(n.path), "sentence": n.sentence} for n in build.notices],
    }


def digest(path: Path) -> str:
    """SHA-256 of the file `path`, in hexadecimal."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sibling(path: Path, file: str, both: bool = True) -> Path | None:
    """The file named `file` beside `path` if build.json there says that both are of one build and they are as it wrote them
    (without `both`: that one is), else None."""
    other = path.parent / file
    try:
        files = json.loads(path.with_name("build.json").read_text("utf-8")).get("files", {})
        return other if (not both or files.get(path.name) == digest(path)) and files.get(file) == digest(other) else None
    except (OSError, ValueError, AttributeError):
        return None


def shown(path: str) -> str:
    """`path` without the folders above the working one, which are nobody's business but the user's."""
    if not os.path.isabs(path):
        return path
    relative = os.path.relpath(path)
    return os.path.basename(path) if relative.startswith(os.pardir) else relative
