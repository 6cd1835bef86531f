"""Invented pages in the layouts of news sites, as HTML and as saved text."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

TITLE = "山间县推动读书会走进乡村 “第一课”开在茶园里"
PARAGRAPHS = (
    "\u3000\u3000“我们要把书读到田头,把路修到门口。”8月12日,山间县委书记林禾在茶园读书会上说。全县上下正以“四读四问”为抓手,推动读书活动走深走实。",
    "\u3000\u3000“四读四问”升温",
    "\u3000\u3000山间县依托讲座、歌咏、讲故事等形式,组织“小茶芽宣讲团”走进乡村,已有620多个村民小组、4.7万余人次参与。",
    "\u3000\u3000“从前下雨就出不了门。”村民贺田说,“如今路修好了,灯也亮了!”",
)
CREDIT = "\u3000\u3000记者 林白露 贺小满"
IMPRINT = (
    "Copyright(C) 1998-2024 shanjian.example All Rights Reserved 山间日报集团山间新传媒网 版权所有未经授权禁止复制",
    "互联网新闻信息服务许可证:00000000000 广播电视节目制作经营许可证:(山)字第00000号",
    "山新网备0000000 山ICP备00000000号",
)
LEVELS = ("2021年专题", "奋进新山间 启航新征程", "读书、修路、办实事")


def saved_page(*, body: Sequence[str] = PARAGRAPHS, title: str = TITLE, credit: str = CREDIT) -> str:
    """A page saved as text, its date in three lines and its source in the line after the label."""
    lines = [
        "山间新传媒",
        " > ".join(("首页", *LEVELS, "正文")),
        title,
        "2021",
        "08/18",
        "09:07",
        "来源",
        "茶乡日报",
        "分享",
    ]
    return "\n".join((lines[0], *("\n\n".join(part) for part in (lines[1:], (*body, credit), IMPRINT))))


def html_page(
    charset: str,
    *,
    body: Sequence[str] = PARAGRAPHS,
    title: str = TITLE,
    credit: str = CREDIT,
    tail: str = "",
) -> bytes:
    """The same page as HTML, in the encoding that its meta element declares (gb2312 written with all of GB18030)."""
    crumbs = " &gt; ".join(f'<a href="#">{escape(level)}</a>' for level in ("首页", *LEVELS))
    paragraphs = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in (*body, credit))
    page = f"""<!DOCTYPE html><html><head><meta charset="{charset}"><title>{escape(title)}_山间新传媒</title>
<script>var a = "来源：脚本报 2001-01-01 01:01";</script><style>p {{ margin: 0 }}</style></head><body>
<div class="top"><a href="/">山间新传媒</a></div>
<div class="nav"><ul><li><a href="#">新闻</a></li><li><a href="#">时政</a></li><li><a href="#">专题</a></li></ul></div>
<div class="path">{crumbs} &gt; 正文</div>
<div class="main"><h1>{escape(title)}</h1>
<div class="info"><span>2021</span><span>08/18</span><span>09:07</span><span>来源</span><span>茶乡日报</span><span>分享</span></div>
<div class="content">{paragraphs}{tail}</div></div>
<div class="related"><h3>相关阅读</h3><ul><li><a href="#">山间县又修好一条路</a></li><li><a href="#">茶园里的灯亮了</a></li></ul></div>
<div class="footer">{"".join(f"<p>{escape(line)}</p>" for line in IMPRINT)}</div></body></html>"""
    return page.encode({"gb2312": "gb18030"}.get(charset, charset))
