"""What articles yielded in earlier builds, kept so that a build reads only those that are new or changed.

One SQLite file. A row is found by the hash of the article and of all that reads it (`version`); rows are written as the work
goes on, so that a killed build goes on where it was. Nothing in it is needed: what is missing, damaged or of another version
is read again.
"""
from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from contextlib import suppress
from functools import lru_cache
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

from kg.records import Document

if TYPE_CHECKING:
    from spacy.language import Language

FILE = "extractions.sqlite3"
OWNER = "output.txt"         # in a folder of `folder_for`: the output that it is for
EVERY = 1.0                  # seconds after which rows are safe from a kill
WAIT = 30.0                  # seconds for another build to let go of the file
FREE = ("export", "serve", "train", "resolve", "queries")     # parts of the package that don't touch what an article yields
NOT_OURS = {"cli.py", "cli_graph.py", "cache.py", "output.py", "pipeline.py", "processes.py", "reprints.py", "spark.py"}
LIBRARIES = ("numpy", "opencc", "rjieba", "spacy")
COLUMNS = "(key BLOB PRIMARY KEY, version BLOB NOT NULL, data BLOB NOT NULL, sum BLOB NOT NULL)"
EXTRACTIONS, RESOLVED = TABLES = "extractions", "resolved"

BROKEN = "The cache in {} is damaged ({}); it was made anew, and what it held was read again."
ROWS = "{} in the cache in {} {} damaged, and read again."
SHUT = "The cache in {} can't be used ({}), so nothing was kept for the next build."


def folder_for(out: Path) -> Path:
    """The folder of the cache for builds into the folder `out`, in the user's own folder for caches; those whose output is gone are removed.

    It is not in `out`, for that may be published, and holds no text of an article where the user wants none.
    """
    home = user_cache_path("zhengtu", appauthor=False)
    folder = home / hashlib.sha256(os.fsencode(out.resolve())).hexdigest()[:16]
    for other in home.glob(f"*/{OWNER}"):
        with suppress(OSError, ValueError):      # another build was first
            if not Path(other.read_text("utf-8")).exists():
                for name in (OWNER, FILE, f"{FILE}-journal"):
                    other.with_name(name).unlink(missing_ok=True)
                other.parent.rmdir()
    with suppress(OSError, ValueError):          # Cache will say so
        folder.mkdir(parents=True, exist_ok=True)
        (folder / OWNER).write_text(str(out.resolve()), "utf-8")
    return folder


@lru_cache(maxsize=1)
def _program() -> bytes:
    """A hash of the files that decide what an article yields: rules, lexicons, models; and of the libraries' versions."""
    root, found = Path(str(files("kg"))), hashlib.sha256()
    for path in sorted(p for p in root.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        name = path.relative_to(root)
        if name.parts[0] not in FREE and name.as_posix() not in NOT_OURS:
            found.update(f"{name.as_posix()}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    found.update("".join(f"{name} {metadata.version(name)}\n" for name in LIBRARIES).encode())
    return found.digest()


def version(nlp: Language | None) -> bytes:
    """A hash of all that decides what an article yields: the program, and the other spaCy pipeline that is listened to, if any."""
    found = hashlib.sha256(_program())
    if nlp is None:
        return found.digest()[:16]
    found.update(repr([nlp.meta.get(k) for k in ("lang", "name", "version", "spacy_version")] + list(nlp.pipe_names)).encode())
    folder = Path(nlp.path) if nlp.path else None
    others = folder is not None and Path(str(files("kg"))) not in folder.parents
    for path in sorted(folder.rglob("*")) if others else ():
        if path.is_file():       # their weights are large; whoever trains them anew changes their time
            found.update(f"{path.relative_to(folder).as_posix()} {path.stat().st_size} {path.stat().st_mtime_ns}\n".encode())
    return found.digest()[:16]


@lru_cache(maxsize=1)
def _resolution() -> bytes:
    """A hash of the files that decide what is kept of an article once it has been resolved by itself."""
    root = Path(str(files("kg")))
    found = hashlib.sha256()
    for path in (*sorted((root / "resolve").glob("*.py")), root / "reprints.py", root / "pipeline.py"):
        found.update(path.read_bytes())
    return found.digest()


def key(document: Document, version: bytes) -> bytes:
    """What the extraction of `document` is found by; where the file lies is no part of it."""
    parts = (document.id, document.title, document.date, document.source, document.number, document.issuer, repr(document.pages), document.text)
    return hashlib.sha256(version + "\x1f".join(f"{len(p)}:{p}" for p in parts).encode("utf-8", "surrogatepass")).digest()


def _sum(name: bytes, data: bytes) -> bytes:
    return hashlib.blake2b(name + data, digest_size=16).digest()


class Cache:
    """The extractions that the folder `folder` keeps. Never raises: what goes wrong is in `problems`, in sentences."""

    def __init__(self, folder: Path, version: bytes, settings: str = "") -> None:
        """`version`: of all that extraction does; `settings`: what else decides how an article is resolved by itself."""
        self.problems: list[str] = []
        self.hits = 0
        self._folder, self._versions = folder, {EXTRACTIONS: version, RESOLVED: hashlib.sha256(version + _resolution() + settings.encode()).digest()[:16]}
        self._damaged = 0
        self._used: set[bytes] = set()
        self._fresh: dict[str, list[tuple[bytes, bytes, bytes, bytes]]] = {table: [] for table in TABLES}      # not yet written: the file is held for moments only
        self._saved = time.monotonic()
        self._file: sqlite3.Connection | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._open()
        except (sqlite3.Error, OSError) as error:
            self._fail(error)

    def get(self, document: Document) -> tuple[bytes | None, bool]:
        """What is kept of `document`, and whether it is resolved by itself already; None if that is nothing, or nothing to be trusted."""
        name = key(document, self._versions[EXTRACTIONS])
        self._used.add(name)
        try:
            for table in reversed(TABLES):
                row = self._file.execute(f"SELECT data, sum FROM {table} WHERE key = ?", (self._name(name, table),)).fetchone() if self._file else None
                if row is not None and (not isinstance(row[0], bytes) or row[1] != _sum(self._name(name, table), row[0])):
                    self._damaged += 1
                    break      # nothing of this article is trusted
                if row is not None:
                    self.hits += 1
                    return row[0], table == RESOLVED
        except sqlite3.Error as error:
            self._fail(error)
        return None, False

    def put(self, document: Document, extracted: bytes | None = None, resolved: bytes | None = None) -> None:
        """Keep what `document` yielded, and what is left of that once it is resolved by itself, where given."""
        name = key(document, self._versions[EXTRACTIONS])
        for table, data in ((EXTRACTIONS, extracted), (RESOLVED, resolved)):
            if data is not None:
                in_table = self._name(name, table)
                self._fresh[table].append((in_table, self._versions[table], data, _sum(in_table, data)))
        if time.monotonic() - self._saved > EVERY:
            self._save()

    def _name(self, name: bytes, table: str) -> bytes:
        return name if table == EXTRACTIONS else hashlib.sha256(self._versions[RESOLVED] + name).digest()

    def close(self, finished: bool) -> None:
        """Write what is not yet written. With `finished`, all articles of the build were asked for: what other versions left is removed,
        and in a folder that is for one output what is no longer one of its articles."""
        self._save()
        if self._damaged:
            which = f"{self._damaged} articles" if self._damaged > 1 else "One article"
            self.problems.append(ROWS.format(which, self._folder, "were" if self._damaged > 1 else "was"))
        if self._file is None:
            return
        try:
            if finished:
                self._forget()
            self._file.close()
        except sqlite3.Error as error:
            self._fail(error)

    def _forget(self) -> None:
        shrunk = False
        for table in TABLES:
            used = {self._name(name, table) for name in self._used}
            stale = [(name,) for name, of in self._file.execute(f"SELECT key, version FROM {table}")
                     if name not in used and (of != self._versions[table] or (self._folder / OWNER).exists())]
            if stale:
                with self._file:
                    self._file.execute("PRAGMA secure_delete = ON")      # an article that was taken out is not to be found in the file
                    self._file.executemany(f"DELETE FROM {table} WHERE key = ?", stale)
                shrunk = True
        if shrunk:
            self._file.execute("VACUUM")

    def _open(self) -> None:
        self._file = sqlite3.connect(self._folder / FILE, timeout=WAIT)
        self._file.execute("PRAGMA synchronous = OFF")      # a kill loses nothing; after a power cut, the sums tell
        for table in TABLES:
            self._file.execute(f"CREATE TABLE IF NOT EXISTS {table} {COLUMNS}")

    def _save(self) -> None:
        fresh, self._fresh, self._saved = self._fresh, {table: [] for table in TABLES}, time.monotonic()
        try:
            for table, rows in fresh.items():
                if self._file is not None and rows:
                    with self._file:
                        self._file.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?, ?)", rows)
        except sqlite3.Error as error:
            self._fail(error)

    def _fail(self, error: Exception) -> None:
        """Begin anew if the file is damaged, else go on without."""
        if self._file is not None:
            self._file.close()
            self._file = None
        broken = isinstance(error, sqlite3.DatabaseError) and not isinstance(error, (sqlite3.OperationalError, sqlite3.IntegrityError))
        again = BROKEN.format(self._folder, error)
        if broken and again not in self.problems:
            self.problems.append(again)
            try:
                for name in (FILE, f"{FILE}-journal"):
                    (self._folder / name).unlink(missing_ok=True)
                self._open()
                return
            except (sqlite3.Error, OSError) as worse:
                error = worse
        self.problems.append(SHUT.format(self._folder, getattr(error, "strerror", None) or error))
