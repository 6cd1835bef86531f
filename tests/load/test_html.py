"""HTML: body and metadata of pages in several layouts and encodings."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ArticleError
from kg.load.html import article
from kg.load.source import Source
from kg.model import Article

from . import pages

SOURCE = Source(Path("a.html"), "a", "a.html")
BODY = "".join(
    f"<p>{words}</p>"
    for words in (
        "山间县的茶园开了,大家都来了。今年的茶比去年多,价钱也好,村民们的脸上都是笑。",
        "“路修好了,灯也亮了!”村民贺田说,“以后来的人会更多,茶也会卖得更远。”",
        "据了解,全县今年新修村路120公里,新装路灯3000盏,新开茶园读书点42个。",
    )
)


def _read(head: str, body: str) -> Article:
    return article(
        SOURCE, f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()
    )


def _body(found: Article) -> str:
    return "\n".join(found.text[span.start : span.end] for span in found.body)


@pytest.mark.parametrize(
    ("charset", "encoding"), [("utf-8", "utf-8"), ("gb2312", "gb18030"), ("gbk", "gb18030")]
)
def test_the_layout_of_a_news_site(charset: str, encoding: str) -> None:
    found = article(SOURCE, pages.html_page(charset, tail="<p>图为茶园一角</p><p>（责任编辑：贺禾）</p>"))
    assert found.encoding == encoding
    assert found.title == pages.TITLE
    assert (found.date, found.source, found.publisher) == ("2021-08-18T09:07", "茶乡日报", "山间新传媒")
    assert found.authors == ("林白露", "贺小满")
    assert found.section == " > ".join(pages.LEVELS)
    assert _body(found) == "\n".join(line.strip() for line in (*pages.PARAGRAPHS, pages.CREDIT))


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_the_real_article_in_that_layout(shared: Path, charset: str) -> None:
    saved = (shared / "seeds" / "000_2fd3a15b659a71df.txt").read_text("utf-8").split("\n")
    body = [line for line in saved[17:52] if line.strip()]
    title = next(line for line in saved[2:] if line.strip())
    found = article(SOURCE, pages.html_page(charset, body=body[:-1], title=title, credit=body[-1]))
    assert found.title == title
    assert found.authors == tuple(body[-1].split()[1:])  # the reporters, behind 记者
    assert _body(found) == "\n".join(line.strip() for line in body)


def test_meta_elements_of_chinese_systems() -> None:
    found = _read(
        '<title>茶园_新闻_山间县人民政府</title><meta name="SiteName" content="山间县人民政府"><meta name="ColumnName" content="乡村">'
        '<meta name="ArticleTitle" content="茶园里的第一课"><meta name="PubDate" content="2024-03-08 09:05">'
        '<meta name="ContentSource" content="茶乡日报"><meta name="Author" content="林白露">'
        '<link rel="canonical" href="https://example.org/a.html">',
        f"<h1>茶园里的第一课</h1><div>{BODY}</div>",
    )
    assert (found.title, found.date, found.source) == ("茶园里的第一课", "2024-03-08T09:05", "茶乡日报")
    assert (found.publisher, found.section, found.authors) == ("山间县人民政府", "乡村", ("林白露",))
    assert found.url == "https://example.org/a.html"


def test_open_graph_and_linked_data() -> None:
    found = _read(
        '<title>茶园里的第一课 - 茶乡网</title><meta property="og:title" content="茶园里的第一课"><meta property="og:url" content="https://example.org/b">'
        '<script type="application/ld+json">{"@graph": [{"@type": "WebPage"}, {"@type": "NewsArticle", "datePublished": "2024-03-08T01:05:00Z",'
        ' "author": [{"name": "林白露"}, {"name": "贺小满"}], "publisher": {"name": "茶乡网"}}]}</script>'
        '<script type="application/ld+json">{broken</script>',
        f"<article>{BODY}</article>",
    )
    assert (found.title, found.date, found.publisher) == ("茶园里的第一课", "2024-03-08T09:05", "茶乡网")
    assert found.authors == ("林白露", "贺小满")
    assert found.url == "https://example.org/b"


def test_the_date_of_the_page_tells_the_time_that_the_metadata_lacks() -> None:
    block = "<h1>茶园里的第一课</h1><div>2024-03-08 09:05 来源：茶乡日报</div>"
    found = _read('<title>茶园里的第一课</title><meta name="PubDate" content="2024-03-08">', block + BODY)
    assert (found.date, found.source) == ("2024-03-08T09:05", "茶乡日报")


def test_no_address_that_is_none() -> None:
    assert _read('<meta property="og:url" content="javascript:alert(1)">', BODY).url == ""


def test_control_characters_never_reach_the_text() -> None:
    found = _read("<title>茶园</title>", BODY.replace("开了", "开&#11;\x01了&#xD800;"))
    assert found.text.replace("\n", "").isprintable()


@pytest.mark.parametrize(
    "page",
    [
        b"<html><body></body></html>",
        b"<html></html>",
        b"<!-- -->",
        "<html><body><ul><li><a href='/a'>新闻</a></li><li><a href='/b'>时政</a></li></ul><p>© 2024 版权所有</p></body></html>".encode(),
        ("<div>" * 5000 + "茶园开了。" * 50 + "</div>" * 5000).encode(),
        b"<html><body>" + b"<script>var a = 1;</script>" * 50 + b"</body></html>",
    ],
)
def test_pages_without_an_article(page: bytes) -> None:
    with pytest.raises(ArticleError, match=r"a\.html: no "):
        article(SOURCE, page)


def test_trafilatura_says_nothing_on_standard_error(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ArticleError):
        article(SOURCE, b"<html><body></body></html>")
    assert capfd.readouterr() == ("", "")


def test_pages_laid_out_with_tables() -> None:
    lines = "<br>".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{paragraph.strip()}" for paragraph in pages.PARAGRAPHS)
    found = _read(
        f"<title>{pages.TITLE}-山间网</title>",
        "<table><tr><td>新闻</td><td>专题</td></tr></table><table><tr><td>您的位置：<a>首页</a>＞<a>要闻</a>＞正文</td></tr>"
        f"<tr><td><b>{pages.TITLE}</b></td></tr><tr><td>发布时间：2021-08-18 09:07:00　来源：<a>茶乡日报</a>　作者：林白露"
        f"　【字体：<a>大</a> <a>中</a> <a>小</a>】</td></tr><tr><td>{lines}<br>（记者 贺小满）</td></tr>"
        "<tr><td>【<a>打印</a>】【<a>关闭</a>】</td></tr></table><p>主办：山间县人民政府 山ICP备000号</p>",
    )
    assert (found.date, found.source, found.publisher) == ("2021-08-18T09:07", "茶乡日报", "山间网")
    assert (found.authors, found.section) == (("林白露", "贺小满"), "要闻")
    assert _body(found) == "\n".join((*(line.strip() for line in pages.PARAGRAPHS), "（记者 贺小满）"))


def test_blocks_of_date_and_source_in_divisions() -> None:
    found = _read(
        f"<title>{pages.TITLE}</title>",
        f"<h1>{pages.TITLE}</h1><div><div>2021</div><div>08/18</div><div>09:07</div></div>"
        f"<div><div>来源</div><div>茶乡日报</div></div><div>分享</div><div>{BODY}<div>责任编辑：林山</div></div>"
        "<div>相关新闻</div><ul><li><a>茶园里的灯亮了</a></li></ul>",
    )
    assert (found.title, found.date, found.source) == (pages.TITLE, "2021-08-18T09:07", "茶乡日报")
    assert _body(found).count("\n") == 2
    assert "责任编辑" not in _body(found)
