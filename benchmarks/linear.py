"""Whether reading, cleaning and the whole analysis take a time that grows with the text and no faster, whatever the text is.

    python benchmarks/linear.py [STEP]...

STEP is one of clean, facts, decode, page?, extract (all, if none is named; extract takes an hour). Prints for each kind of adversarial text the microseconds per character at two lengths; the second at most twice the first.
"""
import sys
import time
from pathlib import Path

from kg.clean import clean
from kg.pipeline import extract
from kg.reading import decoding, facts, web
from kg.recognise.pipeline import make_pipeline
from kg.records import Document

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from adversarial import KINDS, text  # noqa: E402

LENGTHS = {"extract": (1_000, 100_000)}
USUAL = (2_000, 200_000)
nlp = make_pipeline()
STEPS = {
    "clean": lambda t: clean(Document("a", t)),
    "facts": facts.find,
    "decode": lambda t: decoding.decode(t.encode("gb18030")),
    "page?": lambda t: web.is_page(t[:20_000]),
    "extract": lambda t: extract(nlp, Document("a", t)),
}


def seconds(function, argument) -> float:
    function(argument[:100])
    best = float("inf")
    for _ in range(3):
        start = time.process_time()      # also beside other work
        function(argument)
        best = min(best, time.process_time() - start)
        if best > 1:
            break
    return best


def main() -> None:
    for name in sys.argv[1:] or STEPS:
        for kind in KINDS:
            try:
                per = [1e6 * seconds(STEPS[name], text(kind, n)) / n for n in LENGTHS.get(name, USUAL)]
            except RecursionError:
                print(f"{name:8} {kind!r:34.34} nested too deeply: the article is skipped", flush=True)
                continue
            print(f"{name:8} {kind!r:34.34} {per[0]:8.2f} {per[1]:8.2f} µs/char {'  <-- grows' if per[1] > 2 * per[0] and per[1] > 1 else ''}", flush=True)


if __name__ == "__main__":
    main()
