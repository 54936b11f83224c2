"""The graph as GEXF for Gephi: as GraphML, with colours, and with days for its timeline."""

from __future__ import annotations

import os
from xml.etree.ElementTree import indent, tostring

from networkx.readwrite.gexf import GEXFWriter

from kg import portions
from kg.export.atomic import write_text
from kg.export.graphml import flat
from kg.graph import Graph

RENAMED = {"start": "from_character", "end": "to_character", "source": "source_"}  # what GEXF means something else by


def write(graph: Graph, path: str | os.PathLike[str]) -> None:
    """Write `graph` to the GEXF file `path`; an edge begins on the day that it is said of, else that of its article.
    Raises OSError."""
    network = flat(graph)
    for _, node in network.nodes(data=True):
        del node["mentions"]      # positions are nothing to look at
        red, green, blue = bytes.fromhex(node.pop("color")[1:])
        node["viz"] = {"color": {"r": red, "g": green, "b": blue, "a": 1.0}}
    said = {s.id: s for s in graph.statements}
    for _, _, key, edge in network.edges(keys=True, data=True):
        for old, new in RENAMED.items():
            if old in edge:
                edge[new] = edge.pop(old)
        edge["id"], edge["weight"] = key, edge["confidence"]
        if day := portions.when(said[key], graph.documents.get(said[key].evidence.document)):
            edge["start"] = f"{day}-01-01"[:10]
    if any("start" in edge for *_, edge in network.edges(data=True)):
        network.graph["mode"] = "dynamic"
    xml = GEXFWriter(network).xml
    meta = xml.find("meta")
    meta.attrib.clear()  # the day of writing: the same graph gives the same bytes
    meta.find("creator").text = "Zhengtu"
    indent(xml)
    write_text(path, ["<?xml version='1.0' encoding='utf-8'?>\n", tostring(xml, encoding="unicode"), "\n"])
