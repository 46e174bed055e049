"""Makes examples/templates/gap-report.docx, the Word template that a province may begin with.

python -m tools.make_word_template
"""

from __future__ import annotations

from pathlib import Path

from engine.reporting.word.blocks import Body
from engine.reporting.word.layout import Column, load_layout
from engine.reporting.word.page import new_document, to_bytes

TARGET = Path(__file__).parents[1] / "examples" / "templates" / "gap-report.docx"

_TITLE = "关于{{ report.issuer }}{% if report.year %}{{ report.year }}年度{% endif %}\n{{ report.kind_label }}核验情况的反馈"
_OPENING = (
    "{{ report.issuer or texts.unknown_issuer }}：",
    "依据{{ checklist.title }}（{{ checklist.version }}版），对你单位报送的{{ report.kind_label }}"
    "（{{ report.file }}）进行了核验，现将情况反馈如下。",
)
_SCORE = (
    "{%p if score %}",
    "{{ texts.proved }}{{ score.proved|number }}分，{{ texts.ceiling }}{{ score.ceiling|number }}分，"
    "{{ texts.possible }}{{ score.possible|number }}分；{{ texts.rate }}{{ score.rate|percent }}，"
    "{{ texts.ceiling_rate }}{{ score.ceiling_rate|percent }}；{{ texts.grade }}：{{ score.grade }}。",
    "{%p endif %}",
    "各结论项数：{% for c in counts if c.number %}{{ c.label }}{{ c.number }}项"
    "{{ '，' if not loop.last else '。' }}{% endfor %}",
)
_GAP_LINES = (
    "{{ f.reason }}",
    "{%p for q in f.evidence + f.contrary %}",
    "{% if q.label %}〔{{ q.label }}〕{% endif %}{{ q.quote|quoted }}{% if q.place %}（{{ q.place }}）{% endif %}",
    "{%p endfor %}",
    "{%p for s in f.sources %}",
    "{{ s.document }}{{ s.article }}：{{ s.quote|quoted }}",
    "{%p endfor %}",
)
_ACTIONS = (
    ("序号", 11, "{{ a.number }}"),
    ("问题", 40, "{{ a.title }}（{{ a.verdict }}）"),
    ("整改措施", 52, "{{ a.measure }}"),
    ("责任单位（建议）", 28, "{{ a.unit }}"),
    ("完成期限", 20, "{{ a.due }}"),
    ("状态", 17, "{{ a.state }}"),
)


def template() -> bytes:
    """The file: a letter with the gaps and a ledger of what to do."""
    layout = load_layout()
    body = Body(new_document(layout, ""), layout)
    body.title(_TITLE)
    for text in _OPENING:
        body.paragraph(text)
    body.heading(1, "总体情况")
    for text in _SCORE:
        body.paragraph(text)
    body.heading(1, "存在的差距")
    _gaps(body)
    body.heading(1, "整改要求")
    body.paragraph("请对照下表逐项整改，空白的完成期限由你单位填写。")
    _ledger(body)
    body.paragraph("{{ texts.scope_note }}")
    return to_bytes(body.document)


def _gaps(body: Body) -> None:
    for text in ("{%p for group in gaps %}", "{%p for f in group.findings if not f.detail %}"):
        body.paragraph(text)
    body.heading(3, "{{ f.number }}．{{ f.title }}（{{ f.verdict_label }}，{{ f.severity_label }}）")
    for text in _GAP_LINES:
        body.paragraph(text)
    for text in ("{%p endfor %}", "{%p else %}", "{{ texts.no_gaps }}", "{%p endfor %}"):
        body.paragraph(text)


def _ledger(body: Body) -> None:
    columns = [Column(title=title, text="", width=width) for title, width, _ in _ACTIONS]
    rows = [
        [["{%tr for a in actions %}"], *[[""]] * (len(columns) - 1)],
        [[text] for *_, text in _ACTIONS],
        [["{%tr endfor %}"], *[[""]] * (len(columns) - 1)],
    ]
    body.table(columns, [column.title for column in columns], rows, "整改台账")


if __name__ == "__main__":
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(template())
