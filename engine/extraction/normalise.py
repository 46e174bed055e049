"""The spelling that dictionaries and texts are matched in."""

from engine.text import plain

__all__ = ["plain"]
