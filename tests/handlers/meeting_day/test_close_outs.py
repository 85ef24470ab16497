"""Closing takes two minutes: a note for SEIS, and each owner's part delivered to them."""

import pytest

from bot.errors import NotAllowedError, NotOnCaseloadError
from bot.meeting_day.checklists import PARENTS, RightsAnswers, SignOff
from bot.meetings.meetings import MeetingState
from bot.people.people import SlackUserId, TeamRole
from jobs.delivery import rate_limits as limits
from tests.handlers.meeting_day.a_meeting_day import MeetingDay
from tests.people import MORNING


@pytest.fixture
def dialect():
    """What is kept is tried on both databases elsewhere."""
    return "sqlite"


@pytest.fixture
def day(school, monkeypatch):
    monkeypatch.setattr(limits, "BETWEEN_POSTS", 0.0)
    return MeetingDay(school)


def takes_on(day, what, who):
    modal = day.pat.person.modal or day.pat.opens(day.pat.card, "Who does what")
    modal.fill("What is to be done", what)
    modal.choose("Who does it", who)
    return day.saves(modal)


def hold(day):
    day.saves(day.pat.opens(day.pat.card, "Meeting held"))


def test_the_note_for_seis_is_made_of_what_was_kept_and_stands_in_no_message(day):
    with day.scope_of_pat() as scope:
        tea = str(day.school.on_record["tea"].id)
        scope.checklists.keep_sign_off(day.meeting.id, SignOff(listed=(PARENTS, tea)))
        scope.checklists.keep_rights(
            day.meeting.id, RightsAnswers(explained="Yes, we read it", explained_by="mother")
        )
        scope.concerns.add(day.school.juniper.id, day.meeting.id, "The bus")
    hold(day)

    modal = day.pat.opens(day.pat.card, "Close-out")
    assert "the two rights answers are not complete" in modal.text
    modal.fill("Services offered and changed", "Speech as before")
    shown = day.saves(modal)

    note = shown.values["The note"]
    for words in (
        "Thursday, October 8, 2026, annual, phone conference",
        "Tea Chalkley, General-education teacher",
        '"Yes, we read it" (mother)',
        "The bus (still open)",
        "Speech as before",
        "Not there yet. Until it is, the IEP is a draft.",
    ):
        assert words in note
    assert day.saves(shown) is None
    assert not [one for one in day.pat.messages if "Speech as before" in one.text]
    assert "saw the note for SEIS" in [entry.act for entry in day.trail()]


def test_what_somebody_took_on_reaches_them_after_the_meeting_and_they_answer(day):
    again = takes_on(day, "Send two samples", "Tea Chalkley")
    assert "Send two samples" in again.text
    assert again.values["What is to be done"] in (None, "")
    again.close()
    assert day.tea.person.dms() == []

    hold(day)

    (message,) = [one for one in day.tea.person.messages() if "1 thing to do after" in one.text]
    assert "JQ-7K2" in message.text
    assert not [one for one in ("samples", "Juniper") if one in message.text + message.fallback]
    modal = day.tea.opens(message, "Open")
    assert "Send two samples" in modal.text
    modal.click("Done")
    day.settle()
    assert "Noted. Thank you." in day.tea.person.modal.text
    (message,) = [one for one in day.tea.person.messages() if "IEP meeting of" in one.text]
    assert "Everything from this IEP meeting is done" in message.text


def test_what_was_taken_off_is_no_longer_theirs(day):
    takes_on(day, "Send two samples", "Tea Chalkley").close()
    hold(day)
    modal = day.tea.opens(day.tea.person.dms()[-1], "Open")

    listed = day.pat.opens(day.pat.card, "Who does what")
    listed.click("Take off")
    day.settle()

    assert "Nothing from this IEP meeting is yours" in day.tea.person.dms()[-1].text
    modal.click("Done")
    day.settle()
    assert "no longer yours" in day.tea.person.dms()[-1].text


def test_nobody_but_its_owner_reaches_what_was_handed_over(day):
    hal = day.school.person("U0HAL")
    day.school.on_team(day.school.juniper, hal, TeamRole.PSYCHOLOGIST)
    takes_on(day, "Send two samples", "Tea Chalkley").close()

    with day.school.storage.handed_to(hal.slack_id, now=MORNING) as scope:
        assert scope.students.all() == []
        with pytest.raises(NotOnCaseloadError):
            scope.duties.to(hal.id, day.meeting.id)
    with day.school.storage.handed_to(SlackUserId("U0TEA"), now=MORNING) as scope:
        (mine,) = scope.duties.to(scope.person.id, day.meeting.id)
        with pytest.raises(NotAllowedError):
            scope.checklists.rights(day.meeting.id)
    with (
        day.school.storage.handed_to(hal.slack_id, now=MORNING) as scope,
        pytest.raises(NotOnCaseloadError),
    ):
        scope.duties.answer(mine.id)


def test_a_meeting_not_held_after_all_asks_its_owners_for_nothing(day):
    takes_on(day, "Send two samples", "Tea Chalkley").close()
    hold(day)

    day.pat.clicks(day.pat.after, "Not held after all")

    assert day.now().state is MeetingState.PLANNED
    (message,) = [one for one in day.tea.person.messages() if "IEP meeting of" in one.text]
    assert "responsib" not in message.text
