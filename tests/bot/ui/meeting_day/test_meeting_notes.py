"""Rights answers, sign-off, choices and signatures are read as what one person changed."""

import json
from dataclasses import replace
from datetime import date

import pytest

from bot.after_meetings.signatures import Signature
from bot.content import read
from bot.errors import FormError
from bot.forms import tags
from bot.forms.after_meetings.signatures import consent_from
from bot.forms.meeting_day.meeting_notes import CHOSEN, RIGHTS_ANSWERS, sign_off_changes
from bot.meeting_day.checklists import PARENTS, RightsAnswers, SignOff
from bot.meetings.meetings import MeetingState
from bot.people.people import PersonId, TeamRole
from bot.ui.after_meetings import signatures
from bot.ui.kit.reading import answers_in, carried_in
from bot.ui.meeting_day import meeting_notes as notes
from tests.bot.ui.filling import filled
from tests.bot.ui.running import MEETING, TEAM
from tests.bot.ui.surfaces import words_of

CONTENT = read(None)
HELD = replace(MEETING, state=MeetingState.HELD, held_on=MEETING.on)


def rights_after(view, kept):
    """The answers, with what somebody changed of them in a modal."""
    return replace(kept, **answers_in(view).changes(RIGHTS_ANSWERS.fields))


def test_rights_answers_can_be_saved_half_finished():
    view = notes.render_rights(MEETING.id, RightsAnswers())
    kept = rights_after(filled(view, explained=" Yes, it came. "), RightsAnswers())

    assert kept == RightsAnswers(explained="Yes, it came.")
    assert tags.MEETING.in_(carried_in(view)) == MEETING.id


def test_two_people_who_write_one_rights_answer_each_lose_nothing():
    drawn_for_both = notes.render_rights(MEETING.id, RightsAnswers(explained_by="mother"))
    one = filled(drawn_for_both, explained="Yes")
    other = filled(drawn_for_both, questions="None", explained_by=None)

    kept = rights_after(other, rights_after(one, RightsAnswers(explained_by="mother")))

    assert kept == RightsAnswers(explained="Yes", questions="None")


def test_the_sign_off_list_names_everybody_once_with_their_titles_and_nobody_ticked():
    twice = (*TEAM, replace(TEAM[0], role=TeamRole.DESIGNEE))
    view = notes.render_sign_off(MEETING.id, twice, SignOff())
    (group,) = [b["element"] for b in view["blocks"] if b.get("block_id", "").startswith("listed")]

    assert [o["value"] for o in group["options"]] == [PARENTS, "2", "3", "4"]
    assert group["options"][1]["description"]["text"] == (
        "General-education teacher, Administrative designee"
    )
    assert "initial_options" not in group
    assert "speech" not in json.dumps(view)


def test_signing_off_reads_what_one_person_changed():
    view = notes.render_sign_off(MEETING.id, TEAM, SignOff(listed=("3", PARENTS), others="An aunt"))
    change, others = sign_off_changes(answers_in(filled(view, listed=["3", "4"])))

    assert (set(change.ticked), set(change.unticked)) == ({"4"}, {PARENTS})
    assert others is None
    assert sign_off_changes(answers_in(filled(view, others=None)))[1] == ""


def test_signing_off_reads_more_people_than_ten_boxes_hold():
    team = [replace(TEAM[0], person=PersonId(n)) for n in range(1, 13)]
    view = notes.render_sign_off(MEETING.id, team, SignOff(listed=("11",)))
    parts = {"listed": ["1"], "listed+1": ["11", "12"]}
    change, _ = sign_off_changes(answers_in(filled(view, **parts)))

    assert (set(change.ticked), set(change.unticked)) == ({"1", "12"}, set())


def test_an_answer_belongs_to_its_line_and_shows_what_was_chosen():
    view = notes.render_answer(MEETING.id, CONTENT.line("delivery"), "docusign")
    carried = carried_in(view)

    assert (tags.MEETING.in_(carried), tags.LINE.in_(carried)) == (MEETING.id, "delivery")
    assert answers_in(filled(view, answer="certified_mail"))[CHOSEN] == "certified_mail"
    assert answers_in(filled(view))[CHOSEN] == "docusign"
    empty = notes.render_answer(MEETING.id, CONTENT.line("offer"), "")
    with pytest.raises(FormError):
        answers_in(filled(empty))[CHOSEN]


def consent(today=date(2026, 11, 2), *, recorded="", **typed):
    view = signatures.render(HELD, today=today, recorded=recorded)
    return consent_from(answers_in(filled(view, **typed)), HELD, today=today)


def test_only_a_signature_has_a_date():
    full = consent(answer="full", signed_on="2026-11-02")
    refused = consent(answer="refused", part="They want another evaluation")

    assert (full.signature, full.signed_on) == (Signature.FULL, date(2026, 11, 2))
    assert full.in_words == "Signed in full."
    assert refused.signed_on is None
    assert refused.in_words == "Refused: They want another evaluation"


def test_a_signature_recorded_by_mistake_is_shown_and_can_be_taken_back():
    today = date(2026, 11, 2)
    fresh = words_of(signatures.render(HELD, today=today))
    changed = words_of(signatures.render(HELD, today=today, recorded="Signed in part: goals"))

    assert "taken back" not in fresh
    assert "On record: Signed in part: goals" in changed
    taken_back = consent(recorded="Signed in full.", answer="not yet", signed_on="2026-11-02")
    assert (taken_back.signature.is_decided, taken_back.signed_on) == (False, None)


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        pytest.param({"answer": "in part"}, "part", id="which-part"),
        pytest.param({"answer": "full", "signed_on": None}, "signed_on", id="no-date"),
        pytest.param({"answer": "full", "signed_on": "2026-11-03"}, "signed_on", id="tomorrow"),
        pytest.param({"answer": "full", "signed_on": "2026-10-26"}, "signed_on", id="too-early"),
        pytest.param({}, "answer", id="nothing-chosen"),
    ],
)
def test_a_signature_that_cannot_be_is_marked(typed, marked):
    with pytest.raises(FormError) as refused:
        consent(**typed)
    assert list(refused.value.problems) == [marked]


def test_a_signature_on_the_day_of_the_meeting_is_taken():
    assert consent(answer="full", signed_on="2026-10-27").signed_on == date(2026, 10, 27)
