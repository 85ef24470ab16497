"""The modal in which a case manager names who helps at one meeting, and takes them off again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot import date_words
from bot.errors import FormError
from bot.meetings.meetings import MeetingId
from bot.people.people import Person, PersonId, SlackUserId
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.meeting_day import thread_controls as ids

SAVE = "helper_save"
REMOVE = "helper_remove"

PERSON = "person"

MOST_SHOWN = 40

REFUSED = (
    "They cannot help here: guests, apps and people of other organizations have to be added by a "
    "Preiep admin first. Please choose a colleague."
)


@dataclass(frozen=True, kw_only=True)
class Removed:
    """Whom a click takes off, and from which meeting."""

    meeting: MeetingId
    person: PersonId


def render(meeting: MeetingId, helpers: Sequence[Person], *, until: date | None) -> View:
    """`until` is the last day on which a helper can do anything here; None where it is over."""
    ends = (
        f"Helping ends by itself after {date_words.in_words(until)}, two school days after the "
        "meeting."
        if until
        else "This meeting is off, so nobody can help at it any more."
    )
    rest = len(helpers) - MOST_SHOWN
    return blocks.modal(
        "Add a helper",
        [
            blocks.section(
                "For this meeting alone, a helper can tick the checklist, write down concerns and "
                "answers, and see who is here. Marking the meeting as held stays with you.\n"
                f"{ends}"
            ),
            *(_row(meeting, helper) for helper in helpers[:MOST_SHOWN]),
            *([blocks.context(f"+ {rest} more")] if rest > 0 else []),
            blocks.field(
                "Who helps",
                elements.person_select(PERSON),
                block_id=PERSON,
                hint="A colleague in this workspace.",
                required=True,
            ),
        ],
        callback_id=SAVE,
        submit="Add",
        private_metadata=ids.metadata(meeting),
    )


def _row(meeting: MeetingId, helper: Person) -> Block:
    name = helper.name or "Name not on record"
    sure = elements.confirm(
        "Take them off?",
        "They can tick and read nothing of this meeting any more. What they wrote stays.",
        yes="Take off",
        no="Keep",
    )
    remove = elements.button(
        "Take off", REMOVE, value=f"{meeting}:{helper.id}", confirm=sure, label=f"Take off {name}"
    )
    return blocks.section(
        f"{markup.escaped(name)} helps", accessory=remove, block_id=f"helper:{helper.id}"
    )


def removed(action: Mapping[str, Any]) -> Removed:
    meeting, _, person = str(action["value"]).partition(":")
    return Removed(meeting=MeetingId(int(meeting)), person=PersonId(int(person)))


def read(view: Mapping[str, Any]) -> SlackUserId:
    person = view["state"]["values"][PERSON][PERSON].get("selected_user")
    if not person:
        raise FormError({PERSON: "Please choose somebody."})
    return SlackUserId(str(person))
