"""Names from abroad as words of their own."""

from __future__ import annotations

import pytest

from kg.extract.abroad import corrected
from tests.extract.grammar.sample import tagged


def cut(sentence: str) -> str:
    document = tagged(sentence)
    words = corrected(document.shadow, document.words)
    return " ".join(f"{document.shadow[word.start : word.end]}/{word.tag}" for word in words)


@pytest.mark.parametrize(
    ("tagger", "right"),
    [
        ("在/p 赫尔松/PER 附近/f", "在/p 赫尔松/LOC 附近/f"),
        ("扎波罗/PER 热/a 当地/s", "扎波罗热/LOC 当地/s"),
        ("圣多美/PER 和/c 普林西/PER 比/p", "圣多美和普林西比/LOC"),
        ("黎真/PER 主党/n 称/v", "黎真主党/ORG 称/v"),
        ("外长/n 阿卜杜拉希/PER 扬/v 说/v", "外长/n 阿卜杜拉希扬/PER 说/v"),
        ("红利曼、库皮扬斯克/PER 等/u", "红利曼/LOC 、/w 库皮扬斯克/LOC 等/u"),
        ("内塔尼亚/PER 胡称/v", "内塔尼亚胡/PER 称/v"),
    ],
)
def test_what_the_tagger_splits_or_takes_for_a_person(tagger: str, right: str) -> None:
    assert cut(tagger) == right


@pytest.mark.parametrize(
    "sentence",
    [
        "乌克兰国防部/ORG 说/v",  # part of a body
        "美国/LOC 国防/n 部长/n 说/v",  # an office
        "萨尔瓦多·阿连德/PER 说/v",  # part of a person's name
        "访问/v 俄罗斯/LOC",  # known
        "王小红/PER 说/v",
    ],
)
def test_what_stays(sentence: str) -> None:
    assert cut(sentence) == sentence


def test_the_words_cover_the_same_text() -> None:
    document = tagged("在/p 红利曼、扎波罗/PER 热/a 和/c 哈马斯领导人/PER")
    words = corrected(document.shadow, document.words)
    assert "".join(document.shadow[word.start : word.end] for word in words) == document.shadow
