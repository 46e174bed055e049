"""A comparison on the screen: what moved, what is still open; the rest stands in the files.

In: a rich console and a view. Out: lines on the console; no text from a document is taken as markup.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from engine.compare.showing.words import places_heading, years_heading
from engine.reporting.numbers import percent
from engine.reporting.screen import new_table, points, say, score_line, shortened, width
from engine.reporting.view import View

_ROWS, _FEW = 12, 8
_NARROW = 100
_LABEL = 22  # cells
_STYLES = {"fell": "red", "improved": "green", "still": "red", "unanswered": "red", "fulfilled": "green"}


def print_years(console: Console, shown: View) -> None:
    """One place over the years."""
    words = shown["words"]
    say(console, years_heading(shown, apart="　"), "bold")
    say(console, shown["why"])
    _print_notes(console, shown["notes"], shown)
    for one in shown["reports"]:
        say(console, score_line(one, words["score_line"], year=one["year"]))
    for pair in shown["pairs"]:
        console.print()
        _print_pair(console, pair, shown)
    _print_figures(console, shown)
    _print_apart(console, shown)


def _print_pair(console: Console, pair: View, shown: View) -> None:
    words, changes = shown["words"], shown["changes"]
    say(console, pair["title"], "bold")
    _print_notes(console, pair["notes"], shown)
    say(
        console, "　".join(f"{c['symbol']} {c['label']} {c['number']}" for c in pair["counts"] if c["number"])
    )
    for name in ("fell", "improved"):
        title = f"{changes[name]['symbol']} {changes[name]['label']}"
        rows = [_item_row(row) for row in pair["by_change"][name]]
        _print_rows(console, title, rows, _STYLES[name], words, _ROWS)
    for one in pair["rechecks"]:
        if not one["consistent"]:
            say(console, f"× {one['label']}：{one['message']}", "bold red")
    _print_answers(console, words["shortcomings"], pair["shortcomings"], words)
    _print_answers(console, words["plans"], pair["plans"], words)
    say(console, f"{words['copying']}：{pair['copying']['said']}；{pair['copying']['kinds']}")


def _item_row(row: View) -> tuple[str, str, str]:
    before, after = row["before"], row["after"]
    moved = f"{before['symbol']}→{after['symbol']} {after['label']}"
    return moved, row["title"], after["reason"]


def _print_answers(console: Console, title: str, some: Sequence[View], words: View) -> None:
    """Shortcomings or plans: what became of each, and its sentence."""
    rows = [(_state(one, words), one["quote"]["quote"], _answer(one)) for one in some]
    _print_rows(console, title, rows, "", words, _ROWS)


def _state(one: View, words: View) -> str:
    """What became of it, and that it must be looked at where it is not sure."""
    doubtful = one.get("sure_label") == words["unsure"]
    return f"{one['state_label']}，{words['unsure']}" if doubtful else str(one["state_label"])


def _answer(one: View) -> str:
    return "；".join(quote["quote"] for quote in one["answers"][:1])


def _print_rows(
    console: Console, title: str, rows: Sequence[tuple[str, str, str]], style: str, words: View, most: int
) -> None:
    """A heading and rows of three columns: a label, a text, and what is said of it; long ones are cut."""
    if not rows:
        return
    say(console, f"{title}：{len(rows)}", "bold")
    room = width(console)
    first = min(max(Text(row[0]).cell_len for row in rows), _LABEL)
    rest = (room - first - 4) // 2
    table = new_table()
    table.show_header = False
    for wide in (first, rest, rest):
        table.add_column(width=wide, overflow="fold")
    for label, text, said in rows[:most]:
        cells = (Text(label, style), Text(shortened(text, 2 * rest)), Text(shortened(said, 2 * rest)))
        table.add_row(*cells)
    console.print(table)
    _print_more(console, len(rows) - most, words)


def _print_more(console: Console, count: int, words: View) -> None:
    if count > 0:
        say(console, words["more"].format(count=count))


def _print_figures(console: Console, shown: View) -> None:
    """The figures that moved most, by their relative change."""
    words, heads = shown["words"], shown["heads"]
    if not shown["figures"]:
        return
    console.print()
    say(console, f"{words['figures']}：{len(shown['figures'])}", "bold")
    rows = sorted(shown["figures"], key=lambda row: -max(map(_size, row["changes"]), default=0.0))
    table = new_table()
    table.add_column(heads["indicator"], overflow="fold")
    for at, year in enumerate(shown["years"]):
        if at:
            table.add_column(heads["difference"], justify="right", overflow="fold")
        table.add_column(str(year), justify="right", overflow="fold")
    for row in rows[:_ROWS]:
        table.add_row(*map(Text, [row["label"], *_figure_cells(row)]))
    console.print(table, width=width(console))
    _print_more(console, len(rows) - _ROWS, words)


def _size(change: View | None) -> float:
    return abs(change["relative"] or 0.0) if change else 0.0


def _figure_cells(row: View) -> list[str]:
    cells = []
    for at, cell in enumerate(row["cells"]):
        if at:
            moved = row["changes"][at - 1]
            cells.append(moved["text"] if moved else "")
        cells.append(cell["text"] if cell else "—")
    return cells


def print_places(console: Console, shown: View) -> None:
    """Different places in one year."""
    heads = shown["heads"]
    say(console, f"{places_heading(shown)}（{len(shown['names'])}）", "bold")
    say(console, shown["why"])
    _print_notes(console, shown["notes"], shown)
    table = new_table()
    table.add_column(heads["rank"], justify="right", no_wrap=True)
    table.add_column(heads["place"], overflow="fold")
    for key in ("scores", "rates", "grade", "coverage"):
        table.add_column(heads[key], justify="right", no_wrap=True)
    for one in shown["ranking"]:
        rates = f"{percent(one['rate'])}({percent(one['ceiling_rate'])})"
        name = one["short"] if width(console) < _NARROW else one["place"]
        row = (one["rank_label"], name, points(one), rates, one["grade"], percent(one["coverage"]))
        table.add_row(*map(Text, row))
    console.print(table, width=width(console))
    _print_common(console, shown)
    _print_apart(console, shown)


def _print_common(console: Console, shown: View) -> None:
    """What most places lack, and what lies far off."""
    words = shown["words"]
    console.print()
    rows = [
        (f"{row['lacking']}/{row['asked']}", f"〔{row['severity_label']}〕{row['title']}", row["places_said"])
        for row in shown["lacking"]
    ]
    _print_rows(console, words["lacking"], rows, "", words, _ROWS)
    far = [(words["outlier"], row["label"], "、".join(row["outliers"])) for row in shown["distributions"]]
    _print_rows(console, words["outlier"], [row for row in far if row[2]], "", words, _FEW)


def _print_notes(console: Console, notes: Sequence[str], shown: View) -> None:
    for note in notes:
        say(console, shown["screen"]["note"].format(text=note))


def _print_apart(console: Console, shown: View) -> None:
    for one in shown["apart"]:
        say(console, f"× {one['path']}：{one['reason']}", "bold red")
