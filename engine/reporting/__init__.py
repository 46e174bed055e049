"""The reporting room: a `Result` goes in; files, JSON and a table on the screen come out.

A file format is one module in `writers/`, found by its place.
"""

from engine.reporting.contract import facts_json, to_json
from engine.reporting.files import write_outputs

__all__ = ["facts_json", "to_json", "write_outputs"]
