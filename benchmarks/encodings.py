"""Whose guess of an encoding is right most often: ours, charset-normalizer's or chardet's.

    pip install chardet charset-normalizer; python benchmarks/encodings.py

Pieces of the seeds of several lengths, in every encoding that a newsroom has, without byte order marks; Big5 from the same
texts in traditional characters. Right is who gets the text back. Prints a table of the share of right answers.
"""
from pathlib import Path

import chardet
import charset_normalizer
import opencc

from kg.read import read
from kg.reading.decoding import decode

ENCODINGS = ("utf-8", "gb2312", "gbk", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
LENGTHS = (30, 100, 400, 3000)
STEP = 150      # characters between two pieces


def ours(data: bytes) -> str | None:
    found = decode(data)
    return found and found.text


def theirs(module, data: bytes) -> str | None:
    encoding = module.detect(data)["encoding"]
    try:
        return data.decode(encoding) if encoding else None
    except (LookupError, UnicodeDecodeError):
        return None


GUESSERS = {"ours": ours, "charset-normalizer": lambda d: theirs(charset_normalizer, d), "chardet": lambda d: theirs(chardet, d)}


def main() -> None:
    texts = [d.text for d in read(Path(__file__).parents[1] / "seeds")]
    traditional = opencc.OpenCC("s2tw")
    print("encoding    length   n  " + "  ".join(f"{name:>18}" for name in GUESSERS))
    for encoding in ENCODINGS:
        for length in LENGTHS:
            pieces = [t[at:at + length] for t in texts for at in range(0, len(t) - 30, STEP * (1 if length < 3000 else 8))]
            if encoding.startswith("big5"):
                pieces = [traditional.convert(p) for p in pieces]
            pairs = [(p.encode(encoding, "ignore"), p.encode(encoding, "ignore").decode(encoding)) for p in pieces]
            right = [sum(guess(data) == text for data, text in pairs) / len(pairs) for guess in GUESSERS.values()]
            print(f"{encoding:10} {length:7} {len(pairs):4}  " + "  ".join(f"{r:18.3f}" for r in right))


if __name__ == "__main__":
    main()
