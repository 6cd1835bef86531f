"""CSV: one article a row, with a header that names the columns, in English or Chinese."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence

from kg.errors import ArticleError
from kg.load import fields
from kg.load.encodings import decode, marked_encoding
from kg.load.source import LARGEST, Source
from kg.model import Article

COLUMNS = {
    "id": ("编号", "文章编号", "序号"),
    "text": ("正文", "内容", "全文", "文本", "content", "body"),
    "title": ("标题", "题目"),
    "date": ("日期", "时间", "发布时间", "发布日期", "发表时间", "published"),
    "source": ("来源", "稿源"),
    "url": ("链接", "网址", "地址"),
    "author": ("作者", "记者", "authors"),
    "publisher": ("媒体", "网站", "发布者"),
    "section": ("栏目", "频道", "版面"),
}
"""The fields of an article, each with the other names that a column may have for it."""

_FIELD_OF = {name: field for field, names in COLUMNS.items() for name in (field, *names)}
_CHUNK = 1 << 20


def load(source: Source) -> Iterator[Article | ArticleError]:
    """The articles of a comma-separated file, read as a stream. The text keeps its line ends."""
    yield from _rows(source, ",")


def load_tsv(source: Source) -> Iterator[Article | ArticleError]:
    """The articles of a tab-separated file."""
    yield from _rows(source, "\t")


def _rows(source: Source, delimiter: str) -> Iterator[Article | ArticleError]:
    encoding = _encoding(source)
    csv.field_size_limit(LARGEST)  # the module's own limit, 131,072, is less than a long report
    with source.open() as raw, io.TextIOWrapper(raw, encoding, newline="") as stream:
        reader = csv.reader(stream, delimiter=delimiter, strict=True)
        try:
            header = _header(next(reader, []), source.place)
            start = reader.line_num + 1
            for row in reader:
                place, start = f"{source.place}:{start}", reader.line_num + 1
                if any(row):
                    yield _article(header, row, place, encoding.removesuffix("-sig"))
        except csv.Error as error:
            raise ArticleError(
                f"{source.place}:{reader.line_num}",
                f"broken CSV ({error}): quote fields that hold quotes or commas",
            ) from error
        except UnicodeDecodeError as error:
            raise ArticleError(
                source.place, f"not all of it is {error.encoding}: save it anew as UTF-8"
            ) from error


def _header(row: Sequence[str], place: str) -> list[str]:
    header = [_FIELD_OF.get(name.strip().lower(), "") for name in row]
    missing = [name for name in ("id", "text") if name not in header]
    if missing:
        names = "; ".join(f"{name} (or {', '.join(COLUMNS[name])})" for name in missing)
        raise ArticleError(
            place, f"its first line names no column {names}; it has: {', '.join(row) or 'nothing'}"
        )
    return header


def _article(header: Sequence[str], row: Sequence[str], place: str, encoding: str) -> Article | ArticleError:
    if len(row) != len(header):
        return ArticleError(
            place,
            f"{len(row)} fields where the first line names {len(header)}: quote fields that hold commas",
        )
    try:
        return fields.article(
            {name: cell for name, cell in zip(header, row, strict=True) if name}, place, encoding
        )
    except ArticleError as error:
        return error


def _encoding(source: Source) -> str:
    """UTF-8 if the whole file is; else what its beginning tells. One pass over the file, in constant memory."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with source.open() as stream:
        first = chunk = stream.read(_CHUNK)
        if not first.strip():
            raise ArticleError(source.place, "the file is empty")
        if marked_encoding(first):
            return marked_encoding(first)
        try:
            while chunk:
                decoder.decode(chunk)
                chunk = stream.read(_CHUNK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return decode(first[: first.rfind(b"\n") + 1] or first, source.place)[1]
    return "utf-8-sig"
