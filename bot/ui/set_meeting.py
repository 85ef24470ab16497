"""Setting a meeting by hand: day, hour, kind and mode, with what is said of the day first."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from bot.calendar import SchoolCalendar
from bot.date_checks import DateCheck
from bot.meetings import Kind, MeetingId, Mode
from bot.obligation_rules import Rules
from bot.parent_requests import ParentRequest, ParentRequestId
from bot.students import Student, StudentId
from bot.ui import blocks, date_warnings
from bot.ui.blocks import Block, View
from bot.ui.hub import UNCONFIRMED

OPEN = "meeting_set"
SAVE = "meeting_set_save"
TAKE = "meeting_set_take"
SEE = "meeting_see"
"""A button anywhere that carries a meeting's id and opens its screen."""
BACK = "student_back"
"""Leads from a screen that stands in a student's place back to the student."""

ON, AT, KIND, MODE, ASKED = "on", "at", "kind", "mode", "asked"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A meeting as somebody would set it."""

    student: StudentId
    on: date | None = None
    at: time | None = None
    kind: Kind = Kind.ANNUAL
    mode: Mode = Mode.IN_PERSON
    warned_of: date | None = None
    """The day of which they were told what it would cost."""
    asked: tuple[ParentRequestId, ...] = ()
    """The parents' written requests that it is set for."""
    newest: MeetingId | None = None
    """The student's newest meeting when this was drawn: what came since is told first."""


def render(
    student: Student,
    wanted: Wanted,
    *,
    rules: Rules,
    confirmed: bool,
    check: DateCheck | None = None,
    notice: str = "",
    latest: MeetingId | None = None,
    requests: Sequence[ParentRequest] = (),
) -> View:
    """`check` is what is to be said of the day, `notice` what else has to be known first.

    `requests` are the parents' written requests for which no meeting is set yet.
    """
    ways = [blocks.button("Back to the student", BACK, value=str(student.id))]
    if latest is not None:
        ways.append(blocks.button("Other meetings", SEE, value=str(latest)))
    kinds = [blocks.option(kind, kind.capitalize()) for kind in Kind]
    modes = [blocks.option(mode, mode.capitalize()) for mode in Mode]
    asks_again = bool(check or notice)
    on = wanted.on.isoformat() if wanted.on else ""
    return blocks.modal(
        "Set a meeting",
        [
            blocks.section(f"*{blocks.escaped(student.name)}* ({student.alias})"),
            *([] if confirmed else [blocks.context(UNCONFIRMED)]),
            *([blocks.section(f":warning: {notice}")] if notice else []),
            *(date_warnings.warnings(check, rules, take=TAKE) if check else []),
            blocks.field("Date", blocks.date_picker(ON, chosen=on), block_id=ON, required=True),
            blocks.field(
                "Time",
                blocks.time_picker(AT, chosen=wanted.at),
                block_id=AT,
                hint="Can be left out until it is known.",
            ),
            blocks.field(
                "Kind", blocks.select(KIND, kinds, chosen=wanted.kind), block_id=KIND, required=True
            ),
            blocks.field(
                "How", blocks.radio(MODE, modes, chosen=wanted.mode), block_id=MODE, required=True
            ),
            *_asked(requests, wanted),
            blocks.actions(ways, block_id=f"back:{student.id}"),
        ],
        callback_id=SAVE,
        submit=date_warnings.SAVE_ANYWAY if asks_again else "Save",
        private_metadata=json.dumps(
            {
                "student": student.id,
                "warned_of": check.on.isoformat() if check else None,
                "newest": wanted.newest,
            }
        ),
    )


def _asked(requests: Sequence[ParentRequest], wanted: Wanted) -> list[Block]:
    if not requests:
        return []
    options = [
        blocks.option(
            str(one.id),
            f"The written request of {blocks.in_words(one.received_on)} {one.received_on.year}",
        )
        for one in requests[: blocks.MOST_BOXES]
    ]
    boxes = blocks.checkboxes(ASKED, options, ticked=[str(one) for one in wanted.asked])
    return [blocks.field("The parents asked for this meeting", boxes, block_id=ASKED)]


def student_in(view: Mapping[str, Any]) -> StudentId:
    return StudentId(int(json.loads(view["private_metadata"])["student"]))


def read(view: Mapping[str, Any], *, today: date, calendar: SchoolCalendar) -> Wanted:
    """The meeting that is wanted; raise FormError at the date where none can be on that day."""
    on = date_warnings.read_date(
        view, ON, today=today, calendar=calendar, missing="Please choose the date of the meeting."
    )
    return replace(typed(view), on=on)


def typed(view: Mapping[str, Any]) -> Wanted:
    """Everything in the modal but its date."""
    carried = json.loads(view["private_metadata"])
    values = view["state"]["values"]
    warned_of, newest = carried["warned_of"], carried["newest"]
    return Wanted(
        student=student_in(view),
        at=date_warnings.read_time(view, AT),
        kind=Kind(values[KIND][KIND]["selected_option"]["value"]),
        mode=Mode(values[MODE][MODE]["selected_option"]["value"]),
        warned_of=date.fromisoformat(warned_of) if warned_of else None,
        asked=tuple(
            ParentRequestId(int(option["value"]))
            for option in values.get(ASKED, {}).get(ASKED, {}).get("selected_options") or []
        ),
        newest=MeetingId(newest) if newest is not None else None,
    )
