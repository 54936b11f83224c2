"""Where the entities stand: apart, in the shape of a screen, and the same every time."""
import random

import networkx as nx

from kg.export import layout as module
from kg.export.layout import layout


def apart(place, boxes, a, b):
    dx, dy = (abs(p - q) for p, q in zip(place[a], place[b]))
    return dx >= (boxes[a][0] + boxes[b][0]) / 2 or dy >= (boxes[a][1] + boxes[b][1]) / 2


def test_no_box_covers_another():
    tree = nx.random_labeled_tree(120, seed=1)
    tree.add_nodes_from(range(120, 150))
    boxes = {n: (40 + n % 50, 20 + n % 17) for n in tree}
    place = layout(tree, boxes)
    for a in tree:
        for b in range(a):
            assert apart(place, boxes, a, b), (a, b)
    wide, high = (max(p[k] for p in place.values()) - min(p[k] for p in place.values()) for k in (0, 1))
    assert 0.8 < wide / high < 2.4


def test_lone_nodes_stand_below_the_rest():
    graph = nx.path_graph(8)
    graph.add_nodes_from(range(8, 40))
    place = layout(graph, {n: (40, 20) for n in graph})
    assert max(place[n][1] for n in range(8)) < min(place[n][1] for n in range(8, 40))


def test_a_large_part_is_the_same_every_time_and_keeps_neighbours_together():
    graph = nx.barabasi_albert_graph(module.BY_FORCES + 300, 1, seed=3)
    boxes = {n: (10, 10) for n in graph}
    random.seed(5)
    place = layout(graph, boxes)
    after = random.random()
    assert layout(graph, boxes) == place
    random.seed(5)
    assert random.random() == after, "the caller's random numbers are not ours to draw"
    far = lambda a, b: sum((p - q) ** 2 for p, q in zip(place[a], place[b])) ** 0.5  # noqa: E731
    chance = random.Random(1)
    linked = sorted(far(a, b) for a, b in graph.edges)[len(graph.edges) // 2]
    any_two = sorted(far(*chance.sample(range(len(graph)), 2)) for _ in range(1000))[500]
    assert linked * 5 < any_two


def test_an_empty_graph_has_no_places():
    assert layout(nx.Graph(), {}) == {}


def test_thousands_of_islands_take_no_care_each():
    graph = nx.Graph([(2 * i, 2 * i + 1) for i in range(3000)])
    place = layout(graph, {n: (10, 10) for n in graph})
    assert len(set(place.values())) == 6000
    wide, high = (max(p[k] for p in place.values()) - min(p[k] for p in place.values()) for k in (0, 1))
    assert 0.5 < wide / high < 4
