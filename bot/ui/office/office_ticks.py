"""What the office opens from a note: whom to invite, and its word on what it sent."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from bot.forms import tags
from bot.forms.office import office_ticks as form
from bot.meetings.meetings import MeetingId
from bot.office.office_notes import Noted, NoteId, OfficeTick
from bot.people.people import PersonId
from bot.settings.district_links import DistrictLinks
from bot.students import Student
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.drawing import modal
from bot.ui.meetings import meetings as meeting
from bot.ui.office.office_notes import said_in_words, what_became

TAKE_BACK = "office_tick_take_back"
OF_STUDENT = "office_of_student"
"""A button anywhere that carries a student's id and opens the invitation that waits."""

MOST_TICKS = 10
LONGEST_NAME = 120


def render(
    noted: Noted,
    names: Mapping[PersonId, str],
    links: DistrictLinks,
    *,
    today: date,
    notice: str = "",
) -> View:
    """Draw the invitation; `today` is the reader's, and `names` are of who ticked."""
    said, student = noted.invitation, noted.student
    return modal(
        form.TICK_INVITATION,
        [
            *blocks.done(notice),
            blocks.section(
                f"*{markup.short(student.name, LONGEST_NAME)}* ({markup.escaped(student.alias)})\n"
                f"{meeting.in_words(noted.meeting)}"
            ),
            blocks.section(language_words(student, links)),
            blocks.section(what_became(noted)),
            form.SENT_ON.showing(said.sent_on if said else today),
            form.RIGHTS.showing(said.rights if said else None),
            form.LANGUAGE.showing(said.language if said else student.home_language),
            *([form.RECEIVED_ON.showing(said.received_on)] if said else []),
            *_history(noted.ticks, names),
        ],
        carries=[
            tags.MEETING.of(noted.meeting.id),
            form.NOTE.of(noted.note.id),
            form.TICK.of(noted.last_tick),
        ],
        # With the tick in their ids the fields show what holds once something is saved.
        mark=noted.last_tick,
    )


def note_in(action: Mapping[str, Any]) -> tuple[MeetingId, NoteId]:
    """Read of which meeting and note a button in the channel is."""
    about, _, note = str(action["value"]).partition(":")
    return MeetingId(int(about)), NoteId(int(note))


def language_words(student: Student, links: DistrictLinks) -> str:
    """Say in which language to invite, with the rights notice in it (mrkdwn)."""
    language = student.home_language
    if not language:
        return "The parents' language is not on record. Please ask the case manager."
    words = f"*Parents' language:* {markup.short(language, form.LONGEST_LANGUAGE)}"
    address = links.rights_in(language)
    return f"{words} · {markup.link(address, 'rights notice')}" if address else words


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
        who = markup.short(names.get(tick.by, "") or "somebody", LONGEST_NAME)
        said = said_in_words(tick.invitation) if tick.invitation else "taken back"
        yield blocks.context(f"{markup.moment(tick.at)}, {who}: {said}")
    yield from map(blocks.context, markup.more(len(ticks) - MOST_TICKS, "earlier"))
