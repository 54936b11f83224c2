"""What a network says of its nodes: groups, rank, what lies between others, and the part to look at first.

Computed when the page is written, by igraph, so that the page has no more to do than to show it. Nodes are numbers,
lines pairs of them. What igraph draws by chance, it draws from a generator that always starts alike; floats are rounded.
"""
from __future__ import annotations

import random
from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

PIVOTS = 200     # nodes whose shortest paths stand for those of all, in a network with more
LEAST = 3        # nodes of a group that is worth a name

Lines = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Measures:
    """Of each node, in their order: `group` is a number of `heads`, -1 without one."""

    group: list[int]
    rank: list[float]        # PageRank, 1 is the average
    between: list[int]       # of 1,000 pairs of others, how many have their shortest path through it
    core: list[int]          # the largest k such that it lies in a part where everyone has k neighbours
    heads: list[int]         # of each group the node with the most neighbours, which gives the group its name


def measures(nodes: int, lines: Lines, dull: Set[int] = frozenset()) -> Measures:
    """The measures of a network of `nodes` nodes; those without a line have group -1 and otherwise 0.

    None of `dull` names a group that has others.

    Groups are communities by the Leiden algorithm (Traag et al. 2019), betweenness is estimated from PIVOTS nodes
    (Brandes & Pich 2007) in a network with more.
    """
    linked = sorted({n for line in lines for n in line})
    group, rank, between, core = [-1] * nodes, [0.0] * nodes, [0] * nodes, [0] * nodes
    if not linked:
        return Measures(group, rank, between, core, [])
    place = {n: i for i, n in enumerate(linked)}
    with chance() as igraph:
        network = igraph.Graph(n=len(linked), edges=[(place[a], place[b]) for a, b in lines])
        parts = network.community_leiden(objective_function="modularity", n_iterations=4)
        pivots = None if len(linked) <= PIVOTS else [i * len(linked) // PIVOTS for i in range(PIVOTS)]
        through = network.betweenness(directed=False, sources=pivots)
        pagerank, coreness, degree = network.pagerank(), network.coreness(), network.degree()
    pairs = (len(linked) - 1) * (len(linked) - 2) / 2 or 1
    share = 1000 / pairs * (len(linked) / PIVOTS / 2 if pivots else 1)
    for i, n in enumerate(linked):
        rank[n], between[n], core[n] = round(pagerank[i] * len(linked), 2), round(through[i] * share), coreness[i]
    members = [sorted(linked[i] for i in part) for part in parts if len(part) >= LEAST]
    members.sort(key=lambda m: (-len(m), m))
    for number, part in enumerate(members):
        for n in part:
            group[n] = number
    heads = [min(part, key=lambda n: (n in dull, -degree[place[n]], n)) for part in members]
    return Measures(group, rank, between, core, heads)


@contextmanager
def chance() -> Iterator:
    """igraph, its chance always the same; the caller's random numbers are as they were afterwards."""
    import igraph

    igraph.set_random_number_generator(random.Random(1))
    try:
        yield igraph
    finally:
        igraph.set_random_number_generator(random)


def heart(nodes: int, lines: Lines, most: int) -> list[int]:
    """At most `most` nodes to look at first, in order: all that are linked if they are no more, else of the largest
    connected part what is left when the node with the fewest neighbours, of several the last, goes again and again."""
    near: dict[int, set[int]] = {}
    for a, b in lines:
        if a != b and a < nodes and b < nodes:
            near.setdefault(a, set()).add(b)
            near.setdefault(b, set()).add(a)
    if len(near) <= most:
        return sorted(near)
    left = max(parts(near), key=lambda part: (len(part), -min(part)))
    heap = [(len(near[n]), -n) for n in left]
    heapify(heap)
    while len(left) > most:
        degree, n = heappop(heap)
        if -n not in left or degree != len(near[-n]):
            continue      # it has lost a neighbour since, and stands there again
        left.discard(-n)
        for m in near.pop(-n):
            near[m].discard(-n)
            heappush(heap, (len(near[m]), -m))
    return sorted(max(parts({n: near[n] for n in left}), key=lambda part: (len(part), -min(part))))


def parts(near: dict[int, set[int]]) -> Iterator[set[int]]:
    """The connected parts of a network."""
    seen: set[int] = set()
    for start in near:
        if start in seen:
            continue
        part, edge = {start}, [start]
        while edge:
            edge = [m for n in edge for m in near[n] if m not in part and not part.add(m)]
        seen |= part
        yield part
