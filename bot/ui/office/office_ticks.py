"""What the office opens from a note: whom to invite, and its word on what it sent."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.errors import FormError
from bot.meetings.meetings import MeetingId
from bot.office.office_notes import Invitation, NoteId, OfficeTick
from bot.people.people import PersonId
from bot.settings.district_links import Links
from bot.students import Student
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.meetings import meetings as meeting
from bot.ui.office.office_notes import LONGEST_LANGUAGE, Noted, said_in_words, what_became

SAVE = "office_tick_save"
TAKE_BACK = "office_tick_take_back"

ON, RIGHTS, LANGUAGE = "sent_on", "rights", "language"
YES, NO = "yes", "no"

MOST_TICKS = 10
LONGEST_NAME = 120


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """Which note a modal is about, and the last tick that it shows; 0 where it shows none."""

    meeting: MeetingId
    note: NoteId
    tick: int

    @property
    def as_text(self) -> str:
        return json.dumps({"meeting": self.meeting, "note": self.note, "tick": self.tick})


def render(
    noted: Noted,
    student: Student,
    ticks: Sequence[OfficeTick],
    names: Mapping[PersonId, str],
    links: Links,
    *,
    today: date,
    notice: str = "",
) -> View:
    """`ticks` are the office's words so far, the latest first; `today` is the reader's."""
    drawn = Drawn(meeting=noted.meeting.id, note=noted.note.id, tick=ticks[0].id if ticks else 0)
    return blocks.modal(
        "Invitation",
        [
            *([blocks.section(f":white_check_mark: {notice}")] if notice else []),
            blocks.section(
                f"*{_cut(student.name, LONGEST_NAME)}* ({markup.escaped(student.alias)})\n"
                f"{meeting.in_words(noted.meeting)}"
            ),
            blocks.section(_language(student, links)),
            blocks.section(what_became(noted)),
            *_fields(noted.invitation, student, drawn, today),
            *_history(ticks, names),
        ],
        callback_id=SAVE,
        submit="Save",
        private_metadata=drawn.as_text,
    )


def drawn_in(view: Mapping[str, Any]) -> Drawn:
    kept = json.loads(view["private_metadata"])
    return Drawn(
        meeting=MeetingId(int(kept["meeting"])),
        note=NoteId(int(kept["note"])),
        tick=int(kept["tick"]),
    )


def note_in(action: Mapping[str, Any]) -> tuple[MeetingId, NoteId]:
    """The meeting and the note of a button."""
    about, _, note = str(action["value"]).partition(":")
    return MeetingId(int(about)), NoteId(int(note))


def read(view: Mapping[str, Any], *, today: date) -> Invitation:
    """What the office says; raise FormError where it cannot be."""
    values = view["state"]["values"]
    ids = {block_id.partition(":")[0]: block_id for block_id in values}
    picked = values[ids[ON]][ON].get("selected_date")
    chosen = values[ids[RIGHTS]][RIGHTS].get("selected_option")
    language = str(values[ids[LANGUAGE]][LANGUAGE].get("value") or "").strip()
    problems = {}
    if not picked or date.fromisoformat(picked) > today:
        problems[ON] = "Please choose today or a day before it, when it has gone out."
    if not chosen:
        problems[RIGHTS] = "Please say whether the rights notice was enclosed."
    if not language or len(language) > LONGEST_LANGUAGE:
        problems[LANGUAGE] = "Please name the language of the invitation in a word or two."
    if problems:
        raise FormError({ids[field]: problem for field, problem in problems.items()})
    return Invitation(
        sent_on=date.fromisoformat(picked), rights=chosen["value"] == YES, language=language
    )


def _language(student: Student, links: Links) -> str:
    language = student.home_language
    if not language:
        return "The parents' language is not on record. Please ask the case manager."
    words = f"*Parents' language:* {_cut(language, LONGEST_LANGUAGE)}"
    address = links.rights_in(language)
    return f"{words} · {markup.link(address, 'rights notice')}" if address else words


def _fields(
    said: Invitation | None, student: Student, drawn: Drawn, today: date
) -> Iterator[Block]:
    # With the tick in their ids the fields show what holds once something is saved.
    mark = f":{drawn.tick}"
    rights = "" if said is None else YES if said.rights else NO
    yield blocks.field(
        "Invitation sent on",
        elements.date_picker(ON, chosen=(said.sent_on if said else today).isoformat()),
        block_id=ON + mark,
        required=True,
    )
    yield blocks.field(
        "Was the rights notice enclosed?",
        elements.radio(
            RIGHTS,
            [
                elements.option(YES, "Yes"),
                elements.option(NO, "No, it is still to be sent"),
            ],
            chosen=rights,
        ),
        block_id=RIGHTS + mark,
        required=True,
    )
    yield blocks.field(
        "Language of the invitation",
        elements.text_field(
            LANGUAGE, text=said.language if said else student.home_language, multiline=False
        ),
        block_id=LANGUAGE + mark,
        required=True,
    )


def _history(ticks: Sequence[OfficeTick], names: Mapping[PersonId, str]) -> Iterator[Block]:
    if not ticks:
        return
    if ticks[0].invitation is not None:
        sure = elements.confirm(
            "Not sent after all?",
            "The note waits for the office again, and the case manager sees that. What was "
            "ticked stays on record.",
            yes="Take it back",
            no="Leave it",
        )
        button = elements.button("Take the tick back …", TAKE_BACK, confirm=sure)
        yield blocks.actions([button], block_id=f"back:{ticks[0].id}")
    yield blocks.section("*What was ticked so far*")
    for tick in ticks[:MOST_TICKS]:
        who = _cut(names.get(tick.by, "") or "somebody", LONGEST_NAME)
        said = said_in_words(tick.invitation) if tick.invitation else "taken back"
        yield blocks.context(f"{markup.moment(tick.at)}, {who}: {said}")
    if (more := len(ticks) - MOST_TICKS) > 0:
        yield blocks.context(f"+ {more} earlier")


def _cut(words: str, longest: int) -> str:
    return markup.escaped(markup.shortened(words, longest))
