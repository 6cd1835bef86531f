"""People whom the tagger takes for other words."""

from __future__ import annotations

import pytest

from tests.extract.grammar.sample import found


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("果农/n 季/n 满仓/v 端着/v 筐/n", "季满仓"),
        ("老伴/n 那/r 桂枝/n 就/d 笑/v", "那桂枝"),
        ("徒弟/n 余粮/n ，/w", "余粮"),
        ("县委书记/n 多杰/n 才让/v 到场/v", "多杰才让"),
        ("新郎/n 吉克/n ·/w 阿都/n 是/v 队员/n", "吉克·阿都"),
        ("记者/n 沈/n // 禾/n", "沈 禾"),
        ("副校长/n 沈/n // 禾/n 等/u", "沈 禾"),
    ],
)
def test_a_person(sentence: str, name: str) -> None:
    assert ("Person", name) in found(sentence)


@pytest.mark.parametrize(
    "sentence", ["果农/n 向/p 烈士/n 敬献/v 花/n", "有人/r 代办/v 。/w", "多杰/n 来/v", "小/a // 河/n 流/v"]
)
def test_nobody(sentence: str) -> None:
    assert "Person" not in {type_ for type_, _ in found(sentence)}
