"""The newspaper's name over an article; invented papers and people."""

from __future__ import annotations

import pytest

from kg.load.page import read_page

BODY = "5月6日，青溪县干部来到石桥湾祭扫，沈佳禾说，要牢记历史。\n县里的人敬献花篮，大家重温了誓词，活动持续了一个上午。"


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("江畔日报", ""),
        ("江畔日报 2023年5月6日 星期六 第2版", "2023-05-06"),
        ("江畔晚报 A3版", ""),
        ("青溪县融媒体中心", ""),
    ],
)
def test_a_masthead_is_no_headline(head: str, date: str) -> None:
    page = read_page(f"{head}\n清明时节祭英烈\n{BODY}")
    assert (page.title, page.date, page.source) == ("清明时节祭英烈", date, head.split()[0])
    assert page.body[0].start == len(head) + len("清明时节祭英烈") + 2
    bare = read_page(f"{head}\n{BODY}")
    assert (bare.title, bare.source) == ("", head.split()[0])


def test_a_masthead_over_the_date_is_no_headline() -> None:
    page = read_page(f"江畔日报\n2023-05-06\n清明时节祭英烈\n{BODY}")
    assert (page.title, page.date, page.source) == ("清明时节祭英烈", "2023-05-06", "江畔日报")


@pytest.mark.parametrize(
    "title",
    ["走进江畔日报", "江畔日报创刊七十周年", "江畔日报 见证一座城", "织密基层防护网", "青溪县写好春耕答卷"],
)
def test_headlines_stay(title: str) -> None:
    assert read_page(f"{title}\n{BODY}").title == title


def test_reporters_name_their_paper_and_make_no_headline() -> None:
    page = read_page(f"江畔日报记者 缪思远\n{BODY}")
    assert (page.title, page.source, page.authors) == ("", "江畔日报", ("缪思远",))
    assert read_page(f"本报记者 缪思远\n{BODY}").source == ""


def test_what_the_page_says_itself_goes_first() -> None:
    page = read_page(f"清明时节祭英烈\n2023-05-06 来源：山间日报\n江畔日报记者 缪思远\n{BODY}")
    assert (page.title, page.source) == ("清明时节祭英烈", "山间日报")


def test_over_a_breadcrumb_it_is_the_publisher() -> None:
    page = read_page(f"江畔日报\n首页 > 新闻 > 正文\n清明时节祭英烈\n2023-05-06\n{BODY}")
    assert (page.title, page.publisher) == ("清明时节祭英烈", "江畔日报")
