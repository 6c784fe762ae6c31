"""How the fields of our letters are written, by all who write one."""

from __future__ import annotations

from email.header import Header
from email.headerregistry import Address, AddressHeader
from email.policy import EmailPolicy

__all__ = ["LETTERHEAD"]

_LONGEST_LINE = 76


class _Letterhead(EmailPolicy):
    """The standard library's policy for mail, except for text that is not ASCII. Where such text runs over several
    lines the library's newer code now and then loses a space between two words; its older `Header` does not, so
    that writes subjects and names here."""

    def fold(self, name: str, value: str) -> str:
        if str(value).isascii():
            folded: str = super().fold(name, value)
        elif isinstance(value, AddressHeader):
            folded = f"{name}: {f',{self.linesep} '.join(self._from(name, each) for each in value.addresses)}"
        else:
            folded = f"{name}: {self._encoded(name, str(value))}"
        return folded.removesuffix(self.linesep) + self.linesep

    def _from(self, name: str, whom: Address) -> str:
        words, address = self._encoded(name, whom.display_name), f"<{whom.addr_spec}>"
        before = f"{name}: {words}".rpartition(self.linesep)[2]
        return f"{words}{' ' if len(before) + len(address) < _LONGEST_LINE else f'{self.linesep} '}{address}"

    def _encoded(self, name: str, words: str) -> str:
        return Header(words, "utf-8", maxlinelen=_LONGEST_LINE, header_name=name).encode(linesep=self.linesep)


LETTERHEAD = _Letterhead(linesep="\r\n")
