"""Hongtu's engine behind the functions of NetworkX: `nx.pagerank(graph, backend="hongtu")`, or for all of a program
`nx.config.backend_priority.algos = ["hongtu"]` (environment: NETWORKX_BACKEND_PRIORITY_ALGOS=hongtu).

NetworkX finds it by its entry points and asks `get_info` while it is itself being imported: so nothing here may import
NetworkX, or anything that does, before a function is called. What the engine does not take (weights as distances,
single nodes) NetworkX does itself.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

    from kg.graph.arrays import Arrays

_FUNCTIONS = (
    "pagerank",
    "eigenvector_centrality",
    "betweenness_centrality",
    "closeness_centrality",
    "core_number",
    "leiden_communities",
)


def get_info() -> dict[str, object]:
    """What NetworkX is told of the backend."""
    return {
        "backend_name": "hongtu",
        "project": "hongtu",
        "package": "kg",
        "short_summary": "centralities and communities in arrays",
        "functions": {name: {} for name in _FUNCTIONS},
    }


def _engine() -> Any:
    return import_module("kg.graph.engine")


class Converted:
    """A graph that NetworkX handed over, with the weights that the call asked for."""

    __networkx_backend__ = "hongtu"

    def __init__(self, graph: nx.Graph[Any], arrays: Arrays) -> None:
        self.original = graph
        self.arrays = arrays

    def is_directed(self) -> bool:
        return self.arrays.directed

    def is_multigraph(self) -> bool:
        return self.original.is_multigraph()

    def __len__(self) -> int:
        return len(self.arrays)


def convert_from_nx(
    graph: nx.Graph[Any], *, edge_attrs: Mapping[str, float] | None = None, **_: object
) -> Converted:
    """The arrays of a graph; `edge_attrs` names the weight, if any, with its default."""
    weight, default = next(iter((edge_attrs or {}).items()), (None, 1.0))
    return Converted(
        graph, import_module("kg.graph.arrays").Arrays.of(graph, weight, 1.0 if default is None else default)
    )


def convert_to_nx(result: object, **_: object) -> object:
    """Results are dictionaries and sets already; a graph goes back as it came."""
    return result.original if isinstance(result, Converted) else result


def can_run(name: str, args: tuple[object, ...], kwargs: Mapping[str, Any]) -> bool | str:
    """Whether the engine takes this call; the reason, if not."""
    beyond = {"betweenness_centrality": {"weight": 3}, "closeness_centrality": {"u": 1, "distance": 2}}
    for key, place in beyond.get(name, {}).items():
        given = kwargs.get(key, args[place] if len(args) > place else None)
        if given is not None:
            return f"{key} is not supported"
    if name == "leiden_communities" and not _engine().has_leiden():
        return "networkit is not installed: pip install 'hongtu[fast]'"
    return True


def pagerank(
    graph: Converted,
    alpha: float = 0.85,
    personalization: Mapping[Hashable, float] | None = None,
    max_iter: int = 100,
    tol: float = 1e-6,
    nstart: Mapping[Hashable, float] | None = None,
    weight: str | None = "weight",
    dangling: Mapping[Hashable, float] | None = None,
) -> dict[Hashable, float]:
    """As `networkx.pagerank`."""
    values = _engine().pagerank(graph.arrays, alpha, personalization, max_iter, tol, nstart, dangling)
    return graph.arrays.named(values.tolist())


def eigenvector_centrality(
    graph: Converted,
    max_iter: int = 100,
    tol: float = 1e-6,
    nstart: Mapping[Hashable, float] | None = None,
    weight: str | None = None,
) -> dict[Hashable, float]:
    """As `networkx.eigenvector_centrality`."""
    values = _engine().eigenvector_centrality(graph.arrays, max_iter, tol, nstart)
    return graph.arrays.named(values.tolist())


def betweenness_centrality(
    graph: Converted,
    k: int | None = None,
    normalized: bool = True,
    weight: None = None,
    endpoints: bool = False,
    seed: Any = None,
) -> dict[Hashable, float]:
    """As `networkx.betweenness_centrality`, of unweighted paths."""
    values = _engine().betweenness_centrality(graph.arrays, k, normalized, endpoints, seed)
    return graph.arrays.named(values.tolist())


def closeness_centrality(
    graph: Converted, u: None = None, distance: None = None, wf_improved: bool = True
) -> dict[Hashable, float]:
    """As `networkx.closeness_centrality`, of unweighted paths and all nodes."""
    return graph.arrays.named(_engine().closeness_centrality(graph.arrays, wf_improved).tolist())


def core_number(graph: Converted) -> dict[Hashable, float]:
    """As `networkx.core_number`."""
    return graph.arrays.named(_engine().core_number(graph.arrays).tolist())


def leiden_communities(
    graph: Converted,
    weight: str | None = "weight",
    resolution: float = 1.0,
    max_level: int | None = None,
    seed: Any = None,
) -> list[set[Hashable]]:
    """As `networkx.community.leiden_communities` asks of a backend: sets of nodes, largest first."""
    number = seed.randrange(2**31) if hasattr(seed, "randrange") else int(seed or 0)
    found: list[set[Hashable]] = _engine().leiden_communities(graph.arrays, resolution, number)
    return found
