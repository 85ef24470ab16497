"""The home tab: the caseload and the work, twenty students a page."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from bot import date_words
from bot.dates.obligation_rules import Place, Rules
from bot.digest.digest_lines import Work
from bot.digest.home import HomeTab
from bot.people.people import Role
from bot.records.caseloads import Glance, StudentGlance
from bot.students import Student
from bot.ui.conversations import conversations as conversation
from bot.ui.digest import hub, owed, tallies, welcome
from bot.ui.digest.digest_words import progress
from bot.ui.district import district as district_view
from bot.ui.imports import pastes as paste
from bot.ui.kit import blocks, elements, markup, paging
from bot.ui.kit.blocks import Block, View
from bot.ui.meetings import set_meeting
from bot.ui.office import office_home, telling_office
from bot.ui.records import student_forms as student_form
from bot.ui.records import students as student_screen
from bot.ui.requests import requests_to_send
from bot.ui.settings import setting_up

TO_PAGE = "home_to_page"
PICK = "home_pick"
SEND_NOTES = "home_send_notes"
PAGE_SIZE = 20
"""Students; half as many where the work of the office or of a supervisor stands above them."""
LONGEST_NAME = 120
MOST_BESIDE = 3
"""Of what others wait for, in the home tab of somebody with students of their own."""
FEW_SCHOOLS = 20
"""Beside more schools than these there is no room for it, and one button leads to all of it."""


def render(tab: HomeTab, *, page: int) -> View:
    """Draw a page of the home tab, or the last where there are not so many."""
    glance, rules = tab.glance, tab.rules
    most = PAGE_SIZE // 2 if tab.invitations or tab.schools else PAGE_SIZE
    shown, page, pages = paging.turned_to(glance.students, page, most=most)
    schools = () if page else tab.schools
    return blocks.home(
        [
            blocks.header("Your IEP work"),
            *([] if tab.confirmed else [blocks.context(hub.UNCONFIRMED)]),
            *(setting_up.steps(tab.progress) if tab.progress else []),
            *(district_view.overview(schools) if schools else []),
            *([] if page else _invitations(tab)),
            *(_own_work(tab) if glance.students else _welcome(tab)),
            *(block for student in shown for block in _student(student, glance, rules, tab.names)),
            *_pager(page, pages),
            blocks.divider(),
            blocks.context(
                "Preiep reminds, asks and keeps track. SEIS and the SIS stay the record; "
                "no language model reads along. `/iep help` lists what can be typed."
            ),
        ]
    )


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
    waits = owed.render(tab.waiting_at_home, tab.glance.today)
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
    beside = MOST_BESIDE if len(tab.schools) <= FEW_SCHOOLS else 0
    return [
        *_work(tab),
        *owed.render(tab.waiting_at_home, tab.glance.today, most=beside),
        *_goals(tab),
    ]


def _work(tab: HomeTab) -> list[Block]:
    glance = tab.glance
    groups, wanting = glance.tally.work, "\n".join(tallies.standing(glance.tally))
    return [
        *([blocks.section(wanting)] if wanting else []),
        blocks.section(f"*Due by {date_words.in_words(glance.soon, glance.year)}*"),
        *(_group(work) for work in groups),
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


def _student(student: StudentGlance, glance: Glance, rules: Rules, names: bool) -> list[Block]:  # noqa: FBT001 - one of four facts, named at its only call
    who = student.student
    lines = [
        markup.named(who, LONGEST_NAME) if names else f"*{who.alias}*",
        student_screen.meeting_line(student, glance),
        *hub.next_line(student, glance, rules),
    ]
    return [
        blocks.section(
            "\n".join(lines),
            accessory=elements.button(
                "Open", student_screen.OPEN, value=who.id, label=f"Open {who.alias}"
            ),
            block_id=f"student:{who.id}",
        ),
        *(_without_a_meeting(who) if student.meeting is None else []),
    ]


def _without_a_meeting(who: Student) -> list[Block]:
    label = f"Set a meeting for {who.alias}"
    button = elements.button("Set a meeting", set_meeting.OPEN, value=who.id, label=label)
    return [blocks.actions([button], block_id=f"set:{who.id}")]


def _pager(page: int, pages: int) -> list[Block]:
    buttons = paging.turns(TO_PAGE, page, pages)
    said = blocks.context(f"Page {page + 1} of {pages}")
    return [said, blocks.actions(buttons, block_id=f"pager:{page}")] if buttons else []
