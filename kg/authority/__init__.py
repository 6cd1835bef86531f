"""authority: what Hongtu knows before it reads: places, leaders, organs, sites, campaigns, events, doctrine."""

from __future__ import annotations

from kg.authority.names import (
    NameRecord,
    campaigns,
    doctrine,
    events,
    leaders,
    organs,
    policies,
    read_names,
    sites,
    works,
)
from kg.authority.places import PlaceRecord, Places, places, read_places

__all__ = [
    "NameRecord",
    "PlaceRecord",
    "Places",
    "campaigns",
    "doctrine",
    "events",
    "leaders",
    "organs",
    "places",
    "policies",
    "read_names",
    "read_places",
    "sites",
    "works",
]
