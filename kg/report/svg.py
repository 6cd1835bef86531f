"""The frame and the colours of the pictures in reports."""

from __future__ import annotations

from collections.abc import Sequence

COLOUR = "#b5443a"
"""Of what is counted: a red that stands out on white and on black."""

QUIET = 'fill="currentColor" fill-opacity="0.62"'
"""Of words beside it."""

FAINT = 'stroke="currentColor" stroke-opacity="0.14"'
"""Of lines behind it."""

HALO = 'style="paint-order:stroke;stroke:var(--paper,#fff);stroke-width:3px;stroke-linejoin:round"'
"""Of words that stand on lines or discs: the page's paper around them."""

_FONT = "system-ui,'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif"


def picture(width: float, height: float, parts: Sequence[str]) -> str:
    """An SVG element."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" font-family="{_FONT}" font-size="12" role="img">{"".join(parts)}</svg>'
    )
