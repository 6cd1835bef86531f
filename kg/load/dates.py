"""Dates of publication, in the forms that pages and files give them."""

from __future__ import annotations

import datetime
import re

_BEIJING = datetime.timezone(datetime.timedelta(hours=8))

DATE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*[-/.年\s]\s*(?P<month>0?[1-9]|1[0-2])\s*[-/.月\s]\s*(?P<day>[12]\d|3[01]|0?[1-9])(?!\d)日?"
    r"(?:[T\s,，]*(?:星期.|周.)?[\s]*(?P<hour>[01]?\d|2[0-3])\s*[:：时]\s*(?P<minute>[0-5]\d)"
    r"(?:[:：分]\s*[0-5]\d(?:\.\d+)?)?(?:\s*(?P<zone>Z|[+-]\d\d:?\d\d))?)?"
)
"""A date, with a time or without, anywhere in a text."""

_COMPACT = re.compile(
    r"((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?:([01]\d|2[0-3])([0-5]\d)(?:[0-5]\d)?)?"
)


def iso(text: str) -> str:
    """A date as `2021-08-18`, or `2021-08-18T09:07` when it has a time; empty when the text is no date.

    A time with a zone is turned into Beijing's, the one zone of China. Seconds are dropped.

    >>> iso("2021年8月18日 09:07:33"), iso("20210818"), iso("2021-08-18T01:07:33Z"), iso("去年")
    ('2021-08-18T09:07', '2021-08-18', '2021-08-18T09:07', '')
    """
    compact = _COMPACT.fullmatch(text.strip())
    if compact:
        year, month, day, hour, minute = compact.groups()
        return _iso(year, month, day, hour, minute, None)
    match = DATE.search(text)
    return _iso(*match.group("year", "month", "day", "hour", "minute", "zone")) if match else ""


def _iso(year: str, month: str, day: str, hour: str | None, minute: str | None, zone: str | None) -> str:
    try:
        if hour is None or minute is None:
            return datetime.date(int(year), int(month), int(day)).isoformat()
        moment = datetime.datetime(int(year), int(month), int(day), int(hour), int(minute))
    except ValueError:  # 31 February
        return ""
    if zone:
        offset = datetime.datetime.strptime(zone.replace("Z", "+0000").replace(":", ""), "%z").tzinfo
        moment = moment.replace(tzinfo=offset).astimezone(_BEIJING)
    return moment.replace(tzinfo=None).isoformat(timespec="minutes")
