"""A picture of a page and what was read from it, drawn by headless Chromium without scripts and network."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from standfirst import browsers
from standfirst.model import Refusal

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Box = Mapping[str, Any]

WIDTH = 1100
TALLEST = 12_000
"""Pixels of a page that are drawn."""
COLOURS = {
    "headline": "#f2c200",
    "standfirst": "#2fa84f",
    "published": "#8e5bd0",
    "byline": "#0f9aa8",
    "kicker": "#ef7d1a",
    "image": "#e0569b",
}
_ARGUMENTS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
              "--disable-component-update", "--disable-sync", "--hide-scrollbars"]  # fmt: skip
_BOXES = """() => {
  const boxes = [];
  for (const kind of ['item', 'field', 'passed']) {
    const name = 'data-standfirst-' + kind;
    for (const element of document.querySelectorAll('[' + name + ']')) {
      const box = element.getBoundingClientRect();
      if (box.width > 1 && box.height > 1)
        boxes.push({kind, told: element.getAttribute(name), x: box.x + scrollX, y: box.y + scrollY,
                    w: box.width, h: box.height});
    }
  }
  return boxes;
}"""


def draw(marked: str) -> bytes:
    """A PNG of a page that `read.marking` has marked: items outlined and numbered, fields tinted, blocks that were
    passed over hatched. Raises Refusal where there is no browser."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        raise Refusal("a picture needs a browser: pip install playwright, and Chromium beside it") from None
    try:
        with sync_playwright() as playwright:
            arguments = [*_ARGUMENTS, *browsers.walls()]
            browser = playwright.chromium.launch(executable_path=browsers.found(), args=arguments)
            try:
                page, boxes, height = _page(browser, marked)
                return _shot(browser, overlay(page, boxes, height))
            finally:
                browser.close()
    except Error as error:
        reason = str(error).strip().splitlines()[0]
        raise Refusal(f"Chromium could not draw the picture: {reason}") from None


def _page(browser: Browser, html: str) -> tuple[bytes, Sequence[Box], int]:
    """The page as it looks, where its marks are, and how tall it is."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": 800}, java_script_enabled=False, offline=True, service_workers="block"
    )
    context.route("**/*", lambda route: route.abort())
    page = context.new_page()
    page.set_content(html, wait_until="domcontentloaded", timeout=20_000)
    boxes = page.evaluate(_BOXES)
    height = min(TALLEST, max(200, int(page.evaluate("() => document.documentElement.scrollHeight"))))
    page.set_viewport_size({"width": WIDTH, "height": height})
    boxes = page.evaluate(_BOXES)
    return page.screenshot(timeout=60_000), boxes, height


def _shot(browser: Browser, html: str) -> bytes:
    page = browser.new_context(viewport={"width": WIDTH, "height": 200}, offline=True).new_page()
    page.set_content(html, wait_until="load", timeout=60_000)
    return page.screenshot(full_page=True, timeout=60_000)


def overlay(page: bytes, boxes: Sequence[Box], height: int) -> str:
    """A page of our own: the picture of theirs with the marks over it, and a legend above."""
    drawn = "".join(_rectangle(box, 'fill="url(#hatch)"') for box in boxes if box["kind"] == "passed")
    drawn += "".join(_field(box) for box in boxes if box["kind"] == "field")
    drawn += "".join(_item(box) for box in boxes if box["kind"] == "item")
    legend = "".join(f'<b style="background:{colour}"></b>{name} ' for name, colour in COLOURS.items())
    return f"""<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; font: 14px/32px sans-serif; }}
p {{ margin: 0; padding: 0 12px; height: 32px; background: #222; color: #fff; white-space: nowrap; }}
p b {{ display: inline-block; width: 14px; height: 14px; margin: 0 6px 0 14px; vertical-align: -2px; }}
svg {{ display: block; }}
text {{ fill: #fff; text-anchor: middle; font: bold 14px sans-serif; }}
</style><p><b style="outline:2px solid #2b7de9"></b>item {legend}
<b style="background:repeating-linear-gradient(45deg,#999 0 3px,#ddd 3px 7px)"></b>passed over</p>
<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}">
<defs><pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect width="8" height="8" fill="#bbb" fill-opacity=".35"/>
<rect width="3" height="8" fill="#777" fill-opacity=".55"/>
</pattern></defs>
<image href="data:image/png;base64,{b64encode(page).decode()}" width="{WIDTH}" height="{height}"/>{drawn}</svg>"""


def _rectangle(box: Box, style: str) -> str:
    return f'<rect x="{box["x"]:.1f}" y="{box["y"]:.1f}" width="{box["w"]:.1f}" height="{box["h"]:.1f}" {style}/>'


def _field(box: Box) -> str:
    names = [name for name in str(box["told"]).split()[1:] if name in COLOURS]
    return _rectangle(box, f'fill="{COLOURS[names[0]]}" fill-opacity=".3"') if names else ""


def _item(box: Box) -> str:
    told = escape(str(box["told"]))
    wide = 12 + 9 * len(told)
    x, y = max(0.0, box["x"] - wide), max(0.0, box["y"] - 1)
    number = f'<text x="{x + wide / 2:.1f}" y="{y + 15:.1f}">{told}</text>'
    outline = _rectangle(box, 'fill="none" stroke="#2b7de9" stroke-width="2"')
    return f'{outline}<rect x="{x:.1f}" y="{y:.1f}" width="{wide}" height="20" fill="#2b7de9"/>{number}'
