"""`office_informed`: the case manager tells the office with one tap, and the office ticks."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.dates.obligation_rows import State
from bot.errors import NotOnTeamError
from bot.people.people import Role
from tests.handlers.office.an_office_day import ON, ROOM, OfficeDay
from tests.people import MORNING

YES, NO = "Yes", "No, it is still to be sent"


@pytest.fixture
def day(school):
    return OfficeDay(school)


def test_office_informed_one_tap_posts_a_note_without_a_name_and_the_offices_tick_proves_it(day):
    day.tells()

    (card,) = day.cards
    assert "Invitations for November 2026: 1 to send" in card.text
    assert "JQ-7K2" in card.text
    assert "Wed, Nov 18 at 9:30 am, phone conference" in card.text
    assert "rights notice" in card.text
    assert not {"Juniper", "Quickwater", "Spanish"} & set(card.text.replace(",", " ").split())
    assert day.row().state is State.PLANNED
    assert "It is not ticked yet" in day.school.pat.modal.text

    assert day.opens_list(day.school.hal) == ""
    shown = day.school.hal.modal
    assert "Juniper Quickwater" in shown.text
    assert "Parents' language: Spanish" in shown.text.replace("*", "")
    assert "saw whom to invite" in {entry.act for entry in trail(day)}

    assert day.ticks(day.school.hal, YES) is None
    assert day.row().state is State.PROVEN
    assert day.row().by == day.hal_on_record.id
    assert "all sent" in day.cards[0].text
    assert "in Spanish (Hal Helpwell)" in day.opens_meeting().text
    (ticked,) = [entry for entry in trail(day) if entry.act == "ticked an invitation"]
    assert "Spanish" not in ticked.detail + ticked.why
    assert day.school.client.strict_errors() == []


def trail(day):
    return day.read(lambda scope: scope.audit.trail(day.school.juniper.id))


def test_office_informed_without_the_rights_notice_stays_owed_until_it_is_sent_or_taken_back(day):
    day.tells()
    day.opens(day.school.hal)
    day.ticks(day.school.hal, NO)

    assert day.row().state is State.PLANNED
    assert "still owed" in day.row().reason
    assert "the rights notice is still owed" in day.cards[0].text
    assert "still owed" in day.opens_meeting().text

    day.opens(day.school.zed)
    assert "rights notice not enclosed" in day.school.zed.modal.text.replace("*", "")
    day.ticks(day.school.zed, YES)
    assert day.row().state is State.PROVEN

    day.opens(day.school.hal, "Open")
    day.school.hal.modal.click("office_tick_take_back")
    day.school.settle()
    assert day.row().state is State.PLANNED
    assert "taken back" in day.school.hal.modal.text
    assert "1 to send" in day.cards[0].text
    assert len(day.read(lambda scope: every_word(scope, day.meeting))) == 3


def every_word(scope, meeting):
    (noted,) = scope.office_notes.of_meeting(meeting.id)
    return noted.ticks


def test_two_of_the_office_and_double_taps_leave_one_note_and_the_first_word(day):
    modal = day.opens_meeting()
    modal.click("office_tell")
    modal.click("office_tell")
    day.school.settle()
    assert len(day.cards) == 1
    assert any("Nothing was sent twice" in one.text for one in day.school.pat.dms())

    day.opens(day.school.hal)
    day.opens(day.school.zed)
    day.ticks(day.school.hal, YES)
    left = day.ticks(day.school.zed, NO)

    assert "Hal Helpwell was here meanwhile" in left.text
    assert "Nothing of yours was saved" in left.text
    assert day.row().state is State.PROVEN


def test_only_the_office_opens_a_note_and_a_role_taken_away_counts_at_once(day):
    day.tells()

    for person in (day.school.sue, day.school.kim, day.school.pat):
        told = day.opens_list(person)
        assert "Only the office that invites for the student's school can do this" in told
        assert person.modal is None or "Invitation" not in person.modal.title

    day.opens(day.school.hal)
    with day.school.storage.jobs(now=MORNING) as scope:
        scope.people.keep(replace(day.hal_on_record, roles=frozenset({Role.CASE_MANAGER})))
    left = day.ticks(day.school.hal, YES)
    assert "Only the office that invites" in left.text
    assert day.row().state is State.PLANNED


def test_rule_10_a_moved_meeting_strikes_the_note_and_a_new_one_is_sent(day):
    day.tells()
    day.opens(day.school.hal)
    day.ticks(day.school.hal, YES)
    day.opens(day.school.hal, "Open")
    moves(day, ON + timedelta(days=1))

    (card,) = day.cards
    assert day.row().revise
    assert "Do not send these. If an invitation already went out" in card.text.replace("*", "")
    assert (
        "~JQ-7K2, Wed, Nov 18 at 9:30 am~ moved to Thu, Nov 19 at "
        "9:30 am, after the invitation went out" in card.text
    )
    assert "Open" not in card.text
    assert "The meeting has changed" in day.ticks(day.school.hal, NO).text

    day.tells()
    (card,) = day.cards
    assert "JQ-7K2 Thu, Nov 19" in card.text
    assert "you were told a different date before" in card.text
    assert "Wednesday 18" not in card.text
    assert day.row().state is State.PLANNED

    day.opens_meeting().click("office_withdraw")
    day.school.settle()
    assert "taken back by the case manager" in day.cards[0].text
    assert (day.row().state, day.row().revise) == (State.OPEN, True)
    assert day.school.client.strict_errors() == []


def moves(day, to: date):
    day.opens_meeting().click("Move …")
    day.school.settle()
    modal = day.school.pat.modal
    modal.fill("New date", to)
    modal.fill("Why, and who asked", "the father is away")
    left = modal.submit()
    if left and "is not saved yet" in left.text:
        left.submit()
    day.school.settle()


def test_a_channel_shared_by_now_gets_nothing_and_the_case_manager_is_told(day):
    modal = day.opens_meeting()
    day.school.client.deed("share", channel=ROOM)
    modal.click("office_tell")
    day.school.settle()

    assert day.cards == []
    assert any("could not be posted" in one.text for one in day.school.pat.dms())
    assert day.row().state is State.OPEN
    shown = day.opens_meeting()
    assert "does not stand in the office's channel" in shown.text
    assert "Tell the office again" in shown.text


def test_without_a_channel_of_the_office_a_sentence_says_whom_to_ask(school):
    day = OfficeDay(school, channel=False)
    with school.storage.jobs(now=MORNING) as scope:
        for person in scope.people.office():
            scope.people.keep(replace(person, roles=frozenset()))

    modal = day.opens_meeting()

    assert "ask a Preiep admin to choose one" in modal.text
    assert "Tell the office" not in modal.text


def test_the_note_is_sent_from_the_students_screen_too(day):
    day.school.pat.command("/iep", "find juniper")
    day.school.settle()
    day.school.pat.modal.click("office_tell")
    day.school.settle()

    assert len(day.cards) == 1
    assert day.school.pat.modal.title == "Student"
    assert "The office has the note" in day.school.pat.modal.text


def test_office_informed_one_tap_in_the_digest_or_at_home_tells_of_every_meeting_due(day):
    twin = day.school.student(day.school.on_record["pat"], alias="MQ-1K2")
    day.school.meeting(twin, ON, arose_on=date(2026, 9, 1))
    day.school.client.go_to(MORNING + timedelta(minutes=1))
    day.school.settle()
    day.school.pat.open_home()
    day.school.settle()
    assert "Send 2 notes to the office" in this_mornings_digest(day).text

    day.school.pat.home.click("notes/home_send_notes")
    this_mornings_digest(day).click("digest_send_notes")
    day.school.settle()

    (card,) = day.cards
    assert "2 to send" in card.text
    assert "JQ-7K2" in card.text
    assert "MQ-1K2" in card.text
    assert "2 with the office" in day.school.pat.home.text
    assert "2 with the office" in this_mornings_digest(day).text
    assert day.school.client.strict_errors() == []


def this_mornings_digest(day):
    return next(one for one in day.school.pat.dms() if one.text.startswith("Thu, Oct 8"))


def test_a_note_that_stands_leads_to_the_rights_notice_of_today(day):
    day.tells()
    assert "rights-es" not in str(day.cards[0].now)

    with day.school.storage.jobs(now=MORNING) as scope:
        links = replace(
            scope.workspace.links, rights=(("Spanish", "https://quill.example/rights-es"),)
        )
        scope.settings.keep(replace(scope.workspace, links=links))
    day.school.settle()

    assert "https://quill.example/rights-es" in str(day.cards[0].now)


def finds(day, words):
    """Let Hal of the office type words after `/iep`; gives what is shown."""
    before = len(day.school.hal.ephemerals)
    day.school.hal.command("/iep", words)
    day.school.settle()
    said = day.school.hal.ephemerals[before:]
    return said[-1].text if said else day.school.hal.modal.text


def test_the_office_finds_a_student_by_name_while_a_note_waits_and_not_before(day):
    assert "I found no student of yours" in finds(day, "juniper")

    day.tells()

    assert "Juniper Quickwater" in finds(day, "junipr")
    assert "saw whom to invite" in {entry.act for entry in trail(day)}


def test_the_office_is_answered_in_a_message_by_alias_and_opens_the_invitation_from_there(day):
    day.tells()

    day.school.hal.message("Juniper Quickwater")
    day.school.settle()
    said = day.school.hal.dms()[-1]
    assert "Juniper" not in said.text + said.fallback
    said.click("Open JQ-7K2")
    day.school.settle()

    assert "Juniper Quickwater" in day.school.hal.modal.text
    assert day.ticks(day.school.hal, YES) is None


def test_the_office_finds_nobody_whose_meeting_is_over(day):
    day.tells()
    day.school.client.go_to(MORNING + (ON - MORNING.date()) + timedelta(days=1))

    assert "I found no student of yours" in finds(day, "juniper")


def test_who_is_not_of_the_office_finds_nobody_by_its_note(day):
    day.tells()

    tea = day.school.on_record["tea"].slack_id
    with pytest.raises(NotOnTeamError), day.school.storage.invitations_of(tea, now=MORNING):
        pass
