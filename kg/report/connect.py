"""Shows how two entities are connected: as text, JSON, Markdown, a page, a picture."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from html import escape

from kg.graph.connection import Connection, End, Route, Step, Tie
from kg.graph.ties import TOGETHER
from kg.ontology import ontology
from kg.present import plain
from kg.rdf.terms import key_of
from kg.report.picture import picture
from kg.report.show import STYLE, marked

_SHARED = 10
"""Entities that both ends are tied to, listed at most."""

_ONE = "仅一句 one sentence"


def text(found: Connection) -> str:
    """Each path in a line, then its steps with the sentences; a step that rests on one sentence is marked."""
    lines = [f"{_named(found.left)} — {_named(found.right)}", *_passed(found)]
    for number, route in enumerate(found.routes, 1):
        lines += ["", f"{number}. {_chain(route)}   ({route.cost:.1f} bits)"]
        for step in route.steps:
            mark = f"   [{_ONE}]" if step.one_sentence else ""
            for index, tie in enumerate(step.ties):
                lines.append(f"   {_fact(tie)}   {_support(tie)}{mark if not index else ''}")
                if _is_last(step, index):
                    lines.append(f"      {tie.place}  {_short(tie)}")
    lines += [""] if found.shared else []
    lines += [f"与两者都有联系 tied to both, rarest first ({len(found.shared)}):"] if found.shared else []
    lines += [
        f"   {one.end.key}  {one.end.type}  {_words(one.left)} | {_words(one.right)}"
        for one in found.shared[:_SHARED]
    ]
    if len(found.shared) > _SHARED:
        lines.append(f"   … and {len(found.shared) - _SHARED} more: --format json")
    return "".join(f"{plain(line)}\n" for line in lines)


def _is_last(step: Step, index: int) -> bool:
    """Whether the next tie of a step rests on another sentence: one that several facts rest on is shown once."""
    return index + 1 == len(step.ties) or step.ties[index + 1].place != step.ties[index].place


def _passed(found: Connection) -> list[str]:
    """Who else bears the names, if anybody."""
    if not found.namesakes:
        return []
    listed = "、".join(found.namesakes[:_SHARED]) + (" …" if len(found.namesakes) > _SHARED else "")
    return [f"另有同名 not these, of the same name: {listed}"]


def _named(end: End) -> str:
    return f"{end.key} ({ontology().types[end.type].label_zh}, {end.articles:,} article{'s' * (end.articles != 1)})"


def _chain(route: Route) -> str:
    names = [end.key for end in route.ends]
    arrows = [f" —{_arrow(step)}— " for step in route.steps]
    return names[0] + "".join(arrow + name for arrow, name in zip(arrows, names[1:], strict=True))


def _arrow(step: Step) -> str:
    """What the first tie of a step is called, read from left to right."""
    tie = step.ties[0]
    return _label(tie.predicate, forward=tie.subject == step.source)


def _label(predicate: str, *, forward: bool = True) -> str:
    if predicate == TOGETHER:
        return "同现"
    term = ontology().predicates[predicate]
    return term.label_zh if forward else term.inverse_zh


def _fact(tie: Tie) -> str:
    return f"{key_of(tie.subject)} {_label(tie.predicate)} {tie.predicate} {key_of(tie.object)}"


def _support(tie: Tie) -> str:
    period = tie.first if tie.first == tie.last else f"{tie.first} – {tie.last}"
    copies = f" ({tie.articles} articles)" if tie.articles != tie.sources else ""
    doubt = f"  置信 confidence {tie.confidence:.2f}" if tie.confidence < _SURE else ""
    return f"{tie.sources} source{'s' * (tie.sources != 1)}{copies}  {period or 'no date'}{doubt}"


_SURE = 0.8
"""Confidence below which it is said."""

_LONG, _BEFORE = 120, 24
"""Characters of a sentence that are shown, and how many of them before the first of the two names."""


def _short(tie: Tie) -> str:
    """A sentence, of a long one what holds the names of the two."""
    words = " ".join(tie.sentence.split())
    if len(words) <= _LONG:
        return words
    places = [words.find(key_of(name).partition("（")[0]) for name in (tie.subject, tie.object)]
    start = max(min((place for place in places if place >= 0), default=0) - _BEFORE, 0)
    start = min(start, len(words) - _LONG + 2)
    end = start + _LONG - 2
    return "…" * (start > 0) + words[start:end] + "…" * (end < len(words))


def _words(kinds: tuple[str, ...]) -> str:
    return "、".join(_label(kind.removeprefix("←"), forward=not kind.startswith("←")) for kind in kinds)


def as_json(found: Connection) -> str:
    """Everything, as one object."""
    return json.dumps(asdict(found), ensure_ascii=False, indent=1) + "\n"


def markdown(found: Connection) -> str:
    """A heading for each path, a list of its steps, the sentences as quotations."""
    lines = [f"# {marked(found.left.key)} — {marked(found.right.key)}"]
    lines += ["", *map(marked, _passed(found))] if found.namesakes else []
    for number, route in enumerate(found.routes, 1):
        lines += ["", f"## {number}. {marked(_chain(route))}", ""]
        for step in route.steps:
            for index, tie in enumerate(step.ties):
                one = f" **{_ONE}**" if step.one_sentence and not index else ""
                lines.append(f"- {marked(_fact(tie))}: {_support(tie)}{one}")
                if _is_last(step, index):
                    lines.append(f"  > {marked(_short(tie))} ({marked(tie.place)})")
    if found.shared:
        lines += ["", f"## 与两者都有联系 Tied to both ({len(found.shared)})", ""]
        lines += [
            f"- {marked(one.end.key)}: {marked(_words(one.left))} | {marked(_words(one.right))}"
            for one in found.shared
        ]
    return "\n".join(lines) + "\n"


def svg(found: Connection) -> str:
    """The paths as a picture that needs nothing else."""
    return picture(found.routes, _arrow) + "\n"


_STYLE = (
    "ul{list-style:none;padding:0}li{margin:.7em 0}strong{font-weight:500;color:var(--mark)}"
    "blockquote{margin:.2em 0 0 1em;padding-left:.8em;border-left:2px solid var(--rule);color:var(--dim)}"
    "cite{font-style:normal;font-size:.85em;opacity:.8}"
)


def html(found: Connection) -> str:
    """A page that needs nothing else: the picture, then each path with its sentences."""
    title = f"{found.left.key} — {found.right.key}"
    said = [f"<p>{escape(line)}</p>" for line in _passed(found)]
    body = [f"<h1>{escape(title)}</h1>", *said, picture(found.routes, _arrow), *_paths(found)]
    if found.shared:
        body.append(f"<h2>与两者都有联系 Tied to both ({len(found.shared)})</h2><table>")
        for one in found.shared:
            cells = (one.end.key, one.end.type, _words(one.left), _words(one.right), str(one.end.articles))
            body.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>")
        body.append("</table>")
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{STYLE}{_STYLE}</style>"
    )
    return (
        f'<!doctype html>\n<html lang="zh"><head>{head}</head><body>\n'
        + "\n".join(body)
        + "\n</body></html>\n"
    )


def _paths(found: Connection) -> Iterator[str]:
    for number, route in enumerate(found.routes, 1):
        yield f"<h2>{number}. {escape(_chain(route))}</h2><ul>"
        for step in route.steps:
            for index, tie in enumerate(step.ties):
                one = f" <strong>{_ONE}</strong>" if step.one_sentence and not index else ""
                yield f"<li>{escape(_fact(tie))} · {escape(_support(tie))}{one}"
                if _is_last(step, index):
                    yield f"<blockquote>{escape(tie.sentence)} <cite>{escape(tie.place)}</cite></blockquote>"
                yield "</li>"
        yield "</ul>"


FORMATS: dict[str, Callable[[Connection], str]] = {
    "text": text,
    "json": as_json,
    "md": markdown,
    "html": html,
    "svg": svg,
}
"""Format → what shows a connection in it."""
