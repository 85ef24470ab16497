"""One student as their case manager sees them, with everything that can be done from there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot import date_words
from bot.dates.obligation_rules import Rules
from bot.digest.digest_lines import Entry
from bot.records.caseloads import Glance, StudentGlance
from bot.students import Student, StudentId
from bot.ui.conversations import (
    attempts as attempt,
)
from bot.ui.conversations import (
    booked_calls as booked_call,
)
from bot.ui.conversations import (
    conversations as conversation,
)
from bot.ui.conversations import (
    kept_conversations as kept_conversation,
)
from bot.ui.dates import due
from bot.ui.dates import obligation_rows as row
from bot.ui.digest import hub
from bot.ui.goals import goals
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.meetings import meetings as meeting
from bot.ui.meetings import parent_requests as parent_request
from bot.ui.office import telling_office
from bot.ui.office.telling_office import Told
from bot.ui.people import teams as team
from bot.ui.records import (
    contact_words,
    student_leaving,
)
from bot.ui.records import (
    hand_overs as hand_over,
)
from bot.ui.records import (
    student_forms as student_form,
)
from bot.ui.records import (
    trails as trail,
)

OPEN = "student_open"
"""A button anywhere that carries a student's id and opens this screen."""
FIND = "student_find"
STUDENT = "student_found"
MOST_ROWS = 8
IN_A_ROW = 5


@dataclass(frozen=True, kw_only=True)
class Verb:
    """Something that can be done about a student; its button carries the student's id."""

    label: str
    action_id: str


VERBS = (
    Verb(label="Meeting", action_id=meeting.OF_STUDENT),
    Verb(label="Why then", action_id=due.WHY),
    Verb(label="A parent asked for a meeting", action_id=parent_request.OPEN),
    Verb(label="Parent conversation", action_id=conversation.OPEN),
    Verb(label="Conversations", action_id=kept_conversation.LIST),
    Verb(label="Log a contact", action_id=contact_words.ADD),
    Verb(label="Contact log", action_id=contact_words.LOG),
    Verb(label="Log a try", action_id=attempt.OPEN),
    Verb(label="Book a call", action_id=booked_call.OPEN),
    Verb(label="Progress on goals", action_id=goals.OPEN),
    Verb(label="Team", action_id=team.OPEN),
    Verb(label="Edit", action_id=student_form.EDIT),
    Verb(label="Hand over", action_id=hand_over.OPEN),
    Verb(label="Student leaves", action_id=student_leaving.OPEN),
    Verb(label="Who saw and changed what", action_id=trail.OPEN),
)
"""In the order of the year. Whoever builds a screen about a student adds its button here."""

COME_BACK = Verb(label="They stay, or are back", action_id=student_leaving.BACK)
"""Stands only where a day of leaving is set."""


def render(
    seen: StudentGlance,
    glance: Glance,
    rules: Rules,
    *,
    entries: Sequence[Entry] = (),
    office: Told | None = None,
    notice: str = "",
) -> View:
    """The student with name, meeting and open work; in a modal, so names may stand.

    `entries` are the rows that can be opened one by one, what is settled included.
    """
    student = seen.student
    rows = [f"{hub.what(row, rules)}: {hub.when(row, glance)}" for row in seen.open[:MOST_ROWS]]
    if len(seen.open) > MOST_ROWS:
        rows.append(f"+ {len(seen.open) - MOST_ROWS} more")
    verbs = VERBS if student.exited_on is None else (*VERBS, COME_BACK)
    buttons = [elements.button(verb.label, verb.action_id, value=str(student.id)) for verb in verbs]
    leaving = student_leaving.said_of(student, today=glance.today)
    told = telling_office.section(office, beside=True) if office else []
    drawn: list[Block] = [
        *([blocks.section(f":white_check_mark: {notice}")] if notice else []),
        *([] if glance.confirmed else [blocks.context(hub.UNCONFIRMED)]),
        blocks.section(f"*{markup.escaped(student.name)}* ({student.alias})\n{_about(student)}"),
        *([blocks.section(leaving)] if leaving else []),
        *([] if student.has_left(glance.today) else _work(seen, rows, glance, told)),
        *row.chooser(entries, glance.today, block_id=f"rows:{student.id}"),
        *(
            blocks.actions(
                buttons[start : start + IN_A_ROW], block_id=f"verbs:{student.id}:{start}"
            )
            for start in range(0, len(buttons), IN_A_ROW)
        ),
    ]
    return blocks.modal("Student", drawn, callback_id=OPEN, private_metadata=str(student.id))


def _work(
    seen: StudentGlance, rows: Sequence[str], glance: Glance, told: Sequence[Block]
) -> list[Block]:
    return [
        blocks.section("*Meeting*\n" + meeting_line(seen, glance)),
        *told,
        blocks.section("*Open*\n" + ("\n".join(rows) or "Nothing is open.")),
    ]


def meeting_line(seen: StudentGlance, glance: Glance) -> str:
    """When the team meets next, or that no meeting is set and by when one is wanted."""
    meeting = seen.meeting
    if meeting is None:
        return f"{':warning: ' if seen.date_wanted else ''}No meeting set; {_review(seen)}."
    at = f" at {date_words.clock_time(meeting.at)}" if meeting.at else ", time not known yet"
    held = hub.asked_if_held(meeting, today=glance.today)
    return f"{date_words.in_words(meeting.on)}{at}, {meeting.kind}, {meeting.mode}{held}"


def render_find(notice: str = "") -> View:
    """Which student, where the words after `/iep find` do not say it."""
    drawn: list[Block] = [blocks.section(markup.escaped(notice))] if notice else []
    drawn.append(
        blocks.field(
            "Student",
            elements.type_ahead(STUDENT, placeholder="Type the beginning of a name"),
            block_id=STUDENT,
            required=True,
        )
    )
    return blocks.modal("Find a student", drawn, callback_id=FIND, submit="Open")


def found(view: Mapping[str, Any]) -> StudentId:
    """The student chosen in the modal that asks which one."""
    return StudentId(int(view["state"]["values"][STUDENT][STUDENT]["selected_option"]["value"]))


def _about(student: Student) -> str:
    """What is known of the student, and the reviews, which are said even where nobody knows."""
    grade = f"Grade {student.grade}" if student.grade else ""
    said = [markup.escaped(one) for one in (grade, student.school, student.home_language) if one]
    known = ", ".join([*said, *(["interpreter needed"] if student.interpreter else [])])
    reviews = f"Annual {_day(student.annual_due)}, triennial {_day(student.triennial_due)}"
    return f"{known}\n{reviews}" if known else reviews


def _day(on: date | None) -> str:
    return f"due {date_words.in_short(on)} {on.year}" if on else "date unknown"


def _review(seen: StudentGlance) -> str:
    review = seen.review_on
    if review is None:
        return "the review falls due on an unknown date"
    unknown = [f"; the {one} date is unknown" for one in seen.unknown_reviews]
    return f"the review falls due on {date_words.in_words(review)} {review.year}{''.join(unknown)}"
