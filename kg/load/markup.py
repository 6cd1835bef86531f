"""What the markup of a page says of its article, and the page's text as a browser would save it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

import lxml.etree
import lxml.html

from kg.load import credits
from kg.load.dates import iso
from kg.load.page import Page, is_outlet

_DATES = (
    "pubdate",
    "article:published_time",
    "og:published_time",
    "datepublished",
    "publishdate",
    "publish_date",
    "publishtime",
    "firstpublishedtime",
    "weibo:article:create_at",
    "dc.date",
    "dcterms.date",
    "og:release_date",
)
_SOURCES = ("contentsource", "article:source", "source", "dc.source")
_SITES = ("sitename", "og:site_name", "application-name", "dc.publisher")
_SECTIONS = ("columnname", "article:section")
_AUTHORS = ("author", "article:author", "contentauthor", "dc.creator")
_TITLES = ("articletitle", "og:title", "twitter:title", "dc.title")

_SITE_TAIL = re.compile(r"\s*(?:[_|｜]|\s[-–—]+\s?|[-–—]+(?=[^-–—]{2,14}\Z)(?<![—–]{2}))[^_|｜]*\Z")
_INVISIBLE = frozenset(
    {"script", "style", "noscript", "template", "select", "head", "iframe", "svg", "textarea"}
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "button",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)


def metadata(tree: lxml.html.HtmlElement) -> Page:
    """Title, date, source, publisher, authors and section from meta elements, headline and JSON-LD."""
    metas = _metas(tree)
    linked = next(_linked_data(tree), {})
    authors = [name for key in _AUTHORS for name in credits.labelled_authors({"作者": metas.get(key, "")})]
    return Page(
        title=_title(tree, metas),
        date=next(filter(None, (iso(metas.get(key, "")) for key in _DATES)), "")
        or iso(_text_of(linked.get("datePublished")))
        or _time(tree),
        source=_first(metas, _SOURCES),
        publisher=_first(metas, _SITES) or _name_of(linked.get("publisher")) or _site_in_title(tree),
        authors=tuple(
            dict.fromkeys(authors or credits.labelled_authors({"作者": _name_of(linked.get("author"))}))
        ),
        section=_crumbs(tree) or _first(metas, _SECTIONS),
    )


def url(tree: lxml.html.HtmlElement) -> str:
    """The page's own address, where it gives one."""
    links = tree.xpath("//link[translate(@rel, 'CANONICAL', 'canonical')='canonical']/@href")
    metas = _metas(tree)
    for address in (*map(str, links), metas.get("og:url", ""), metas.get("url", "")):
        if re.match(r"https?://[^\s<>\"{}|\\^`]+\Z", address.strip()):
            return address.strip()
    return ""


def visible(tree: lxml.html.HtmlElement) -> str:
    """The text of a page, each block in lines of its own, as a browser saves it.

    Between two elements that follow one another without text there is a blank: `<b>2021</b><b>08/18</b>`.
    """
    parts: list[str] = []
    hidden = 0
    closed = False
    for event, element in lxml.etree.iterwalk(tree, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        block = element.tag in _BLOCKS
        if event == "start":
            hidden += element.tag in _INVISIBLE
            parts.append("\n" if block else " " if closed else "")
            words = element.text
        else:
            hidden -= element.tag in _INVISIBLE
            parts.append("\n" if block else "")
            words = element.tail
        if words and not hidden:
            parts.append(re.sub(r"\s+", " ", words))
        closed = event == "end" and not (words and words.strip())
    return "".join(parts)


def _metas(tree: lxml.html.HtmlElement) -> dict[str, str]:
    """The content of meta elements by name, property or itemprop in lower case; the first of a name counts."""
    metas: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("name") or element.get("property") or element.get("itemprop") or ""
        content = " ".join((element.get("content") or "").split())
        if name and content:
            metas.setdefault(name.strip().lower(), content)
    return metas


def _first(metas: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((metas[name] for name in names if name in metas), "")


def _title(tree: lxml.html.HtmlElement, metas: Mapping[str, str]) -> str:
    """The headline: the h1 that the window's title repeats, else what the meta elements or that title say."""
    window = " ".join((tree.findtext(".//title") or "").split())
    named = metas.get("articletitle", "")
    headings = [words for h1 in tree.iter("h1") if (words := " ".join(h1.text_content().split()))]
    known = (window + _first(metas, _TITLES)).replace(" ", "")
    repeated = [words for words in headings if len(words) > 3 and words.replace(" ", "") in known]
    if named or repeated or (len(headings) == 1 and not known):
        return named or max([*repeated, *headings], key=lambda words: (words in repeated, len(words)))
    return _SITE_TAIL.sub("", _first(metas, _TITLES) or window)


def _site_in_title(tree: lxml.html.HtmlElement) -> str:
    """The outlet at the end of the window's title: …_山间网."""
    tail = _SITE_TAIL.search(" ".join((tree.findtext(".//title") or "").split()))
    name = tail[0].strip(" _|｜-–—") if tail else ""
    return name if is_outlet(name) else ""


def _time(tree: lxml.html.HtmlElement) -> str:
    return next(filter(None, (iso(element.get("datetime") or "") for element in tree.iter("time"))), "")


def _crumbs(tree: lxml.html.HtmlElement) -> str:
    """The levels of a breadcrumb that is marked up as a list, without its ends."""
    items = tree.xpath("//*[contains(@class, 'crumb')]//li")
    levels = [re.sub(r"[\s>»/›]+", " ", item.text_content()).strip() for item in items]
    return " > ".join(level for level in levels[1:] if level and level not in ("正文", "内容", "详情"))


def _linked_data(tree: lxml.html.HtmlElement) -> Iterator[dict[str, object]]:
    """The objects of JSON-LD that describe an article."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            value = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue  # a page may carry broken JSON-LD and still be a good page
        values = value if isinstance(value, list) else [value]
        graph = [item for value in values if isinstance(value, dict) for item in _graph(value)]
        yield from (item for item in graph if "Article" in str(item.get("@type")))


def _graph(value: dict[str, object]) -> list[dict[str, object]]:
    graph = value.get("@graph")
    items = graph if isinstance(graph, list) else [value]
    return [item for item in items if isinstance(item, dict)]


def _name_of(value: object) -> str:
    """The name of a person or organisation in JSON-LD: a string, an object, or a list of them."""
    if isinstance(value, list):
        return "、".join(filter(None, map(_name_of, value)))
    return _text_of(value.get("name")) if isinstance(value, dict) else _text_of(value)


def _text_of(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
