"""What can be done in more than one way comes to the same by every one of them.

A screen, a message, a pasted list and a file: each is gone through in a school of its own, all of
them alike, and what is kept, logged, told and marked to be drawn anew is compared.
"""

import itertools
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from bot.dates.obligation_rows import Standing, State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.forms.drafts import DraftKey
from bot.meetings.meetings import Kind, MeetingState
from bot.messages import MessageKind
from bot.people.people import Person, PersonId, Role, SlackUserId, TeamMember, TeamRole
from bot.requests.requests import FilledForm, Form
from bot.students import StudentId
from bot.ui.imports import pastes as paste
from bot.ui.meetings import meetings as one_meeting_controls
from bot.ui.people import teams as team_screen
from bot.ui.records import hand_overs as hand_over_screen
from bot.ui.records import student_forms
from bot.ui.settings import closures as closure_screen
from casework.imports.imports import Files, take_in
from handlers.imports import pastes
from handlers.meeting_day import held
from handlers.meetings import one_meeting, set_meeting, unmarked
from handlers.people import roles, teams
from handlers.records import hand_overs, student_records
from handlers.settings import closures
from storage import Storage, make_workspace
from storage import tables as rows
from tests.casework.hands import Hands
from tests.casework.respondents import NAN, Respondent
from tests.conftest import NOW, WORKSPACE
from tests.storage.school import School
from tests.storage.standing import TODAY
from tests.storage.standing import Standing as StandingSchool

AHEAD, PASSED, TO = date(2026, 10, 27), date(2026, 10, 6), date(2026, 10, 30)
VIEWS = ("saw", "opened", "looked")
"""How what is logged begins where somebody only looked: each door shows something else."""


class Doors:
    """A school in which Juniper has a meeting, a form that is owed, and a stand-in today."""

    def __init__(self, storage: Storage) -> None:
        self.stands = StandingSchool(School(storage))
        self.storage = storage
        self.hal = self.stands.school.person("U0HAL", Role.ADMIN)
        self.student, self.meeting = self.stands.student, self.stands.meeting
        with self.stands.jobs() as scope:
            team = [self.stands.stands_in(), TeamMember(person=self.hal.id, role=TeamRole.TEACHER)]
            scope.people.set_team(self.student.id, team)
            scope.obligations.record(
                meeting_subject(self.meeting.id),
                ObligationId.MEETING_NOTICE,
                student=self.student.id,
                meeting=self.meeting.id,
                state=State.DONE,
            )
            scope.requests.ask(
                student=self.student.id,
                meeting=self.meeting.id,
                form=Form.TEACHER_FEEDBACK,
                respondent=self.hal.id,
                due_on=date(2026, 10, 20),
            )
            scope.record_forms(self.meeting.id)
        self.pat, self.admin = Hands(storage, "U0PAT"), Hands(storage, "U0HAL")
        self.begun: Mapping[StudentId | None, int] = {}
        self.whoever_answers = False
        """Whether the one who was asked is in Slack on one way, and outside on another."""

    def on(self, day: date, *, state: MeetingState = MeetingState.PLANNED) -> None:
        """Let the meeting be on a day, on which it may have been held."""
        with self.stands.jobs() as scope:
            held_on = day if state is MeetingState.HELD else None
            meeting = scope.meetings.get(self.meeting.id)
            scope.meetings.keep(replace(meeting, on=day, state=state, held_on=held_on))
        self.meeting = replace(self.meeting, on=day)
        kept = f'{{"on": "{day.isoformat()}"}}'
        subject = meeting_subject(self.meeting.id)
        self.stands.post(MessageKind.THREAD, subject, "C0PAT", kept)

    def file(self, header: str, row: str) -> None:
        self.takes_in(Files(caseload=f"student_id,{header}\n{row}\n"))

    def takes_in(self, files: Files) -> None:
        report = take_in(files, self.stands.jobs)
        assert not report.bad, report.findings

    def paste(self, header: str, row: str, *, hands: Hands | None = None) -> None:
        hands = hands or self.pat
        form = paste.render_part(DraftKey("pasted"), 0, everybody=True)
        preview = hands.saves(pastes.keep, form, **{"text:0": f"student_id,{header}\n{row}\n"})
        assert "Take these in" in str(preview), preview
        hands.saves(pastes.take, preview)

    def looks_at_calendar(self) -> None:
        """Confirm it, as whoever brings in a list of their own does with that."""
        with self.stands.jobs() as scope:
            scope.settings.confirm_calendar()
        self.begins_here()

    def asks(self, **who: Any) -> Respondent:
        """Ask somebody for a report, inside Slack or outside."""
        self.whoever_answers = True
        return Respondent(self.storage, self.student.id, self.meeting.id, **who)

    def begins_here(self) -> None:
        """Leave out what it took to get this far, which each of the doors has of its own."""
        self.stands.drawn()
        self.begun = {student: len(acts) for student, acts in self._logged().items()}

    def _logged(self) -> Mapping[StudentId | None, list[Any]]:
        """Everything logged, the latest first, and for each student their own trail."""
        with self.stands.jobs() as scope:
            audit = select(rows.audit.c.act).order_by(rows.audit.c.id.desc())
            trails = {
                student: [
                    (entry.act, entry.detail, entry.meeting) for entry in scope.audit.trail(student)
                ]
                for student in (case.student.id for case in scope.cases())
            }
            return {None: [*scope._reach.connection.scalars(audit)], **trails}

    def _slack_id(self, one: Person | TeamMember) -> SlackUserId | None:
        return None if self.whoever_answers else one.slack_id

    def form(self, control: str) -> Any:
        return self.pat.clicks(one_meeting.open_form, self.meeting.id, control=control)

    @property
    def asked(self) -> str:
        """What the buttons of a digest carry."""
        return f"{self.meeting.id}|{self.meeting.on.isoformat()}"

    def outcome(self) -> Mapping[str, Any]:
        """Everything that can be compared; ids are the same in every one of these schools."""
        with self.stands.jobs() as scope:
            students = [
                (
                    replace(case.student, alias=""),
                    case.meetings,
                    [replace(one, slack_id=self._slack_id(one)) for one in case.team],
                    whoever(case.standings),
                )
                for case in scope.cases()
            ]
            asked = scope.requests.of_meeting(self.meeting.id)
            forms = [whoevers(form) for one in asked for form in scope.requests.forms(one.id)]
            people = [
                (one.id, self._slack_id(one), one.roles, one.schools) for one in scope.people.all()
            ]
            district = [scope.settings.closures(), scope.calendar.confirmed]
            told = {
                (row.kind, row.addressee, without_who(row), row.step, row.not_before)
                for row in scope._reach.connection.execute(select(rows.outbox))
                # Of what one does to one's own caseload, nobody else is told.
                if row.kind != MessageKind.CASELOAD_CHANGED
            }
        since = {
            student: acts[: len(acts) - self.begun.get(student, 0)]
            for student, acts in self._logged().items()
        }
        return {
            "kept": [students, asked, forms, people, district],
            "logged": {student: [*filter(is_change, acts)] for student, acts in since.items()},
            "told": told,
            "marked": self.stands.drawn(),
        }


def whoever(standings: Mapping[Any, Standing]) -> Mapping[Any, Standing]:
    return {key: replace(standing, by=None) for key, standing in standings.items()}


def whoevers(form: FilledForm) -> FilledForm:
    """A form without who wrote it down, and by what way."""
    return replace(form, by=PersonId(0), said=None, draft=DraftKey(""))


def is_change(logged: Any) -> bool:
    act = logged if isinstance(logged, str) else logged[0]
    return not act.startswith(VIEWS)


def without_who(row: Any) -> str:
    """The subject of what is told; that of a hand-over begins with who did it."""
    return row.subject.partition(":")[2] if row.kind == MessageKind.HANDED_OVER else row.subject


# Moving a meeting.


def moved_on_the_screen(at: Doors) -> None:
    at.pat.saves(one_meeting.keep_date, at.form(one_meeting_controls.MOVE), on=TO.isoformat())


def moved_on_the_screen_with_one_tap(at: Doors) -> None:
    view = at.form(one_meeting_controls.MOVE)
    at.pat.saves(one_meeting.keep_date, at.pat.clicks(one_meeting.take, TO, view=view))


def not_held_but_moved(at: Doors) -> None:
    view = at.pat.clicks(unmarked.ask_what_became, at.asked)
    at.pat.saves(unmarked.keep_what_became, view, what="moved", to=TO.isoformat())


def not_held_but_moved_with_one_tap(at: Doors) -> None:
    view = at.pat.clicks(unmarked.ask_what_became, at.asked)
    at.pat.saves(unmarked.keep_what_became, at.pat.clicks(unmarked.take, TO, view=view))


def moved_by_a_file(at: Doors) -> None:
    at.file("meeting_date", f"{at.student.number},{TO.isoformat()}")


def moved_by_a_paste(at: Doors) -> None:
    at.paste("meeting_date", f"{at.student.number},{TO.isoformat()}")


# Setting a meeting.


def set_on_the_screen(at: Doors) -> None:
    with at.storage.caseload_of(SlackUserId("U0PAT"), now=NOW) as caseload:
        view = set_meeting.form_for(caseload, at.student.id)
    at.pat.saves(set_meeting.keep, view, on="2026-11-20", kind=Kind.TRIENNIAL)


def set_by_a_file(at: Doors) -> None:
    at.file("meeting_date,meeting_kind", f"{at.student.number},2026-11-20,triennial")


def set_by_a_paste(at: Doors) -> None:
    at.paste("meeting_date,meeting_kind", f"{at.student.number},2026-11-20,triennial")


def held_long_ago_by_a_file(at: Doors) -> None:
    at.file("meeting_date,meeting_kind", f"{at.student.number},2026-09-22,triennial")


def held_long_ago_by_a_paste(at: Doors) -> None:
    at.paste("meeting_date,meeting_kind", f"{at.student.number},2026-09-22,triennial")


# What a meeting came to.


def held_on_the_screen(at: Doors) -> None:
    at.pat.saves(one_meeting.mark_held, at.form(one_meeting_controls.HELD))


def held_in_the_thread(at: Doors) -> None:
    view = at.pat.clicks(held.ask_if_held, f"{at.meeting.id}:")
    at.pat.saves(held.hold_meeting, view)


def held_in_the_digest(at: Doors) -> None:
    at.pat.clicks(unmarked.mark_held, at.asked)


def not_held_after_all_on_the_screen(at: Doors) -> None:
    at.pat.clicks(one_meeting.take_back, at.meeting.id)


def not_held_after_all_in_the_thread(at: Doors) -> None:
    at.pat.clicks(held.take_back, f"{at.meeting.id}:")


def not_held_after_all_in_the_digest(at: Doors) -> None:
    at.pat.clicks(unmarked.take_back, at.asked)


def cancelled_on_the_screen(at: Doors) -> None:
    view = at.form(one_meeting_controls.CANCEL)
    at.pat.saves(one_meeting.call_off, view, why="the family moves away")


def not_held_but_cancelled(at: Doors) -> None:
    view = at.pat.clicks(unmarked.ask_what_became, at.asked)
    why = "the family moves away"
    at.pat.saves(unmarked.keep_what_became, view, what="cancelled", why=why)


# Students and their teams.

WREN = "first_name,last_name,grade,case_manager"


def added_by_hand(at: Doors) -> None:
    view = student_forms.render_add(DraftKey("new"), for_others=False, chosen=SlackUserId("U0PAT"))
    wren = {"first_name": "Wren", "last_name": "Alder", "number": "77123", "grade": "7"}
    at.pat.saves(student_records.add, view, **wren)


def added_by_a_file(at: Doors) -> None:
    at.file(WREN, "77123,Wren,Alder,7,U0PAT")


def added_by_a_paste(at: Doors) -> None:
    at.paste(WREN, "77123,Wren,Alder,7,")


def added_by_an_admin_for_somebody(at: Doors) -> None:
    view = student_forms.render_add(DraftKey("new"), for_others=True, chosen=SlackUserId("U0LEE"))
    wren = {"first_name": "Wren", "last_name": "Alder", "number": "77123", "grade": "7"}
    at.admin.saves(student_records.add, view, **wren)


def added_for_somebody_by_a_file(at: Doors) -> None:
    at.file(WREN, "77123,Wren,Alder,7,U0LEE")


def added_for_somebody_by_an_admins_paste(at: Doors) -> None:
    at.paste(WREN, "77123,Wren,Alder,7,U0LEE", hands=at.admin)


def handed_over(at: Doors) -> None:
    view = hand_over_screen.render(at.student, caseload=1, today=TODAY)
    at.pat.saves(hand_overs.keep, view, how="good", to="U0LEE")


def handed_over_by_a_file(at: Doors) -> None:
    at.file("case_manager", f"{at.student.number},U0LEE")


def handed_over_by_an_admins_paste(at: Doors) -> None:
    at.paste("case_manager", f"{at.student.number},U0LEE", hands=at.admin)


def put_on_the_team_by_hand(at: Doors) -> None:
    view = team_screen.render_add(at.student)
    at.pat.saves(teams.keep, view, role=TeamRole.TEACHER, who="U0LEE")


def put_on_the_team_by_a_file(at: Doors) -> None:
    at.file("team", f"{at.student.number},teacher:U0LEE")


def put_on_the_team_by_a_paste(at: Doors) -> None:
    at.paste("team", f"{at.student.number},teacher:U0LEE")


# A respondent's form.


def sent_in_the_modal(at: Doors) -> None:
    nan = at.asks(slack_id=NAN)
    at.begins_here()
    nan.fills_in_the_modal()
    assert nan.is_in


def sent_through_a_link(at: Doors) -> None:
    nan = at.asks(email="nan@clinic.example")
    link = nan.gets_link("U0PAT")
    at.begins_here()
    nan.fills_in_the_web_form(*link)
    assert nan.is_in


def written_down_on_behalf(at: Doors) -> None:
    nan = at.asks(email="nan@clinic.example")
    at.begins_here()
    nan.tells(at.pat)
    assert nan.is_in


# The district's own.

CLOSURES = "date,until,name\n2026-10-26,2026-10-28,Staff days\n2026-11-01,2027-10-01,Too long\n"


def closed_in_the_settings(at: Doors) -> None:
    look = closure_screen.ask_list("")
    shown = at.admin.saves(closures.bring_in_list, look, closures_list=CLOSURES)
    at.admin.saves(closures.bring_in_list, shown)


def closed_by_a_file(at: Doors) -> None:
    report = take_in(Files(closures=CLOSURES), at.stands.jobs)
    assert report.bad == 1


ONE_DAY = "date,until,name\n2026-10-26,,Staff day\n"


def closed_by_hand(at: Doors) -> None:
    at.looks_at_calendar()
    at.admin.saves(
        closures.add, closure_screen.ask_one(""), closed_on="2026-10-26", closed_name="Staff day"
    )


def closed_by_a_paste(at: Doors) -> None:
    at.looks_at_calendar()
    shown = at.admin.saves(
        closures.bring_in_list, closure_screen.ask_list(""), closures_list=ONE_DAY
    )
    at.admin.saves(closures.bring_in_list, shown)


def closed_by_a_file_of_one_day(at: Doors) -> None:
    at.looks_at_calendar()
    at.takes_in(Files(closures=ONE_DAY))


def given_a_role_in_the_settings(at: Doors) -> None:
    view = at.admin.clicks(roles.open_person, at.stands.lee.id)
    at.admin.saves(roles.keep, view, roles=[Role.CASE_MANAGER, Role.SUPERVISOR])


def given_a_role_by_a_file(at: Doors) -> None:
    at.takes_in(Files(people="person,role\nU0LEE,supervisor\n"))


Door = Callable[[Doors], None]
Before = tuple[date, MeetingState]
"""When the meeting is or was to be, and what it came to."""

PLANNED, HELD = MeetingState.PLANNED, MeetingState.HELD
WAYS: Mapping[str, tuple[Before, tuple[Door, ...]]] = {
    "a meeting is moved": (
        (AHEAD, PLANNED),
        (
            moved_on_the_screen,
            moved_on_the_screen_with_one_tap,
            moved_by_a_file,
            moved_by_a_paste,
        ),
    ),
    "a meeting whose day has passed is moved": (
        (PASSED, PLANNED),
        (
            moved_on_the_screen,
            moved_on_the_screen_with_one_tap,
            not_held_but_moved,
            not_held_but_moved_with_one_tap,
            moved_by_a_file,
            moved_by_a_paste,
        ),
    ),
    "a meeting is set": (
        (AHEAD, PLANNED),
        (set_on_the_screen, set_by_a_file, set_by_a_paste),
    ),
    "a meeting of the past is put on record": (
        (AHEAD, PLANNED),
        (held_long_ago_by_a_file, held_long_ago_by_a_paste),
    ),
    "a meeting is marked as held": (
        (PASSED, PLANNED),
        (held_on_the_screen, held_in_the_thread, held_in_the_digest),
    ),
    "a meeting was not held after all": (
        (PASSED, HELD),
        (
            not_held_after_all_on_the_screen,
            not_held_after_all_in_the_thread,
            not_held_after_all_in_the_digest,
        ),
    ),
    "a meeting is cancelled": (
        (PASSED, PLANNED),
        (cancelled_on_the_screen, not_held_but_cancelled),
    ),
    "a student comes": ((AHEAD, PLANNED), (added_by_hand, added_by_a_file, added_by_a_paste)),
    "a student comes for somebody else": (
        (AHEAD, PLANNED),
        (
            added_by_an_admin_for_somebody,
            added_for_somebody_by_a_file,
            added_for_somebody_by_an_admins_paste,
        ),
    ),
    "a student changes hands": (
        (AHEAD, PLANNED),
        (handed_over, handed_over_by_a_file, handed_over_by_an_admins_paste),
    ),
    "somebody comes on a team": (
        (AHEAD, PLANNED),
        (put_on_the_team_by_hand, put_on_the_team_by_a_file, put_on_the_team_by_a_paste),
    ),
    "a form comes in": (
        (AHEAD, PLANNED),
        (sent_in_the_modal, sent_through_a_link, written_down_on_behalf),
    ),
    "a day is closed": (
        (AHEAD, PLANNED),
        (closed_by_hand, closed_by_a_paste, closed_by_a_file_of_one_day),
    ),
    "days are closed": ((AHEAD, PLANNED), (closed_in_the_settings, closed_by_a_file)),
    "somebody is given a role": (
        (AHEAD, PLANNED),
        (given_a_role_in_the_settings, given_a_role_by_a_file),
    ),
}


@pytest.fixture
def another_school(sqlite_template, tmp_path, opened) -> Callable[[], Doors]:
    """Schools that differ in nothing, each in a database of its own."""
    number = itertools.count()

    def make() -> Doors:
        file = tmp_path / f"{next(number)}.db"
        shutil.copy(sqlite_template, file)
        database = opened(f"sqlite:///{file}")
        make_workspace(database, WORKSPACE, timezone="America/Los_Angeles", region="none", now=NOW)
        return Doors(Storage(database, WORKSPACE))

    return make


@pytest.mark.parametrize(("before", "doors"), WAYS.values(), ids=WAYS)
def test_every_door_comes_to_the_same(another_school, before, doors):
    outcomes = {}
    for door in doors:
        at = another_school()
        at.on(before[0], state=before[1])
        at.stands.drawn()
        untouched = at.outcome()

        door(at)

        outcomes[door.__name__] = at.outcome()
        for part in ("kept", "logged", "marked"):
            assert outcomes[door.__name__][part] != untouched[part], door.__name__

    (_, first), *others = outcomes.items()
    for name, outcome in others:
        for part, found in outcome.items():
            assert found == first[part], f"{name}: {part}"
