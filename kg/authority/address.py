"""What people are called by their family name: 廖主任, 刁大爷. Such a name tells no more of its bearer than the family name."""

from __future__ import annotations

import re

CALLED = re.compile(
    "(?P<family>[一-鿿]{1,2}?)(?:原|老)?(?P<title>副?(?:总书记|书记|主任|主席|部长|局长|厅长|处长|科长|所长|院长|校长|园长|馆长|站长|队长|"
    "团长|社长|会长|组长|班长|厂长|行长|县长|市长|区长|镇长|乡长|村长|总经理|经理|董事长|秘书长|教授|医生|大夫|老师|博士|律师|记者|"
    "警官|导师|师傅|指导员|教导员|政委|将军|司令员)|大[爷娘妈伯叔姐哥嫂婶]|老[汉人伯师]|爷爷|奶奶|阿姨|叔叔|伯伯|女士|先生|同学|老爷子)"
)
"""A family name with a title."""


def called(name: str) -> bool:
    """Whether a name is a family name with what its bearer is called."""
    return CALLED.fullmatch(name) is not None
