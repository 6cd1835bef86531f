"""Shows a report as text, CSV, JSON, Markdown or a self-contained HTML page."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import groupby, zip_longest

from rich.cells import cell_len, chop_cells

from kg.export.csv import safe
from kg.present import plain
from kg.report.charts import drawn
from kg.report.sections import Cell, Report, Section

_MARKUP = re.compile(r"[\\`*_\[\]<>|&#]")
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")

WIDTH = 100
"""Columns of a report as text where no terminal says how many it has."""


def text(report: Report, width: int = WIDTH) -> str:
    """The sections one below the other, folded to `width` columns: as tables, or each row as a block of lines."""
    lines = [*_folded(report.title, width), *(_folded(report.note, width) if report.note else [])]
    for section in report.sections:
        lines += ["", *_folded(section.title, width)]
        lines += _blocks(section, width) if section.blocks else _table(section, width)
        lines += _folded(section.note, width) if section.note else []
    lines += [] if report.sections else ["", _NOTHING]
    return "".join(f"{line.rstrip()}\n" for line in lines)


_NOTHING = "没有可显示的 nothing to show"

_GAP = 2
"""Blanks between two columns."""

_SHORT = 12
"""Columns that a cell may take without being folded while longer ones can be: a day, a number."""


def _table(section: Section, width: int) -> Iterator[str]:
    """A heading and the rows, long cells folded within their columns; of a time without anything one line."""
    kept = _collapsed(section) if section.chart and section.chart.kind == "line" else section.rows
    rows = [[plain(_shown(cell)) for cell in row] for row in kept]
    right = [
        all(isinstance(cell, int | float) for cell in column) for column in zip(*section.rows, strict=True)
    ]
    table = [list(map(plain, section.columns)), *rows] if any(section.columns) else rows
    widths = _widths([max(map(cell_len, column)) for column in zip(*table, strict=True)], width)
    for row in table:
        cells = [_folded(cell, wide) for cell, wide in zip(row, widths, strict=True)]
        for line in zip_longest(*cells, fillvalue=""):
            padded = []
            for words, wide, flush in zip(line, widths, right, strict=True):
                blank = " " * (wide - cell_len(words))
                padded.append(blank + words if flush else words + blank)
            yield (" " * _GAP).join(padded)


_EMPTY = 4
"""Rows of nothing in a row, from which on a line tells of them all."""


def _collapsed(section: Section) -> Iterator[tuple[Cell, ...]]:
    """The rows of a line over time, long runs of those without anything as one."""
    for empty, run in groupby(section.rows, key=lambda row: not any(row[1:])):
        rows = list(run)
        if empty and len(rows) >= _EMPTY:
            yield f"… {len(rows)} {section.columns[0]}s without", *("" for _ in section.columns[1:])
        else:
            yield from rows


def _widths(natural: list[int], width: int) -> list[int]:
    """The widths of columns that need `natural` ones: the widest give way first, and short ones only when there is no
    other way."""
    room = max(width - _GAP * (len(natural) - 1), 2 * len(natural))
    widths = list(natural)
    for least in (_SHORT, 2):
        while sum(widths) > room and max(widths) > least:
            widths[widths.index(max(widths))] -= 1
    return widths


def _blocks(section: Section, width: int) -> Iterator[str]:
    """Each row: what it is of and its numbers and days on a line, below it what its other cells say."""
    if not section.rows:
        return
    several = len(section.columns) - sum(not isinstance(cell, str) for cell in section.rows[0]) > 2
    for row in section.rows:
        named = list(zip(section.columns[1:], row[1:], strict=True))
        short = [(name, cell) for name, cell in named if not isinstance(cell, str) or _DAY.fullmatch(cell)]
        numbers = " · ".join(
            f"{name} {cell}" if isinstance(cell, str) else _counted(cell, name)
            for name, cell in short
            if cell
        )
        yield from _folded("  ".join(filter(None, (str(row[0]), numbers))), width)
        for name, cell in named:
            if cell and (name, cell) not in short:
                lines = _folded(f"{name}: {cell}" if several else str(cell), width - 4)
                yield from (f"    {line}" for line in lines)


def _counted(cell: float, name: str) -> str:
    return f"{_shown(cell)} {name.removesuffix('s') if cell == 1 else name}"


_MARKS = "[、，。；：）》”]*"
_PIECE = re.compile(rf"[A-Za-z0-9×.,%'-]{{1,30}}(?: [–…])?{_MARKS}|.{_MARKS}")


def _folded(words: str, width: int) -> list[str]:
    """Lines of at most `width` columns: words of letters stay whole, and no line begins with a mark that belongs to what
    is before it."""
    short = " ".join(plain(words).split())
    if cell_len(short) <= width:
        return [short]
    lines, line, room = [], "", max(width, 2)
    for match in _PIECE.finditer(short):
        if cell_len(line) + cell_len(match[0]) > room:
            lines.append(line)
            line = ""
        line += match[0] if line else match[0].lstrip()
    return [part.rstrip() for whole in (*lines, line) for part in chop_cells(whole, room)]


def _shown(cell: Cell) -> str:
    """A cell as people read it: 1,234 and 0.70."""
    if isinstance(cell, float):
        return f"{cell:,.2f}"
    return f"{cell:,}" if isinstance(cell, int) else cell


def as_csv(report: Report) -> str:
    """One table: the section in the first column, a line of headings before each section."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for section in report.sections:
        writer.writerow(["section", *_keys(section.columns)])
        writer.writerows([safe(section.title), *map(safe, row)] for row in section.rows)
    return out.getvalue()


def as_json(report: Report) -> str:
    """An object with the sections, each with its rows as objects by heading."""
    sections = [
        {
            "title": s.title,
            "note": s.note,
            "rows": [dict(zip(_keys(s.columns), row, strict=True)) for row in s.rows],
        }
        for s in report.sections
    ]
    found = {"title": report.title, "note": report.note, "sections": sections}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _keys(columns: tuple[str, ...]) -> list[str]:
    return [name or ("name" if index == 0 else "remark") for index, name in enumerate(columns)]


def markdown(report: Report) -> str:
    """A heading and a table for each section."""
    lines = [f"# {marked(report.title)}", "", *([marked(report.note), ""] if report.note else [])]
    lines += [] if report.sections else [_NOTHING, ""]
    for section in report.sections:
        lines += [
            f"## {marked(section.title)}",
            "",
            _row(section.columns),
            "|---" * len(section.columns) + "|",
        ]
        lines += [_row(row) for row in section.rows]
        lines += ["", *([marked(section.note), ""] if section.note else [])]
    return "\n".join(lines)


def _row(cells: Sequence[Cell]) -> str:
    return "| " + " | ".join(map(marked, cells)) + " |"


def marked(words: Cell) -> str:
    """Words of the data, which must not become markup: what Markdown reads as such is escaped."""
    return _MARKUP.sub(r"\\\g<0>", " ".join(str(words).split()))


STYLE = (
    ":root{color-scheme:light dark;--ink:#222;--dim:#6b6b6b;--rule:#e3e0da;--paper:#fff;--mark:#a8322a}"
    "@media(prefers-color-scheme:dark){:root{--ink:#dedbd5;--dim:#9b978f;--rule:#3a3834;--paper:#191816;--mark:#e0786c}}"
    "@media print{:root{--ink:#000;--dim:#444;--rule:#bbb;--paper:#fff;--mark:#8a241d}body{margin:0}nav{display:none}"
    "tr,svg{break-inside:avoid}h2{break-after:avoid}}"
    "body{font:15px/1.6 system-ui,'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif;max-width:62em;"
    "margin:2.5em auto;padding:0 1.2em;color:var(--ink);background:var(--paper)}"
    "h1{font-size:1.6em;font-weight:600;margin:0 0 .3em}h2{font-size:1.15em;font-weight:600;margin:2.4em 0 .5em}"
    "nav{margin:1em 0;line-height:2}nav a{margin-right:1.2em;color:var(--mark);text-decoration:none}"
    "svg{display:block;max-width:100%;height:auto;margin:.6em 0 1em;color:var(--ink)}div{overflow-x:auto}"
    "table{border-collapse:collapse;margin:.5em 0 .8em;line-height:1.45}"
    "th,td{padding:.35em 1.1em .35em 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--rule)}"
    "th{font-weight:500;color:var(--dim);white-space:nowrap}td:first-child{min-width:9em}"
    "summary{cursor:pointer;color:var(--dim)}"
    ".n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.d{white-space:nowrap}p{color:var(--dim);margin:.4em 0}"
)
"""The look of a page: quiet, for bright and dark screens and for paper."""


def html(report: Report) -> str:
    """A page that needs nothing else."""
    body = [f"<h1>{escape(report.title)}</h1>"]
    if report.note:
        body.append(f"<p>{escape(report.note)}</p>")
    body += [] if report.sections else [f"<p>{_NOTHING}</p>"]
    if len(report.sections) > 2:
        links = (f'<a href="#s{n}">{escape(s.title)}</a>' for n, s in enumerate(report.sections, 1))
        body.append(f"<nav>{' '.join(links)}</nav>")
    for number, section in enumerate(report.sections, 1):
        body.append(f'<h2 id="s{number}">{escape(section.title)}</h2>')
        body += [f"<p>{escape(section.note)}</p>"] if section.note else []
        chart = drawn(section)
        table = [f"<div><table>{_head(section)}", *map(_line, section.rows), "</table></div>"]
        if chart and len(section.rows) > _LONG:
            table = ["<details><summary>表 table</summary>", *table, "</details>"]
        body += [chart, *table]
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(report.title)}</title><style>{STYLE}</style>"
    )
    return (
        f'<!doctype html>\n<html lang="zh"><head>{head}</head><body>\n'
        + "\n".join(body)
        + "\n</body></html>\n"
    )


_LONG = 12
"""Rows of a table that a page shows below a chart without being asked."""


def _line(row: Sequence[Cell]) -> str:
    return f"<tr>{''.join(map(_cell, row))}</tr>"


def _head(section: Section) -> str:
    cells = []
    for index, column in enumerate(section.columns):
        numeric = all(isinstance(row[index], int | float) for row in section.rows)
        cells.append(f"<th{' class=n' if numeric else ''}>{escape(column)}</th>")
    return f"<tr>{''.join(cells)}</tr>"


def _cell(cell: Cell) -> str:
    if isinstance(cell, int | float):
        return f'<td class="n">{_shown(cell)}</td>'
    return f"<td{' class=d' if _DAY.fullmatch(cell) else ''}>{escape(cell)}</td>"


FORMATS: dict[str, Callable[[Report], str]] = {
    "text": text,
    "csv": as_csv,
    "json": as_json,
    "md": markdown,
    "html": html,
}
"""Format → what shows a report in it."""


def render(report: Report, format_: str, *, width: int = WIDTH) -> str:
    """The report in one of `FORMATS`; `width` is for text."""
    return text(report, width) if format_ == "text" else FORMATS[format_](report)
