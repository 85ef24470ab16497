"""`/iep settings`: admins set up the district, case managers themselves, others ask whom to."""

from dataclasses import replace
from datetime import date, time

import pytest

from bot.dates.obligation_rules import ObligationId, Presence
from bot.people.people import Level, Role, SlackUserId
from jobs.delivery import rate_limits as limits
from storage import tables as rows
from tests.handlers.meeting_day.a_meeting_day import MeetingDay
from tests.people import MORNING
from tests.storage.unsealed import unsealed


@pytest.fixture
def admin(school):
    """Hal is the admin."""
    school.on_record["hal"] = school.person("U0HAL", Role.ADMIN, name="Hal Helpwell")
    return school.hal


def opened(person, school):
    reply = person.command("/iep", "settings")
    school.settle()
    assert person.modal is not None, reply.text
    return person.modal


def into(person, school, title):
    """Open the settings, and in them one group."""
    row = [line for line in opened(person, school).now["blocks"] if title in str(line)]
    person.modal.click(row[0]["accessory"]["value"])
    school.settle()
    return person.modal


def submitted(person, school):
    person.modal.submit()
    school.settle()
    return person.modal


def trail(school):
    logged = unsealed(school.assistant.database, rows.audit)
    return [(row.by_id, row.act, row.detail) for row in logged]


def person_of(school, slack_id):
    return school.storage.person_by_slack(SlackUserId(slack_id))


def test_an_admin_sees_everything_at_a_glance_and_changes_a_group(school, admin):
    modal = opened(admin, school)
    assert "Pacific time" in modal.text
    assert "Not confirmed" in modal.text

    modal = into(admin, school, "Time zone")
    modal.fill("timezone", "Mountain (America/Denver)")
    shown = submitted(admin, school)

    assert "Mountain time" in shown.text
    assert school.storage.workspace().timezone == "America/Denver"
    by = school.on_record["hal"].id
    detail = "timezone: America/Los_Angeles, now America/Denver"
    assert (by, "changed the settings", detail) in trail(school)


def test_two_admins_who_save_at_once_lose_nothing(school, admin):
    school.person("U0SUE2", Role.ADMIN)
    with school.storage.jobs(now=MORNING) as scope:
        sue = scope.people.get(school.on_record["sue"].id)
        scope.people.keep(replace(sue, roles=frozenset({Role.ADMIN})))
    hals = into(admin, school, "Digest and quiet hours")
    sues = into(school.sue, school, "Digest and quiet hours")
    sues.fill("digest_at", time(7, 0))
    submitted(school.sue, school)

    hals.fill("sends_until", time(16, 0))
    shown = submitted(admin, school)

    assert "Somebody else changed this" in shown.text
    assert "Digest at 7:00 am" in shown.text
    assert school.storage.workspace().hours.until == time(18, 0)
    submitted(admin, school)
    assert school.storage.workspace().hours.until == time(16, 0)


def test_a_case_manager_finds_only_their_own_and_pauses_for_a_leave(school):
    modal = opened(school.pat, school)
    assert modal.title == "My settings"

    modal.fill("paused_until", date(2026, 11, 2))
    modal.fill("own_digest_at", time(7, 30))
    shown = submitted(school.pat, school)

    assert "digest paused until Monday, November 2" in shown.text
    pat = person_of(school, "U0PAT")
    assert (pat.paused_until, pat.digest_at) == (date(2026, 11, 2), time(7, 30))


def test_everybody_else_learns_whom_to_ask(school, admin):
    assert "Please ask Hal Helpwell" in opened(school.sue, school).text
    school.zed.command("/iep", "settings")
    school.settle()
    assert "not set up" in school.zed.ephemerals[-1].text


def test_whoever_is_no_admin_any_more_saves_nothing(school, admin):
    modal = into(admin, school, "Time zone")
    school.person("U0BOSS", Role.ADMIN)
    with school.storage.jobs(now=MORNING) as scope:
        hal = scope.people.get(school.on_record["hal"].id)
        scope.people.keep(replace(hal, roles=frozenset()))

    modal.fill("timezone", "Mountain (America/Denver)")
    shown = submitted(admin, school)

    assert shown.title == "Not saved yet"
    assert school.storage.workspace().timezone == "America/Los_Angeles"


@pytest.mark.parametrize(
    ("room", "told"),
    [("C0SHARED", "another organization"), ("C0PATROOM", None)],
)
def test_a_channel_holds_students_only_if_it_is_private_and_not_shared(school, room, told):
    for user in ("app", "U0PAT"):
        school.client.deed("join", channel=room, user=user)
    modal = opened(school.pat, school)

    modal.fill("own_channel", room)
    shown = submitted(school.pat, school)

    if told:
        assert told in shown.errors["own_channel"]
        assert person_of(school, "U0PAT").channel is None
    else:
        assert person_of(school, "U0PAT").channel == room


def test_a_pasted_list_of_closures_is_looked_through_and_confirms_the_calendar(school, admin):
    into(admin, school, "School calendar").click("Paste or drop a list")
    school.settle()
    pasted = "date,until,name\n2026-12-21,2027-01-01,Winter break\n2026-13-40,,Nonsense\n"
    admin.modal.fill("closures_list", pasted)
    shown = submitted(admin, school)
    assert "10 closed days to add" in shown.text
    assert "Line 3" in shown.text
    assert school.storage.calendar().closures == frozenset()

    shown = submitted(admin, school)

    assert "10 closed days added" in shown.text
    assert "Mon, Dec 21 to Fri, Jan 1, 2027: Winter break" in shown.text
    calendar = school.storage.calendar()
    assert len(calendar.closures) == 10
    assert calendar.confirmed


def test_a_closure_is_removed_as_a_whole_and_can_be_gone_already(school, admin):
    with school.storage.jobs(now=MORNING) as scope:
        scope.settings.add_closures([(date(2026, 11, day), "Break") for day in (26, 27, 30)])
    modal = into(admin, school, "School calendar")
    assert "Thu, Nov 26 to Mon, Nov 30, 2026: Break" in modal.text

    modal.click("Remove")
    school.settle()

    assert school.storage.calendar().closures == frozenset()
    assert "Removed" in admin.modal.text


def test_a_rule_that_an_admin_changes_moves_what_is_planned_and_says_so(school, admin):
    school.junipers_meeting()
    into(admin, school, "What is due when").click("meeting_notice")
    school.settle()
    admin.modal.fill("offset", "2")
    submitted(admin, school)

    school.pat.command("/iep")
    school.settle()

    assert "Meeting notice entered in SEIS: was due Tue, Sep 8" in school.pat.ephemerals[-1].text
    assert ("changed the rules" in [act for _, act, _ in trail(school)]) is True


def test_a_row_of_the_districts_own_is_added_once(school, admin):
    into(admin, school, "What is due when").click("Add a row of your own")
    school.settle()
    admin.modal.fill("what", "Room booked")
    admin.modal.fill("offset", "3")
    shown = submitted(admin, school)

    assert "Room booked" in shown.text
    with school.storage.jobs(now=MORNING) as scope:
        assert scope.rules[ObligationId("own_1")].presence is Presence.ON


def test_a_role_is_given_told_and_holds_at_once(school, admin):
    into(admin, school, "People and roles").click("Give somebody a role")
    school.settle()
    admin.modal.fill("who", "U0ZED")
    modal = submitted(admin, school)
    modal.tick("Supervisor")
    modal.fill("level", "Director of special education")
    submitted(admin, school)

    zed = person_of(school, "U0ZED")
    school.zed.open_home()
    school.settle()
    assert "Your district" in school.zed.home.text
    into(admin, school, "People and roles").click(str(zed.id))
    school.settle()
    admin.modal.untick("Supervisor")
    submitted(admin, school)
    assert "Welcome to Preiep" in school.zed.home.text, "it was open when the role was taken away"

    assert (zed.roles, zed.level) == ({Role.SUPERVISOR}, Level.DIRECTOR)
    assert "You are now: supervisor" in school.zed.dms()[-1].text


def test_guests_get_no_role_and_the_last_admin_stays_one(school, admin):
    into(admin, school, "People and roles").click("Give somebody a role")
    school.settle()
    admin.modal.fill("who", "U0GUS")
    assert "Guests" in submitted(admin, school).errors["who"]

    into(admin, school, "People and roles").click(str(school.on_record["hal"].id))
    school.settle()
    admin.modal.untick("Admin")
    assert "Somebody has to be an admin" in submitted(admin, school).errors["roles"]
    assert person_of(school, "U0HAL").roles == {Role.ADMIN}


def test_a_reporting_period_is_added_and_may_share_no_day_with_another(school, admin):
    for label in ("Quarter 1", "Quarter 2"):
        into(admin, school, "Reporting periods").click("Add a period")
        school.settle()
        admin.modal.fill("period_label", label)
        admin.modal.fill("period_first", date(2026, 8, 17))
        admin.modal.fill("period_last", date(2026, 10, 16))
        shown = submitted(admin, school)

    assert "share days" in shown.errors["period_last"]
    with school.storage.jobs(now=MORNING) as scope:
        assert [one.label for one in scope.settings.periods()] == ["Quarter 1"]


def test_the_settings_are_a_click_away_in_the_home_tab(school):
    school.pat.open_home()
    school.settle()
    school.pat.home.click("Settings")
    school.settle()

    assert school.pat.modal.title == "My settings"


def test_a_school_year_is_set_and_confirmed_and_a_school_gets_a_calendar_of_its_own(school, admin):
    with school.storage.jobs(now=MORNING) as scope:
        juniper = scope.students.get(school.juniper.id)
        scope.students.keep(replace(juniper, school="Tidepool Elementary"))
    into(admin, school, "School calendar").click("Confirm")
    school.settle()
    admin.modal.click("Set a year")
    school.settle()
    admin.modal.fill("year_first", date(2026, 8, 10))
    submitted(admin, school)
    admin.modal.click("A school's own …")
    school.settle()
    admin.modal.choose("School", "Tidepool Elementary")
    shown = submitted(admin, school)

    assert "a calendar of its own" in shown.text
    calendar = school.storage.calendar()
    assert calendar.confirmed
    own = calendar.of("Tidepool Elementary")
    assert [year.first for year in own.years] == [date(2026, 8, 10)]

    admin.modal.click("Add a closure")
    school.settle()
    admin.modal.fill("closed_on", date(2026, 10, 12))
    admin.modal.fill("closed_name", "Track break")
    submitted(admin, school)
    own = school.storage.calendar().of("Tidepool Elementary")
    assert own.closures == {date(2026, 10, 12)}
    assert school.storage.calendar().closures == frozenset()

    admin.modal.click("Use the district's")
    school.settle()
    assert school.storage.calendar().schools == ()


def test_a_digest_that_stands_is_drawn_anew_when_a_rule_changes(school, admin):
    with school.storage.jobs(now=MORNING) as scope:
        posted = scope.messages.posted(
            kind="digest", subject="", addressee="U0PAT", channel="D0PAT", ts="1.000001", kept="{}"
        )
    into(admin, school, "School calendar").click("Confirm")
    school.listening.rest()

    with school.storage.jobs(now=MORNING) as scope:
        (after,) = scope.messages.of("digest", "", "U0PAT")
        assert after.revision > posted.revision


def test_the_thread_that_stands_follows_once_the_calendar_is_confirmed(school, admin, monkeypatch):
    monkeypatch.setattr(limits, "BETWEEN_POSTS", 0.0)
    day = MeetingDay(school)
    assert "Calendar not confirmed." in day.pat.parent.text

    into(admin, school, "School calendar").click("Confirm")
    school.settle()

    assert "Calendar not confirmed." not in day.pat.parent.text
