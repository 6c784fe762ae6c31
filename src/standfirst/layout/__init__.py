"""Making up pages and issues from stories: what comes first, what is left out, which telling speaks.

Everything here is pure: the same stories, edition and previous issues give the same pages.
"""

from standfirst.layout.ahead import is_coming
from standfirst.layout.audit import spiked
from standfirst.layout.issue import lay_out
from standfirst.layout.known import Known
from standfirst.layout.pages import archive
from standfirst.layout.plan import plan
from standfirst.layout.stories import forwards, from_affairs
from standfirst.layout.taking import taken

__all__ = [
    "Known",
    "archive",
    "forwards",
    "from_affairs",
    "is_coming",
    "lay_out",
    "plan",
    "spiked",
    "taken",
]
