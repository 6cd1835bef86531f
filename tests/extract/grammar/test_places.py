"""Places by the borders of the text."""

from __future__ import annotations

import pytest

from tests.extract.grammar.sample import found


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("会议/n 在/p 白/a 鹿塘/n 召开/v", "白鹿塘"),
        ("走进/v 柳/n 树坪/n 、/w 青山镇/LOC 宣讲/v", "柳树坪"),
        ("军部/n 移驻/v 白/a 鹿塘/n ，/w", "白鹿塘"),
        ("在/p 柳/n 树坪/n 一带/f 打/v", "柳树坪"),
        ("沿/p 清/a 溪/n 而下/v ，/w 到/v 白水/n 村/n 。/w", "白水村"),
    ],
)
def test_a_place_that_the_tagger_does_not_see(sentence: str, name: str) -> None:
    assert ("Place", name) in found(sentence)


@pytest.mark.parametrize("sentence", ["在/p 会上/s 举行/v", "走到/v 了/u 乡/n 里/f", "翻/v 两座/m 山/n 。/w"])
def test_what_is_no_place(sentence: str) -> None:
    assert "Place" not in {type_ for type_, _ in found(sentence)}
