"""On a clean morning of the 10th everything for three meetings is done in at most six presses.

A press is every click and every choice, and every link that is followed; typing is none.
"""

import html
import re
from dataclasses import replace
from datetime import date, time

import pytest

from bot.calendar import WEEKDAYS
from bot.dates.obligation_rows import State
from bot.dates.obligation_rules import ObligationId
from bot.meetings.meetings import Kind, Mode, cancelled, moved
from bot.people.people import Role, TeamRole
from bot.settings.district_links import DistrictLinks
from jobs.delivery import rate_limits as limits
from tests.bot.parents import a_parent
from tests.handlers.mornings import MorningOfPat, at

TENTH = at("2026-11-10 08:00")
"""A Tuesday; the meetings are in December."""
LINKS = DistrictLinks(
    seis="https://seis.example/notices",
    form="https://forms.example/invite?who={alias}&on={date}&at={time}&how={mode}",
)
NO_PRESS = {"command", "fill", "type"}
OPENS = "work:SEIS_NOTICES/digest_cut_off"
ENTERED = (
    ObligationId.MEETING_NOTICE,
    ObligationId.INVITATION_FORM,
    ObligationId.MASTER_CALENDAR,
)
ASKED = (ObligationId.TEACHER_FEEDBACK_OUT, ObligationId.PROVIDER_REPORT_OUT)
LOOKED = "looked at what to enter about a meeting"
FIRST_NAMES = ("Alder", "Birch", "Cedar")


class TheTenth(MorningOfPat):
    """Three meetings in December, each with a parent, a teacher and a provider, and no more."""

    def __init__(self, school) -> None:
        self.school, self.pat = school, school.pat
        self.provider = school.person("U0HAL", name="Hal Helpwell")
        school.person("U0ZED", Role.OFFICE, name="Zed Passerby")
        with school.storage.jobs(now=TENTH) as scope:
            scope.settings.keep(replace(scope.workspace, links=LINKS))
        self.students = [self._student(name) for name in FIRST_NAMES]
        self.meetings = [
            school.meeting(
                student,
                date(2026, 12, 14 + number),
                at=time(9 + number, 30),
                kind=Kind.ANNUAL,
                mode=Mode.PHONE,
                arose_on=date(2026, 9, 1),
            )
            for number, student in enumerate(self.students)
        ]
        self.comes(TENTH)
        self.acts_before = len(self.school.client.journal("act"))
        self.followed = 0
        self.morning = self.digest()

    def _student(self, name: str):
        school = self.school
        student = school.student(
            school.on_record["pat"],
            alias=f"{name[0]}W-2K2",
            first_name=name,
            home_language="Spanish",
            annual_due=date(2026, 12, 20),
            triennial_due=date(2028, 5, 1),
        )
        school.on_team(student, school.on_record["tea"], TeamRole.TEACHER)
        school.on_team(student, self.provider, TeamRole.PROVIDER, service="speech")
        with self.caseload_of_pat() as scope:
            scope.parents.add(
                a_parent(f"Rosa {name}mother", student=student.id, draft=f"parent of {name}")
            )
        return student

    def follows_links(self, modal) -> list[str]:
        """Follow every link that leads out of the modal: each is a press as well."""
        texts = [block["text"]["text"] for block in modal.blocks if block["type"] == "section"]
        links = [found for text in texts for found in re.findall(r"<(https://[^|>]+)\|", text)]
        self.followed += len(links)
        return [html.unescape(link) for link in links]

    def presses(self) -> int:
        """Count every act since the digest came, a choice as two: a list opens first."""
        acts = [one["name"] for one in self.school.client.journal("act")][self.acts_before :]
        return self.followed + sum(2 if act == "choose" else act not in NO_PRESS for act in acts)

    def stands(self, row: ObligationId) -> list[str]:
        return [str(self.standing(meeting, row).state) for meeting in self.meetings]

    def asked_for(self) -> list[tuple[str, str]]:
        with self.school.storage.jobs(now=TENTH, reading=True) as scope:
            found = [scope.requests.of_meeting(meeting.id) for meeting in self.meetings]
            return [
                (str(request.form), scope.people.get(request.respondent).name)
                for of_meeting in found
                for request in of_meeting
            ]

    def changes(self, meeting, to) -> None:
        with self.school.storage.jobs(now=TENTH) as scope:
            scope.meetings.keep(to(scope.meetings.get(meeting.id)))


@pytest.fixture
def dialect():
    """What is kept is tried on both databases elsewhere."""
    return "sqlite"


@pytest.fixture
def tenth(school, monkeypatch):
    monkeypatch.setattr(limits, "BETWEEN_POSTS", 0.0)
    return TheTenth(school)


def from_digest(tenth):
    return tenth.opens(OPENS)


def from_overview(tenth, person=None):
    """The command is free; what is pressed in its answer counts."""
    person = person or tenth.pat
    person.command("/iep")
    tenth.school.settle()
    person.ephemerals[-1].click("cut_off/hub_cut_off")
    tenth.school.settle()
    return person.modal


@pytest.mark.parametrize("opened", [from_digest, from_overview])
def test_all_of_the_tenth_for_three_meetings_takes_at_most_six_presses(tenth, opened):
    modal = opened(tenth)
    seen, links = modal.text, tenth.follows_links(modal)
    assert [tenth.stands(row) for row in ENTERED] == [["open"] * 3] * 3, "nothing is ticked yet"

    receipt = modal.submit()
    tenth.school.settle()

    assert tenth.presses() == 6, "open it, SEIS, three forms, and mark and send"
    assert [tenth.stands(row) for row in ENTERED] == [["done"] * 3] * 3
    assert [tenth.stands(row) for row in ASKED] == [["done"] * 3] * 2
    assert tenth.stands(ObligationId.OFFICE_INFORMED) == ["planned"] * 3
    assert sorted(tenth.asked_for()) == [
        *[("provider_report", "Hal Helpwell")] * 3,
        *[("teacher_feedback", "Tea Chalkley")] * 3,
    ]
    assert "6 forms asked for" in receipt.text
    assert "The office is told of 3 meetings" in receipt.text
    assert "SEIS notices: all 3 done" in tenth.morning.text
    assert "Notices and forms" not in tenth.morning.text
    assert_all_values_were_shown(seen, links)


def assert_all_values_were_shown(seen: str, links: list[str]) -> None:
    """Whatever the notice, the form and the calendar ask for, and who is asked by when."""
    for number, name in enumerate(FIRST_NAMES):
        day, hour = 14 + number, 9 + number
        weekday = ("Mon", "Tue", "Wed")[number]
        of_meeting = seen.partition(f"{name} Wexford")[2]
        assert f"{weekday}, Dec {day}, {hour}:30 am, phone conference" in of_meeting
        assert f"To: Rosa {name}mother, mother (Spanish)" in of_meeting
        assert "Purpose: annual review" in of_meeting
        assert "Case manager: Pat Fennimore" in of_meeting
        assert "General-education teacher: Tea Chalkley" in of_meeting
        assert "Service provider: Hal Helpwell" in of_meeting
        assert (
            f"https://forms.example/invite?who={name[0]}W-2K2&on=2026-12-{day}"
            f"&at={hour:02}%3A30&how=phone%20conference"
        ) in links
    assert "60 minutes unless you agreed otherwise" in seen
    assert "the parents may bring others who know their child" in seen
    assert links[0] == "https://seis.example/notices"
    assert "Tea Chalkley, teacher feedback: AW-2K2 back Mon, Nov 30" in seen


def test_what_is_unticked_stays_as_it_is(tenth):
    modal = from_digest(tenth)
    modal.untick("SEIS: 3 notices entered")
    modal.untick("Tell the office of 3 meetings")
    modal.untick("Ask for 6 forms")

    receipt = modal.submit()

    assert tenth.stands(ObligationId.MEETING_NOTICE) == ["open"] * 3
    assert tenth.stands(ObligationId.OFFICE_INFORMED) == ["open"] * 3
    assert tenth.stands(ObligationId.INVITATION_FORM) == ["done"] * 3
    assert tenth.asked_for() == []
    assert "SEIS" not in receipt.text


def test_a_meeting_that_is_left_out_stays_as_it_is(tenth):
    modal = from_digest(tenth)
    modal.choose("Leave these meetings out", "BW-2K2, Tue, Dec 15, Birch Wexford4")

    modal.submit()

    assert tenth.stands(ObligationId.MEETING_NOTICE) == ["done", "open", "done"]
    assert tenth.stands(ObligationId.OFFICE_INFORMED) == ["planned", "open", "planned"]
    assert len(tenth.asked_for()) == 4


def test_nothing_left_ticked_is_refused(tenth):
    modal = from_digest(tenth)
    for ticked in re.findall(r"\[x\] ([^\n]*)", modal.text):
        modal.untick(ticked.partition(" - ")[0])

    refused = modal.submit()

    assert "Please leave at least one ticked" in str(refused.errors)


def test_what_was_marked_is_taken_back_in_the_digest(tenth):
    from_digest(tenth).submit()
    tenth.school.settle()

    tenth.press("work:SEIS_NOTICES/digest_undo")
    tenth.press("work:INVITATION_FORMS/digest_undo")

    assert tenth.stands(ObligationId.MEETING_NOTICE) == ["open"] * 3
    assert tenth.stands(ObligationId.INVITATION_FORM) == ["open"] * 3
    assert tenth.stands(ObligationId.MASTER_CALENDAR) == ["done"] * 3


@pytest.mark.parametrize("opened", [from_digest, from_overview])
def test_what_is_said_of_it_is_true_wherever_it_was_opened(tenth, opened):
    """From `/iep` it was recorded as done *in the digest* of a day that may have had none."""
    modal = opened(tenth)
    assert "“Pick …” in the digest or the home tab" in modal.text

    receipt = modal.submit()

    reason = tenth.standing(tenth.meetings[0]).reason
    assert reason == "All done in one press, Tuesday, November 10, 2026"
    assert "What stands in a digest is opened again in it, too" in receipt.text
    tenth.school.settle()
    tenth.pat.modal.close()
    tenth.pat.command("/iep", "aw-2k2")
    tenth.school.settle()
    assert "take back" in str(tenth.pat.modal.blocks)


def test_a_meeting_that_has_moved_meanwhile_is_neither_marked_nor_sent(tenth):
    modal = from_digest(tenth)
    tenth.changes(
        tenth.meetings[0],
        lambda meeting: moved(
            meeting,
            to=date(2026, 12, 17),
            at=meeting.at,
            today=TENTH.date(),
            calendar=WEEKDAYS,
        ),
    )

    receipt = modal.submit()

    assert "Not marked and not sent: AW-2K2" in receipt.text.replace("*", "")
    assert tenth.stands(ObligationId.MEETING_NOTICE) == ["open", "done", "done"]
    assert len(tenth.asked_for()) == 4


def test_a_meeting_that_is_cancelled_meanwhile_is_left_out_in_words(tenth):
    modal = from_digest(tenth)
    tenth.changes(tenth.meetings[2], cancelled)

    receipt = modal.submit()

    assert "CW-2K2" in receipt.text
    assert len(tenth.asked_for()) == 4


def test_parents_who_came_on_record_meanwhile_have_not_been_copied(tenth):
    modal = from_digest(tenth)
    with tenth.caseload_of_pat() as scope:
        scope.parents.add(a_parent("An Aunt", "aunt", student=tenth.students[1].id, draft="aunt"))

    modal.submit()

    assert tenth.stands(ObligationId.MEETING_NOTICE) == ["done", "open", "done"]


def opened_by_a_substitute(tenth):
    kim = tenth.school.on_record["kim"]
    for student in tenth.students:
        tenth.school.on_team(student, kim, TeamRole.SUBSTITUTE)
    return from_overview(tenth, tenth.school.kim)


def test_pressed_by_two_nothing_goes_out_twice(tenth):
    mine, theirs = from_digest(tenth), opened_by_a_substitute(tenth)
    mine.submit()
    tenth.school.settle()

    receipt = theirs.submit()

    assert "Nothing was marked and nothing was sent" in receipt.text
    assert "seen to by somebody meanwhile" in receipt.text
    assert len(tenth.asked_for()) == 6
    with tenth.school.storage.jobs(now=TENTH, reading=True) as scope:
        notes = [len(scope.office_notes.of_meeting(one.id)) for one in tenth.meetings]
    assert notes == [1, 1, 1]


def test_a_student_who_changed_hands_meanwhile_is_left_out(tenth):
    modal = from_digest(tenth)
    with tenth.school.storage.jobs(now=TENTH) as scope:
        kim = tenth.school.on_record["kim"].id
        scope.students.keep(replace(tenth.students[0], case_manager=kim))

    receipt = modal.submit()

    assert "1 meeting of these: not on your list any more" in receipt.text
    assert tenth.stands(ObligationId.MEETING_NOTICE) == ["open", "done", "done"]
    assert len(tenth.asked_for()) == 4


def test_whoever_leads_no_more_neither_marks_nor_sends(tenth):
    modal = from_digest(tenth)
    with tenth.school.storage.jobs(now=TENTH) as scope:
        scope.people.keep(replace(tenth.school.on_record["pat"], active=False))

    modal.submit()

    assert tenth.stands(ObligationId.MEETING_NOTICE) == ["open"] * 3
    assert tenth.asked_for() == []


def test_the_look_is_in_the_log_of_each_student(tenth):
    from_digest(tenth)

    with tenth.caseload_of_pat() as scope:
        trails = [scope.audit.trail(student.id) for student in tenth.students]
    looks = [[one.act for one in trail].count(LOOKED) for trail in trails]
    assert looks == [1, 1, 1]


def test_where_the_office_is_not_reached_it_was_told_by_hand(tenth):
    with tenth.school.storage.jobs(now=TENTH) as scope:
        zed = scope.people.by_slack("U0ZED")
        scope.people.keep(replace(zed, roles=frozenset()))
    modal = from_digest(tenth)
    assert "Office: you told it of 3 meetings" in modal.text

    modal.submit()

    assert tenth.stands(ObligationId.OFFICE_INFORMED) == ["done"] * 3


def test_what_is_put_off_is_not_among_it(tenth):
    until = date(2026, 11, 16)
    tenth.record(tenth.meetings[0], ObligationId.MEETING_NOTICE, State.OPEN, snoozed_until=until)

    from_digest(tenth).submit()

    assert tenth.stands(ObligationId.MEETING_NOTICE) == ["open", "done", "done"]


def test_from_yesterdays_digest_it_is_taken_back_there(tenth):
    tenth.comes(at("2026-11-12 08:00"))
    assert tenth.digest().ts != tenth.morning.ts
    tenth.opens(OPENS, tenth.morning).submit()
    tenth.school.settle()

    tenth.press("work:SEIS_NOTICES/digest_undo", tenth.morning)

    assert tenth.stands(ObligationId.MEETING_NOTICE) == ["open"] * 3


def test_more_meetings_than_there_is_room_for_come_once_these_are_seen_to(tenth, monkeypatch):
    monkeypatch.setattr("casework.meetings.meeting_values.MOST_SHOWN", 2)
    modal = from_digest(tenth)
    assert "+ 1 more, once these are seen to" in modal.text
    modal.submit()

    assert tenth.stands(ObligationId.MEETING_NOTICE) == ["done", "done", "open"]
    assert len(tenth.asked_for()) == 4
