"""Where a document is from: its own place by title, signature, source or opening, never by a guess.

In: the texts in which a body names itself, strongest first, and the text that tells places of one name apart.
Out: the region, the level of the place, and notices for places that are unknown or cannot be told apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from engine.documents.models import Level, Region
from engine.documents.places import SUFFIX_CHARS, Place, Places, places, short_names
from engine.documents.selves import unknown_place
from engine.documents.words import any_of, longest_first, words
from engine.errors import FazhiError

_HAN = re.compile(r"[一-龥]")
_UNKNOWN = re.compile(
    r"(?:中共)?([一-龥]{1,8}?[市县区旗州盟])(?:委|(?:人民)?政府|管理委员会|管委会|\Z|[一-龥]{2,16}(?:局|委|院|队|委员会|办公室|中心|党组|[镇乡]|街道|街道办事处|(?<=[镇乡])人民政府)\Z)"
)
_UNKNOWN_ACTING = re.compile(  # 崇文区人民政府, not the 各县区政府 or the 党委、政府 of the place before
    r"([^\W\d_委府党各全所辖属下级本和与及等两]{2,4}[县区旗])(?=委|(?:人民)?政府)"
)
_GENERIC = re.compile(r"(?:[我本全各该两乡县城市省地区州]{0,2}[省市县区旗州]+|自治[区州县旗])\Z")
_BY_SUFFIX: dict[str, Level] = {
    "县": "county",
    "区": "county",
    "旗": "county",
    "州": "prefecture",
    "盟": "prefecture",
}


_LEADS = re.compile(  # 省委、省政府坚强领导下: a body above
    r"(?:党?委|委员会)?[、,，]?(?:[省市县区州]委)?[、,，]?(?:[省市县区州]?(?:人民)?政府)?[^，。,]{0,8}(?:领导下|指导下|部署)"
)


_CERTAIN = 3  # the score of a name that a subject's words follow


_CITED = re.compile(r"《(?:20\d\d年|关于)?([一-龥]{1,4}?[县区旗])(?![域间级划块])(?=[^》]{2,60}》)")


class Mention(NamedTuple):
    """A known name at a place in a text."""

    name: str
    start: int
    end: int


class Located(NamedTuple):
    """A region with the level of its lowest named place, and what has to be said about it."""

    region: Region = Region()
    level: Level | None = None
    name: str = ""
    notices: tuple[str, ...] = ()


def mentions(text: str) -> Iterator[Mention]:
    """Full place names in `text`; those like common words only right after what they belong to."""
    table, common, free = places(), set(words().regions.common), 0
    for at, char in enumerate(text):
        if char not in SUFFIX_CHARS:
            continue
        for start in range(max(free, at + 1 - table.longest), at):
            name = text[start : at + 1]
            if not table.named(name):
                continue
            joined, usual = bool(free) and start == free, len(name) > 2 and name not in common
            if joined or usual or _is_apart(text, start, name in common):
                yield Mention(name, start, at + 1)
                free = at + 1
                break


def _is_apart(text: str, start: int, common: bool) -> bool:
    before = text[start - 1 : start]
    within = any_of(words().regions.within, after=r"\Z").search(text[max(0, start - 12) : start])
    return not common and (before == "共" or bool(within) or not _HAN.match(before))


def locate(named: Sequence[str], opening: str, context: str) -> Located:
    """The place of the body that `named` (title, signature, source: strongest first) or `opening` speaks of.

    `context` is all the text in which names that tell places apart are looked for.
    """
    for text in named:
        chain, rest = _chain(text)
        chain = chain or _short(text)
        if unknown := _unknown(rest):
            return _outside_table(chain, unknown, context)
        if chain:
            return _resolve(chain, context)
    score, subject, rest = _subject(opening)
    acting = _UNKNOWN_ACTING.match(rest)
    if acting and not _GENERIC.match(acting[1]):
        return _outside_table(subject, acting[1], context)
    if score < _CERTAIN and (name := unknown_place(opening)) and not any(mentions(name)):
        return _outside_table([], name, context)
    subject = subject or _most_named(context)
    return _resolve(subject, context) if subject else Located()


def _chain(text: str) -> tuple[list[str], str]:
    """The first run of names that follow each other directly (辽宁省, 朝阳市, 北票市), and the text after it."""
    chain: list[Mention] = []
    for mention in mentions(text):
        if chain and mention.start != chain[-1].end:
            break
        chain.append(mention)
    return [mention.name for mention in chain], text[chain[-1].end :] if chain else text


def _short(text: str) -> list[str]:
    """A name without its suffix, where only one place has it."""
    found = places().short(text)
    return [found[0].name] if len(found) == 1 else []


def _unknown(text: str) -> str:
    """A name with the suffix of a division at the beginning of `text`, or empty."""
    found = _UNKNOWN.match(text.strip())
    return found[1] if found and len(found[1]) > 1 and not _GENERIC.match(found[1]) else ""


def _subject(opening: str) -> tuple[int, list[str], str]:
    """The place that the opening sentences speak of as themselves, how surely, and the text right after it."""
    rules = words().regions
    best: tuple[int, list[str], str] = (0, [], "")
    run: list[Mention] = []
    for mention in mentions(opening):
        run = [*run, mention] if run and run[-1].end == mention.start else [mention]
        before = opening[max(0, run[0].start - 5) : run[0].start]
        score = 1 + 2 * bool(any_of(rules.subject).match(opening, mention.end))
        score -= 3 * bool(any_of(rules.elsewhere, after=r"(?:中共)?\Z").search(before))
        score -= 3 * bool(_LEADS.match(opening, mention.end))
        if score > best[0] or (score == best[0] and run[0].name in best[1]):
            best = score, [m.name for m in run], opening[mention.end : mention.end + 20]
    return best


def _most_named(text: str) -> list[str]:
    """The place whose government is named most often; none when two are named as often."""
    counts = Counter(m.name for m in mentions(text) if text.startswith(("政府", "人民政府", "委"), m.end))
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return []
    return [ranked[0][0]]


def _resolve(chain: Sequence[str], context: str) -> Located:
    table = places()
    found = [place for place in table.named(chain[-1]) if _fits(table, place, chain[:-1])]
    if not found:
        found = table.named(chain[-1])
    if len(found) > 1:
        ranked = sorted(((_support(table, place, context), place) for place in found), reverse=True)
        if ranked[0][0] and ranked[0][0] > ranked[1][0]:
            found = [ranked[0][1]]
    if len(found) == 1:
        return Located(table.region(found[0]), found[0].level, chain[-1])
    homes = "、".join("".join(part.name for part in reversed(table.line(place)[1:])) for place in found)
    level = found[0].level if len({place.level for place in found}) == 1 else None
    return Located(
        Region(county=chain[-1]) if level == "county" else Region(),
        level,
        chain[-1],
        (words().notices["several_places"].format(name=chain[-1], homes=homes),),
    )


def _fits(table: Places, place: Place, above: Sequence[str]) -> bool:
    codes = {part.code for part in table.line(place)}
    return all(any(owner.code in codes for owner in table.named(name)) for name in above)


def _support(table: Places, place: Place, context: str) -> int:
    """How clearly `context` names what `place` belongs to."""
    score = 0
    for weight, part in zip((2, 1), table.line(place)[1:], strict=False):
        short = part.name.rstrip("省市州区盟")
        score += weight * (3 * (part.name in context) or (len(short) > 1 and short in context))
    return score


def _outside_table(above: Sequence[str], name: str, context: str) -> Located:
    """A place that the table does not have: its name as printed, under the places printed before it."""
    table = places()
    around = _resolve(above, context).region if above else Region(province=_only_province(context))
    if any_of(words().regions.zones, after=r"\Z").search(name):
        return Located(around, None, name, (words().notices["no_division"].format(name=name),))
    notice = words().notices["outside_table"].format(name=name, as_of=table.as_of)
    level = _BY_SUFFIX.get(name[-1]) or ("county" if around.city else None)
    if level == "county":
        around = around.model_copy(update={"county": name})
    return Located(around, level, name, (notice,))


def _only_province(context: str) -> str | None:
    """The one province of whose documents (《…》) or visits the text speaks; None for none or several."""
    pattern, names = _province_signs()
    found = {names[(match[1] or match[2])] for match in pattern.finditer(context)}
    return next(iter(found)) if len(found) == 1 else None


@cache
def _province_signs() -> tuple[re.Pattern[str], dict[str, str]]:
    rows = [place for place in places().by_code.values() if place.level == "province" and not place.until]
    full = {place.name: place.name for place in rows}
    short = {name: place.name for place in rows for name in short_names(place.name)}
    before = "|".join(words().regions.visits)
    pattern = rf"《({'|'.join(longest_first(full))})|(?:{before})({'|'.join(longest_first(short | full))})"
    return re.compile(pattern), short | full


def cited_place(text: str) -> str:
    """The one county of which documents are named in 《》 (《青禾县政务公开办法》), or empty."""
    nothing = any_of(words().regions.no_names, after=r"\Z")
    other = re.compile(words().regions.no_subject)
    names = {
        name
        for name in _CITED.findall(text)
        if not (nothing.search(name) or other.search(name) or _GENERIC.match(name))
    }
    return next(iter(names)) if len(names) == 1 else ""


def given_region(text: str) -> Located:
    """The region that the user names. Raises `FazhiError` when there is no such place, or more than one."""
    table = places()
    name = text.strip()
    if name.isascii() and name.isdigit():
        place = table.by_code.get(name[:6].ljust(6, "0"))
        if place is None:
            raise FazhiError(f"没有区划代码“{name}”", mend="请写六位代码，如 211381，或写全称")
        return Located(table.region(place), place.level, place.name)
    chain = [mention.name for mention in mentions(name)]
    if "".join(chain) != re.sub(r"[\s　、,，/-]", "", name):
        chain = _short(name)
    fitting = [place for place in table.named(chain[-1]) if _fits(table, place, chain[:-1])] if chain else []
    if not fitting:
        raise FazhiError(f"区划表中没有“{name}”", mend="请写全称（如 辽宁省朝阳市北票市）或六位代码")
    if len(fitting) > 1:
        raise FazhiError(f"“{name}”不止一处", mend="请连同所属的省、市一起写，或写六位代码")
    return Located(table.region(fitting[0]), fitting[0].level, chain[-1])
