"""Linear-chain CRFs that CRFsuite trained, applied to whole texts with numpy: the same labels, in a third of the time.

J. Lafferty, A. McCallum, F. Pereira, "Conditional Random Fields", ICML 2001. CRFsuite (N. Okazaki, 2007) looks up each feature of each
character as a string; here a feature is a number (`kg.recognise.sources.features`), and a table of the features of all models is asked
once a text. The best paths (A. Viterbi, 1967) of all sentences and models are searched side by side.
"""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kg.recognise.sources.features import BASE

ENTRY = np.dtype([("kind", "<u4"), ("source", "<u4"), ("label", "<u4"), ("weight", "<f8")])      # a weight in CRFsuite's file
STATE, TRANSITION = 0, 1
SPREAD = np.uint64(0xD6E8FEB86659FD93)      # odd; takes neighbouring numbers apart
NEVER = -1e9         # the weight of a label that a model does not have, where another has more
ROOM = 4             # places of the table for one feature


class Crfs:
    """Models in CRFsuite's format that share their features. Raises ValueError if one of `models` is not."""

    def __init__(self, models: Sequence[bytes]) -> None:
        parts = [_read(data) for data in models]
        self.labels = [labels for labels, _, _ in parts]
        self.width = width = max(map(len, self.labels))
        self.transitions = np.full((len(parts), width, width), NEVER)
        keys = np.unique(np.concatenate([numbers for _, numbers, _ in parts]))
        self.weights = np.zeros((len(keys) + 1, len(parts), width))      # the last row: of features that no model knows
        for i, (labels, numbers, entries) in enumerate(parts):
            self.transitions[i, :len(labels), :len(labels)] = 0
            moves, states = (entries[entries["kind"] == kind] for kind in (TRANSITION, STATE))
            self.transitions[i, moves["source"], moves["label"]] = moves["weight"]
            self.weights[np.searchsorted(keys, numbers)[states["source"]], i, states["label"]] = states["weight"]
        self.weights = self.weights.reshape(len(keys) + 1, -1)
        self._fill(keys)

    def _fill(self, keys: np.ndarray) -> None:
        """A hash table with open addressing: the number of a feature → its row."""
        bits = (len(keys) * ROOM).bit_length()
        self.none, self.shift, self.mask = len(keys), np.uint64(64 - bits), (1 << bits) - 1
        self.keys, self.rows = np.zeros(1 << bits, np.uint64), np.full(1 << bits, self.none, np.int32)
        pending, slot = np.arange(len(keys)), self._home(keys)
        while pending.size:
            free = self.rows[slot] == self.none
            self.rows[slot[free]] = pending[free]      # of several for one place the last
            left = self.rows[slot] != pending
            pending, slot = pending[left], slot[left] + 1 & self.mask
        taken = self.rows != self.none
        self.keys[taken] = keys[self.rows[taken]]

    def _home(self, numbers: np.ndarray) -> np.ndarray:
        return (numbers * SPREAD >> self.shift).astype(np.int64)

    def _look_up(self, numbers: np.ndarray) -> np.ndarray:
        """The row of each number, the last one where there is none."""
        slot = self._home(numbers)
        rows = self.rows[slot]
        pending = np.flatnonzero((self.keys[slot] != numbers) & (rows != self.none))      # what is in its place is another
        slot = slot[pending]
        while pending.size:
            slot = slot + 1 & self.mask
            rows[pending] = self.rows[slot]
            left = (self.keys[slot] != numbers[pending]) & (rows[pending] != self.none)
            pending, slot = pending[left], slot[left]
        return rows

    def scores(self, numbers: np.ndarray) -> np.ndarray:
        """[character, label of each model]: the sum of the weights of the features in each column of `numbers`, in the order of the rows."""
        sums = np.zeros((numbers.shape[1], self.weights.shape[1]))
        part = np.empty_like(sums)
        for rows in self._look_up(numbers.ravel()).reshape(numbers.shape):
            sums += np.take(self.weights, rows, 0, part, "clip")
        return sums

    def tag(self, numbers: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        """[character, model]: the number of its label, of the characters of sentences that have these lengths (more than 0)."""
        many, states = len(self.labels), self.scores(numbers).reshape(-1, self.width)      # a row for each character and model
        order = np.argsort(-lengths, kind="stable")      # the longest first, so that those that go on are the first
        lengths = np.repeat(lengths[order], many)
        model = np.tile(np.arange(many), len(order))
        row = np.repeat((np.cumsum(lengths.reshape(-1, many)[np.argsort(order), 0])[order] - lengths[::many]) * many, many) + model
        going = np.searchsorted(-lengths, -np.arange(lengths[0]))      # how many are longer than so many characters
        moves = np.ascontiguousarray(self.transitions.transpose(1, 2, 0)[:, :, model])      # [from, to, sentence]
        now = states[row].T
        sums = [now]
        for step in range(1, lengths[0]):
            n = going[step]
            now = (moves[:, :, :n] + now[:, None, :n]).max(0)
            now += states[row[:n] + step * many].T
            sums.append(now)
        best, label = np.empty(len(states), np.int64), np.zeros(len(row), np.int64)
        into = self.transitions.transpose(0, 2, 1)
        for step in range(lengths[0] - 1, -1, -1):
            n, on = going[step], going[step + 1] if step + 1 < lengths[0] else 0
            here = sums[step].T.copy()
            here[:on] += into[model[:on], label[:on]]
            label[:n] = here.argmax(1)
            best[row[:n] + step * many] = label[:n]
        return best.reshape(-1, many)


def _read(data: bytes) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Labels, numbers of the features, and weights of a model."""
    if data[:4] != b"lCRF" or len(data) < 48:
        raise ValueError("this is no model of CRFsuite")
    entries, labels, features = map(int, np.frombuffer(data, "<u4", 3, 28))
    return _strings(data, labels), _numbers(data, features), np.frombuffer(data, ENTRY, int(np.frombuffer(data, "<u4", 1, entries + 8)[0]), entries + 12)


def _records(data: bytes, at: int) -> np.ndarray:
    """Where the strings of a table of CRFsuite (CQDB) lie in `data`, in the order of their numbers."""
    many, start = map(int, np.frombuffer(data, "<u4", 2, at + 16))
    return np.frombuffer(data, "<u4", many, at + start).astype(np.int64) + at + 8      # after its number and length


def _strings(data: bytes, at: int) -> list[str]:
    return [data[record:data.index(0, record)].decode() for record in map(int, _records(data, at))]


def _numbers(data: bytes, at: int) -> np.ndarray:
    """The polynomials of all strings of a table (`kg.recognise.sources.features.number`)."""
    raw, records = np.frombuffer(data, np.uint8), _records(data, at)
    sizes = raw[records[:, None] - 4 + np.arange(4)].astype(np.int64) @ (1 << np.arange(0, 32, 8)) - 1      # a zero ends each
    within = raw[np.repeat(records - np.cumsum(sizes) + sizes, sizes) + np.arange(sizes.sum())]
    codes = np.frombuffer(within.tobytes().decode().encode("utf-32-le"), np.uint32).astype(np.uint64)
    lengths = np.add.reduceat((within & 0xC0) != 0x80, np.cumsum(sizes) - sizes, dtype=np.int64)      # bytes that begin a character
    first = np.cumsum(lengths) - lengths
    powers = np.array([pow(BASE, i, 1 << 64) for i in range(lengths.max())], np.uint64)
    return np.add.reduceat(codes * powers[np.arange(len(codes)) - np.repeat(first, lengths)], first)
