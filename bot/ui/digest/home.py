"""The home tab: the work and who is next on its front, and twenty students a page behind it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from bot import date_words
from bot.calendar import SchoolYear
from bot.dates.obligation_rules import Place
from bot.digest.digest_lines import Work
from bot.digest.home import HomeTab
from bot.digest.owed import MOST_SHOWN, Waiting
from bot.people.people import Role
from bot.records.caseloads import Glance, StudentGlance
from bot.students import StudentId
from bot.ui.after_meetings import after_steps
from bot.ui.conversations import conversations as conversation
from bot.ui.digest import hub, owed, tallies, welcome
from bot.ui.digest.digest_words import progress, progress_in_short
from bot.ui.district import district as district_view
from bot.ui.imports import pastes as paste
from bot.ui.kit import blocks, elements, markup, paging
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.markup import counted
from bot.ui.meetings import set_meeting
from bot.ui.office import office_home, telling_office
from bot.ui.people import unreached
from bot.ui.records import student_forms as student_form
from bot.ui.records import students as student_screen
from bot.ui.requests import requests_to_send
from bot.ui.settings import setting_up, unsent

TO_PAGE = "home_to_page"
PICK = "home_pick"
PICK_PLACE = "home_pick_place"
SEND_NOTES = "home_send_notes"
PAGE_SIZE = 20
"""Students; on the front half as many, where the work of the office or of a supervisor stands
above them."""
LONGEST_NAME = 120
MOST_BESIDE = 3
"""Of what others wait for, in the home tab of somebody with students of their own."""
MOST_MONTHS = 3
"""How many are named in which those meet who do not stand on the front."""
FEW_SCHOOLS = 20
"""Beside more schools than these there is no room for it, and one button leads to all of it."""


def render(tab: HomeTab, *, page: int) -> View:
    """Draw the front, or a page of all students; the last where there are not so many."""
    front = _at_hand(tab)
    hidden = [one for one in tab.glance.students if one not in front]
    if is_front(tab, page):
        drawn = [*_front(tab), *_students(front, tab), *_others(hidden, tab.glance)]
    else:
        drawn = _page(tab, page - 1)
    return blocks.home(
        [
            *drawn,
            blocks.divider(),
            blocks.context("`/iep help` lists what can be typed."),
        ]
    )


def is_front(tab: HomeTab, page: int) -> bool:
    """Tell whether a page is the front, as every one is where all students stand on it."""
    return page <= 0 or len(_at_hand(tab)) == len(tab.glance.students)


def students_on(tab: HomeTab, page: int) -> list[StudentId]:
    """Return who of their own students stands on a page."""
    if is_front(tab, page):
        shown: Iterable[StudentGlance] = _at_hand(tab)
    else:
        shown, _, _ = paging.turned_to(tab.glance.students, page - 1, most=PAGE_SIZE)
    return [one.student.id for one in shown]


def waiting_on(tab: HomeTab, page: int) -> Sequence[Waiting]:
    """Return what of that which others wait for stands on a page, with its student."""
    return tab.waiting_at_home[: _most_beside(tab)] if is_front(tab, page) else ()


def _most_beside(tab: HomeTab) -> int:
    if not tab.glance.students:
        return MOST_SHOWN
    return MOST_BESIDE if len(tab.schools) <= FEW_SCHOOLS else 0


def _at_hand(tab: HomeTab) -> Sequence[StudentGlance]:
    return tab.glance.at_hand(PAGE_SIZE // 2 if tab.invitations or tab.schools else PAGE_SIZE)


def _front(tab: HomeTab) -> list[Block]:
    return [
        blocks.header("Your IEP work"),
        *([] if tab.confirmed else [blocks.context(hub.UNCONFIRMED)]),
        *(setting_up.steps(tab.progress) if tab.progress else []),
        *unreached.at_home(tab.unreached),
        *unsent.at_home(tab.given_up),
        *(district_view.overview(tab.schools) if tab.schools else []),
        *_invitations(tab),
        *(_own_work(tab) if tab.glance.students else _welcome(tab)),
    ]


def _page(tab: HomeTab, page: int) -> list[Block]:
    shown, page, pages = paging.turned_to(tab.glance.students, page, most=PAGE_SIZE)
    turns = paging.turns(
        TO_PAGE,
        page + 1,
        pages + 1,
        words={"previous": "Previous" if page else "Back", "next": "Next"},
    )
    return [
        blocks.header("Your students"),
        *_students(shown, tab),
        blocks.context(f"Page {page + 1} of {pages}"),
        blocks.actions(turns, block_id=f"pager:{page + 1}"),
    ]


def _others(hidden: Sequence[StudentGlance], glance: Glance) -> list[Block]:
    """Count those who do not stand on the front by when they meet, and lead to all."""
    if not hidden:
        return []
    return [
        blocks.section(
            f"+ {counted(len(hidden), 'more student')}: {', '.join(_by_month(hidden, glance))}",
            accessory=elements.button("All students", f"{TO_PAGE}:all", value="1"),
            block_id="others",
        )
    ]


def _by_month(students: Sequence[StudentGlance], glance: Glance) -> Iterator[str]:
    months = Counter(
        date_words.month(one.meeting.on, glance.year) for one in students if one.meeting
    )
    for number, (month, count) in enumerate([*months.items()][:MOST_MONTHS]):
        meet = "" if number else "meets " if count == 1 else "meet "
        yield f"{count} {meet}in {month}"
    if later := sum([*months.values()][MOST_MONTHS:]):
        yield f"{later} later"
    if without := sum(one.meeting is None for one in students):
        yield f"{without} without a meeting"


def for_strangers() -> View:
    """Return what somebody sees who is not set up: a friendly word on whom to ask."""
    return blocks.home(
        [
            blocks.header("Welcome to Preiep"),
            blocks.section(
                "You are not set up here yet, so there is nothing to show. Please ask your special "
                "education office or a Preiep admin to add you."
            ),
        ]
    )


def apology(sentence: str) -> View:
    """Return the tab that could not be drawn."""
    return blocks.home([blocks.spoken(sentence), blocks.context("Open this tab again to retry.")])


def _welcome(tab: HomeTab) -> list[Block]:
    """Draw what others wait for; besides it, what Preiep does for whoever has no students."""
    waits = owed.render(tab.waiting_at_home, tab.glance.today, tab.glance.year)
    return [*waits, *_begin(tab.roles, waiting=bool(waits)), *_goals(tab)]


def _begin(roles: AbstractSet[Role], *, waiting: bool) -> list[Block]:
    bring_in = blocks.actions(
        [
            elements.button("Add a student", student_form.ADD),
            elements.button("Paste students", paste.OPEN),
            *_settings(roles),
        ],
        block_id="bring_in",
    )
    if Role.CASE_MANAGER not in roles:
        others = [
            blocks.section(sentences) for sentences in welcome.for_others(roles, waiting=waiting)
        ]
        return [*others, bring_in] if Role.ADMIN in roles else others
    return [
        blocks.section(
            "There are no students on your caseload yet.\n"
            "1. Add one here; an admin can bring in a whole caseload at once.\n"
            "2. *Settings* has your digest hour, a leave, and a channel for checklist threads.\n"
            "3. The first digest comes on the next school morning with something due."
        ),
        bring_in,
    ]


def _settings(roles: AbstractSet[Role]) -> list[elements.Element]:
    """Offer the settings to whoever has something to set."""
    return [setting_up.button()] if {Role.ADMIN, Role.CASE_MANAGER} & roles else []


def _own_work(tab: HomeTab) -> list[Block]:
    """Draw the work of their own students, then what else is theirs."""
    today, year = tab.glance.today, tab.glance.year
    return [
        *_work(tab),
        *owed.render(tab.waiting_at_home, today, year, most=_most_beside(tab)),
        *_goals(tab),
    ]


def _work(tab: HomeTab) -> list[Block]:
    glance = tab.glance
    groups, wanting = glance.tally.work, "\n".join(tallies.standing(glance.tally))
    return [
        *([blocks.section(wanting)] if wanting else []),
        _due(groups, glance),
        *(_notes(groups) if tab.notes else []),
        *([] if groups or tab.waits else [blocks.section("Nothing is due soon.")]),
        blocks.actions(
            [
                elements.button("Parent conversation", conversation.OPEN, style="primary"),
                elements.button("Forms to send", requests_to_send.OPEN),
                elements.button("Add a student", student_form.ADD),
                *_settings(tab.roles),
                elements.button("Paste students", paste.OPEN),
            ],
            block_id="start",
        ),
        blocks.divider(),
    ]


def _due(groups: Sequence[Work], glance: Glance) -> Block:
    """Name every kind with its count; what can be picked from is behind one button."""
    lines = [
        f"*Due by {date_words.in_short(glance.soon, glance.year)}*",
        *(f"{work.place}: {progress_in_short(work)}" for work in groups),
    ]
    pick = elements.button("Pick …", PICK_PLACE, label="Pick from what is due") if groups else None
    return blocks.section("\n".join(lines), accessory=pick, block_id="due")


def places(groups: Sequence[Work]) -> View:
    """Offer each place of what is due, to pick from its rows."""
    return blocks.modal("Pick", [_group(work) for work in groups], callback_id=PICK_PLACE)


def _group(work: Work) -> Block:
    button = elements.button("Pick …", PICK, value=work.group, label=f"Pick from {work.place}")
    return blocks.section(
        f"*{work.place}:* {progress(work)}", accessory=button, block_id=f"due:{work.group}"
    )


def _notes(groups: Sequence[Work]) -> list[Block]:
    to_tell = sum(len(work.to_tell) for work in groups if work.place is Place.OFFICE)
    if not to_tell:
        return []
    return [blocks.actions([telling_office.send_all(to_tell, SEND_NOTES)], block_id="notes")]


def _invitations(tab: HomeTab) -> Iterable[Block]:
    if tab.invitations is None:
        return []
    return office_home.section(tab.invitations, names=tab.names, today=tab.glance.today)


def _goals(tab: HomeTab) -> list[Block]:
    return [*owed.pressing_goals(tab.goals), blocks.divider()] if tab.goals else []


def _students(shown: Iterable[StudentGlance], tab: HomeTab) -> list[Block]:
    return [block for one in shown for block in _student(one, tab)]


def _student(student: StudentGlance, tab: HomeTab) -> list[Block]:
    who = student.student
    lines = [
        markup.named(who, LONGEST_NAME) if tab.names else f"*{who.alias}*",
        student_screen.meeting_line(student, tab.glance),
        *hub.next_line(student, tab.glance, tab.rules),
    ]
    return [
        blocks.section(
            "\n".join(lines),
            accessory=elements.button(
                "Open", student_screen.OPEN, value=who.id, label=f"Open {who.alias}"
            ),
            block_id=f"student:{who.id}",
        ),
        *(
            _without_a_meeting(student, tab.glance.year)
            if student.date_wanted or student.meeting is None
            else []
        ),
    ]


def _without_a_meeting(student: StudentGlance, year: SchoolYear) -> list[Block]:
    """Offer to set one; where one was held, the next annual date has to be entered first."""
    who, buttons = student.student, []
    if student.held:
        buttons.append(after_steps.enter_next(student.held.meeting, who.alias))
    if not student.held or student.reviewed_soon(year):
        label = f"Set a meeting for {who.alias}"
        opens = elements.button("Set a meeting", set_meeting.OPEN, value=who.id, label=label)
        buttons.append(opens)
    return [blocks.actions(buttons, block_id=f"set:{who.id}")]
