"""Builds that are killed at random moments and started again: are the files those of a build that nobody disturbed?

    python benchmarks/kills.py SOURCE [KILLS] [--seed N]

SOURCE: what `kg build` reads. A build is killed (SIGKILL) KILLS times (default 20) at moments spread over the time that an undisturbed one
takes, each time goes on from the cache, and is let end; then its files are compared byte for byte. Each kill is told with the part of the
articles that was in the cache by then; a build that ended before its kill begins again with half of its articles forgotten.
"""
from __future__ import annotations

import argparse
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kg.cache import FILE, TABLES


def command(source: Path, out: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "kg", "build", str(source), "--out", str(out), "--format", "ttl", "--format", "graphml", "-q", *options]


def rows(cache: Path) -> int:
    try:
        with sqlite3.connect(f"file:{cache / FILE}?mode=ro", uri=True) as file:
            return file.execute(f"SELECT count(*) FROM {TABLES[-1]}").fetchone()[0]
    except sqlite3.OperationalError:      # not yet made
        return 0


def forget_half(cache: Path) -> None:
    with sqlite3.connect(cache / FILE) as file:
        for table in TABLES:
            file.execute(f"DELETE FROM {table} WHERE substr(hex(key), 1, 1) < '8'")


def same(one: Path, other: Path) -> bool:
    files = sorted(p.name for p in one.iterdir())
    return files == sorted(p.name for p in other.iterdir()) and all((one / f).read_bytes() == (other / f).read_bytes() for f in files)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("source", type=Path)
    parser.add_argument("kills", type=int, nargs="?", default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        plain, out, cache = (Path(folder) / name for name in ("plain", "out", "cache"))
        began = time.monotonic()
        subprocess.run(command(options.source, plain, "--no-cache"), check=False, stderr=subprocess.DEVNULL)
        took = time.monotonic() - began
        print(f"undisturbed: {took:.0f} s", flush=True)
        done = wrong = 0
        while done < options.kills:
            moment = chance.uniform(0, took)
            work = subprocess.Popen(command(options.source, out, "--cache", str(cache)), stderr=subprocess.DEVNULL)
            try:
                work.wait(moment)
                if not same(plain, out):
                    wrong += 1
                print("ended before it was killed:", "same files" if same(plain, out) else "OTHER FILES", flush=True)
                forget_half(cache)
                continue
            except subprocess.TimeoutExpired:
                work.send_signal(signal.SIGKILL)
                work.wait()
                done += 1
                print(f"kill {done} after {moment:.1f} s: {rows(cache)} articles in the cache", flush=True)
        subprocess.run(command(options.source, out, "--cache", str(cache)), check=False, stderr=subprocess.DEVNULL)
        wrong += not same(plain, out)
        print("the files are the same, byte for byte" if not wrong else f"{wrong} TIMES OTHER FILES")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
