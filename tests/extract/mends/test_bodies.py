"""Bodies for what they are; sentences of our own."""

from __future__ import annotations

import pytest

from tests.extract.mends.test_mends import Named, mended

ORG, PLACE = "Organisation", "Place"


@pytest.mark.parametrize(
    ("text", "found", "becomes"),
    [
        ("市教育局联合团市委开展活动。", (ORG, "市教育局联合团市委"), [(ORG, "市教育局"), (ORG, "团市委")]),
        (
            "青溪市联合国家能源集团开展活动。",
            (ORG, "青溪市联合国家能源集团"),
            [(PLACE, "青溪市"), (ORG, "国家能源集团")],
        ),
        (
            "县委组织部和县总工会发起。",
            (ORG, "县委组织部和县总工会"),
            [(ORG, "县委组织部"), (ORG, "县总工会")],
        ),
        ("县文化和旅游局发起。", (ORG, "县文化和旅游局"), [(ORG, "县文化和旅游局")]),
        ("市体育局联合会到会。", (ORG, "市体育局联合会"), [(ORG, "市体育局联合会")]),
        (
            "东部战区联合作战指挥中心指挥。",
            (ORG, "东部战区联合作战指挥中心"),
            [(ORG, "东部战区联合作战指挥中心")],
        ),
        ("他们会同市财政局发文。", (ORG, "会同市财政局"), [(ORG, "市财政局")]),
        ("施工方青溪电梯有限公司说。", (ORG, "施工方青溪电梯有限公司"), [(ORG, "青溪电梯有限公司")]),
        ("相信青溪驻京办事处到会。", (ORG, "相信青溪驻京办事处"), [(ORG, "青溪驻京办事处")]),
        ("市财政局有关司局参加。", (ORG, "市财政局有关司局"), [(ORG, "市财政局")]),
        ("主办方有关部门参加。", (ORG, "主办方有关部门"), []),
        ("某某协办。", (ORG, "某协办"), [(ORG, "某协办")]),
    ],
)
def test_a_body_is_one(text: str, found: Named, becomes: list[Named]) -> None:
    assert mended(text, found) == becomes
