"""A small checklist in two files, and ways to break it."""

from __future__ import annotations

from pathlib import Path

from engine.checklist.loading import LoadedChecklist

HEAD = """\
id: sample
version: "1"
title: 示例清单
from_year: 2021
to_year: 2025
documents:
  outline: {title: 示例纲要}
parts:
  - {id: disputes, title: 化解争议}
include:
  - sample/disputes.yaml
"""

ITEMS = """\
items:
  - id: sample.reconsideration
    title: 受理行政复议
    part: disputes
    kind: quantity
    sources:
      - {document: outline, article: 第一条, quote: 依法受理行政复议}
    criterion:
      met: {value: reconsideration.accepted, at_least: 10}
      partly: {value: reconsideration.accepted, at_least: 1}
    severity: critical
    remedy: 写明受理件数
    materials: [复议统计表]
    holder: 司法局
    examples:
      - {text: 全年受理行政复议申请12件。, verdict: met}
      - {text: 全年受理行政复议申请3件。, verdict: partly}
  - id: sample.committee
    title: 行政复议委员会
    part: disputes
    kind: assertion
    sources:
      - {document: outline, article: 第二条, quote: 建立行政复议委员会}
    criterion:
      met: {reported: [reconsideration.committee]}
    severity: minor
    remedy: 写明委员会的设立
    materials: [成立文件]
    holder: 司法局
    examples:
      - {text: 成立行政复议委员会。, verdict: met}
      - {text: 受理行政复议申请3件。, verdict: no_evidence}
"""

KEYS = frozenset({"reconsideration.accepted", "reconsideration.committee"})


def write_checklist(folder: Path, head: str = HEAD, items: str = ITEMS) -> Path:
    """The checklist in `folder`; the path of its head file."""
    (folder / "sample").mkdir(parents=True, exist_ok=True)
    (folder / "sample.yaml").write_text(head, "utf-8")
    (folder / "sample" / "disputes.yaml").write_text(items, "utf-8")
    return folder / "sample.yaml"


def touched(loaded: LoadedChecklist) -> set[str]:
    """The items that the overlays of a checklist add or change; the examples of all others are the nation's."""
    overlays = [layer.overlay for layer in loaded.layers]
    own = {item.id for overlay in overlays for item in overlay.items}
    return own | {change.item for overlay in overlays for change in overlay.changes}
