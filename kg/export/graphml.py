"""GraphML, by NetworkX."""

from __future__ import annotations

import re
from typing import BinaryIO

import networkx as nx

from kg.graph import entity_graph
from kg.store import Store

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def write(store: Store, file: BinaryIO) -> None:
    graph = entity_graph(store.graph, base=store.base)
    for _, data in graph.nodes(data=True):
        data["label"] = _FORBIDDEN.sub("", data["label"])  # XML 1.0 cannot hold them, and lxml refuses
    nx.write_graphml_lxml(graph, file, named_key_ids=True)
