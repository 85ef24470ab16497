"""Nobody with open work is ever told that there is none, whichever door they come through.

For every role and every kind of open work that somebody can owe, each door is asked: the home tab,
`/iep`, `/iep due`, and words typed to the assistant.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from bot.after_meetings.duties import DutyKind
from bot.digest.owed import MOST_SHOWN
from bot.digest.plain_words import understood
from bot.forms.drafts import DraftKey
from bot.meetings.meetings import MeetingState
from bot.office.office_notes import Invitation
from bot.people.people import Person, Role, SlackUserId, TeamMember, TeamRole
from bot.permissions import Act
from bot.requests.requests import Form
from bot.ui.after_meetings import duties
from bot.ui.dates import due
from bot.ui.digest import home, hub, owed
from bot.ui.office import office_notes
from bot.ui.requests import requests
from casework.dates.due import look_at_due, look_at_work
from casework.digest.home import home_tab, look_beside
from casework.digest.owed import waiting_for
from handlers.digest.plain_words import answer_from
from tests.bot.ui.surfaces import assert_slack_takes, words_of
from tests.conftest import NOW
from tests.storage.school import PLANTED, School
from tests.storage.watching import statements

ME = SlackUserId("U0HAL")
TODAY, SOON, LATER = date(2026, 10, 8), date(2026, 10, 20), date(2026, 11, 30)

NOTHING = (
    *("Nothing is open.", "Nothing that is open", "nothing to do", "Nothing is due"),
    *("Nothing for you", "None is open", "there is nothing to show"),
)

ROLES: Mapping[str, tuple[Role, ...]] = {
    "teacher or provider": (),
    "office": (Role.OFFICE,),
    "supervisor": (Role.SUPERVISOR,),
    "admin": (Role.ADMIN,),
    "case manager": (Role.CASE_MANAGER,),
}


class Open:
    """Juniper is Pat's, and somebody else owes something."""

    def __init__(self, storage) -> None:
        self.school, self.storage = School(storage), storage
        self.pat = self.school.case_manager(name="Pat Fennimore")
        self.juniper = self.school.student(self.pat, alias="JQ-7K2")
        with storage.jobs(now=NOW) as scope:
            scope.settings.confirm_calendar()
        for role in (Role.SUPERVISOR, Role.OFFICE):
            self.school.person(f"U0{role}".upper(), role)

    def somebody(self, *roles: Role, **fields: Any) -> Person:
        return self.school.person(ME, *roles, name="Hal Helpwell", **fields)

    def joins(self, me: Person, role: TeamRole = TeamRole.TEACHER) -> None:
        service = "example service" if role is TeamRole.PROVIDER else None
        self.school.on_team(self.juniper, me, role, service=service)

    def asks(self, me: Person, by: date, *, on: date = date(2026, 12, 15)) -> None:
        self.joins(me)
        meeting = self.school.meeting(self.juniper, on)
        with self.storage.jobs(now=NOW) as scope:
            scope.requests.ask(
                student=self.juniper.id,
                meeting=meeting.id,
                form=Form.TEACHER_FEEDBACK,
                respondent=me.id,
                due_on=by,
            )

    def hands(self, me: Person, kind: DutyKind, by: date | None = None) -> None:
        self.joins(me)
        held = date(2026, 10, 6)
        meeting = self.school.meeting(
            self.juniper, held, state=MeetingState.HELD, held_on=held, arose_on=date(2026, 8, 20)
        )
        with self.storage.meeting_of(
            self.pat.slack_id, meeting.id, now=NOW, act=Act.WRITE_MEETING_NOTES
        ) as scope:
            scope.duties.add(
                meeting.id,
                DraftKey(kind),
                kind=kind,
                owner=me.id,
                text="https://sis.example/glance",
                due_on=by,
            )

    def leaves_every_team(self, me: Person) -> None:
        with self.storage.jobs(now=NOW) as scope:
            scope.people.set_team(self.juniper.id, [])


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of open work: how it comes about, and the button that does it."""

    begins: Callable[[Open, Person], None]
    does: str


def a_form_overdue(at: Open, me: Person) -> None:
    at.asks(me, date(2026, 10, 7))


def a_form_for_much_later(at: Open, me: Person) -> None:
    at.asks(me, LATER)


def a_promise(at: Open, me: Person) -> None:
    at.hands(me, DutyKind.RESPONSIBILITY, SOON)


def a_promise_of_somebody_who_has_left_the_team(at: Open, me: Person) -> None:
    at.hands(me, DutyKind.RESPONSIBILITY, SOON)
    at.leaves_every_team(me)


def an_at_a_glance(at: Open, me: Person) -> None:
    at.hands(me, DutyKind.AT_A_GLANCE)


OWED = {
    begins.__name__.replace("_", " "): Kind(begins=begins, does=does)
    for begins, does in (
        (a_form_overdue, requests.FILL_IN),
        (a_form_for_much_later, requests.FILL_IN),
        (a_promise, duties.OPEN),
        (a_promise_of_somebody_who_has_left_the_team, duties.OPEN),
        (an_at_a_glance, duties.OPEN),
    )
}


def asked_in_words(words: str) -> Callable[[Any], Any]:
    def answer(at: Open) -> Any:
        beside = look_beside(at.storage, ME, now=NOW)
        with at.storage.caseload_of(ME, now=NOW) as caseload:
            question = understood(words, caseload.students.all())
            work = home_tab(caseload, beside)
            return answer_from(caseload, question, work)

    return answer


def at_home(at: Open) -> Any:
    beside = look_beside(at.storage, ME, now=NOW)
    with at.storage.caseload_of(ME, now=NOW) as caseload:
        return home.render(home_tab(caseload, beside), page=0)


def in_the_hub(at: Open) -> Any:
    work = look_at_work(at.storage, ME, now=NOW)
    return hub.overview(work, owed.others(work, most=8, schools=8))


def listed(at: Open) -> Any:
    return due.render_due(look_at_due(at.storage, ME, now=NOW, page=0))


DOORS = {
    "home": at_home,
    "/iep": in_the_hub,
    "/iep due": listed,
    **{
        words: asked_in_words(words)
        for words in ("what is due?", "what is due today?", "what is due this week?")
    },
    "which forms are missing?": asked_in_words("which forms are missing?"),
}

SAY_WHEN = ("what is due today?", "what is due this week?", "what is due?")
"""Doors that may say "by then", and how much is open besides."""


@pytest.fixture
def at(storage) -> Open:
    return Open(storage)


@pytest.mark.parametrize("kind", OWED.values(), ids=OWED)
@pytest.mark.parametrize("roles", ROLES.values(), ids=ROLES)
def test_no_door_tells_somebody_with_open_work_that_there_is_none(at, roles, kind):
    me = at.somebody(*roles)
    kind.begins(at, me)

    for door, opens in DOORS.items():
        shown = opens(at)
        words = words_of(shown)
        assert_slack_takes(shown)
        assert not [said for said in NOTHING if said in words], f"{door}: {words}"
        told_of_later = door in SAY_WHEN and "1 more thing is open" in words
        assert told_of_later or (kind.does in str(shown) and at.juniper.alias in words), door
        assert (PLANTED in words) is (door == "/iep due"), f"{door} names a student"


@pytest.mark.parametrize("roles", ROLES.values(), ids=ROLES)
def test_somebody_with_students_of_their_own_sees_both(at, roles):
    me = at.somebody(*{*roles, Role.CASE_MANAGER})
    own = at.school.student(me, alias="OW-222")
    at.school.meeting(own, date(2026, 10, 27), arose_on=date(2026, 8, 20))
    a_form_overdue(at, me)

    for door, opens in DOORS.items():
        words = words_of(opens(at))
        assert "JQ-7K2" in words, door
        assert "OW-222" in words or door == "which forms are missing?", door
    assert "1 student, 7 things to do" in in_the_hub(at)["text"]


def test_a_substitute_sees_whose_students_they_look_after(at):
    me = at.somebody()
    at.school.meeting(at.juniper, date(2026, 10, 27), arose_on=date(2026, 8, 20))
    stands_in = TeamMember(
        person=me.id, role=TeamRole.SUBSTITUTE, from_on=TODAY, until_on=date(2026, 10, 9)
    )
    with at.storage.jobs(now=NOW) as scope:
        scope.people.set_team(at.juniper.id, [stands_in])

    for door in ("home", "/iep", "/iep due", "what is due?"):
        assert "JQ-7K2" in words_of(DOORS[door](at)), door


def test_a_guest_who_is_contracted_sees_what_they_were_asked_for(at):
    me = at.somebody(guest=True)
    at.joins(me, TeamRole.PROVIDER)
    meeting = at.school.meeting(at.juniper, date(2026, 12, 15))
    with at.storage.jobs(now=NOW) as scope:
        scope.requests.ask(
            student=at.juniper.id,
            meeting=meeting.id,
            form=Form.PROVIDER_REPORT,
            respondent=me.id,
            due_on=LATER,
        )

    for door, opens in DOORS.items():
        words = words_of(opens(at))
        assert "example service" not in words, door
        assert not [said for said in NOTHING if said in words], door


@pytest.mark.parametrize("door", ["home", "/iep", "/iep due", "what is due?"])
def test_an_admin_whose_district_is_not_set_up_is_shown_the_steps(at, door):
    at.somebody(Role.ADMIN)
    with at.storage.jobs(now=NOW) as scope:
        office = scope.people.by_slack("U0OFFICE")
        scope.people.keep(replace(office, roles=frozenset()))

    words = words_of(DOORS[door](at))

    assert "A supervisor and the office have their roles" in words
    assert not [said for said in NOTHING if said in words]


@pytest.mark.parametrize("door", ["/iep", "/iep due", "what is due today?", "what is due?"])
def test_the_office_is_shown_what_is_still_to_be_sent_for_its_schools(at, door):
    at.somebody(Role.OFFICE, schools=frozenset({"Quillmarsh High"}))
    elsewhere = at.school.student(at.pat, alias="EW-333", school="Elsewhere High")
    here = at.school.student(at.pat, alias="HQ-222", school="Quillmarsh High")
    for student in (here, elsewhere):
        meeting = at.school.meeting(student, date(2026, 11, 18))
        with at.storage.meeting_of(
            at.pat.slack_id, meeting.id, now=NOW, act=Act.TELL_OFFICE
        ) as scope:
            scope.office_notes.add(meeting, anew=False)

    shown = DOORS[door](at)

    words = words_of(shown)
    assert "invitation to send for the meeting on Wed, Nov 18" in words
    assert "HQ-222" in words
    assert "EW-333" not in words
    assert office_notes.OPEN in str(shown)
    assert not [said for said in NOTHING if said in words]


def test_what_the_office_has_sent_is_asked_no_more(at):
    hal = at.somebody(Role.OFFICE)
    meeting = at.school.meeting(at.juniper, date(2026, 11, 18))
    with at.storage.meeting_of(at.pat.slack_id, meeting.id, now=NOW, act=Act.TELL_OFFICE) as scope:
        note = scope.office_notes.add(meeting, anew=False)
    assert "JQ-7K2" in words_of(listed(at))
    with at.storage.meeting_of(hal.slack_id, meeting.id, now=NOW, act=Act.TICK_INVITATION) as scope:
        scope.office_notes.tick(note, Invitation(sent_on=TODAY, rights=True, language="English"))

    assert "Nothing is open." in words_of(listed(at))


@pytest.mark.parametrize("door", ["home", "/iep", "/iep due", "what is due?"])
def test_a_supervisor_sees_what_is_open_at_their_schools(at, door):
    at.somebody(Role.SUPERVISOR)
    at.school.meeting(at.juniper, date(2026, 10, 27), arose_on=date(2026, 8, 20))

    shown = DOORS[door](at)

    assert "Your district" in words_of(shown)
    assert "district_rows" in str(shown)
    assert not [said for said in NOTHING if said in words_of(shown)]


def test_who_owes_nothing_is_told_so(at):
    at.joins(at.somebody())

    assert "Nothing for you to do right now." in words_of(at_home(at))
    assert "Nothing for you to do right now." in words_of(in_the_hub(at))
    assert "Nothing is open." in words_of(listed(at))
    assert "Nothing is open." in words_of(DOORS["what is due today?"](at))


def test_each_student_whom_the_list_names_has_the_look_in_their_trail(at):
    me = at.somebody(Role.CASE_MANAGER)
    own = at.school.student(me, alias="OW-222")
    at.asks(me, LATER)
    at.hands(me, DutyKind.RESPONSIBILITY)
    with at.storage.jobs(now=NOW) as scope:
        team = scope.people.team_of(at.juniper.id)
        provider = TeamMember(person=me.id, role=TeamRole.PROVIDER, service="example service")
        scope.people.set_team(at.juniper.id, [*team, provider])

    listed(at)

    with at.storage.jobs(now=NOW) as scope:
        assert "saw in the list of what is due" in scope.audit.trail(own.id)[0].act
        acts = [one.act for one in scope.audit.trail(at.juniper.id)]
        assert "saw in the list of what is due: teacher feedback" in acts
        assert "saw in the list of what is due" in acts
        assert len(scope.disclosures.of(at.juniper.id)) == 2


def test_doors_that_name_nobody_log_no_student(at):
    a_form_overdue(at, at.somebody())
    with at.storage.jobs(now=NOW) as scope:
        before = len(scope.audit.trail(at.juniper.id))

    for door in ("home", "/iep", "what is due?"):
        DOORS[door](at)

    with at.storage.jobs(now=NOW) as scope:
        assert len(scope.audit.trail(at.juniper.id)) == before


def test_a_page_that_is_not_there_any_more_logs_whom_the_one_before_it_names(at):
    at.asks(at.somebody(), SOON)

    shown = due.render_due(look_at_due(at.storage, ME, now=NOW, page=3))

    assert at.juniper.last_name in words_of(shown)
    with at.storage.jobs(now=NOW) as scope:
        acts = [one.act for one in scope.audit.trail(at.juniper.id)]
    assert "saw in the list of what is due: teacher feedback" in acts


def test_whom_the_list_has_no_room_for_is_not_logged_as_seen(at):
    me = at.somebody()
    at.asks(me, SOON)
    for number in range(MOST_SHOWN):
        student = at.school.student(at.pat, alias=f"FI-{number + 200}")
        at.school.on_team(student, me, TeamRole.TEACHER)
        meeting = at.school.meeting(student, date(2026, 12, 15))
        with at.storage.jobs(now=NOW) as scope:
            scope.requests.ask(
                student=student.id,
                meeting=meeting.id,
                form=Form.TEACHER_FEEDBACK,
                respondent=me.id,
                due_on=TODAY,
            )

    listed(at)

    with at.storage.jobs(now=NOW) as scope:
        assert not any("saw in" in one.act for one in scope.audit.trail(at.juniper.id))


def test_what_is_owed_is_read_in_as_many_questions_however_many_forms_there_are(at, database):
    me = at.somebody()
    at.asks(me, SOON)
    asked: list[str] = []
    event.listen(database._engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    waiting_for(at.storage, ME, now=NOW, invitations=None)
    few = len(asked)
    for number in range(8):
        student = at.school.student(at.pat, alias=f"FI-{number + 200}")
        at.school.on_team(student, me, TeamRole.TEACHER)
        meeting = at.school.meeting(student, date(2026, 12, 15))
        with at.storage.jobs(now=NOW) as scope:
            scope.requests.ask(
                student=student.id,
                meeting=meeting.id,
                form=Form.TEACHER_FEEDBACK,
                respondent=me.id,
                due_on=LATER,
            )
    asked.clear()

    assert len(waiting_for(at.storage, ME, now=NOW, invitations=None)) == 9
    assert len(asked) == few


@pytest.mark.parametrize("door", ["/iep", "what is due?"])
def test_whom_to_invite_is_logged_as_seen_only_where_it_is_shown(at, door):
    at.somebody(Role.OFFICE)
    meeting = at.school.meeting(at.juniper, date(2026, 11, 18))
    with at.storage.meeting_of(at.pat.slack_id, meeting.id, now=NOW, act=Act.TELL_OFFICE) as scope:
        scope.office_notes.add(meeting, anew=False)

    assert at.juniper.alias in words_of(DOORS[door](at))

    with at.storage.jobs(now=NOW) as scope:
        acts = [one.act for one in scope.audit.trail(at.juniper.id)]
    assert "saw whom to invite" not in acts


def test_the_list_of_the_office_is_read_once_for_all_that_it_shows(at, database):
    at.somebody(Role.OFFICE)
    with statements(database) as asked:
        look_beside(at.storage, ME, now=NOW)

    assert len([one for one in asked if one.startswith("SELECT office_notes.")]) == 1
