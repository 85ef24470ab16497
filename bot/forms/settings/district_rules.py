"""What is asked of a row of the table of what is due when: Preiep's, or one of the district's."""

from bot.dates.district_rules import (
    MOST_DAYS_AFTER,
    MOST_DAYS_BEFORE,
    OwnRow,
    RuleChange,
    suggested_rule,
)
from bot.dates.obligation_rules import CountedFrom, ObligationId, Presence, Unit
from bot.forms.answers import Answers
from bot.forms.fields import choice, line, number, radio
from bot.forms.modals import Modal

LONGEST_ROW = 60
_NO_WORDS = f"Please say in at most {LONGEST_ROW} characters what is to be done."
_NO_NUMBER = "Please enter a number of days from 0 to {most}."

WHAT = line(
    "what",
    "What is to be done",
    hint="As in: Room booked. It stands in messages, so it names nobody.",
    missing=_NO_WORDS,
    prefilled="what",
)
PRESENCE = radio(
    "presence",
    "This row is",
    {
        Presence.ON: "On, for every meeting",
        Presence.ASKED_FOR: "Only for a meeting that asks for it",
        Presence.OFF: "Off",
    },
    required=True,
    prefilled="presence",
)
ON_OR_OFF = PRESENCE.with_options(
    one for one in PRESENCE.options if one.value != Presence.ASKED_FOR
)
"""The same, of a row that no meeting asks for by itself."""
OFFSET = number(
    "offset",
    "How many days",
    least=0,
    most=MOST_DAYS_BEFORE,
    hint="0 is the day itself.",
    missing=_NO_NUMBER.format(most=MOST_DAYS_BEFORE),
    prefilled="offset",
)
UNIT = radio(
    "unit",
    "Counted in",
    {Unit.DAYS: "Calendar days", Unit.SCHOOL_DAYS: "School days"},
    required=True,
    prefilled="unit",
)
OPENS = number(
    "opens",
    "Opens, in days before the meeting",
    least=0,
    most=MOST_DAYS_BEFORE,
    missing=_NO_NUMBER.format(most=MOST_DAYS_BEFORE),
    prefilled="opens",
)
AFTER_FROM = choice(
    "counted_from",
    "Counted from",
    {
        CountedFrom.CONSENT: "After the signature",
        CountedFrom.HELD: "After the day the meeting was held",
    },
    required=True,
    prefilled="counted_from",
)
"""From when a row after the meeting is counted."""
OWN_FROM = choice(
    "counted_from",
    "Counted from",
    {
        CountedFrom.TENTH: "Before the 10th of the month before the meeting",
        CountedFrom.MEETING: "Before the day of the meeting",
        CountedFrom.HELD: "After the day the meeting was held",
    },
    required=True,
    prefilled="counted_from",
)
"""From when a row of the district's own is counted."""

CHANGE_ROW = Modal(
    name="rule_save", title="One row", fields=(PRESENCE, AFTER_FROM, OFFSET, UNIT, OPENS)
)
KEEP_OWN_ROW = Modal(
    name="rule_own_save",
    title="A row of your own",
    fields=(WHAT, OWN_FROM, OFFSET, UNIT, ON_OR_OFF),
)


def change_from(answers: Answers, obligation: ObligationId) -> RuleChange:
    """Return the row as the district wants it; what was not asked stays as Preiep suggests it."""
    CHANGE_ROW.check(answers)
    offset = answers.get(OFFSET)
    if suggested_rule(obligation).counted_from.is_after_the_meeting:
        _refuse_too_late(offset or 0)
    return RuleChange(
        presence=answers.get(PRESENCE),
        offset=offset,
        unit=answers.get(UNIT),
        counted_from=answers.get(AFTER_FROM),
        opens=answers.get(OPENS),
    )


def own_row_from(answers: Answers, obligation: ObligationId) -> OwnRow:
    """Return a row of the district's own; raise FormError where it cannot be."""
    what = answers[WHAT]
    KEEP_OWN_ROW.check(answers, {WHAT: len(what) > LONGEST_ROW and _NO_WORDS})
    counted_from, offset = answers[OWN_FROM], answers[OFFSET]
    if counted_from.is_after_the_meeting:
        _refuse_too_late(offset)
        if offset == 0:
            raise OFFSET.refused("After a meeting there is at least one day.")
    return OwnRow(
        id=obligation,
        what=what,
        counted_from=counted_from,
        offset=offset,
        unit=answers[UNIT],
        on=answers[ON_OR_OFF] is Presence.ON,
    )


def _refuse_too_late(offset: int) -> None:
    if offset > MOST_DAYS_AFTER:
        raise OFFSET.refused(_NO_NUMBER.format(most=MOST_DAYS_AFTER))
