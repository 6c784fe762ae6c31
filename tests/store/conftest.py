from tests.databases import address, store

__all__ = ["address", "store"]
