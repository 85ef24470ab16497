"""One student as their case manager sees them, with everything that can be done from there."""

from collections.abc import Sequence
from datetime import date

from bot import date_words
from bot.calendar import SchoolYear
from bot.forms.records.students import FIND_STUDENT, STUDENT
from bot.office.office_told import OfficeTold
from bot.records.caseloads import Glance, OpenedStudent, StudentGlance
from bot.students import Student
from bot.ui.after_meetings import after_steps
from bot.ui.conversations import attempts as attempt
from bot.ui.conversations import booked_calls as booked_call
from bot.ui.conversations import conversations as conversation
from bot.ui.conversations import kept_conversations as kept_conversation
from bot.ui.dates import due
from bot.ui.dates import obligation_rows as row
from bot.ui.digest import hub
from bot.ui.goals import goals
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.drawing import modal
from bot.ui.meetings import meetings as meeting
from bot.ui.meetings import parent_requests as parent_request
from bot.ui.office import telling_office
from bot.ui.people import parents
from bot.ui.people import teams as team
from bot.ui.records import contacts, student_leaving
from bot.ui.records import hand_overs as hand_over
from bot.ui.records import student_forms as student_form
from bot.ui.records import trails as trail
from bot.ui.requests import requests_asked

OPEN = "student_open"
"""A button anywhere that carries a student's id and opens this screen."""
NEARLY = "No student of yours is called exactly that. This one is the nearest."
NEAREST = "No student of yours is called exactly that. The nearest:"
MOST_ROWS = 8
MOST_FITTING = 20

VERBS = (
    ("Meeting", meeting.OF_STUDENT),
    ("Why these dates", due.WHY),
    ("A parent asked for a meeting", parent_request.OPEN),
    ("Parent conversation", conversation.OPEN),
    ("Conversations", kept_conversation.LIST),
    ("Log a contact", contacts.ADD),
    ("Contact log", contacts.LOG),
    ("Log a try", attempt.OPEN),
    ("Book a call", booked_call.OPEN),
    ("Progress on goals", goals.OPEN),
    ("Team", team.OPEN),
    ("Edit", student_form.EDIT),
    ("Hand over", hand_over.OPEN),
    ("Student leaves", student_leaving.OPEN),
    ("Who saw and changed what", trail.OPEN),
)
"""What can be done about a student, in the order of the year; each button carries their id.

Whoever builds a screen about a student adds its button here.
"""

COME_BACK = ("They stay, or are back", student_leaving.BACK)
"""Stands only where a day of leaving is set."""


def render(
    opened: OpenedStudent,
    *,
    office: OfficeTold | None = None,
    notice: str = "",
    nearly: bool = False,
) -> View:
    """Draw the student with name, meeting and open work; in a modal, so names may stand.

    `nearly` says that somebody typed another name, to which this one is the nearest.
    """
    seen, glance, rules = opened.seen, opened.glance, opened.rules
    student = seen.student
    rows = [
        f"{hub.what(row, rules)}: {hub.when_in_full(row, glance)}" for row in seen.open[:MOST_ROWS]
    ]
    rows += markup.more(len(seen.open) - MOST_ROWS)
    verbs = VERBS if student.exited_on is None else (*VERBS, COME_BACK)
    buttons = [elements.button(label, action, value=student.id) for label, action in verbs]
    leaving = student_leaving.said_of(student, today=glance.today)
    told = telling_office.section(office, beside=True) if office else []
    drawn: list[Block] = [
        *blocks.done(notice),
        *([blocks.context(NEARLY)] if nearly else []),
        *([] if glance.confirmed else [blocks.context(hub.UNCONFIRMED)]),
        blocks.section(
            f"*{markup.escaped(student.name)}* ({student.alias})\n{_about(seen, glance.year)}"
        ),
        *([blocks.section(leaving)] if leaving else []),
        parents.section(student, opened.parents),
        *([] if student.has_left(glance.today) else _work(seen, rows, glance, told)),
        *row.chooser(opened.entries, glance.today, glance.year, block_id=f"rows:{student.id}"),
        *requests_asked.of_student(opened.forms),
        *blocks.rows(buttons, block_id=f"verbs:{student.id}"),
    ]
    return blocks.modal("Student", drawn, callback_id=OPEN)


def _work(
    seen: StudentGlance, rows: Sequence[str], glance: Glance, told: Sequence[Block]
) -> list[Block]:
    return [
        _meeting(seen, glance),
        *told,
        blocks.section("*Open*\n" + ("\n".join(rows) or "Nothing is open.")),
        *map(blocks.context, hub.short_notice(seen.open)),
    ]


def _meeting(seen: StudentGlance, glance: Glance) -> Block:
    words = f"*Meeting*\n{meeting_line(seen, glance)}"
    if seen.held is None or seen.meeting is not None:
        return blocks.section(words)
    enter = after_steps.enter_next(seen.held.meeting, seen.student.alias)
    return blocks.section(words, accessory=enter, block_id=f"held:{seen.held.meeting}")


def meeting_line(seen: StudentGlance, glance: Glance) -> str:
    """Say when the team meets next; else when it met last, or by when a meeting is wanted."""
    meeting = seen.meeting
    if meeting is None:
        warning = ":warning: " if seen.date_wanted else ""
        held = hub.held_words(seen, glance)
        return f"{warning}{held or f'No meeting set; {_review(seen, glance.year)}'}."
    at = f" at {date_words.clock_time(meeting.at)}" if meeting.at else ", time not known yet"
    held = hub.asked_if_held(meeting, today=glance.today)
    if late := seen.comes_late:
        held += f"\n:warning: {late.words}, {date_words.in_short(late.on, glance.year)}."
    if seen.date_wanted:
        held += (
            f"\n:warning: No {seen.review or 'review'} meeting set; {_review(seen, glance.year)}."
        )
    return (
        f"{date_words.in_short(meeting.on, glance.year)}{at}, {meeting.kind}, {meeting.mode}{held}"
    )


def render_which(fitting: Sequence[Student], *, opens: str = OPEN, nearly: bool = False) -> View:
    """Name the students whom the words fit, or nearly fit; a button `opens` the right screen."""
    more = markup.more(len(fitting) - MOST_FITTING, "more; please type the whole name")
    return blocks.modal(
        "Which student?",
        [
            blocks.section(NEAREST if nearly else "These words fit more than one student."),
            *(
                blocks.section(
                    markup.named(one)
                    + (f", grade {markup.escaped(one.grade)}" if one.grade else ""),
                    accessory=elements.button(
                        "Open", opens, value=one.id, label=f"Open {one.alias}"
                    ),
                    block_id=f"which:{one.id}",
                )
                for one in fitting[:MOST_FITTING]
            ),
            *map(blocks.context, more),
        ],
        callback_id="student_which",
    )


def render_find(notice: str = "") -> View:
    """Ask which student is meant, where the words after a verb do not say it."""
    said = [blocks.section(markup.escaped(notice))] if notice else []
    return modal(FIND_STUDENT, [*said, STUDENT])


def _about(seen: StudentGlance, year: SchoolYear) -> str:
    """Tell what is known of the student, and of the reviews even where nobody knows."""
    student = seen.student
    grade = f"Grade {student.grade}" if student.grade else ""
    said = [markup.escaped(one) for one in (grade, student.school, student.home_language) if one]
    known = ", ".join([*said, *(["interpreter needed"] if student.interpreter else [])])
    on = {"annual": student.annual_due, "triennial": student.triennial_due}
    days = {one: None if one in seen.unknown_reviews else day for one, day in on.items()}
    reviews = f"Annual {_day(days['annual'], year)}, triennial {_day(days['triennial'], year)}"
    return f"{known}\n{reviews}" if known else reviews


def _day(on: date | None, year: SchoolYear) -> str:
    return f"due {date_words.in_short(on, year)}" if on else "date unknown"


def _review(seen: StudentGlance, year: SchoolYear) -> str:
    review, unknown = seen.review_on, seen.unknown_reviews
    if review is None:
        return "the review date is unknown"
    on = date_words.in_short(review, year)
    if "annual" in unknown:
        return f"the annual review date is unknown, the triennial falls due on {on}"
    more = "; the triennial date is unknown" if unknown else ""
    return f"the {seen.review} review falls due on {on}{more}"
