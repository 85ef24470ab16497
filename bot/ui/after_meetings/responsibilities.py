"""Who does what by when: the list, and the form that adds one more to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot import date_words
from bot.after_meetings.duties import Duty, DutyId
from bot.errors import FormError
from bot.forms.drafts import DraftKey
from bot.meetings.meetings import Meeting, MeetingId
from bot.people.people import PersonId
from bot.ui.kit import blocks, elements, markup, reason
from bot.ui.kit.blocks import Block, View
from bot.ui.meeting_day import thread_controls as ids

ADD = "responsibility_add"
TAKE_OFF = "responsibility_take_off"

_WHAT = "what"
_WHO = "who"
_OTHER = "other"
_BY_WHEN = "by_when"
_SOMEBODY_ELSE = "else"
MOST_SHOWN = 20
_MOST_CHOICES = 40
_WORDS = 300
"""Characters of a responsibility that the list shows; the owner reads it whole."""


@dataclass(frozen=True, kw_only=True)
class Owner:
    """Somebody who can take something on; `title` says who they are at the meeting."""

    person: PersonId
    name: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Added:
    """One responsibility as it was filled in."""

    draft: DraftKey
    what: str
    owner: PersonId | None
    owner_words: str
    by_when: date | None


def render(
    meeting: Meeting,
    taken_on: Sequence[Duty],
    owners: Sequence[Owner],
    draft: DraftKey,
    *,
    why: str = "",
) -> View:
    """`draft` names this form's fields, so that the next one comes up empty."""
    names = {owner.person: owner.name for owner in owners}
    rest = len(taken_on) - MOST_SHOWN
    return blocks.modal(
        "Who does what",
        [
            blocks.section(
                "Each owner gets a message after the meeting. It says how many things are theirs, "
                "and opens what you write here: keep it free of names."
            ),
            *(block for one in taken_on[:MOST_SHOWN] for block in _row(one, names)),
            *([blocks.context(f"+ {rest} more")] if rest > 0 else []),
            blocks.divider(),
            *_form(owners, draft),
            *reason.fields(why),
        ],
        callback_id=ADD,
        submit="Add",
        private_metadata=ids.metadata(meeting.id, draft=draft),
    )


def _row(one: Duty, names: Mapping[PersonId, str]) -> list[Block]:
    button = elements.button(
        "Take off",
        TAKE_OFF,
        value=f"{one.meeting}:{one.id}",
        label="Take this responsibility off the list",
    )
    return [
        {**blocks.spoken(markup.shortened(one.text, _WORDS)), "accessory": button},
        blocks.context(_whose(one, names)),
    ]


def _whose(one: Duty, names: Mapping[PersonId, str]) -> str:
    known = names.get(one.owner) if one.owner is not None else one.owner_words
    who = markup.escaped(markup.shortened(known or "name not on record", 80))
    when = f", by {date_words.in_words(one.due_on)}" if one.due_on else ""
    told = "" if one.owner is not None else ". Please tell them yourself"
    return f"{who}{when}{'. Done' if not one.is_open else ''}{told}"


def _form(owners: Sequence[Owner], draft: DraftKey) -> list[Block]:
    options = [
        elements.option(str(owner.person), owner.name or owner.title, description=owner.title)
        for owner in owners[:_MOST_CHOICES]
    ]
    options.append(elements.option(_SOMEBODY_ELSE, "Somebody else", description="Write who, below"))
    return [
        blocks.field(
            "What is to be done",
            elements.text_field(_WHAT),
            block_id=f"{_WHAT}:{draft}",
            required=True,
        ),
        blocks.field(
            "Who does it", elements.select(_WHO, options), block_id=f"{_WHO}:{draft}", required=True
        ),
        blocks.field(
            "Somebody else",
            elements.text_field(_OTHER, multiline=False),
            block_id=f"{_OTHER}:{draft}",
            hint="For example: the parents. Whoever is not on the list gets no message.",
        ),
        blocks.field("By when", elements.date_picker(_BY_WHEN), block_id=f"{_BY_WHEN}:{draft}"),
    ]


def read(view: Mapping[str, Any]) -> Added:
    """What was filled in; raise FormError for what is missing."""
    draft = DraftKey(ids.carried(view, "draft"))
    values = {
        name: view["state"]["values"][f"{name}:{draft}"][name]
        for name in (_WHAT, _WHO, _OTHER, _BY_WHEN)
    }
    what = str(values[_WHAT].get("value") or "").strip()
    other = str(values[_OTHER].get("value") or "").strip()
    who = values[_WHO]["selected_option"]["value"]
    problems = {}
    if not what:
        problems[f"{_WHAT}:{draft}"] = "Please write down what is to be done."
    if who == _SOMEBODY_ELSE and not other:
        problems[f"{_OTHER}:{draft}"] = "Please say who it is."
    if problems:
        raise FormError(problems)
    picked = values[_BY_WHEN].get("selected_date")
    return Added(
        draft=draft,
        what=what,
        owner=None if who == _SOMEBODY_ELSE else PersonId(int(who)),
        owner_words=other if who == _SOMEBODY_ELSE else "",
        by_when=date.fromisoformat(picked) if picked else None,
    )


def taken_off(action: Mapping[str, Any]) -> tuple[MeetingId, DutyId]:
    meeting, _, duty = str(action["value"]).partition(":")
    return MeetingId(int(meeting)), DutyId(int(duty))
