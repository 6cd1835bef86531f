"""Organisations: one name for each."""

from __future__ import annotations

import re


def plain(name: str) -> str:
    """中共江苏省委宣传部 and 江苏省委宣传部 are one; 中共中央 keeps its name."""
    return re.sub(r"^(中共|中国共产党)(?=.{1,12}?(省|市|县|区|州|旗|镇|乡)委)", "", name)
