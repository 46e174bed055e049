"""Different places in one year: the ranking, every item in every place, the distribution of each indicator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from engine.compare.distribution import distributions
from engine.compare.figures import figures_of
from engine.compare.grouping import Entry
from engine.compare.models import HeatRow, Places, Report, Standing
from engine.compare.reports import report
from engine.compare.settings import settings
from engine.pipeline import lexicon
from engine.reporting.view import SEVERITIES, VERDICTS
from engine.result import Result
from engine.rules.texts import rule_texts


def across_places(entries: list[Entry]) -> Places:
    """The comparison of one year's reports; they stand in the order of their rank."""
    ordered = sorted(entries, key=lambda entry: (-report(entry).score.rate, -report(entry).score.ceiling))
    reports = tuple(map(report, ordered))
    results = [entry.result for entry in ordered]
    return Places(
        year=entries[0].year,
        reports=reports,
        notes=_notes(reports),
        ranking=_ranking(reports),
        items=_items(results),
        distributions=distributions(
            [figures_of(result) for result in results], list(lexicon().labels), settings().distribution
        ),
    )


def _ranking(reports: Sequence[Report]) -> tuple[Standing, ...]:
    """By rate; equal rates share the better rank, and the next one counts on from all before it."""
    rates = [one.score.rate for one in reports]
    return tuple(
        Standing(report=index, rank=rates.index(rate) + 1, shared=rates.count(rate) > 1)
        for index, rate in enumerate(rates)
    )


def _items(results: Sequence[Result]) -> tuple[HeatRow, ...]:
    """Every item of any list: core items first, by severity, in the order of the lists."""
    items = {finding.item.id: finding.item for result in reversed(results) for finding in result.findings}
    order = list(dict.fromkeys(finding.item.id for result in results for finding in result.findings))
    verdicts = [{finding.item.id: finding.verdict for finding in result.findings} for result in results]
    rows = []
    for name in order:
        item, told = items[name], tuple(one.get(name) for one in verdicts)
        tally = Counter(verdict for verdict in told if verdict)
        rows.append(
            HeatRow(
                item=name,
                title=item.title,
                part=item.part,
                severity=item.severity,
                detail=item.detail,
                verdicts=told,
                counts={verdict: tally[verdict] for verdict in VERDICTS},
                lacking=tally["not_met"] + tally["no_evidence"],
                asked=sum(tally.values()) - tally["not_applicable"],
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.detail, SEVERITIES.index(row.severity))))


def _notes(reports: Sequence[Report]) -> tuple[str, ...]:
    """Where places are measured by different lists, or asked for different things."""
    lists = dict.fromkeys((one.checklist, one.content_hash, one.checklist_title) for one in reports)
    levels = [rule_texts().levels[level] for level in dict.fromkeys(one.level for one in reports) if level]
    say, said = settings().say, []
    if len(lists) > 1:
        said.append(say("other_lists", lists="、".join(dict.fromkeys(title for _, _, title in lists))))
    if len(levels) > 1:
        said.append(say("other_levels", levels="、".join(levels)))
    return tuple(said)
