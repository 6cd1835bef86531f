"""Web pages: the article's paragraphs by trafilatura, its metadata by rules of our own."""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml.etree
import lxml.html

from kg.errors import ArticleError
from kg.load import markup
from kg.load.encodings import cleaned, decoded
from kg.load.lines import classified
from kg.load.page import Page, read_page
from kg.load.source import Source
from kg.model import Article

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.\-]{2,20})""", re.I)
_DECLARATION_WITHIN = 4096
_REFERENCE = re.compile(r"&#(?:[xX]([0-9A-Fa-f]{1,6})|([0-9]{1,7}));?")
_LAYOUT_CELL = 100
"""Characters of a table cell beyond which it holds an article, not data."""

_BULLET = re.compile(r"^- ", re.M)


def load(source: Source) -> Iterator[Article]:
    """The one article of a page. Its text is the article's paragraphs, one a line; offsets refer to that.

    Raises:
        ArticleError: the page is empty, binary, in no known encoding, or has no article that can be found.
    """
    yield article(source, source.read())


def article(source: Source, data: bytes) -> Article:
    """The article of a page's bytes."""
    declared = _DECLARED.search(data, 0, _DECLARATION_WITHIN)
    page, encoding = decoded(data, source.place, declared[1].decode() if declared else "")
    tree = _tree(_REFERENCE.sub(_allowed, cleaned(page)), source.place)
    found = markup.metadata(tree)
    around = read_page(markup.visible(tree), found.title)
    title = found.title or around.title
    text = _paragraphs(tree, source.place)
    inside = read_page(text, title)
    if not any(line.is_prose for line in classified(text)) or not inside.body:
        raise ArticleError(source.place, "no article on this page: only headlines, links and imprint")
    return Article(
        source.id,
        text,
        title or inside.title,
        _date(found, around),
        found.source or around.source or inside.source,
        found.publisher or around.publisher,
        around.authors or inside.authors or found.authors,
        around.section or found.section,
        markup.url(tree),
        body=inside.body,
        path=source.place,
        encoding=encoding,
    )


def _allowed(reference: re.Match[str]) -> str:
    """A character reference, or a blank where it stands for what no text may hold."""
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return reference[0] if code <= 0x10FFFF and cleaned(chr(code)) == chr(code) else " "


def _tree(page: str, place: str) -> lxml.html.HtmlElement:
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = lxml.html.document_fromstring(page.encode("utf-8"), parser=parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise ArticleError(place, f"no web page ({error})") from error
    return tree


def _paragraphs(tree: lxml.html.HtmlElement, place: str) -> str:
    """The article's paragraphs, one a line."""
    import trafilatura  # takes 0.3 s, which a build without pages need not spend

    _unfold_layout(tree)
    try:
        text = trafilatura.extract(tree, include_comments=False, output_format="txt")
    # What a library of 10,000 lines raises on markup that nobody foresaw.
    except (lxml.etree.LxmlError, ValueError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise ArticleError(
            place, f"no article can be taken from this page ({error}): save it as text"
        ) from error
    if not text or not text.strip():
        raise ArticleError(
            place,
            "no article on this page, or its markup is nested too deeply: open it in a browser and save it as text",
        )
    return cleaned(_BULLET.sub("", text)).strip()


def _unfold_layout(tree: lxml.html.HtmlElement) -> None:
    """Turns the tables that old pages are laid out with into blocks: those with an article's worth of text in a cell."""
    for cell in [cell for cell in tree.iter("td") if len(cell.text_content()) > _LAYOUT_CELL]:
        for element in (cell, *cell.iterancestors()):
            if element.tag in ("table", "tbody", "tr", "td"):
                element.tag = "div"


def _date(found: Page, around: Page) -> str:
    """The date of the metadata; the page's own where that is the same day with a time, or there is no other."""
    if found.date and not around.date.startswith(found.date):
        return found.date
    return around.date or found.date
