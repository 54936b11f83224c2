"""What a network says of its nodes, on networks whose answer is known."""
import random

import networkx as nx

from kg.export.measures import heart, measures


def test_two_cliques_and_a_bridge():
    """Nodes 0–4 and 5–9 know one another, 4 and 5 too; 10 hangs on 0; 11 and 12 are a pair; 13 knows nobody."""
    network = nx.disjoint_union(nx.complete_graph(5), nx.complete_graph(5))
    network.add_edges_from([(4, 5), (0, 10), (11, 12)])
    found = measures(14, sorted(map(tuple, map(sorted, network.edges))), dull={0})
    assert len({found.group[n] for n in range(5)}) == len({found.group[n] for n in range(5, 10)}) == 1 and found.group[0] != found.group[5]
    assert found.group[11:] == [-1, -1, -1] and found.core[:5] == [4] * 5 and found.core[10:] == [1, 1, 1, 0]
    assert sorted(range(14), key=lambda n: -found.between[n])[:2] in ([4, 5], [5, 4]) and found.rank[13] == 0 < found.rank[12]
    assert set(found.heads) == {4, 5}      # 0 has as many neighbours as 4, but gives no name


def test_the_heart_is_what_hangs_together_most():
    network = nx.complete_graph(6)
    network.add_edges_from([(5, 6), (6, 7), (7, 8), (20, 21), (21, 22)])
    lines = sorted(map(tuple, map(sorted, network.edges)))
    assert heart(30, lines, 100) == sorted(network) and heart(30, lines, 6) == [0, 1, 2, 3, 4, 5] and heart(30, lines, 8) == list(range(8))
    assert heart(7, lines, 100) == list(range(7)) and heart(0, [], 5) == []


def test_chance_is_the_same_and_the_callers_own():
    network = nx.barabasi_albert_graph(500, 2, seed=1)
    lines = sorted(map(tuple, map(sorted, network.edges)))
    random.seed(3)
    first, after = measures(500, lines), random.random()
    random.seed(3)
    assert random.random() == after and measures(500, lines) == first
    exact = nx.betweenness_centrality(network)
    guessed = sorted(range(500), key=lambda n: -first.between[n])[:10]
    assert len(set(guessed) & set(sorted(exact, key=exact.get)[-15:])) >= 8      # estimated from 200 of 500
