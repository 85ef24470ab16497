"""How a due date came about: the rule, on whose word it stands, and every shift since."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.date_words import in_full
from bot.dates.obligation_rules import CountedFrom, Label, Rule, Unit


class Cause(StrEnum):
    """What shifted a date. Each value completes the sentence that begins with "That"."""

    NO_SCHOOL_DAY = "is no school day, so it is due on the school day before"
    BEFORE_THE_YEAR = "comes before the school year, so it is due on the year's first school day"
    EARLY_IN_THE_YEAR = (
        "comes too early for a meeting in August or September, so it is due one school day after "
        "the meeting was set, but not before the year's first school day"
    )
    LATE = "had passed when the meeting was set, so it is due on the next school day after that"
    MEETING_FIRST = "is too close to the meeting, so it is due on the last school day before it"
    NO_TIME_LEFT = (
        "leaves no school day before the meeting, so it is due on the day the meeting was set"
    )
    YEAR_BEGINS_WITH_IT = (
        "leaves no school day of the year before the meeting, so it is due on the first one"
    )
    TIME_TO_ANSWER = "leaves too little time to answer, so it is due three school days after asking"
    TEN_DAYS = "is more than ten days on, so it is due on the last school day within ten days"
    NOT_YET_AFTER = "is not after that day, so it is due on the first school day after it"
    CLOCK_PAUSED = (
        "falls later, since neither the days between school years count nor those of a break of "
        "more than five school days"
    )
    STAYS_OVERDUE = "is the new date, but this was overdue before the meeting moved and stays so"
    OPENS_EARLIER = "leaves too few school days, so it opens ten school days before it is due"
    OPENS_ON_A_SCHOOL_DAY = "is no school day, so it opens on the next one"
    OPENS_WITH_THE_YEAR = "comes before the school year, so it opens on the first school day"
    OPENS_WHEN_DUE = "comes after the due date, so it opens on the day it is due"


@dataclass(frozen=True, kw_only=True, slots=True)
class Shift:
    """One step from the date before to the date after."""

    cause: Cause
    before: date
    after: date

    @property
    def text(self) -> str:
        return f"That {self.cause}: {in_full(self.after)}."


@dataclass(frozen=True, kw_only=True, slots=True)
class Why:
    """What explains a date. Only dates are kept; the words are composed when somebody asks."""

    rule: Rule
    rule_on: date | None
    """The day that the rule names, before any shift; None where it names none, or not yet."""
    shifts: tuple[Shift, ...] = ()
    opened_on: date | None = None
    """The day on which the rule would open the window; None where there is no window."""
    opening_shifts: tuple[Shift, ...] = ()
    expedited: bool = False
    note: str = ""
    """What else has to be said: a date that is unknown, a signature that is awaited."""

    @property
    def label(self) -> Label:
        return self.rule.label

    @property
    def source(self) -> str:
        if self.rule.source is not None:
            return self.rule.source
        match self.label:
            case Label.LOCAL:
                return "the school's own procedure"
            case Label.LAW:
                return "the law"
            case _:
                return "Preiep's suggestion, where the procedure gives no date"

    @property
    def word_of(self) -> str:
        """On whose word the rule stands."""
        return f"{self.label}: {self.source}"

    @property
    def text(self) -> str:
        rule = f"Due {date_in_words(self.rule)} ({self.word_of})"
        return " ".join([_sentence(rule, self.rule_on), *self._since])

    @property
    def text_of_several(self) -> str:
        """Say the same for all rows with these dates, whoever gave each its rule."""
        rule = f"Due {date_in_words(replace(self.rule, together_with=None))}"
        return " ".join([_sentence(rule, self.rule_on), *self._since])

    @property
    def _since(self) -> list[str]:
        sentences = [shift.text for shift in self.shifts]
        if self.expedited:
            sentences.append("It is due on short notice.")
        if self.opened_on:
            window = f"Its window opens {self.rule.opens} days before the meeting"
            sentences.append(_sentence(window, self.opened_on))
        sentences += [shift.text for shift in self.opening_shifts]
        if self.note:
            sentences.append(self.note)
        return sentences


def date_in_words(rule: Rule) -> str:
    """Say when a rule wants something done, as in "14 days before the day of the meeting"."""
    if rule.counted_from is CountedFrom.NOTHING:
        return f"on no fixed day; a nudge comes every {_span(rule)} until it is there"
    start = f"together with the {rule.together_with}, " if rule.together_with else ""
    if rule.offset == 0:
        return f"{start}on {rule.counted_from}"
    side = "after" if rule.counted_from.counts_on else "before"
    return f"{start}{_span(rule)} {side} {rule.counted_from}".replace("_", " ")


def _sentence(words: str, day: date | None) -> str:
    return f"{words}: {in_full(day)}." if day else f"{words}."


def _span(rule: Rule) -> str:
    unit = "school day" if rule.unit is Unit.SCHOOL_DAYS else "day"
    return f"{rule.offset} {unit}" if rule.offset == 1 else f"{rule.offset} {unit}s"
