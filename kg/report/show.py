"""Shows a report as text, CSV, JSON, Markdown or a self-contained HTML page."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from html import escape

from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.export.csv import safe
from kg.present import plain
from kg.report.charts import drawn
from kg.report.sections import Cell, Report

_MARKUP = re.compile(r"[\\`*_\[\]<>|&#]")


WIDTH = 100
"""Columns of a report as text where no terminal says how many it has."""


def text(report: Report, width: int = WIDTH) -> str:
    """The sections one below the other, their tables folded to `width` columns."""
    out = io.StringIO()
    console = Console(file=out, width=width, highlight=False)
    console.print(Text(plain(report.title)))
    for section in report.sections:
        table = Table(
            title=Text(plain(section.title)),
            title_justify="left",
            caption=Text(plain(section.note)) if section.note else None,
            caption_justify="left",
            box=None,
            pad_edge=False,
        )
        for index, column in enumerate(section.columns):
            numeric = all(isinstance(row[index], int | float) for row in section.rows)
            table.add_column(Text(plain(column)), justify="right" if numeric else "left", overflow="fold")
        for row in section.rows:
            table.add_row(*(Text(plain(f"{cell:,}" if isinstance(cell, int) else str(cell))) for cell in row))
        console.print()
        console.print(table)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def as_csv(report: Report) -> str:
    """One table: the section in the first column, a line of headings before each section."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for section in report.sections:
        writer.writerow(["section", *_keys(section.columns)])
        writer.writerows([section.title, *map(safe, row)] for row in section.rows)
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
    return json.dumps({"title": report.title, "sections": sections}, ensure_ascii=False, indent=1) + "\n"


def _keys(columns: tuple[str, ...]) -> list[str]:
    return [name or ("name" if index == 0 else "remark") for index, name in enumerate(columns)]


def markdown(report: Report) -> str:
    """A heading and a table for each section."""
    lines = [f"# {report.title}", ""]
    for section in report.sections:
        lines += [f"## {section.title}", "", _row(section.columns), "|---" * len(section.columns) + "|"]
        lines += [_row(row) for row in section.rows]
        lines += ["", *([section.note, ""] if section.note else [])]
    return "\n".join(lines)


def _row(cells: Sequence[Cell]) -> str:
    return "| " + " | ".join(map(marked, cells)) + " |"


def marked(words: Cell) -> str:
    """Words of the data, which must not become markup: what Markdown reads as such is escaped."""
    return _MARKUP.sub(r"\\\g<0>", " ".join(str(words).split()))


STYLE = (
    "body{font:15px/1.5 system-ui,'Noto Sans CJK SC',sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#222}"
    "table{border-collapse:collapse;margin:.5em 0 1.5em}th,td{padding:.2em .8em;text-align:left;border-bottom:1px solid #ddd}"
    "td.n{text-align:right;font-variant-numeric:tabular-nums}p{color:#666}"
)


def html(report: Report) -> str:
    """A page that needs nothing else."""
    body = [f"<h1>{escape(report.title)}</h1>"]
    for section in report.sections:
        head = "".join(f"<th>{escape(column)}</th>" for column in section.columns)
        body.append(f"<h2>{escape(section.title)}</h2>{drawn(section)}<table><tr>{head}</tr>")
        for row in section.rows:
            cells = (
                f'<td class="n">{cell:,}</td>'
                if isinstance(cell, int | float)
                else f"<td>{escape(str(cell))}</td>"
                for cell in row
            )
            body.append(f"<tr>{''.join(cells)}</tr>")
        body.append("</table>" + (f"<p>{escape(section.note)}</p>" if section.note else ""))
    head = f'<meta charset="utf-8"><title>{escape(report.title)}</title><style>{STYLE}</style>'
    return (
        f'<!doctype html>\n<html lang="zh"><head>{head}</head><body>\n'
        + "\n".join(body)
        + "\n</body></html>\n"
    )


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
