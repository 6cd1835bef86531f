"""GEXF 1.3 for Gephi, streamed: NetworkX's writer holds the whole document, and its output breaks the schema.

Nodes and edges exist from the first to the last day on which an article speaks of them, so that Gephi's timeline shows
the graph of any span of time; what no article dates is always there.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO
from xml.sax.saxutils import quoteattr

import networkx as nx

from kg.graph import ALL, Projection, entity_graph
from kg.ontology import ontology
from kg.store import Store

_NODE = (("type", "string"), ("mentions", "integer"), ("articles", "integer"))
_EDGE = (("articles", "integer"), ("sources", "integer"), ("claims", "integer"), ("confidence", "double"))

_SPECIAL = re.compile('[<>&"\t\r\n]')

Places = Mapping[str, tuple[float, float]]


def write(store: Store, file: BinaryIO, projection: Projection = ALL) -> None:
    """The graph with entities coloured by type, sized by the number of articles that mention them, and placed."""
    from kg.graph.arrays import Arrays
    from kg.graph.layout import places

    colours = {name: type_.colour for name, type_ in ontology().types.items()}
    graph = entity_graph(store.edges, projection)
    simple: nx.Graph[str] = nx.Graph(graph)
    at = zip(simple, map(tuple, places(Arrays.of(simple)).tolist()), strict=True)
    for line in lines(graph, colours, dict(at)):
        file.write(f"{line}\n".encode())


def lines(graph: nx.MultiDiGraph[str], colours: Mapping[str, str], places: Places) -> Iterator[str]:
    """The document, line by line. `colours` gives `#rrggbb` by type, grey is for the rest; `places` x and y."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">'
    yield "<meta><creator>Hongtu</creator></meta>"
    yield (
        '<graph defaultedgetype="directed" idtype="string" mode="dynamic" timeformat="date" '
        'timerepresentation="interval">'
    )
    yield from _attributes("node", _NODE)
    yield from _attributes("edge", _EDGE)
    yield f'<nodes count="{graph.number_of_nodes()}">'
    quoted = {name: _quote(name) for name in graph}
    for name, data in graph.nodes(data=True):
        yield _node(quoted[name], data, colours.get(data["type"], "#888888"), places[name])
    yield f'</nodes>\n<edges count="{graph.number_of_edges()}">'
    for number, (source, target, data) in enumerate(graph.edges(data=True)):
        yield _edge(number, quoted[source], quoted[target], data)
    yield "</edges>\n</graph>\n</gexf>"


def _attributes(kind: str, columns: tuple[tuple[str, str], ...]) -> Iterator[str]:
    yield f'<attributes class="{kind}">'
    for name, type_ in columns:
        yield f'<attribute id="{name}" title="{name}" type="{type_}"/>'
    yield "</attributes>"


def _node(name: str, data: Mapping[str, object], colour: str, place: tuple[float, float]) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    size = 4 + 4 * math.log2(1 + int(str(data["articles"])))
    return (
        f"<node id={name} label={_quote(data['label'])}{_period(data)}><attvalues>"
        f'<attvalue for="type" value="{data["type"]}"/><attvalue for="mentions" value="{data["mentions"]}"/>'
        f'<attvalue for="articles" value="{data["articles"]}"/></attvalues>'
        f'<viz:color r="{red}" g="{green}" b="{blue}"/><viz:size value="{size:.2f}"/>'
        f'<viz:position x="{place[0]:.1f}" y="{place[1]:.1f}" z="0.0"/></node>'
    )


def _edge(number: int, source: str, target: str, data: Mapping[str, object]) -> str:
    predicate = data["predicate"]
    return (
        f'<edge id="{number}" source={source} target={target} weight="{data["articles"]}" '
        f'label="{predicate}" kind="{predicate}"{_period(data)}><attvalues>'
        f'<attvalue for="articles" value="{data["articles"]}"/><attvalue for="sources" value="{data["sources"]}"/>'
        f'<attvalue for="claims" value="{data["claims"]}"/>'
        f'<attvalue for="confidence" value="{data["confidence"]}"/></attvalues></edge>'
    )


def _period(data: Mapping[str, object]) -> str:
    return f' start="{data["first"]}" end="{data["last"]}"' if data["first"] else ""


def _quote(value: object) -> str:
    """An attribute in quotation marks; types and predicates, names of the ontology, need none of this."""
    text = str(value)
    return quoteattr(text) if _SPECIAL.search(text) else f'"{text}"'
