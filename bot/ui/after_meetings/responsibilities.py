"""Who does what by when: the list, and the form that adds one more to it."""

from collections.abc import Iterator, Mapping, Sequence

from bot import date_words
from bot.after_meetings.duties import Duty, Owner, WhoDoesWhat
from bot.forms import tags
from bot.forms.after_meetings import responsibilities as form
from bot.forms.fields import Words
from bot.forms.supervisor_reasons import reason_field
from bot.people.people import PersonId
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.drawing import modal

TAKE_OFF = "responsibility_take_off"

MOST_SHOWN = 20
_MOST_CHOICES = 40
_WORDS = 300
"""Characters of a responsibility that the list shows; the owner reads it whole."""


def render(listed: WhoDoesWhat, *, why: str = "") -> View:
    names = {owner.person: owner.name for owner in listed.owners}
    return modal(
        form.ADD_RESPONSIBILITY,
        [
            blocks.section(
                "Each owner gets a message after the meeting. It says how many things are theirs, "
                "and opens what you write here: keep it free of names."
            ),
            *(block for one in listed.taken_on[:MOST_SHOWN] for block in _row(one, names)),
            *map(blocks.context, markup.more(len(listed.taken_on) - MOST_SHOWN)),
            blocks.divider(),
            form.WHAT,
            form.WHO.offering(dict(_choices(listed.owners))),
            form.OTHER,
            form.BY_WHEN,
            *reason_field(why),
        ],
        carries=[tags.MEETING.of(listed.meeting), tags.DRAFT.of(listed.draft)],
        mark=listed.draft,
    )


def _choices(owners: Sequence[Owner]) -> Iterator[tuple[PersonId | None, Words]]:
    for owner in owners[:_MOST_CHOICES]:
        yield owner.person, (owner.name or owner.title, owner.title)
    yield None, ("Somebody else", "Write who, below")


def _row(one: Duty, names: Mapping[PersonId, str]) -> list[Block]:
    label = "Take this responsibility off the list"
    button = elements.button("Take off", TAKE_OFF, value=one.id, label=label)
    return [
        {**blocks.spoken(markup.shortened(one.text, _WORDS)), "accessory": button},
        blocks.context(_whose(one, names)),
    ]


def _whose(one: Duty, names: Mapping[PersonId, str]) -> str:
    known = names.get(one.owner) if one.owner is not None else one.owner_words
    who = markup.who(known)
    when = f", by {date_words.in_full(one.due_on)}" if one.due_on else ""
    told = "" if one.owner is not None else ". Please tell them yourself"
    return f"{who}{when}{'. Done' if not one.is_open else ''}{told}"
