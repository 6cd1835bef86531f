"""Encodings: what is chosen, in which order, and what is refused."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ArticleError
from kg.load.encodings import decode

SIMPLIFIED = "山间县的茶园开了,大家都来了。“路修好了,灯也亮了!”村民们说。今年已有4.7万人次来过这里。"
TRADITIONAL = "山間縣的茶園開了，大家都來了。「路修好了，燈也亮了！」村民們說。今年已有四萬人次來過這裡。"


@pytest.mark.parametrize(
    ("text", "encoding", "declared", "chosen"),
    [
        (SIMPLIFIED, "utf-8", "", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "gb2312", "utf-8"),
        (SIMPLIFIED, "utf-16", "", "utf-16"),
        (SIMPLIFIED, "gb18030", "", "gb18030"),
        (SIMPLIFIED + "镕喆㙓𠮷€", "gb18030", "gb2312", "gb18030"),
        (SIMPLIFIED, "gb18030", "utf-8", "gb18030"),
        (SIMPLIFIED, "utf-8", "gb2312", "utf-8"),
        (SIMPLIFIED, "utf-8", "iso-8859-1", "utf-8"),
        (SIMPLIFIED, "gb18030", "no-such-encoding", "gb18030"),
        (TRADITIONAL, "big5", "big5", "big5hkscs"),
        (TRADITIONAL, "gb18030", "", "gb18030"),
        ("茶园开了。", "gb18030", "", "gb18030"),
    ],
)
def test_chosen(text: str, encoding: str, declared: str, chosen: str) -> None:
    assert decode(text.encode(encoding), "a.txt", declared) == (text, chosen)


def test_traditional_text_in_big5_is_never_read_as_something_else() -> None:
    text, encoding = decode((TRADITIONAL * 5).encode("big5"), "a.txt")
    assert text == TRADITIONAL * 5
    assert encoding.startswith(("big5", "cp950"))


@pytest.mark.parametrize("data", [b"\x00\x01\x02", b"\xff" * 40, "café déjà vu, naïve".encode("latin-1") * 9])
def test_refused(data: bytes) -> None:
    with pytest.raises(ArticleError, match=r"a\.txt: "):
        decode(data, "a.txt")


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"]), min_size=1))
def test_utf8_is_read_as_it_is(text: str) -> None:
    assert decode(b"\xef\xbb\xbf" + text.encode(), "a.txt")[0] == text


@pytest.mark.parametrize(("mark", "codec"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
@pytest.mark.parametrize("seed", range(20))
def test_bytes_by_chance_behind_a_mark_are_no_text(mark: bytes, codec: str, seed: int) -> None:
    letters = Random(seed)
    junk = "".join(
        one for _ in range(60) if not "\ud800" <= (one := chr(letters.randrange(0xA0, 0xFFFE))) <= "\udfff"
    )
    with pytest.raises(ArticleError, match=r"a\.txt: no text in utf-16"):
        decode(mark + junk.encode(codec), "a.txt")


def test_characters_of_nobody_are_no_text_in_any_encoding() -> None:
    with pytest.raises(ArticleError, match="no text in utf-8"):
        decode(("\ue000\ue001\ufffa" * 9 + "天").encode(), "a.txt")
    bullets = "\ue10c第一件事，路修好了。\n" * 9
    assert decode(bullets.encode(), "a.txt") == (bullets, "utf-8")


@pytest.mark.parametrize(
    "text", [TRADITIONAL, "Plain text, 1949.", "Привет, Пекин", "東京のニュースです。", "𠮷𠮷，𠮷。", " "]
)
def test_what_is_written_in_utf16_is_read(text: str) -> None:
    for codec in ("utf-16", "utf-32"):
        assert decode(text.encode(codec), "a.txt")[0] == text


@given(st.binary(max_size=60))
def test_any_bytes_give_text_or_an_article_error(data: bytes) -> None:
    try:
        text, _ = decode(data, "a.txt")
    except ArticleError:
        return
    assert "\x00" not in text
