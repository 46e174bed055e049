"""Office files without the moment at which they were made, so that the same input gives the same bytes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

_STAMP = (2020, 1, 1, 0, 0, 0)
_MOMENT = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")
_UNIX = 3


def stable(data: bytes, change: Callable[[str, bytes], bytes] | None = None) -> bytes:
    """The zip container `data` with fixed dates, in its core properties too; `change` may alter parts by their names."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename == "docProps/core.xml":
                part = _MOMENT.sub(rb"\g<1>2020-01-01T00:00:00Z\g<3>", part)
            info = zipfile.ZipInfo(entry.filename, _STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = _UNIX  # else the system's own
            new.writestr(info, change(entry.filename, part) if change else part)
    return made.getvalue()
