"""Files of tables into rows of plain cells, a row at a time; a module for each way to read.

In: a path. Out: `Sheet`s whose rows hold text, numbers, dates, yes/no, or what a cell has instead of a value.
"""

from engine.ledgers.sources.models import Percent, Raw, RawRow, Sheet, Unusable
from engine.ledgers.sources.opening import sheets_of

__all__ = ["Percent", "Raw", "RawRow", "Sheet", "Unusable", "sheets_of"]
