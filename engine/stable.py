"""Office files without the moment at which they were made, so that the same input gives the same bytes."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

_STAMP = (2020, 1, 1, 0, 0, 0)
_MOMENT = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def stable(data: bytes) -> bytes:
    """The zip container `data` with fixed dates, inside its core properties too."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename == "docProps/core.xml":
                part = _MOMENT.sub(rb"\g<1>2020-01-01T00:00:00Z\g<3>", part)
            info = zipfile.ZipInfo(entry.filename, _STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, part)
    return made.getvalue()
