"""Sending: letters handed to a mail server, and what comes back. Knows no store: facts go out by `note`."""

from standfirst.send.addresses import sound_address
from standfirst.send.posting import Addressed, Ending, post
from standfirst.send.smtp import Server, Unreachable, post_one

__all__ = ["Addressed", "Ending", "Server", "Unreachable", "post", "post_one", "sound_address"]
