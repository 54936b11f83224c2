"""Where the nodes of the page stand: computed once, the same for the same graph.

Each connected part is laid out, stretched to the shape of a screen, freed of overlaps, and the parts are then packed side
by side, with the nodes that have no links below them. A part of up to BY_FORCES nodes is laid out by forces (ForceAtlas2 of
Jacomy et al. 2014: linear attraction, repulsion by degree), which gives the fewest crossings but takes time with the square
of the nodes; a larger one by igraph's UMAP (McInnes et al. 2018), the fastest of those that keep neighbours together
(`docs/decisions/0007-layout.md` has the figures).

By forces, only correctly rounded operations are used, and positions are rounded after every step, so that sums which a
processor adds up in another order do not show.
"""
from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence

import networkx as nx
import numpy as np

from kg.export.measures import chance

BY_FORCES = 1500   # nodes of a part
STEPS = 400
ISLANDS = 300      # parts that are packed with care; the many small ones of a large graph stand in rows
EPOCHS = 300       # of UMAP; of a part of more than 4,000 fewer, for it is not the first picture, and who draws all of it sees a cloud
ROUNDS = 40        # of pushing boxes apart, of such a part a quarter
LARGE = 4000
ASPECT = 1.1       # width to height of the drawing: what panels at both sides leave of a screen
GAP = 12.0         # between the boxes of two nodes
MOVE = 40.0        # boxes this near are looked at together while they are pushed apart
DECIMALS = 3
GOLDEN_ANGLE = 2.399963

Box = tuple[float, float]   # width and height that a node takes with its label


def layout(network: nx.Graph, boxes: Mapping[Hashable, Box]) -> dict[Hashable, tuple[int, int]]:
    """The centre of every node of `network`, an undirected graph whose order of nodes is stable.

    `boxes` gives what room a node takes. A line may say how strongly it pulls (`pull`, 1 if it does not; only of small parts). The middle of the drawing is (0, 0), and y grows downwards.
    """
    order = {n: i for i, n in enumerate(network)}
    parts = [sorted(c, key=order.__getitem__) for c in nx.connected_components(network)]
    lone = [part[0] for part in parts if len(part) == 1]
    drawn = []
    for part in parts:
        if len(part) == 1:
            continue
        size = np.array([boxes[n] for n in part], dtype=float) + GAP
        place = _free(_spread(network.subgraph(part), part, size), size)
        low, high = (place - size / 2).min(axis=0), (place + size / 2).max(axis=0)
        drawn.append((part, place - low, high - low))
    drawn.sort(key=lambda d: (-d[2][1], -len(d[0]), order[d[0][0]]))   # the tallest first, as packing wants it
    drawn += [([n], np.zeros((1, 2)) + np.array(boxes[n]) / 2, np.array(boxes[n])) for n in lone]
    cut = min(ISLANDS, len(drawn) - len(lone))
    corners, whole = _pack([d[2] for d in drawn[:cut]])
    rest = [tuple(map(float, d[2])) for d in drawn[cut:]]
    rows, below = _rows(rest, max(float(whole[0]), ASPECT * math.sqrt(sum((w + 2 * GAP) * (h + 2 * GAP) for w, h in rest))))
    corners += [np.array([x - w / 2, y - h / 2 + whole[1]]) for (x, y), (w, h) in zip(rows, rest)]
    size = np.array([max(float(whole[0]), below[0]), float(whole[1]) + below[1]])
    places = {n: spot for (part, place, _), corner in zip(drawn, corners) for n, spot in zip(part, place + corner - size / 2)}
    return {n: (round(float(places[n][0])), round(float(places[n][1]))) for n in network}


def _rows(boxes: Sequence[Box], width: float) -> tuple[list[Box], Box]:
    """The centre of each box, set in rows like words in a column of that width, and the size of the whole."""
    centres, x, y, high = [], 0.0, 0.0, 0.0
    for w, h in ((w + 2 * GAP, h + 2 * GAP) for w, h in boxes):
        if x and x + w > width:
            x, y, high = 0.0, y + high, 0.0
        centres.append((x + w / 2, y + h / 2))
        x, high = x + w, max(high, h)
    return centres, (width if boxes else 0.0, y + high)


def _spread(network: nx.Graph, part: Sequence[Hashable], size: np.ndarray) -> np.ndarray:
    """Positions scaled so that the boxes would fill about a third of the drawing."""
    n = len(part)
    if n == 2:   # of these a large graph has thousands
        return np.array([[0.0, 0.0], [round(float(size[:, 0].sum()), DECIMALS), 0.0]])
    index = {node: i for i, node in enumerate(part)}
    pulls = {(min(index[a], index[b]), max(index[a], index[b])): pull for a, b, pull in network.edges(data="pull", default=1.0) if a != b}
    ends = np.array(sorted(pulls))
    strength = np.array([pulls[a, b] for a, b in ends.tolist()])
    return _stretched(_turned(_by_forces(n, ends, strength) if n <= BY_FORCES else _by_neighbours(n, ends)), size)


def _by_neighbours(n: int, ends: np.ndarray) -> np.ndarray:
    with chance() as igraph:
        place = igraph.Graph(n=n, edges=ends.tolist()).layout_umap(epochs=max(20, min(EPOCHS, EPOCHS * LARGE // n)), min_dist=0.3).coords
    return np.round(np.array(place), DECIMALS)


def _by_forces(n: int, ends: np.ndarray, strength: np.ndarray) -> np.ndarray:
    degree = np.bincount(ends.ravel(), minlength=n).astype(float)
    place = np.empty((n, 2))
    for rank, i in enumerate(sorted(range(n), key=lambda i: (-degree[i], i))):   # a sunflower, hubs in the middle
        radius = math.sqrt(rank) * 10
        place[i] = radius * math.cos(rank * GOLDEN_ANGLE), radius * math.sin(rank * GOLDEN_ANGLE)
    place = np.round(place, DECIMALS)
    mass = degree + 1
    masses = mass[:, None] * mass
    reach = 10 * math.sqrt(n)
    steps = STEPS // 4 if n <= 10 else STEPS if n <= 500 else STEPS // 2
    cooled = steps if n <= 10 else STEPS      # the step at which nothing moves far any more
    for step in range(steps):
        x, y = place.T
        push = masses / ((x[:, None] - x) ** 2 + (y[:, None] - y) ** 2 + 0.01)
        force = 10 * (place * push.sum(axis=1)[:, None] - np.stack([(push * x).sum(axis=1), (push * y).sum(axis=1)], axis=1))
        pull = (place[ends[:, 0]] - place[ends[:, 1]]) * strength[:, None]
        np.subtract.at(force, ends[:, 0], pull)
        np.add.at(force, ends[:, 1], pull)
        force -= place * (mass * 0.1)[:, None]
        length = np.sqrt((force * force).sum(axis=1))[:, None] + 1e-9
        limit = reach * (1 - step / cooled) ** 2 * 0.2 + 0.05
        place = np.round(place + force / length * np.minimum(length / mass[:, None], limit), DECIMALS)
    return place


def _stretched(place: np.ndarray, size: np.ndarray) -> np.ndarray:
    extent = np.maximum(place.max(axis=0) - place.min(axis=0), 1.0)
    room = float((size[:, 0] * size[:, 1]).sum()) * (3 if len(place) <= BY_FORCES else 12)   # a large part is denser in its middle
    height = math.sqrt(room / ASPECT)
    # half way between the shape that the forces gave and that of the screen
    shape = np.sqrt(np.array([height * ASPECT, height]) / extent * math.sqrt(room / float(extent[0] * extent[1])))
    return np.round(place * shape, DECIMALS)


def _turned(place: np.ndarray) -> np.ndarray:
    """`place` with its longest extent lying flat."""
    x, y = (place - place.mean(axis=0)).T
    xx, yy, xy = (round(float((a * b).sum()), DECIMALS) for a, b in ((x, x), (y, y), (x, y)))
    angle = 0.5 * math.atan2(2 * xy, xx - yy)
    c, s = round(math.cos(angle), 6), round(math.sin(angle), 6)
    return np.round(np.stack([x * c + y * s, y * c - x * s], axis=1), DECIMALS)


def _free(place: np.ndarray, size: np.ndarray) -> np.ndarray:
    """`place` with boxes pushed apart, along the shorter way, until none covers another."""
    n = len(place)
    for _ in range(ROUNDS if n <= LARGE else ROUNDS // 4):
        i, j = _near(place, size)
        want = (size[i] + size[j]) / 2
        for step in range(10):  # noqa: B007
            delta = place[j] - place[i]
            over = want - np.abs(delta)
            hit = (over > 0.01).all(axis=1)
            if not hit.any():
                break
            a, b, way = i[hit], j[hit], over[hit]
            flat = way[:, 0] <= way[:, 1]
            push = np.where(np.stack([flat, ~flat], axis=1), way, 0.0) * np.where(delta[hit] < 0, -0.5, 0.5)
            move = np.zeros_like(place)
            np.subtract.at(move, a, push)
            np.add.at(move, b, push)
            count = np.maximum(np.bincount(np.concatenate([a, b]), minlength=n), 1)[:, None]
            place = np.round(place + move / np.sqrt(count), DECIMALS)
        if step == 0:   # not one of all that were near
            break
    return place


def _near(place: np.ndarray, size: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of boxes that cover one another, or would if they moved a little; the lower index first."""
    reach = size.max(axis=0) + MOVE
    cell = np.floor((place - place.min(axis=0)) / reach).astype(np.int64)
    key = cell[:, 0] * (1 << 32) + cell[:, 1]
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    found = []
    for right, down in ((0, 0), (1, 0), (0, 1), (1, 1), (-1, 1)):   # a cell and half of those around it
        other = key + right * (1 << 32) + down
        first, last = np.searchsorted(ordered, other, "left"), np.searchsorted(ordered, other, "right")
        count = last - first
        i = np.repeat(np.arange(len(place)), count)
        j = order[np.arange(len(i)) - np.repeat(np.cumsum(count) - count, count) + np.repeat(first, count)]
        close = (np.abs(place[i] - place[j]) < (size[i] + size[j]) / 2 + MOVE).all(axis=1) & ((i < j) if right == down == 0 else True)
        found.append(np.stack([np.minimum(i[close], j[close]), np.maximum(i[close], j[close])]))
    i, j = np.concatenate(found, axis=1)
    order = np.lexsort((j, i))
    return i[order], j[order]


def _pack(sizes: Sequence[np.ndarray]) -> tuple[list[np.ndarray], np.ndarray]:
    """Corners of boxes packed into about the shape of a screen, and the size of the whole."""
    if not sizes:
        return [], np.zeros(2)
    boxes = [(float(w) + 2 * GAP, float(h) + 2 * GAP) for w, h in sizes]
    widest, area = max(w for w, _ in boxes), sum(w * h for w, h in boxes)
    tries = [_fill(boxes, max(widest, math.sqrt(area * ASPECT) * share)) for share in (1.0, 1.1, 1.2, 1.35, 1.5)]
    corners, whole = min(tries, key=lambda t: max(t[1][0], t[1][1] * ASPECT))
    return [np.array(c) for c in corners], np.array(whole)


def _fill(boxes: Sequence[Box], width: float) -> tuple[list[Box], Box]:
    """Each box, in the order given, at the highest free place under what lies above it (the skyline heuristic)."""
    line = [(0.0, 0.0)]   # where the skyline changes: (x, y from there to the next x)
    corners = []
    for w, h in boxes:
        best = None
        for i, (x, _) in enumerate(line):
            if x + w > width + 0.01:
                break
            y = max(b for j, (a, b) in enumerate(line) if j >= i and a < x + w)
            if best is None or (y, x) < best:
                best = (y, x)
        y, x = best
        corners.append((x, y))
        after = [b for a, b in line if a <= x + w][-1]   # the height that goes on at the right of the box
        line = sorted([*((a, b) for a, b in line if a < x or a > x + w), (x, y + h), (x + w, after)])
    right = max(x + w for (x, _), (w, _) in zip(corners, boxes))
    return corners, (right, max(y + h for (_, y), (_, h) in zip(corners, boxes)))
