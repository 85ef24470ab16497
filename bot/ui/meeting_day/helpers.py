"""The modal in which a case manager names who helps at one meeting, and takes them off again."""

from collections.abc import Sequence
from datetime import date

from bot import date_words
from bot.forms import tags
from bot.forms.meeting_day.helpers import ADD_HELPER, WHO_HELPS
from bot.meetings.meetings import MeetingId
from bot.people.people import Person
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.drawing import modal

REMOVE = "helper_remove"

MOST_SHOWN = 40

REFUSED = (
    "They cannot help here: guests, apps and people of other organizations have to be added by a "
    "Preiep admin first. Please choose a colleague."
)


def render(meeting: MeetingId, helpers: Sequence[Person], *, until: date | None) -> View:
    """Draw who helps; `until` is the last day on which they can, None where it is over."""
    ends = (
        f"Helping ends by itself after {date_words.in_words(until)}, two school days after the "
        "meeting."
        if until
        else "This meeting is off, so nobody can help at it any more."
    )
    return modal(
        ADD_HELPER,
        [
            blocks.section(
                "For this meeting alone, a helper can tick the checklist, write down concerns and "
                "answers, and see who is here. Marking the meeting as held stays with you.\n"
                f"{ends}"
            ),
            *map(_row, helpers[:MOST_SHOWN]),
            *map(blocks.context, markup.more(len(helpers) - MOST_SHOWN)),
            WHO_HELPS,
        ],
        carries=[tags.MEETING.of(meeting)],
    )


def _row(helper: Person) -> Block:
    name = helper.name or "Name not on record"
    sure = elements.confirm(
        "Take them off?",
        "They can no longer tick or read anything of this meeting. What they wrote stays.",
        yes="Take off",
        no="Keep",
    )
    remove = elements.button(
        "Take off", REMOVE, value=helper.id, confirm=sure, label=f"Take off {name}"
    )
    return blocks.section(
        f"{markup.escaped(name)} helps", accessory=remove, block_id=f"helper:{helper.id}"
    )
