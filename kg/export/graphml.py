"""GraphML, by NetworkX."""

from __future__ import annotations

from typing import BinaryIO

import networkx as nx

from kg.graph import ALL, Projection, entity_graph
from kg.store import Store


def write(store: Store, file: BinaryIO, projection: Projection = ALL) -> None:
    """The graph with the attributes that `entity_graph` gives, typed."""
    nx.write_graphml_lxml(entity_graph(store.edges, projection), file, named_key_ids=True)
