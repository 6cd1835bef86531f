"""The constraints of SHACL Core that our shapes use, each as a function over a node's values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from kg.errors import RuleError
from kg.rdf import dates
from kg.rdf.read import About, value
from kg.rdf.terms import RDF, XSD

SH = "http://www.w3.org/ns/shacl#"
TYPE = f"<{RDF}type>"

_STRING = f"{XSD}string"


@dataclass(frozen=True, slots=True)
class Data:
    """What is checked: an article's nodes, and the types that the ontology gives its own terms."""

    about: About
    ancestors: Mapping[str, frozenset[str]]
    types: Mapping[str, tuple[str, ...]]

    def is_a(self, term: str, kind: str) -> bool:
        """Whether a node is an instance of a class, directly or by a subclass."""
        said = self.about.get(term)
        direct = said.get(TYPE, ()) if said else self.types.get(term, ())
        return any(one[1:-1] == kind or kind in self.ancestors.get(one[1:-1], ()) for one in direct)


ValueCheck = Callable[[str, Data], bool]
SetCheck = Callable[[str, list[str], Data], Iterable[str]]
"""focus, values → the values that are wrong; the empty string for a wrong number of them."""


# Constraints on the values together


def _min_count(parameter: str) -> SetCheck:
    least = int(value(parameter))
    return lambda _, found, __: ("",) if len(found) < least else ()


def _max_count(parameter: str) -> SetCheck:
    most = int(value(parameter))
    return lambda _, found, __: ("",) if len(found) > most else ()


def _has_value(parameter: str) -> SetCheck:
    return lambda _, found, __: () if parameter in found else ("",)


def _less(parameter: str, *, equal: bool) -> SetCheck:
    def wrong(focus: str, found: list[str], data: Data) -> Iterator[str]:
        others = data.about.get(focus, {}).get(parameter, ())
        for term in found:
            if any(not _in_order(term, other, equal=equal) for other in others):
                yield term

    return wrong


def _in_order(left: str, right: str, *, equal: bool) -> bool:
    low, high = _comparable(left), _comparable(right)
    if isinstance(low, Decimal) and isinstance(high, Decimal):
        return low < high or (equal and low == high)
    if isinstance(low, str) and isinstance(high, str):
        return low < high or (equal and low == high)
    return False


def _comparable(term: str) -> Decimal | str | None:
    """A number, or an ISO day (which sorts as text), or None for what has no order here."""
    datatype = _datatype_of(term)
    if datatype in (f"{XSD}integer", f"{XSD}decimal") and _VALID[datatype](value(term)):
        return Decimal(value(term))
    return value(term) if datatype == f"{XSD}date" else None


# Constraints on each value


def _datatype_of(term: str) -> str:
    """The datatype of a literal; empty for an IRI."""
    if term[:1] != '"':
        return ""
    tail = term[term.rindex('"') + 1 :]
    if not tail:
        return _STRING
    return tail[3:-1] if tail[0] == "^" else f"{RDF}langString"


def _is_datatype(parameter: str) -> ValueCheck:
    datatype = value(parameter)
    if datatype == _STRING:
        return lambda term, _: term[:1] == term[-1:] == '"'
    tail, valid = f'"^^<{datatype}>', _VALID.get(datatype)
    if valid is None:
        raise RuleError(
            f"sh:datatype {datatype} is not compiled (known: {', '.join(sorted(_VALID))}); run with --full"
        )
    start = len(tail)
    return lambda term, _: term.endswith(tail) and bool(valid(term[1:-start]))


_VALID: dict[str, Callable[[str], object]] = {
    f"{XSD}integer": re.compile(r"[+-]?\d+", re.ASCII).fullmatch,
    f"{XSD}decimal": re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII).fullmatch,
    f"{XSD}date": lambda text: len(text) == 10 and dates.covered(text) is not None,
    f"{XSD}boolean": re.compile(r"true|false|0|1").fullmatch,
}


def _is_kind(parameter: str) -> ValueCheck:
    kind = value(parameter).removeprefix(SH)
    starts = {"IRI": "<", "Literal": '"', "BlankNode": "_"}
    if kind not in starts:
        raise RuleError(
            f"sh:nodeKind sh:{kind} is not compiled (known: {', '.join(starts)}); run with --full"
        )
    return lambda term, _: term[:1] == starts[kind]


def _is_class(parameter: str) -> ValueCheck:
    kind = value(parameter)
    return lambda term, data: data.is_a(term, kind)


def _matches(parameter: str) -> ValueCheck:
    # XPath's `$` never matches before a final line break, as Python's does.
    pattern = re.compile(re.sub(r"(?<!\\)\$$", r"\\Z", value(parameter)))
    return lambda term, _: pattern.search(value(term)) is not None


def _bounded(parameter: str, test: Callable[[Decimal, Decimal], bool]) -> ValueCheck:
    try:
        bound = Decimal(value(parameter))
    except InvalidOperation as error:
        raise RuleError(f"a bound in a shape is no number: {parameter}") from error

    def right(term: str, _: Data) -> bool:
        number = _comparable(term)
        return isinstance(number, Decimal) and test(number, bound)

    return right


ON_SETS: dict[str, Callable[[str], SetCheck]] = {
    "minCount": _min_count,
    "maxCount": _max_count,
    "hasValue": _has_value,
    "lessThan": lambda parameter: _less(parameter, equal=False),
    "lessThanOrEquals": lambda parameter: _less(parameter, equal=True),
}
"""Constraints on the values of a property together, by their local names."""

ON_VALUES: dict[str, Callable[[str], ValueCheck]] = {
    "class": _is_class,
    "datatype": _is_datatype,
    "nodeKind": _is_kind,
    "pattern": _matches,
    "minLength": lambda parameter: lambda term, _: len(value(term)) >= int(value(parameter)),
    "maxLength": lambda parameter: lambda term, _: len(value(term)) <= int(value(parameter)),
    "minInclusive": lambda parameter: _bounded(parameter, lambda number, bound: number >= bound),
    "maxInclusive": lambda parameter: _bounded(parameter, lambda number, bound: number <= bound),
    "minExclusive": lambda parameter: _bounded(parameter, lambda number, bound: number > bound),
    "maxExclusive": lambda parameter: _bounded(parameter, lambda number, bound: number < bound),
}
"""Constraints on each value of a property, by their local names."""
