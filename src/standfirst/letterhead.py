"""How the fields of our letters are written, by all who write one."""

from __future__ import annotations

from email.header import Header
from email.policy import EmailPolicy

__all__ = ["LETTERHEAD"]

_LONGEST_LINE = 76


class _Letterhead(EmailPolicy):
    """The library's rules for mail, but for what runs over several lines in other letters than ASCII: there the
    library loses a space between two words now and then. Its older half, which knows words but no fields, does
    not: it is what writes subjects."""

    def fold(self, name: str, value: str) -> str:
        if name != "Subject" or str(value).isascii():
            folded: str = super().fold(name, value)
            return folded
        words = Header(str(value), "utf-8", maxlinelen=_LONGEST_LINE, header_name=name)
        return f"{name}: {words.encode(linesep=self.linesep)}{self.linesep}"

    def fold_binary(self, name: str, value: str) -> bytes:
        if name != "Subject":
            return super().fold_binary(name, value)
        return self.fold(name, value).encode("ascii", "surrogateescape")


LETTERHEAD = _Letterhead(linesep="\r\n")
