"""Kept conversations are found, read, changed, given to the right student and withdrawn."""

from dataclasses import replace
from datetime import date

import pytest

from bot.conversations.conversation_pages import DraftCopy
from bot.dates.obligation_rows import State
from bot.dates.obligation_rules import ObligationId
from bot.forms.drafts import DraftKey
from bot.meeting_day.concerns import ConcernState
from bot.people.people import SlackUserId, TeamRole
from jobs.delivery import rate_limits as limits
from tests.handlers.conversations.test_conversations import conversations_about, standing
from tests.handlers.mornings import MorningOfPat, at
from tests.people import MORNING, conversation_held
from tests.storage.samples import a_conversation

CONVERSATION = ObligationId.PARENT_CONVERSATION


def kept(school, meeting, **fields):
    """A conversation of Pat's about Juniper, without the clicks."""
    with school.storage.caseload_of(SlackUserId("U0PAT"), now=MORNING) as caseload:
        conversation = a_conversation(caseload, meeting, **fields)
        caseload.conversations.keep(conversation)
        caseload.record_settlements(conversation, meeting)


def listed(person, school):
    """Open the list of Juniper's conversations from the student's own screen."""
    person.command("/iep", "find juniper")
    school.settle()
    person.modal.click("Conversations")
    school.settle()
    return person.modal


def opened(person, school):
    listed(person, school).click("Open")
    school.settle()
    return person.modal


def clicked(person, school, button):
    person.modal.click(button)
    school.settle()
    return person.modal


def turned_to(modal, words):
    while words not in modal.text:
        modal = modal.submit()
    return modal


def test_from_the_student_a_conversation_is_opened_changed_and_its_versions_are_shown(school):
    meeting = school.junipers_meeting()
    kept(school, meeting, draft_copy=DraftCopy.NO)
    assert "with mother" in opened(school.pat, school).text

    edit = turned_to(clicked(school.pat, school, "Edit"), "Strengths and hopes")
    edit.fill("Strengths", "Builds <b>towers</b>")
    edit = turned_to(edit.submit(), "Save changes")
    edit.choose("Draft copy before the meeting", "Yes")
    saved = edit.submit()

    assert "Saved as version 2" in saved.text
    assert standing(school, meeting, CONVERSATION).state is State.PROVEN
    assert standing(school, meeting, ObligationId.DRAFT_COPY).state is State.OPEN
    versions = clicked(school.pat, school, "Earlier versions").text
    assert "builds bridges" in versions
    assert "Builds <b>towers</b>" in versions
    assert "Pat Fennimore" in versions
    assert school.client.strict_errors() == []


def test_an_edit_that_dates_it_on_the_day_of_the_meeting_reopens_the_row(school):
    meeting = school.junipers_meeting(on=MORNING.date())
    kept(school, meeting)
    opened(school.pat, school)

    edit = clicked(school.pat, school, "Edit")
    edit.fill("Date of the conversation", "2026-10-08")
    assert "version 2" in turned_to(edit, "Save changes").submit().text

    assert standing(school, meeting, CONVERSATION).state is State.OPEN


def test_of_two_who_edit_at_once_the_later_is_told_and_nothing_is_lost(school):
    meeting = school.junipers_meeting()
    kept(school, meeting, answers={"strengths": "Maps", "hopes": "Friends"})
    school.on_team(
        school.juniper, school.on_record["kim"], TeamRole.SUBSTITUTE, from_on=MORNING.date()
    )
    opened(school.pat, school)
    pats = turned_to(clicked(school.pat, school, "Edit"), "Strengths and hopes")
    pats.fill("Strengths", "Maps and songs")
    opened(school.kim, school)
    kims = turned_to(clicked(school.kim, school, "Edit"), "Strengths and hopes")
    kims.fill("Strengths", "Bus lines")
    kims.fill("Hopes for the year", "A friend to sit with")
    turned_to(kims.submit(), "Save changes").submit()

    told = turned_to(pats.submit(), "Save changes").submit()

    assert "Kim Larkspur changed this conversation while you did" in told.text
    assert "Taken over from them: Hopes for the year." in told.text
    assert "You both changed: Strengths." in told.text
    assert "version 3" in turned_to(told, "Save changes").submit().text
    (now,) = conversations_about(school, school.juniper)
    assert now.answers == {"strengths": "Maps and songs", "hopes": "A friend to sit with"}
    assert "Bus lines" in clicked(school.pat, school, "Earlier versions").text


def test_last_years_answers_lie_beside_the_same_page_of_this_years(school):
    meeting = school.junipers_meeting()
    kept(
        school,
        meeting,
        held_on=date(2025, 10, 2),
        wording={"strengths": "What went well?"},
    )
    school.pat.command("/iep", "find juniper")
    school.settle()
    clicked(school.pat, school, "Parent conversation")

    beside = clicked(school.pat, school, "Last year's answers")

    assert "builds bridges" in beside.text
    assert "1. What went well?" in beside.text
    below = beside.close()
    assert "Page 1 of 4" in below.text
    assert school.client.strict_errors() == []


def test_a_conversation_saved_under_the_wrong_student_goes_to_the_right_one(school):
    meeting = school.junipers_meeting()
    right = school.student(school.on_record["pat"], alias="RT-222", first_name="Rowan")
    theirs = school.meeting(right, date(2026, 11, 24), arose_on=date(2026, 8, 20))
    kept(school, meeting)
    opened(school.pat, school)

    ask = clicked(school.pat, school, "Wrong student …")
    assert ask.suggest("Whose conversation is it?", "Otis") == []
    ask.suggest("Whose conversation is it?", "Row")
    ask.choose("Whose conversation is it?", f"Rowan {right.last_name} (RT-222)")
    shown = ask.submit()

    assert "now RT-222's" in shown.text
    assert standing(school, meeting, CONVERSATION).state is State.OPEN
    assert standing(school, theirs, CONVERSATION).state is State.PROVEN
    assert len(conversations_about(school, right)) == 1


def test_withdrawn_with_a_reason_it_reopens_the_row_and_can_be_taken_back(school):
    meeting = school.junipers_meeting()
    conversation_held(school.pat, school, "juniper")
    receipt = school.pat.waits_for(school.pat.dms)[-1]
    receipt.click("Open")
    school.settle()

    ask = clicked(school.pat, school, "Withdraw …")
    assert ask.submit().errors
    ask.fill("Why", "Typed in to try it")
    assert "withdrawn" in ask.submit().text
    school.settle()

    assert standing(school, meeting, CONVERSATION).state is State.OPEN
    assert "withdrawn" in school.pat.dms()[-1].text
    clicked(school.pat, school, "Open")
    assert "Typed in to try it" in school.pat.modal.text
    clicked(school.pat, school, "Undo the withdrawal")
    assert standing(school, meeting, CONVERSATION).state is State.PROVEN
    assert school.client.strict_errors() == []


def test_preiep_leads_to_the_conversation_kept_for_the_coming_meeting(school):
    kept(school, school.junipers_meeting())

    school.pat.command("/preiep", "juniper")
    school.settle()

    assert "For this meeting there is a conversation" in school.pat.modal.text
    assert "with mother" in clicked(school.pat, school, "Open it").text


@pytest.mark.parametrize("button", ["Edit", "Withdraw …", "Next page"])
def test_whoever_lost_the_student_a_second_ago_gets_no_further(school, button):
    kept(school, school.junipers_meeting())
    opened(school.pat, school)
    with school.storage.jobs(now=MORNING) as scope:
        scope.students.keep(replace(school.juniper, case_manager=school.on_record["kim"].id))

    clicked(school.pat, school, button)

    assert "no longer on your caseload" in school.pat.dms()[-1].text


def test_on_the_receipt_of_a_student_who_left_the_caseload_nothing_opens(school):
    school.junipers_meeting()
    conversation_held(school.pat, school, "juniper")
    with school.storage.jobs(now=MORNING) as scope:
        scope.students.keep(replace(school.juniper, case_manager=school.on_record["kim"].id))

    school.pat.dms()[-1].click("Open")
    school.settle()

    assert school.pat.modal is None


def test_a_draft_of_changes_is_found_again(school):
    kept(school, school.junipers_meeting(), draft=DraftKey("other"))
    opened(school.pat, school)
    edit = clicked(school.pat, school, "Edit")
    edit.type("With whom", ", and an aunt")
    edit.close()
    school.settle()

    opened(school.pat, school)
    again = clicked(school.pat, school, "Edit")

    assert again.values["With whom"] == "mother, and an aunt"


def test_concerns_proposed_are_kept_or_dropped_and_an_edit_proposes_only_what_is_new(school):
    meeting = school.junipers_meeting()
    kept(school, meeting, answers={"worries": "The bus\nLunch"})
    opened(school.pat, school)

    asked = clicked(school.pat, school, "Concerns to keep (2)")
    asked.fill("Proposed 1", "The late bus")
    asked.choose("what:1", "Drop")
    assert "1 kept as open concerns, 1 dropped" in asked.submit().text

    with school.storage.jobs(now=MORNING) as scope:
        (concern,) = scope.concerns.of_meeting(meeting.id)
    assert (concern.text, concern.state) == ("The late bus", ConcernState.OPEN)
    edit = turned_to(clicked(school.pat, school, "Edit"), "The road ahead")
    edit.fill("Worries for the team", "The bus\nLunch\nNoise")
    turned_to(edit, "Save changes").submit()
    assert "Noise" in clicked(school.pat, school, "Concerns to keep (1)").values.values()
    assert school.client.strict_errors() == []


def test_the_paragraph_is_copied_from_the_conversation_and_its_row_is_ticked(school):
    meeting = school.junipers_meeting()
    kept(school, meeting)
    opened(school.pat, school)

    shown = clicked(school.pat, school, "Parent input for SEIS")
    assert "Asked about Juniper's strengths, they said: builds bridges." in shown.text
    assert "Worked into the draft: done" in shown.submit().text

    assert standing(school, meeting, ObligationId.INPUT_IN_DRAFT).state is State.DONE
    assert school.client.strict_errors() == []


def test_from_the_drafts_in_the_digest_the_paragraph_is_one_choice_away(school, monkeypatch):
    monkeypatch.setattr(limits, "BETWEEN_POSTS", 0.0)
    morning = MorningOfPat(school)
    kept(school, school.junipers_meeting(on=date(2026, 10, 21)))
    morning.comes(at("2026-10-14T07:00"))

    morning.opens("work:CLERICAL/digest_pick").choose(
        "paragraph_pick", "JQ-7K2, Juniper Quickwater"
    )
    school.settle()

    assert "they said: builds bridges." in school.pat.modal.text
    assert school.client.strict_errors() == []
