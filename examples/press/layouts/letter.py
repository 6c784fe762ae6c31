# ruff: noqa: E501 (markup keeps its own lines)
"""An e-mail newsletter: multipart/alternative, quoted-printable, tables for the HTML, a link that counts clicks
for every headline and button, advertisement, "view in browser", unsubscribe."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape
from zlib import crc32

from examples.press.layouts import Page
from examples.press.truth import Piece, date_of


def click_path(piece: Piece) -> str:
    """The address by which the letter counts who clicks on a piece, within its outlet."""
    return f"click/{crc32(piece.path.encode()):08x}/7f3a91"


def link(page: Page, piece: Piece) -> str:
    return f"{page.home}{click_path(piece)}"


def draw(page: Page) -> bytes:
    letter = EmailMessage()
    letter["From"] = Address(page.outlet.name, "quay", page.outlet.domain)
    letter["To"] = Address("", "reader", "standfirst.example")
    letter["Subject"] = str(page.outlet.words[f"subject_{page.day}"])
    letter["Date"] = format_datetime(page.outlet.instant(page.items[0]))
    letter["Message-ID"] = f"<{page.day}.20260309@{page.outlet.domain}>"
    letter["List-ID"] = f"Slow Ferry <letter.{page.outlet.domain}>"
    letter["List-Unsubscribe"] = f"<{page.home}unsubscribe/7f3a91>"
    letter["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    letter["X-Mailer"] = "Gull Post 3.2"
    letter.set_content(_plain(page), cte="quoted-printable")
    letter.add_alternative(_html(page), subtype="html", cte="quoted-printable")
    letter.set_boundary(f"=_gull_{date_of(page.day):%Y%m%d}")
    return letter.as_bytes()


def _plain(page: Page) -> str:
    words = page.outlet.words
    told = "\n".join(
        f"** {piece.title}\n{'-' * 60}\n{piece.standfirst}\n{words['read_more']}: {link(page, piece)}\n"
        for piece in page.items
    )
    return f"""{words["view"]}: {page.home}view/7f3a91

{page.outlet.name.upper()}
{words["tagline"]}

{words["hello"]}

{words[f"intro_{page.day}"]}

{told}
{words["sponsor"]}
{words["sponsor_link"]}: {page.home}click/sponsor/7f3a91

{words["sign_off"]}

============================================================
{words["why"]}
{words["address"]}
{words["unsubscribe"]}: {page.home}unsubscribe/7f3a91
"""


_CELL = 'align="left" valign="top" style="padding:0 32px 24px 32px;font-family:Georgia,serif"'


def _html(page: Page) -> str:
    told = "\n".join(_block(page, piece) for piece in page.items)
    pixel = f'<img src="{page.home}open/7f3a91.gif" width="1" height="1" border="0" alt="" style="display:block">'
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>{page.word(f"subject_{page.day}")}</title>
<style type="text/css">@media only screen and (max-width:480px){{.w600{{width:100% !important}}h2{{font-size:20px !important}}}}
a{{color:#0b5b6f}}</style></head>
<body style="margin:0;padding:0;background-color:#e9eef0">
<div style="display:none;max-height:0;overflow:hidden">{
        page.word(f"intro_{page.day}")
    }&nbsp;&zwnj;&nbsp;&zwnj;&nbsp;&zwnj;</div>
<table width="100%" cellpadding="0" cellspacing="0" border="0" role="presentation"><tr><td align="center">
<table class="w600" width="600" cellpadding="0" cellspacing="0" border="0" role="presentation" style="background:#ffffff">
<tr><td align="center" style="padding:12px;font:11px Arial,sans-serif;color:#777777"><a href="{
        page.home
    }view/7f3a91">{page.word("view")}</a></td></tr>
<tr><td align="center" style="padding:24px 32px"><a href="{page.home}click/logo/7f3a91"><img src="{
        page.home
    }img/logo.svg" width="180"
 alt="{escape(page.outlet.name)}" border="0" /></a><p style="font:italic 14px Georgia,serif;color:#555555">{
        page.word("tagline")
    }</p></td></tr>
<tr><td {_CELL}><p>{page.word("hello")}</p><p>{page.word(f"intro_{page.day}")}</p></td></tr>
{told}
<tr><td style="padding:16px 32px;background:#fff6dd;font:13px Arial,sans-serif"><p>{page.word("sponsor")} <a
 href="{page.home}click/sponsor/7f3a91">{page.word("sponsor_link")}</a></p></td></tr>
<tr><td {_CELL}><p>{page.word("sign_off")}</p><p><a href="{page.home}click/share/7f3a91">{page.word("share")}</a> ·
 <a href="{page.home}click/forward/7f3a91">{page.word("forward")}</a></p></td></tr>
<tr><td align="center" style="padding:20px 32px;font:11px/1.6 Arial,sans-serif;color:#777777">{
        page.word("why")
    }<br />{page.word("address")}<br />
<a href="{page.home}unsubscribe/7f3a91">{page.word("unsubscribe")}</a> | <a href="{page.home}preferences/7f3a91">{
        page.word("preferences")
    }</a></td></tr>
</table></td></tr></table>{pixel}</body></html>
"""


def _block(page: Page, piece: Piece) -> str:
    to = link(page, piece)
    return f"""<tr><td style="padding:0 32px"><a href="{to}"><img src="{page.base}{
        page.image(piece)
    }" width="536" alt="" border="0"
 style="display:block" /></a></td></tr>
<tr><td {_CELL}>
<h2 style="font-size:24px;line-height:1.2;margin:16px 0 8px"><a href="{
        to
    }" style="color:#14202b;text-decoration:none">{escape(piece.title)}</a></h2>
<p style="font-size:16px;line-height:1.5;margin:0 0 12px">{escape(piece.standfirst or "")}</p>
<a href="{
        to
    }" style="display:inline-block;background:#0b5b6f;color:#ffffff;padding:9px 16px;text-decoration:none;font:bold 13px Arial,sans-serif">{
        page.word("read_more")
    } &rarr;</a></td></tr>"""
