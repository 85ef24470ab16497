"""*Notices and forms …*: the values of all meetings on one screen, and one press for all of it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence

from bot import date_words
from bot.calendar import SchoolYear
from bot.dates.obligation_rules import Place
from bot.digest.cut_off import SENT, Chosen, CutOff, CutOffMeeting, CutOffPart, shown_text
from bot.forms import tags
from bot.forms.digest.cut_off import CUT_OFF, LEFT_OUT, PARTS, SHOWN
from bot.meetings.meetings import MeetingId
from bot.people.people import PersonId
from bot.requests.requests import Form
from bot.requests.requests_to_send import Asking
from bot.settings.district_links import DistrictLinks
from bot.ui.digest.hub import UNCONFIRMED
from bot.ui.kit import blocks, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.drawing import modal
from bot.ui.kit.markup import counted
from bot.ui.meetings import meeting_values
from bot.ui.requests.requests_to_send import time_to_answer

LONGEST_LIST = 2_900
"""Characters of one paragraph; Slack takes 3,000."""

_BOXES: dict[CutOffPart, Callable[[int], str]] = {
    CutOffPart.NOTICE: lambda count: f"SEIS: {counted(count, 'notice')} entered",
    CutOffPart.INVITATION: lambda count: f"Invitation forms: {count} submitted",
    CutOffPart.CALENDAR: lambda count: f"Master calendar: {counted(count, 'meeting')} on it",
    CutOffPart.TOLD: lambda count: f"Office: you told it of {counted(count, 'meeting')}",
    CutOffPart.TELL: lambda count: f"Tell the office of {counted(count, 'meeting')}",
    CutOffPart.ASK: lambda count: f"Ask for {counted(count, 'form')}",
}
_DONE: dict[CutOffPart, Callable[[int], str]] = {
    CutOffPart.NOTICE: lambda count: f"{counted(count, 'notice')} marked as entered in SEIS",
    CutOffPart.INVITATION: lambda count: f"{counted(count, 'invitation form')} marked as submitted",
    CutOffPart.CALENDAR: lambda count: (
        f"{counted(count, 'meeting')} marked as on the master calendar"
    ),
    CutOffPart.TOLD: lambda count: f"{counted(count, 'meeting')} marked as told to the office",
    CutOffPart.TELL: lambda count: f"The office is told of {counted(count, 'meeting')}",
    CutOffPart.ASK: lambda count: f"{counted(count, 'form')} asked for",
}
_ABOUT = {
    CutOffPart.TELL: "By alias, on its list, with the rights notice to enclose",
    CutOffPart.ASK: "One message to each person named below",
}


def render(cut_off: CutOff, links: DistrictLinks, *, confirmed: bool) -> View:
    """Draw what is to be entered where, whom a press asks and tells, and what it marks."""
    counts, meetings = cut_off.counts, cut_off.meetings
    submit = _submit(counts.keys())
    offered = {part: (_BOXES[part](count), _ABOUT.get(part, "")) for part, count in counts.items()}
    seis = links.of_place(Place.SEIS_NOTICES)
    return modal(
        CUT_OFF,
        [
            *([] if confirmed else [blocks.context(UNCONFIRMED)]),
            blocks.section(
                f"First enter the values below where they belong, then press *{submit}*. Until "
                "then nothing is marked and nothing is sent; after it, only what is checked here."
            ),
            PARTS.offering(offered).ticking(offered),
            *(meeting_values.above_notices(seis) if CutOffPart.NOTICE in counts else []),
            *(_meeting(one, links) for one in meetings),
            *_asked(meetings),
            *([LEFT_OUT.offering(dict(map(_named, meetings)))] if len(meetings) > 1 else []),
            *map(blocks.context, markup.more(cut_off.hidden, "more, once these are seen to")),
        ],
        carries=[tags.DAY.of(cut_off.on), (SHOWN.name, shown_text(cut_off))],
        submit=submit,
    )


def done(chosen: Chosen) -> View:
    """Say in the modal's place what was marked and sent, what was not, and how to take it back."""
    lines = [f":white_check_mark: {_DONE[part](count)}" for part, count in chosen.counts.items()]
    words = [
        *(lines or ["Nothing was marked and nothing was sent."]),
        *_by_hand(chosen.askings),
        *_not_done(chosen),
    ]
    return blocks.modal(
        CUT_OFF.title,
        [
            blocks.section("\n".join(words)),
            *(
                [
                    blocks.context(
                        "To take it back: what is marked, and a note to the office, on the "
                        "student's screen. What stands in a digest is opened again in it, too, "
                        "with *Undo* or *Pick …*. A form is withdrawn under *Who has answered* "
                        "(`/iep request`)."
                    )
                ]
                if lines
                else []
            ),
        ],
        callback_id="cut_off_done",
    )


def _submit(parts: Collection[CutOffPart]) -> str:
    """Return what the press is called by what it does: at times one of the two is left."""
    if {*parts}.isdisjoint(SENT):
        return "Mark as done"
    return CUT_OFF.submit if {*parts} - {*SENT} else "Send"


def _meeting(one: CutOffMeeting, links: DistrictLinks) -> Block:
    return meeting_values.section(one.values, {entry.row.id for entry in one.rows}, links)


def _named(one: CutOffMeeting) -> tuple[MeetingId, str]:
    student, meeting = one.values.student, one.values.meeting
    return (
        one.id,
        f"{student.alias}, {date_words.in_short(meeting.on, one.values.year)}, {student.name}",
    )


def _asked(meetings: Sequence[CutOffMeeting]) -> list[Block]:
    """Say who is asked for what, and how long they would have."""
    askings = [asking for one in meetings for asking in one.askings]
    if not askings:
        return []
    year = meetings[0].values.year
    by_person: defaultdict[tuple[PersonId, Form], list[Asking]] = defaultdict(list)
    for asking in askings:
        by_person[asking.respondent, asking.form].append(asking)
    lines = [_one_asked(found, year) for found in by_person.values()]
    return [
        *map(blocks.section, _in_paragraphs(["*Who is asked for a form*", *lines])),
        *time_to_answer(askings),
    ]


def _in_paragraphs(lines: Iterable[str]) -> list[str]:
    """Name everybody: whoever is not named here is not asked."""
    paragraphs = [""]
    for line in lines:
        if paragraphs[-1] and len(paragraphs[-1]) + len(line) >= LONGEST_LIST:
            paragraphs.append("")
        paragraphs[-1] += f"\n{line}" if paragraphs[-1] else line
    return paragraphs


def _one_asked(askings: Sequence[Asking], year: SchoolYear) -> str:
    whom = ", ".join(
        f"{one.student.alias} back {date_words.in_short(one.due_on, year)}" for one in askings
    )
    by_hand = "" if askings[0].in_slack else " (not in Slack, so you ask)"
    return f"{markup.who(askings[0].name)}, {askings[0].form.words}: {whom}{by_hand}"


def _by_hand(askings: Sequence[Asking]) -> list[str]:
    count = len({one.respondent for one in askings if not one.in_slack})
    who = "One person is" if count == 1 else f"{count} people are"
    return [f"{who} not in Slack: please ask, and record what they say."] if count else []


def _not_done(chosen: Chosen) -> list[str]:
    """Say what was left out, and why."""
    changed = ", ".join(f"*{alias}*" for alias in chosen.changed)
    words = {
        f":warning: Not marked and not sent: {changed}. The meeting, the parents or the team are "
        "not as they were shown here; please open this again.": bool(chosen.changed),
        f"{counted(chosen.gone, 'meeting')} of these: not on your list any more.": chosen.gone,
        f"{chosen.settled} of these: seen to by somebody meanwhile.": chosen.settled,
    }
    return [sentence for sentence, holds in words.items() if holds]
