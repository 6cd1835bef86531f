"""Shows a report as text, CSV, JSON, Markdown or a self-contained HTML page."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from html import escape

from rich.console import Console
from rich.table import Table

from kg.report.sections import Report


def text(report: Report) -> str:
    out = io.StringIO()
    console = Console(file=out, width=120, highlight=False)
    console.print(report.title, style="bold")
    for section in report.sections:
        table = Table(
            title=section.title,
            title_justify="left",
            caption=section.note or None,
            caption_justify="left",
            box=None,
            header_style="bold",
        )
        for index, column in enumerate(section.columns):
            numeric = all(isinstance(row[index], int | float) for row in section.rows)
            table.add_column(column, justify="right" if numeric else "left", overflow="fold")
        for row in section.rows:
            table.add_row(*(f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row))
        console.print()
        console.print(table)
    return out.getvalue()


def as_csv(report: Report) -> str:
    """One table: the section in the first column."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for section in report.sections:
        writer.writerow(["section", *section.columns])
        for row in section.rows:
            writer.writerow(
                [
                    section.title,
                    *(f"'{c}" if isinstance(c, str) and c[:1] in ("=", "+", "-", "@") else c for c in row),
                ]
            )
    return out.getvalue()


def as_json(report: Report) -> str:
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
    lines = [f"# {report.title}", ""]
    for section in report.sections:
        lines += [f"## {section.title}", "", _row(section.columns), _row(["---"] * len(section.columns))]
        lines += [_row(row) for row in section.rows]
        lines += ["", *([section.note, ""] if section.note else [])]
    return "\n".join(lines)


def _row(cells: object) -> str:
    assert isinstance(cells, list | tuple)
    return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


_STYLE = (
    "body{font:15px/1.5 system-ui,'Noto Sans CJK SC',sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#222}"
    "table{border-collapse:collapse;margin:.5em 0 1.5em}th,td{padding:.2em .8em;text-align:left;border-bottom:1px solid #ddd}"
    "td.n{text-align:right;font-variant-numeric:tabular-nums}p{color:#666}"
)


def html(report: Report) -> str:
    body = [f"<h1>{escape(report.title)}</h1>"]
    for section in report.sections:
        head = "".join(f"<th>{escape(column)}</th>" for column in section.columns)
        body.append(f"<h2>{escape(section.title)}</h2><table><tr>{head}</tr>")
        for row in section.rows:
            cells = (
                f'<td class="n">{cell:,}</td>'
                if isinstance(cell, int | float)
                else f"<td>{escape(str(cell))}</td>"
                for cell in row
            )
            body.append(f"<tr>{''.join(cells)}</tr>")
        body.append("</table>" + (f"<p>{escape(section.note)}</p>" if section.note else ""))
    head = f'<meta charset="utf-8"><title>{escape(report.title)}</title><style>{_STYLE}</style>'
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


def render(report: Report, format_: str) -> str:
    """The report in one of `FORMATS`."""
    return FORMATS[format_](report)
