"""Names that stand in a text only in passing: people in set phrases about others, and those who wrote it."""

from __future__ import annotations

import re

# Persons named as part of a phrase about somebody else: 以某某同志为核心, 某某总书记关于…的重要论述.
ATTRIBUTIVE = re.compile(
    r"(?:同志|总书记|主席)?(?:为核心|关于|重要|的|新时代|对[^，。]{1,20}的|在[^，。]{1,30}上的)"
)

# Who wrote the article takes no part in it.
BYLINE = re.compile(r"(?:记者|通讯员|供稿|编辑)$")
