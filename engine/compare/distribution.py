"""Each indicator's figures in all places: quartiles, who is silent, what lies far off and must be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median, quantiles

from engine.compare.figures import UNCLEAR, Figures, Name, common_unit, figure, in_row, unit_of
from engine.compare.models import Distribution, PlaceFigure
from engine.compare.settings import DistributionSettings
from engine.extraction.models import Fact

_Row = tuple[Name, str | None]


def distributions(
    all_: Sequence[Figures], order: Sequence[str], limits: DistributionSettings
) -> tuple[Distribution, ...]:
    """One for each indicator, scope and unit; those that most places report first, else by `order` of the keys."""
    rows: dict[_Row, list[tuple[int, Fact]]] = {}
    for index, figures in enumerate(all_):
        for name, fact in figures.items():
            if isinstance(fact, Fact):
                rows.setdefault((name, unit_of(fact)), []).append((index, fact))
    place = {key: at for at, key in enumerate(order)}
    found = [_distribution(row, some, all_, limits) for row, some in rows.items()]
    found.sort(
        key=lambda one: (-len(one.figures), place.get(one.key, len(place)), one.scope or "", one.unit or "")
    )
    return tuple(found)


def _distribution(
    row: _Row, some: list[tuple[int, Fact]], all_: Sequence[Figures], limits: DistributionSettings
) -> Distribution:
    name = row[0]
    ordered = sorted(some, key=lambda pair: (in_row(pair[1]), pair[0]))
    values = [in_row(fact) for _, fact in ordered]
    quarters = quantiles(values, n=4, method="inclusive") if len(values) > 1 else None
    far = _far(values, quarters, limits)
    told = {index for index, _ in ordered}
    return Distribution(
        key=name.key,
        label=ordered[0][1].label,
        unit=common_unit([fact for _, fact in ordered]),
        scope=name.scope,
        per=name.per,
        figures=tuple(
            PlaceFigure(report=index, figure=figure(fact), outlier=in_row(fact) in far)
            for index, fact in ordered
        ),
        minimum=values[0],
        lower=round(quarters[0], 4) if quarters else None,
        median=round(median(values), 4),
        upper=round(quarters[2], 4) if quarters else None,
        maximum=values[-1],
        silent=tuple(i for i, figures in enumerate(all_) if name not in figures and i not in told),
        unclear=tuple(i for i, figures in enumerate(all_) if figures.get(name) is UNCLEAR),
    )


def _far(values: list[float], quarters: list[float] | None, limits: DistributionSettings) -> set[float]:
    """The values beyond the fences, by Tukey's rule."""
    if quarters is None or len(values) < limits.least:
        return set()
    reach = limits.fence * (quarters[2] - quarters[0])
    return {one for one in values if not quarters[0] - reach <= one <= quarters[2] + reach}
