"""authority: what Hongtu knows before it reads: places, leaders, organs, sites, campaigns, events, doctrine."""

from __future__ import annotations

from kg.authority.places import PlaceRecord, Places, places, read_places

__all__ = ["PlaceRecord", "Places", "places", "read_places"]
