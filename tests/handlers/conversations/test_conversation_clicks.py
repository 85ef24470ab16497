"""From `/preiep Maya` to the receipt in four clicks, with nothing but the answers typed."""

from dataclasses import replace

import pytest

from bot.conversations.conversation_pages import DraftCopy, How
from bot.meetings.meetings import Mode
from tests.handlers.conversations.test_conversations import conversations_about, opened
from tests.people import MORNING

ANSWERS = (
    {"Strengths": "Sings", "What is hard now": "Mornings", "Hopes for the year": "One friend"},
    {"The far goal": "A bakery", "The way there": "Fractions", "Worries for the team": "The bus"},
    {"Goals the family proposes": "Reading menus", "Knows the process, 1 to 10": "7"},
    {"What else we should know": "A new baby"},
)
"""What is typed on each page."""


@pytest.fixture
def dialect():
    """What is kept is tried on both databases elsewhere."""
    return "sqlite"


TYPED = {"command", "fill", "type"}
"""What is no click: the command itself, and whatever is typed."""


def clicks(school):
    """Count every press since the last command, and every choice as two: a list opens first."""
    acts = [one["name"] for one in school.client.journal("act")]
    since = acts[len(acts) - acts[::-1].index("command") :]
    return sum(2 if act == "choose" else act not in TYPED for act in since)


def talked(school, words="juniper", **typed_last):
    """Play a talk to its end with nothing but the answers typed; gives the clicks it took."""
    modal = opened(school.pat, school, words)
    for answers in ANSWERS:
        last = typed_last if "Save conversation" in modal.text else {}
        for label, said in {**answers, **last}.items():
            modal.fill(label, said)
        modal = modal.submit()
    assert modal is None, "the talk is kept"
    school.settle()
    return clicks(school)


def keep(school, **fields):
    """Let somebody else change what was kept last."""
    (kept, *_) = conversations_about(school, school.juniper)
    with school.storage.caseload_of(school.pat.id, now=MORNING) as scope:
        scope.kept_conversations.amend(kept, replace(kept, **fields))


def test_a_talk_without_surprises_is_four_clicks_from_the_command_to_the_receipt(school):
    school.junipers_meeting()

    assert talked(school, **{"With whom": "her mother"}) == 4

    (kept,) = conversations_about(school, school.juniper)
    assert (kept.held_on, kept.how) == (MORNING.date(), How.PHONE)
    assert kept.with_whom == "her mother"
    assert kept.answers["anything_else"] == "A new baby"
    assert "JQ-7K2" in school.pat.waits_for(school.pat.dms)[-1].text


def test_the_first_page_holds_the_first_prompts_and_its_header_is_filled_in(school):
    modal = opened(school.pat, school, "juniper")

    assert "1. Tell me about your child at their best." in modal.text
    assert modal.values["Student"] == "Juniper Quickwater (JQ-7K2)"
    assert modal.values["Date of the conversation"] == "2026-10-08"
    assert modal.values["How"] == "On the phone"


def test_nothing_without_a_value_stands_before_the_first_question(school):
    """Nobody has said yet with whom, nor even about whom: the questions come first."""
    modal = opened(school.pat, school)

    for _ in range(3):
        modal = modal.submit()
        assert not modal.errors

    assert "Page 4 of 4" in modal.text
    refused = modal.submit()
    assert {*refused.errors} == {"Student", "With whom"}
    assert conversations_about(school, school.juniper) == []


def test_what_is_missing_is_asked_at_save_and_stays_while_it_is_typed(school):
    modal = opened(school.pat, school, "juniper")
    modal.fill("Strengths", "Sings")
    for _ in range(3):
        modal = modal.submit()
    modal.fill("With whom", "her aunt")

    modal.click("Save draft")
    school.settle()

    assert school.pat.modal.values["With whom"] == "her aunt"
    assert school.pat.modal.submit() is None
    (kept,) = conversations_about(school, school.juniper)
    assert kept.with_whom == "her aunt"


def test_a_student_chosen_at_the_very_end_has_the_conversation(school):
    modal = opened(school.pat, school)
    modal.fill("Strengths", "Sings")
    modal.fill("With whom", "her mother")
    for _ in range(3):
        modal = modal.submit()

    modal.suggest("Student", "Jun")
    modal.choose("Student", "Juniper Quickwater (JQ-7K2)")
    school.settle()
    assert "Juniper Quickwater" in school.pat.modal.text
    assert school.pat.modal.submit() is None

    (kept,) = conversations_about(school, school.juniper)
    assert (kept.answers["strengths"], kept.with_whom) == ("Sings", "her mother")


def test_a_second_talk_shows_what_was_answered_and_takes_four_clicks_as_well(school):
    talked(school, **{"With whom": "her mother"})
    asked = {
        "interpreter": "used_and_needed",
        "language": "Spanish",
        "draft_copy": DraftCopy.YES,
        "draft_of": ("goals",),
        "attendance": Mode.VIDEO,
    }
    keep(school, **asked)

    assert talked(school, **{"With whom": "her mother"}) == 4

    second, _ = conversations_about(school, school.juniper)
    assert {field: getattr(second, field) for field in asked} == asked


def test_what_was_answered_before_is_shown_to_be_confirmed(school):
    talked(school, **{"With whom": "her mother"})
    keep(school, language="Spanish", draft_copy=DraftCopy.NO)
    modal = opened(school.pat, school, "juniper")
    modal.fill("Strengths", "Sings")
    for _ in range(3):
        modal = modal.submit()

    assert "please confirm it, or change it" in modal.text
    assert modal.values["Language"] == "Spanish"
    assert modal.values["Draft copy before the meeting"] == "No"
    modal.fill("Language", "")
    modal.choose("Draft copy before the meeting", "Yes")
    modal.fill("With whom", "her mother")
    modal.click("Back")
    school.settle()
    modal = school.pat.modal.submit()
    assert modal.values["Language"] in ("", None)
    assert modal.values["Draft copy before the meeting"] == "Yes"
    assert modal.submit() is None

    second, first = conversations_about(school, school.juniper)
    assert (second.language, first.language) == ("", "Spanish")


def test_what_one_family_prefers_is_not_filled_in_for_another(school):
    rowan = school.student(school.on_record["pat"], alias="RT-222", first_name="Rowan")
    talked(school, **{"With whom": "her mother"})
    keep(school, language="Spanish", draft_copy=DraftCopy.NO)
    modal = opened(school.pat, school, "juniper")
    modal.fill("With whom", "her mother")
    for _ in range(3):
        modal = modal.submit()
    modal.choose("How they like to attend", "In person")
    assert clicks(school) == 5, "a press for each page, and two to choose"
    for _ in range(3):
        modal.click("Back")
        school.settle()
        modal = school.pat.modal

    modal.suggest("Student", "Row")
    modal.choose("Student", f"{rowan.name} (RT-222)")
    school.settle()
    modal = school.pat.modal
    assert modal.values["With whom"] in ("", None)
    for _ in range(3):
        modal = modal.submit()

    assert modal.values["Language"] in ("", None)
    assert modal.values["Draft copy before the meeting"] in ("", None)
    assert modal.values["How they like to attend"] == "In person"


def test_a_draft_left_on_a_page_that_is_no_more_opens_on_the_last_one(school):
    """Before, a conversation had five pages."""
    modal = opened(school.pat, school, "juniper")
    modal.fill("Strengths", "Sings")
    modal.submit()
    with school.storage.caseload_of(school.pat.id, now=MORNING) as scope:
        scope.drafts.keep(replace(scope.drafts.latest("conversation"), page=4))
    school.pat.modal.close()

    again = opened(school.pat, school, "juniper")
    again.fill("With whom", "her mother")

    assert "Page 4 of 4" in again.text
    assert again.submit() is None
    (kept,) = conversations_about(school, school.juniper)
    assert kept.answers["strengths"] == "Sings"
