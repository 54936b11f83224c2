"""What a corpus costs: throughput by stage, peak memory of all processes, and builds that have most of it in the cache.

    pip install psutil; python benchmarks/scale.py CORPUS [ARTICLES ...] [--processes N]

CORPUS: a .jsonl of articles, one a line. For each number of ARTICLES (default: 1000 5000; evenly spread over the corpus) a build from
nothing, one with nothing changed, and one with every hundredth article changed; each is a process of its own, and Turtle is what it
writes. Seconds are those of the processor, of all processes together: they depend little on what else the machine does.
"""
from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from kg.clean import clean
from kg.export import turtle
from kg.pack import pack, unpack
from kg.read import read
from kg.recognise.pipeline import make_pipeline, recognise
from kg.records import Document, Extraction
from kg.relate import relate
from kg.reprints import Sketches
from kg.resolve import join, local, packing


def measured(command: list[str]) -> tuple[float, float, float]:
    """(seconds, processor seconds, greatest sum of the memory of all its processes in MiB) of a command."""
    began, peak, spent = time.perf_counter(), 0, {}
    process = psutil.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        memory = 0
        try:
            for p in (process, *process.children(recursive=True)):
                memory += p.memory_info().rss
                spent[p.pid] = sum(p.cpu_times()[:2])
        except psutil.Error:      # one has just ended
            pass
        peak = max(peak, memory)
        time.sleep(0.1)
    if process.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)} ended with {process.returncode}.")
    return time.perf_counter() - began, sum(spent.values()), peak / 2**20


def stages(path: Path) -> None:
    """Print what each stage takes of one core."""
    nlp, took, characters = make_pipeline(), {}, 0

    def timed(stage: str, work):
        before = time.process_time()
        result = work()
        took[stage] = took.get(stage, 0.0) + time.process_time() - before
        return result

    sketches, locals_ = Sketches(), []
    documents = timed("read", lambda: [d for d in read([path]) if isinstance(d, Document)])
    for document in documents:
        text = timed("clean", lambda: clean(document))
        (mentions,) = timed("recognise", lambda: list(recognise(nlp, [text])))
        claims = timed("relate", lambda: relate(document, text, mentions))
        data = timed("pack", lambda: pack(Extraction(document, text, mentions, claims)))
        found = timed("unpack", lambda: unpack(data, document))
        locals_.append(timed("resolve within", lambda: local(found)))
        data = timed("pack", lambda: packing.pack(locals_[-1]))
        timed("unpack", lambda: packing.unpack(data, document))
        sketches.add(document.id, text.date, locals_[-1].sketch)
        characters += len(text.text)
    timed("reprints", sketches.reprints)
    graph = timed("resolve across", lambda: join(locals_))
    with tempfile.TemporaryDirectory() as folder:
        timed("write Turtle", lambda: turtle.write(graph, Path(folder) / "graph.ttl"))
    whole = sum(took.values())
    print(f"\n{len(documents)} articles, {characters} characters\n\n| stage | seconds | share | characters/s |\n| --- | ---: | ---: | ---: |")
    for stage, seconds in took.items():
        print(f"| {stage} | {seconds:.2f} | {seconds / whole:.0%} | {characters / max(seconds, 0.01):,.0f} |")
    print(f"| all | {whole:.2f} | 100% | {characters / whole:,.0f} |")


def builds(lines: list[str], numbers: list[int], processes: list[str]) -> None:
    print("\n| articles | build | seconds | processor seconds | of the first | peak MiB |\n| ---: | --- | ---: | ---: | ---: | ---: |")
    for number in numbers:
        part = [lines[i * len(lines) // number] for i in range(number)]
        with tempfile.TemporaryDirectory() as folder:
            source, first = Path(folder) / "articles.jsonl", 0.0
            for name in ("from nothing", "nothing changed", "1 % changed"):
                if name == "1 % changed":
                    part = [json.dumps({**json.loads(x), "text": json.loads(x)["text"] + "完。"}) + "\n" if i % 100 == 0 else x for i, x in enumerate(part)]
                source.write_text("".join(part), "utf-8")
                wall, cpu, peak = measured([sys.executable, "-m", "kg", "build", str(source), "--out", f"{folder}/out", "--format", "ttl",
                                            "--cache", f"{folder}/cache", "-q", *processes])
                first = first or cpu
                print(f"| {number} | {name} | {wall:.0f} | {cpu:.1f} | {cpu / first:.1%} | {peak:.0f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=Path)
    parser.add_argument("articles", type=int, nargs="*", default=[1000, 5000])
    parser.add_argument("--processes", metavar="N", help="as for kg build")
    options = parser.parse_args()
    lines = options.corpus.read_text("utf-8").splitlines(keepends=True)
    numbers = [min(n, len(lines)) for n in options.articles]
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder) / "sample.jsonl"
        sample.write_text("".join(lines[i * len(lines) // numbers[0]] for i in range(numbers[0])), "utf-8")
        stages(sample)
    builds(lines, numbers, ["--processes", options.processes] if options.processes else [])


if __name__ == "__main__":
    main()
