"""Pages saved as text: body, headline and metadata."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.load import load
from kg.load.page import read_page
from kg.model import Article, Span

from . import pages

BODY = "山间县的茶园开了,大家都来了。今年的茶比去年多,价钱也好。"
MORE = "“路修好了,灯也亮了!”村民贺田说,“以后来的人会更多。”"


def _body(text: str) -> list[str]:
    return [text[span.start : span.end] for span in read_page(text).body]


def test_a_saved_page() -> None:
    text = pages.saved_page()
    page = read_page(text)
    assert page.title == pages.TITLE
    assert page.date == "2021-08-18T09:07"
    assert page.source == "茶乡日报"
    assert page.publisher == "山间新传媒"
    assert page.authors == ("林白露", "贺小满")
    assert page.section == " > ".join(pages.LEVELS)
    assert _body(text) == ["\n\n".join((*pages.PARAGRAPHS, pages.CREDIT))]


def test_the_real_saved_page(shared: Path) -> None:
    path = shared / "seeds" / "000_2fd3a15b659a71df.txt"
    lines = [line for line in path.read_text("utf-8").split("\n") if line.strip()]
    day = [lines[3].strip(), *lines[4].strip().split("/")]
    gold = json.loads((shared / "gold" / "seed.jsonl").read_text("utf-8").split("\n")[0])
    credit = gold["text"].rindex("记者")
    people = (e for e in gold["entities"] if e["type"] == "Person" and e["start"] > credit)
    (article,) = load([path])
    assert isinstance(article, Article)
    start = gold["file_offset"]
    assert article.body == (Span(start, start + len(gold["text"])),)
    assert article.date == f"{'-'.join(day)}T{lines[5].strip()}"
    assert (article.publisher, article.source) == (lines[0].strip(), lines[7].strip())
    assert article.authors == tuple(person["text"] for person in people)
    assert article.section == lines[1].strip().removeprefix("首页 > ").removesuffix(" > 正文")
    assert article.title == gold["title"]


@pytest.mark.parametrize(
    ("block", "date", "source", "authors"),
    [
        (
            "发布时间：2024-03-08 09:05  来源：茶乡日报  作者：林白露  编辑：贺禾  浏览次数：128",
            "2024-03-08T09:05",
            "茶乡日报",
            ["林白露"],
        ),
        ("2024年03月08日09:05 | 来源：茶乡网-山间频道 小字号", "2024-03-08T09:05", "茶乡网-山间频道", []),
        ("来源：茶乡日报　　2024/3/8 9:05:11　　责任编辑：贺禾", "2024-03-08T09:05", "茶乡日报", []),
        ("茶乡日报 2024-03-08 09:05", "2024-03-08T09:05", "茶乡日报", []),
        ("2024-03-08 09:05:00 茶乡日报", "2024-03-08T09:05", "茶乡日报", []),
        ("日期：2024-03-08", "2024-03-08", "", []),
        ("08\n2024-03\n稿源：茶乡日报\n作者\n林白露", "2024-03-08", "茶乡日报", ["林白露"]),
        ("２０２４－０３－０８　来源：茶乡日报", "", "茶乡日报", []),
        ("發佈時間：2024-03-08 來源：茶鄉日報 記者：林白露", "2024-03-08", "茶鄉日報", ["林白露"]),
        (
            "（来源：茶乡日报 记者 林白露 通讯员 贺小满）\n2024-03-08",
            "2024-03-08",
            "茶乡日报",
            ["林白露", "贺小满"],
        ),
    ],
)
def test_blocks_of_date_and_source(block: str, date: str, source: str, authors: list[str]) -> None:
    text = f"茶园里的第一课\n{block}\n{BODY}\n{MORE}"
    page = read_page(text)
    assert (page.title, page.source, list(page.authors)) == ("茶园里的第一课", source, authors)
    assert page.date == date or not date
    assert _body(text) == [f"{BODY}\n{MORE}"]


@pytest.mark.parametrize(
    ("credit", "authors"),
    [
        ("记者 林白露 贺小满", ["林白露", "贺小满"]),
        ("（本报记者　林　白　贺小满）", ["林白", "贺小满"]),
        ("(记者 林白露 通讯员 贺小满)", ["林白露", "贺小满"]),
        ("（记者：林白露、贺小满）", ["林白露", "贺小满"]),
        ("本报首席记者 林白露 实习生 贺小满", ["林白露", "贺小满"]),
        ("作者：林白露", ["林白露"]),
        ("本报记者 林白露 文/图", ["林白露"]),
        ("記者 林白露", ["林白露"]),
        ("撰稿　林白露", ["林白露"]),
    ],
)
def test_credits_stay_in_the_body(credit: str, authors: list[str]) -> None:
    text = f"{BODY}\n{MORE}\n\n\u3000\u3000{credit}"
    page = read_page(text)
    assert list(page.authors) == authors
    assert page.body == (Span(0, len(text)),)


@pytest.mark.parametrize(
    ("opening", "authors"),
    [
        ("本报讯（记者 林白露 通讯员 贺小满）", ["林白露", "贺小满"]),
        ("新华社南京8月1日电（记者林白露、贺小满）", ["林白露", "贺小满"]),
        ("央视网消息（新闻联播）：", []),
        ("茶乡晚报讯(见习记者 热娜·江)", ["热娜·江"]),
    ],
)
def test_datelines_stay_in_the_body(opening: str, authors: list[str]) -> None:
    text = f"{opening}{BODY}\n{MORE}"
    page = read_page(text)
    assert list(page.authors) == authors
    assert page.body == (Span(0, len(text)),)


@pytest.mark.parametrize(
    "foot",
    [
        "（责任编辑：贺禾）",
        "责编：贺禾　审核：林山",
        "【打印】【关闭】",
        "分享到：微信 微博 QQ空间",
        "上一篇：山间县又修好一条路\n下一篇：茶园里的灯亮了",
        "相关阅读\n山间县又修好一条路\n茶园里的灯亮了，游客多了一倍",
        "版权所有 山间县融媒体中心 未经许可不得转载\n山ICP备00000000号-1",
        "Copyright © 2024 shanjian.example\n地址：山间县山间路1号 邮编：000000\n关于我们 | 联系我们",
        "点击数：128\n主办单位：山间县人民政府办公室\n网站标识码：0000000000",
        "来源：茶乡日报　责任编辑：贺禾",
        "（图为村民在茶园里采茶。林山 摄）",
        "扫一扫关注我们",
    ],
)
def test_feet_are_cut_off(foot: str) -> None:
    text = f"{BODY}\n{MORE}\n{foot}\n"
    assert _body(text) == [f"{BODY}\n{MORE}"]


def test_an_editor_at_the_end_of_the_last_paragraph() -> None:
    assert _body(f"{BODY}\n{MORE}（责任编辑：贺禾）") == [f"{BODY}\n{MORE}"]
    assert read_page(f"{BODY}\n{MORE}（来源：茶乡日报）").source == "茶乡日报"


def test_captions_in_the_middle_split_the_body() -> None:
    assert _body(f"{BODY}\n▲图为茶园一角\n分享\n{MORE}") == [BODY, MORE]


def test_plain_texts_are_all_body() -> None:
    assert _body(f"{BODY}\n{MORE}\n") == [f"{BODY}\n{MORE}"]
    assert _body("茶园开了") == ["茶园开了"]
    assert _body("第一行没有句号\r\n第二行也没有\r\n") == ["第二行也没有"]
    assert read_page(f"茶园里的第一课\n{BODY}").title == "茶园里的第一课"
    assert read_page(f"{BODY}\n{MORE}").title == ""


@pytest.mark.parametrize(
    "line",
    [
        "2024年3月8日，茶园开了。",
        "来源于茶园的收入占了一半，村民很高兴。",
        "分享会上，村民们说得最多的是路。",
        "版权所有者是谁？这是会上问得最多的问题。",
        "编辑部搬到了茶园里，大家围着桌子坐下。",
        "相关阅读活动已在全县开展，读书的人多了。",
        "中小学的孩子们也来了，老师带着他们采茶。",
        "图书馆为村民送来了书，大家都说好。",
        "上一篇文章写的是茶，这一次写路，写灯。",
    ],
)
def test_sentences_that_only_look_like_furniture(line: str) -> None:
    text = f"茶园里的第一课\n{BODY}\n{line}\n{MORE}\n"
    assert _body(text) == [f"{BODY}\n{line}\n{MORE}"]


def test_breadcrumbs() -> None:
    text = f"新闻 时政 更多\n您当前的位置：茶乡网 >> 山间频道 >> 正文\n茶园里的第一课\n2024-03-08\n{BODY}\n{MORE}"
    page = read_page(text)
    assert (page.publisher, page.section, page.title) == ("茶乡网", "山间频道", "茶园里的第一课")


def test_the_publisher_from_the_imprint() -> None:
    assert read_page(f"{BODY}\n{MORE}\n版权所有：山间县融媒体中心").publisher == "山间县融媒体中心"
    assert read_page(f"{BODY}\n{MORE}\n版权所有 未经授权禁止转载").publisher == ""


@given(
    st.lists(
        st.sampled_from(
            [
                BODY,
                MORE,
                "分享",
                "2021",
                "08/18",
                "来源",
                "茶乡日报",
                "首页 > 新闻 > 正文",
                "上一篇",
                "©",
                "",
                " ",
                "记者 林白露",
            ]
        )
        | st.text(max_size=12)
    )
)
def test_the_body_is_sorted_and_within_the_text(lines: list[str]) -> None:
    text = "\n".join(lines)
    end = -1
    for span in read_page(text).body:
        assert end < span.start < span.end <= len(text)
        end = span.end


def test_linear_on_hostile_lines() -> None:
    started = time.process_time()
    units = (
        "来源：",
        "（记者 ",
        "分享 ",
        "> ",
        "2021-",
        "1",
        "。",
        "\n",
        "记者 林白露 ",
        "小",
        "【",
        "版权所有 ",
        " ",
    )
    for unit in units:
        read_page(unit * (600_000 // len(unit)))
        read_page((unit * 100)[:199] + "茶\n" + BODY)
    assert time.process_time() - started < 20
