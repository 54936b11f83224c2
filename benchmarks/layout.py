"""Layouts of the largest connected part of a graph, beside each other: `python benchmarks/layout.py GRAPH.graphml|ENTITIES …`.

For every layout: seconds, `kept` (of each node's nearest nodes in the drawing, as many as it has neighbours, the share that are neighbours;
sampled, 1 is best) and `crossed` (share of pairs of lines that cross; sampled, 0 is best). A number makes up a graph of that many entities.
"""
from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable

import igraph
import networkx as nx
import numpy as np
from explorer import made_up

from kg.export import layout


def of_file(path: str) -> nx.Graph:
    return nx.Graph(nx.read_graphml(path))


def of_number(entities: int) -> nx.Graph:
    return nx.Graph([(s.subject, s.object) for s in made_up(entities).statements])


def kept(place: np.ndarray, ends: np.ndarray, sample: int = 500) -> float:
    near: list[set[int]] = [set() for _ in place]
    for a, b in ends:
        near[a].add(b)
        near[b].add(a)
    shares = []
    for i in random.Random(1).sample(range(len(place)), min(sample, len(place))):
        many = min(len(near[i]), 50)
        far = ((place - place[i]) ** 2).sum(axis=1)
        far[i] = np.inf
        shares.append(len(near[i] & set(np.argpartition(far, many - 1)[:many].tolist())) / many)
    return float(np.mean(shares))


def crossed(place: np.ndarray, ends: np.ndarray, sample: int = 300_000) -> float:
    chance = np.random.RandomState(0)
    one, two = ends[chance.randint(len(ends), size=sample)], ends[chance.randint(len(ends), size=sample)]
    p, q, r, s = place[one[:, 0]], place[one[:, 1]], place[two[:, 0]], place[two[:, 1]]

    def side(a: np.ndarray, b: np.ndarray) -> np.ndarray:
        return a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]

    return float(((side(q - p, r - p) * side(q - p, s - p) < 0) & (side(s - r, p - r) * side(s - r, q - r) < 0)).mean())


def main() -> None:
    for source in sys.argv[1:]:
        whole = of_number(int(source)) if source.isdigit() else of_file(source)
        whole.remove_edges_from(list(nx.selfloop_edges(whole)))
        part = nx.convert_node_labels_to_integers(whole.subgraph(max(nx.connected_components(whole), key=len)), ordering="sorted")
        n, ends = len(part), np.array(sorted(tuple(sorted(e)) for e in part.edges))
        graph = igraph.Graph(n=n, edges=ends.tolist())
        print(f"{source}: largest part of {n} entities and {len(ends)} lines", flush=True)
        ways: dict[str, tuple[int, Callable]] = {
            "forces (ours)": (5_000, lambda: layout._by_forces(n, ends)),
            "UMAP": (10**9, lambda: layout._by_neighbours(n, ends)),
            "DrL": (10**9, lambda: graph.layout_drl().coords),
            "LGL": (10**9, lambda: graph.layout_lgl(maxiter=100).coords),
            "Fruchterman-Reingold": (10_000, lambda: graph.layout_fruchterman_reingold(grid=False, niter=300).coords),
            "Kamada-Kawai": (2_000, lambda: graph.layout_kamada_kawai().coords),
            "GraphOpt": (5_000, lambda: graph.layout_graphopt(niter=300).coords),
        }
        for name, (most, way) in ways.items():
            if n > most:
                continue
            random.seed(1)
            before = time.perf_counter()
            place = np.array(way(), dtype=float)
            took = time.perf_counter() - before
            print(f"    {name:22} {took:7.1f} s  kept {kept(place, ends):.3f}  crossed {crossed(place, ends):.4f}", flush=True)


if __name__ == "__main__":
    main()
