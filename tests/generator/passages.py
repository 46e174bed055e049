"""Passages of reports with known truth: frames of one topic joined into sentences, paragraphs, short reports.

`passages(seed, figures)` is the door. The same seed gives the same passages, whatever the machine.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from engine.documents import document_from_text
from engine.documents.models import Document, Role, RoleSpan, Section
from engine.extraction.models import Modality
from tests.generator.frames import Frame, Topic, context, frame, frames_of, settings, slots, topics
from tests.generator.rendering import render
from tests.generator.truth import Figure, Passage, Text

_HALF = str.maketrans("，；（）：", ",;():")
_OWN_YEAR = ("@", "上年", "去年", "年度", "任期", "年初", "任期内", "年内")
_COMING: tuple[Modality, ...] = ("planned", "required")


class Deck:
    """The frames, dealt so that each comes about equally often."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.topics: list[Topic] = []
        self.frames: dict[int, list[Frame]] = {}

    def topic(self) -> Topic:
        """A topic; those with more frames come more often."""
        if not self.topics:
            self.topics = [topic for topic in topics() for _ in range(len(frames_of(topic)) // 8 + 1)]
            self.rng.shuffle(self.topics)
        return self.topics.pop()

    def frame(self, topic: Topic, taken: set[str]) -> Frame | None:
        """The next frame of the topic whose keys are not taken; they are then."""
        pile = self.frames.get(id(topic), [])
        if len(pile) < 12:
            fresh = list(frames_of(topic))
            self.rng.shuffle(fresh)
            pile = self.frames[id(topic)] = fresh + pile
        for index in range(len(pile) - 1, max(-1, len(pile) - 12), -1):
            keys = _keys(pile[index])
            if not keys & taken:
                taken |= keys
                return pile.pop(index)
        return None


class Writer:
    """Writes the passages of one seed."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.deck = Deck(self.rng)
        self.year = 2024

    def passage(self) -> Passage:
        """The next passage."""
        self.year = self.rng.randint(2021, 2025)
        forms: dict[Callable[[], Passage], int] = {
            self._bare: 56,
            self._report: 26,
            self._coming: 8,
            self._problems: 5,
            self._work_plan: 5,
        }
        return self.rng.choices(list(forms), list(forms.values()))[0]()

    def _bare(self) -> Passage:
        topic = self.deck.topic()
        return self._standing(topic, self._paragraph(topic, set()), "achievements", "bare")

    def _problems(self) -> Passage:
        topic = self.deck.topic()
        body = self._sentences([self._lack(topic) for _ in range(self.rng.randint(1, 2))])
        return self._standing(topic, body, "problems", "problems")

    def _coming(self) -> Passage:
        topic = self.deck.topic()
        body = self._sentences([self._intent(topic) for _ in range(self.rng.randint(1, 3))])
        opener = self._fill(self.rng.choice(context().plan_openers))
        return self._standing(topic, Text(opener) + body, "plan", "plan")

    def _report(self) -> Passage:
        """A short report with its title, parts and date, read as in real use."""
        words, rng, taken = context(), self.rng, set[str]()
        lines = [Text(f"示例市{self.year}年法治政府建设年度报告")]
        lines.append(Text(self._fill(f"{self._choice(words.openers)}现将@Y年法治政府建设情况报告如下。")))
        lines.append(Text(self._fill(self._choice(words.achievement_heads))))
        for mark in words.heading_marks[: rng.randint(2, 4)]:
            topic = self.deck.topic()
            lines += [Text(mark + self._choice(topic.headings)), self._paragraph(topic, taken)]
        lines.append(Text(self._fill(self._choice(words.problem_heads))))
        lines.append(Text("一是部分干部法治意识有待增强。") + self._lack(self.deck.topic()) + "。")
        lines.append(Text(self._fill(self._choice(words.plan_heads))))
        lines.append(Text("一是强化统筹推进。") + self._intent(self.deck.topic()) + "。")
        lines.append(Text(f"示例市人民政府\n{self.year + 1}年1月20日"))
        whole = Text("")
        broken = rng.random() < 0.8
        for line in lines:
            whole += line + ("\n" if broken else "" if line.text.endswith("。") else "　")
        return self._read(whole, "report" if broken else "report in one line")

    def _work_plan(self) -> Passage:
        topic = self.deck.topic()
        whole = Text(f"示例市{self.year}年法治政府建设工作要点\n")
        whole += f"为深入推进{self.year}年法治政府建设，制定本工作要点。\n一、总体要求\n坚持依法行政。\n二、重点任务\n"
        for number in range(1, self.rng.randint(3, 5)):
            whole += Text(f"{number}.{self._choice(topic.headings)}。") + self._intent(topic) + "。\n"
        return self._read(whole, "work plan")

    def _read(self, whole: Text, form: str) -> Passage:
        whole = self._punctuated(whole)
        document = document_from_text(whole.text, "示例.txt")
        assert document.text == whole.text
        return Passage(document, whole.figures, form)

    def _standing(self, topic: Topic, body: Text, role: Role, form: str) -> Passage:
        """A paragraph as a document of its own, under a heading, after one in the same line, or alone."""
        head = self._choice(context().heading_marks[:6]) + self._choice(topic.headings)
        draw = self.rng.random()
        sections: tuple[Section, ...] = ()
        if draw < 0.6:
            body = Text(head + "\n") + body
            size = len(body.text)
            sections = (Section(rank=2, number="", title=head, start=0, body=len(head) + 1, end=size),)
        elif draw < 0.75:
            body = Text(head + "。") + body
        whole = self._punctuated(body)
        span = RoleSpan(start=0, end=len(whole.text), role=role, cue="示例")
        document = Document(
            path="示例",
            format="txt",
            text=whole.text,
            kind="annual_report",
            report_year=self.year,
            sections=sections,
            roles=(span,),
        )
        return Passage(document, whole.figures, form)

    def _paragraph(self, topic: Topic, taken: set[str]) -> Text:
        count = self.rng.randint(2, 6)
        body = Text("")
        for _ in range(count):
            body += self._sentence(topic, taken)
        return body

    def _sentence(self, topic: Topic, taken: set[str]) -> Text:
        """One sentence of achievements, perhaps of the year before or of what is demanded."""
        rng = self.rng
        draw = rng.random()
        if draw < 0.06:
            return self._last_year(topic, taken) + "。"
        if draw < 0.12:
            return self._demand(topic) + "。"
        sentence = Text(self._fill(self._choice(context().openers))) if rng.random() < 0.25 else Text("")
        for number in range(rng.randint(1, 3)):
            if number:
                sentence += self._choice(context().joints)
            sentence += self._clause(topic, taken, first=not number)
        return sentence + "。"

    def _clause(self, topic: Topic, taken: set[str], first: bool) -> Text:
        rng = self.rng
        draw = rng.random()
        if draw < 0.1:
            return Text(self._choice(context().fillers))
        chosen = None if draw < 0.2 else self.deck.frame(topic, taken)
        if chosen is None:
            return self._distractor(follows=False)
        clause = self._rendered(chosen, ("done",))
        if first and not clause.text.startswith(("全年", "年度", "年初", str(self.year))):
            clause = Text(self._fill(self._choice(context().leads))) + clause
        if rng.random() < 0.15:
            clause = clause + "，" + self._distractor(follows=True)
        return clause

    def _distractor(self, follows: bool) -> Text:
        """A figure without key; changes against last year only after a figure."""
        while True:
            source = self._choice(context().distractors)
            if follows or not source.startswith(("同比", "较上年")):
                return self._rendered(frame("", source), ("done", "background"))

    def _last_year(self, topic: Topic, taken: set[str]) -> Text:
        for _ in range(9):
            chosen = self.deck.frame(topic, taken)
            if chosen and not any(word in chosen.source for word in _OWN_YEAR):
                return self._in_mood("background_year", chosen, ("background",))
        return Text(self._choice(context().fillers))

    def _demand(self, topic: Topic) -> Text:
        """What is demanded, in the achievements: never done by that."""
        return self._norm(topic, "required_act", "required_rate", ("required",))

    def _intent(self, topic: Topic) -> Text:
        if self.rng.random() < 0.5:
            return self._norm(topic, "required_act", "required_rate", _COMING)
        return self._norm(topic, "planned_act", "planned_rate", _COMING)

    def _lack(self, topic: Topic) -> Text:
        return self._norm(topic, "problem_act", "problem_rate", ("problem",))

    def _norm(self, topic: Topic, act: str, rate: str, modalities: tuple[Modality, ...]) -> Text:
        """A key that can be demanded or planned, in one of the moods `act` or `rate`."""
        able = [(key, entry) for key, entry in topic.keys.items() if entry.acts or entry.names or entry.norms]
        if not able:
            return Text(self._choice(context().fillers))
        key, entry = self.rng.choice(able)
        if entry.names:
            mood = self._choice(context().moods[rate]).replace("{}", self._choice(entry.names))
            return self._rendered(frame(key, self._fill(mood)), modalities)
        if entry.norms and modalities != ("problem",):
            return self._rendered(frame(key, self._choice(entry.norms)), modalities, at_least=True)
        if not entry.acts:
            return Text(self._choice(context().fillers))
        at_least = act == "required_act" or (act == "planned_act" and self.rng.random() < 0.3)
        return self._in_mood(act, frame(key, self._choice(entry.acts)), modalities, at_least)

    def _in_mood(
        self, mood: str, chosen: Frame, modalities: tuple[Modality, ...], at_least: bool = False
    ) -> Text:
        before, after = self._fill(self._choice(context().moods[mood])).split("{}")
        return Text(before) + self._rendered(chosen, modalities, at_least) + after

    def _rendered(self, chosen: Frame, modalities: tuple[Modality, ...], at_least: bool = False) -> Text:
        source = self._fill(chosen.source)
        return render(
            chosen if source == chosen.source else frame(chosen.key, source), modalities, self.rng, at_least
        )

    def _sentences(self, parts: list[Text]) -> Text:
        body = Text("")
        for part in parts:
            body += part + "。"
        return body

    def _fill(self, text: str) -> str:
        years = {"@Y": self.year, "@P": self.year - 1, "@N": self.year + 1}
        for mark, year in years.items():
            text = text.replace(mark, str(year))
        return text

    def _choice(self, options: tuple[str, ...]) -> str:
        return self.rng.choice(options)

    def _punctuated(self, whole: Text) -> Text:
        """Some reports have half-width punctuation throughout."""
        return Text(whole.text.translate(_HALF), whole.figures) if self.rng.random() < 0.08 else whole


def passages(seed: int, figures: int) -> Iterator[Passage]:
    """Passages until they hold at least `figures` facts."""
    writer, count = Writer(seed), 0
    while count < figures:
        passage = writer.passage()
        count += sum(len(figure.keys) for figure in passage.figures)
        yield passage


def facts_of(figures: tuple[Figure, ...]) -> int:
    """How many facts the figures give."""
    return sum(len(figure.keys) for figure in figures)


def _keys(chosen: Frame) -> set[str]:
    return {key for slot in slots(chosen.template) for group in slot.keys for key in group} & set(settings())
