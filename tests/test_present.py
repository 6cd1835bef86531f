"""Documents as JSON Lines, as rows, and as a page that no article can break."""

from __future__ import annotations

import json
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kg.model import Article, Document, Fact, Mention, Quote, Ref, Span
from kg.ontology import ontology
from kg.present import html, jsonl, plain, table

TEXT = "首页 导航\n松岭市委书记林远山说：“要把故事讲好。”\n版权所有"
XSS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</mark></div><iframe src=javascript:alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<<script>script>alert(1)<</script>/script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<body onload=alert(1)>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<!--<script>-->alert(1)",
    "<![CDATA[<script>alert(1)</script>]]>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#x3C;script>alert(1)&#x3C;/script>",
    "<input autofocus onfocus=alert(1)>",
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    "<template><script>alert(1)</script></template>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content=0;url=javascript:alert(1)>",
]
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "nav", "span", "mark", "article"),
    *("h2", "p", "div", "table", "tr", "th", "td"),
}


def at(words: str, text: str = TEXT) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def document() -> Document:
    start, end = at("松岭市委书记林远山说：“要把故事讲好。”")
    lin, post = Ref("Person", "林远山"), Ref("Role", "松岭市委书记")
    quote = Quote(*at("要把故事讲好。"), "要把故事讲好。")
    mentions = (
        Mention(*at("松岭市委书记"), "Role", "松岭市委书记", "松岭市委书记", "learned/1", 0.98765),
        Mention(*at("林远山"), "Person", "林远山", "林远山", "learned/1", 1.0),
    )
    facts = (
        Fact(lin, "holdsRole", post, start, end, "rule.a/1", 0.9),
        Fact(lin, "says", quote, start, end, "rule.b/1", 0.8, "planned"),
    )
    article = Article("样/1", TEXT, "题", "2021-04-08", "松岭日报", body=(Span(start, end),))
    return Document(article, TEXT, mentions=mentions, facts=facts)


def test_jsonl_is_what_is_promised() -> None:
    [line] = jsonl([document()])
    found = json.loads(line)
    assert list(found) == ["id", "entities", "relations"]
    assert found["entities"][0] == {
        "start": 6,
        "end": 12,
        "type": "Role",
        "text": "松岭市委书记",
        "canonical": "松岭市委书记",
        "by": "learned/1",
        "confidence": 0.9877,
    }
    assert found["relations"][1] == {
        "subject": "林远山",
        "predicate": "says",
        "object": "要把故事讲好。",
        "start": 6,
        "end": 26,
        "by": "rule.b/1",
        "confidence": 0.8,
        "status": "planned",
    }
    assert "\\u" not in line


def test_jsonl_scores_full_marks_against_itself(shared: Path, tmp_path: Path) -> None:
    ends = [{"id": f"e{n}", "ignore": 0} for n in range(2)]
    gold = {
        "id": "样/1",
        "text": TEXT,
        "entities": [
            {
                "start": m.start,
                "end": m.end,
                "type": m.type,
                "text": m.text,
                "canonical": m.text,
                "id": e["id"],
            }
            for m, e in zip(document().mentions, ends, strict=True)
        ],
        "relations": [
            {"subject": "e1", "predicate": "holdsRole", "object": "e0", "evidence": [6, 26]},
            {
                "subject": "e1",
                "predicate": "says",
                "object": {"quote": list(at("要把故事讲好。"))},
                "evidence": [6, 26],
            },
        ],
        "ignore": [],
    }
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold, ensure_ascii=False) + "\n", encoding="utf-8")
    (tmp_path / "found.jsonl").write_text("".join(jsonl([document()])) + "\n", encoding="utf-8")
    command = [
        sys.executable,
        shared / "gold" / "score.py",
        "gold.jsonl",
        "found.jsonl",
        "--json",
        "out.json",
    ]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    scores = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    figures = [scores[name]["MICRO"]["F1"] for name in ("strict", "relations")]
    assert figures == [1.0, 1.0]


def test_table_lists_mentions_then_facts() -> None:
    rows = list(table([document()]))
    assert rows[0] == ("样/1", "6–12", "Role", "松岭市委书记", "", "0.99")
    assert rows[-1] == ("样/1", "6–26", "says", "林远山 → “要把故事讲好。”", "planned", "0.80")


def test_html_colours_mentions_and_greys_what_is_not_the_article() -> None:
    page = "".join(html([document()]))
    colour = ontology().types["Person"].colour
    assert f"mark.Person{{border-color:{colour}" in page
    assert '<mark class="Person" title="Person 林远山 (learned/1, 1.00)">林远山</mark>' in page
    assert '<span class="off">首页 导航\n</span>' in page
    assert '<span class="off">\n版权所有</span>' in page
    assert "<td>“要把故事讲好。”</td>" in page


class Page(HTMLParser):
    """Tags and attributes of a page, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("payload", XSS)
def test_html_escapes_all_that_an_article_says(payload: str) -> None:
    text = f"前{payload}后"
    mention = Mention(1, 1 + len(payload), "Person", payload, payload, "learned/1", 1.0)
    who = Ref("Person", payload)
    fact = Fact(who, "says", Quote(1, 1 + len(payload), payload), 0, len(text), "rule.a/1", 1.0)
    article = Article(payload, text, payload, payload, payload, body=(Span(0, len(text) - 1),))
    plain_one = Document(Article(payload, text, "", "", "", payload), text)
    page = Page()
    page.feed("".join(html([Document(article, text, mentions=(mention,), facts=(fact,)), plain_one])))
    assert page.tags <= TAGS
    assert page.attributes <= {"lang", "charset", "class", "title"}
    assert page.text.count(payload) >= 8


def test_plain_text_cannot_move_the_cursor() -> None:
    assert plain("甲\x1b[2J\r\x07\u202e乙\n\t") == "甲�[2J���乙\n\t"
