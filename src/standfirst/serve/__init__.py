"""A small web server for readers: the published site, and the pages where they ask for letters and end them."""

from standfirst.serve.site import server

__all__ = ["server"]
