"""How fast recognition is beside jieba.posseg, and `kg build` beside a bare spaCy: ratios of the same run.

    pip install jieba; python benchmarks/recognition.py [CORPUS] [ARTICLES]

CORPUS: anything that `kg build` reads (default: seeds/). Both read the same clean text on one core, in turns, three
times; the best time of each counts. Start-up: `kg build` on one small file against `import spacy; spacy.blank("zh")`,
each in a process of its own, in turns, five times; the medians count.
"""
from __future__ import annotations

import logging
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

import jieba
import jieba.posseg

from kg.clean import clean
from kg.pipeline import extract
from kg.read import read
from kg.recognise.pipeline import make_pipeline, recognise
from kg.records import Document

SEEDS = Path(__file__).parents[1] / "seeds"


def seconds(run, times: int = 3) -> float:
    """Least processor time of `times` runs."""
    found = []
    for _ in range(times):
        before = time.process_time()
        run()
        found.append(time.process_time() - before)
    return min(found)


def wall(command: list[str]) -> float:
    before = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - before


def speed(source: Path, articles: int) -> None:
    documents = list(islice((d for d in read([source]) if isinstance(d, Document)), articles))
    texts = [clean(d) for d in documents]
    size = sum(len(t.text) for t in texts)
    nlp = make_pipeline()
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    list(recognise(nlp, texts[:3]))
    for t in texts[:3]:
        list(jieba.posseg.cut(t.text))
    ours = seconds(lambda: list(recognise(nlp, texts)))
    theirs = seconds(lambda: [list(jieba.posseg.cut(t.text)) for t in texts])
    whole = seconds(lambda: [extract(nlp, d) for d in documents])
    print(f"{len(texts)} articles, {size} characters, one core")
    print(f"  recognition   {size / ours:9.0f} characters/s")
    print(f"  jieba.posseg  {size / theirs:9.0f} characters/s")
    print(f"  ratio         {theirs / ours:9.2f}")
    print(f"  all of extraction (cleaning and relations too) {size / whole:.0f} characters/s, ratio {theirs / whole:.2f}")


def start_up() -> None:
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "small.txt"
        small.write_text("大连市副市长王平出席会议。", encoding="utf-8")
        build = [sys.executable, "-m", "kg", "build", str(small), "--out", folder + "/out", "--quiet"]
        blank = [sys.executable, "-c", "import spacy; spacy.blank('zh')"]
        times = [(wall(build), wall(blank)) for _ in range(5)]
    ours, theirs = (statistics.median(t) for t in zip(*times))
    print(f"start-up: kg build {ours:.2f} s, spacy.blank {theirs:.2f} s, ratio {ours / theirs:.2f}")


if __name__ == "__main__":
    speed(Path(sys.argv[1]) if len(sys.argv) > 1 else SEEDS, int(sys.argv[2]) if len(sys.argv) > 2 else 500)
    start_up()
