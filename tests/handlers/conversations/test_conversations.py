"""Case managers write down what parents said, and nothing they typed is lost."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest

from bot.conversations.conversation_pages import DraftCopy, How
from bot.dates.obligation_rows import State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.errors import StorageAwayError
from bot.people.people import SlackUserId
from jobs.delivery import rate_limits as limits
from storage.engine.database import Database
from tests.handlers.mornings import MorningOfPat
from tests.people import MORNING, PATIENT, conversation_held, turned_to_the_last_page


def conversations_about(school, student):
    with school.storage.jobs(now=MORNING) as scope:
        return scope.conversations.about(student.id)


def standing(school, meeting, obligation):
    with school.storage.jobs(now=MORNING) as scope:
        return scope.obligations.standing(meeting_subject(meeting.id), obligation)


def opened(person, school, words=""):
    person.command("/preiep", words)
    school.settle()
    return person.modal


def test_the_words_after_the_command_pick_the_student(school):
    school.junipers_meeting()

    modal = opened(school.pat, school, "juniper")

    assert "Juniper Quickwater (JQ-7K2): IEP meeting Tuesday, October 27" in modal.text
    assert modal.values["Student"] == "Juniper Quickwater (JQ-7K2)"


def test_the_modal_opens_within_the_life_of_its_trigger(school):
    opened(school.pat, school, "juniper")

    assert [call["refused"] for call in school.client.calls("views.open")] == [None]


def test_the_shortcut_opens_it_from_anywhere(school):
    school.pat.shortcut("Parent conversation")
    school.settle()

    assert school.pat.modal.title == "Parent conversation"


def test_without_words_the_students_own_case_manager_types_and_finds_only_theirs(school):
    modal = opened(school.pat, school)

    assert modal.suggest("Student", "Jun") == ["Juniper Quickwater (JQ-7K2)"]
    assert modal.suggest("Student", "Otis") == []


def test_a_name_that_fits_two_students_is_asked_about(school):
    school.student(school.on_record["pat"], first_name="Juniper", last_name="Larkin")

    modal = opened(school.pat, school, "juniper")

    assert "fits 2 of your students" in modal.text


def test_a_student_on_another_caseload_is_not_found(school):
    modal = opened(school.pat, school, "otis")

    assert "None of your students is called “otis”" in modal.text


def test_whoever_is_not_set_up_is_told_whom_to_ask(school):
    school.zed.command("/preiep", "juniper")
    school.settle()

    assert school.zed.modal is None
    assert "ask your special education office" in school.zed.ephemerals[-1].text


def test_a_conversation_is_kept_with_every_answer_and_the_words_that_were_asked(school):
    meeting = school.junipers_meeting()
    modal = opened(school.pat, school, "juniper")
    modal.fill("Date of the conversation", "2026-10-07")
    modal.fill("With whom", "her mother")
    modal.choose("How", "In person")
    modal.fill("Strengths", "Sings <b>loudly</b> & well")
    while "Save conversation" not in modal.text:
        modal = modal.submit()
    modal.fill("Language", "Spanish")
    modal.choose("Draft copy before the meeting", "Yes")

    assert modal.submit() is None

    (kept,) = conversations_about(school, school.juniper)
    assert kept.answers["strengths"] == "Sings <b>loudly</b> & well"
    assert (kept.held_on, kept.how, kept.with_whom) == (
        date(2026, 10, 7),
        How.IN_PERSON,
        "her mother",
    )
    assert (kept.language, kept.draft_copy, kept.meeting) == ("Spanish", DraftCopy.YES, meeting.id)
    assert kept.wording["strengths"].startswith("Tell me about your child")


def test_submitting_settles_the_conversation_and_the_question_about_the_draft(school):
    meeting = school.junipers_meeting()
    modal = turned_to_the_last_page(opened(school.pat, school, "juniper"))
    modal.choose("Draft copy before the meeting", "No")
    modal.submit()

    assert standing(school, meeting, ObligationId.PARENT_CONVERSATION).state is State.PROVEN
    assert standing(school, meeting, ObligationId.DRAFT_PREFERENCE).state is State.DONE
    assert standing(school, meeting, ObligationId.DRAFT_COPY).state is State.NOT_NEEDED


def test_what_was_not_asked_yet_stays_open(school):
    meeting = school.junipers_meeting()

    conversation_held(school.pat, school, "juniper")

    assert standing(school, meeting, ObligationId.PARENT_CONVERSATION).state is State.PROVEN
    assert standing(school, meeting, ObligationId.DRAFT_PREFERENCE).state is State.OPEN


def test_a_receipt_says_where_it_went_and_who_can_see_it_and_names_nobody(school):
    school.junipers_meeting()

    conversation_held(school.pat, school, "juniper")

    receipt = school.pat.waits_for(school.pat.dms)[-1]
    assert "JQ-7K2" in receipt.text
    assert "Juniper" not in receipt.text + receipt.fallback
    assert "her mother" not in receipt.text


def test_a_conversation_tomorrow_is_refused_beside_its_field(school):
    modal = opened(school.pat, school, "juniper")
    modal.fill("With whom", "her mother")
    modal.fill("Date of the conversation", "2026-10-09")

    modal = modal.submit()

    assert "cannot be in the future" in modal.errors["Date of the conversation"]
    assert modal.values["With whom"] == "her mother"


def test_a_page_keeps_its_words_when_one_goes_back(school):
    modal = opened(school.pat, school, "juniper")
    modal.fill("With whom", "her mother")
    modal.fill("Strengths", "Draws maps of everywhere")
    modal = modal.submit()
    modal.fill("The far goal", "A studio of her own")

    modal.click("Back")
    school.settle()
    assert school.pat.modal.values["With whom"] == "her mother"
    assert school.pat.modal.values["Strengths"] == "Draws maps of everywhere"
    modal = school.pat.modal.submit()

    assert modal.values["The far goal"] == "A studio of her own"


def test_a_conversation_left_half_way_is_taken_up_again(school):
    modal = opened(school.pat, school, "juniper")
    modal.fill("With whom", "her mother")
    modal = modal.submit()
    modal.type("The far goal", "Knows every bus line by heart")
    modal.close()

    again = opened(school.pat, school, "juniper")

    assert "Page 2 of 4" in again.text
    assert again.values["The far goal"] == "Knows every bus line by heart"
    assert "This is your draft from" in again.text


def test_what_was_typed_before_a_crash_is_found_again(school):
    modal = opened(school.pat, school, "juniper")
    modal.type("With whom", "his grandfather")
    modal.close(unheard=True)
    school.pat.reload()

    assert opened(school.pat, school, "juniper").values["With whom"] == "his grandfather"


def test_keystrokes_that_arrive_out_of_order_leave_the_newest_words(school):
    school.client.set_up(typing_reordered=True, typing_delay=0.3 * PATIENT)
    modal = opened(school.pat, school, "juniper")
    words = "his grandfather and his aunt"
    modal.type("With whom", words, by=2)
    modal.close(unheard=True)
    strokes = -(-len(words) // 2)
    school.client.waits_for(lambda: typed_so_far(school) == strokes)
    school.settle()

    again = opened(school.pat, school, "juniper")
    assert again.values["With whom"] == words


def test_a_draft_without_its_student_is_offered_when_the_modal_is_opened_anew(school):
    modal = opened(school.pat, school, "juniper")
    modal.fill("With whom", "her mother")
    modal.click("Save draft")
    school.settle()
    assert "Your draft is saved" in school.pat.modal.text
    school.pat.modal.close()

    modal = opened(school.pat, school)
    assert "You left a conversation half-way" in modal.text
    modal.click("Continue it")
    school.settle()

    assert school.pat.modal.values["With whom"] == "her mother"


def test_a_draft_can_be_put_aside_to_start_over(school):
    modal = opened(school.pat, school, "juniper")
    modal.fill("With whom", "her mother")
    modal.click("Save draft")
    school.settle()
    school.pat.modal.close()

    opened(school.pat, school, "juniper").click("Start over")
    school.settle()

    assert school.pat.modal.values["With whom"] in ("", None)
    assert "Juniper Quickwater" in school.pat.modal.text


def test_pressing_save_twice_keeps_one_conversation_and_sends_one_receipt(school):
    school.client.fault("duplicate", method="view_submission", times=9)

    conversation_held(school.pat, school, "juniper")

    assert len(conversations_about(school, school.juniper)) == 1
    assert len(school.pat.dms()) == 1


def test_words_that_could_not_be_kept_stay_in_the_modal(school, monkeypatch):
    modal = turned_to_the_last_page(opened(school.pat, school, "juniper"))
    modal.fill("Language", "Tagalog")

    with database_away(school, monkeypatch):
        apology = modal.submit()
        assert "cannot reach its records" in apology.text
    below = apology.close()

    assert below.values["Language"] == "Tagalog"
    assert conversations_about(school, school.juniper) == []
    assert below.submit() is None
    assert len(conversations_about(school, school.juniper)) == 1


def test_a_student_who_left_the_caseload_meanwhile_cannot_be_written_about(school):
    modal = turned_to_the_last_page(opened(school.pat, school, "juniper"))
    hand_over(school, school.juniper, to=school.on_record["kim"])

    refused = modal.submit()

    assert "no longer on your caseload" in refused.text
    assert conversations_about(school, school.juniper) == []


def test_a_conversation_is_logged_before_it_is_shown(school):
    opened(school.pat, school, "juniper")

    with school.storage.jobs(now=MORNING) as scope:
        seen = [(entry.act, entry.by) for entry in scope.audit.trail(school.juniper.id)]
    assert ("opened a parent conversation", school.on_record["pat"].id) in seen


def test_a_view_that_cannot_be_logged_is_not_shown(school, monkeypatch):
    with database_away(school, monkeypatch):
        school.pat.command("/preiep", "juniper")
        school.pat.waits_for(lambda: school.pat.ephemerals)

    assert school.pat.modal is None
    assert "cannot reach its records" in school.pat.ephemerals[-1].text


def test_picking_the_student_shows_when_their_meeting_is(school):
    school.junipers_meeting()
    modal = opened(school.pat, school)

    modal.suggest("Student", "Jun")
    modal.choose("Student", "Juniper Quickwater (JQ-7K2)")
    school.settle()

    assert "IEP meeting Tuesday, October 27" in school.pat.modal.text


def test_the_assistant_never_made_a_call_that_slack_would_refuse(school):
    school.junipers_meeting()
    conversation_held(school.pat, school, "juniper")

    assert school.client.strict_errors() == []


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("<!channel>", id="a-broadcast"),
        pytest.param("<script>alert(1)</script>", id="a-script"),
        pytest.param("\u202etxet", id="turned-around"),
        pytest.param("🦉" * 40, id="owls"),
    ],
)
def test_hostile_words_after_the_command_do_no_harm(school, words):
    modal = opened(school.pat, school, words)

    assert "None of your students is called" in modal.text
    assert school.client.strict_errors() == []


def test_a_meeting_of_last_week_that_nobody_marked_is_not_the_one_talked_about(school):
    school.meeting(school.juniper, date(2026, 10, 7), arose_on=date(2026, 8, 20))
    meeting = school.junipers_meeting()

    assert "IEP meeting Tuesday, October 27" in opened(school.pat, school, "juniper").text
    school.pat.modal.close()
    conversation_held(school.pat, school, "juniper")

    assert standing(school, meeting, ObligationId.PARENT_CONVERSATION).state is State.PROVEN


def test_whoever_has_no_student_is_told_so_before_they_fill_anything_in(school):
    assert opened(school.tea, school) is None
    assert "there is none yet" in school.tea.ephemerals[-1].text


def test_what_may_not_be_written_any_more_is_not_held_for_ever(school):
    modal = opened(school.pat, school, "juniper")
    hand_over(school, school.juniper, to=school.on_record["kim"])
    modal.type("With whom", "her mother")
    school.settle()

    school.assistant.typing.flush()

    assert school.assistant.typing._held == {}


def test_whoever_presses_back_twice_or_closes_while_saving_hears_no_apology(school):
    modal = opened(school.pat, school, "juniper")
    modal.fill("With whom", "her mother")
    modal = modal.submit()
    school.client.fault("latency", method="views.update", seconds=0.3 * PATIENT, times=3)
    modal.click("Back")
    modal.click("Back")
    modal.click("Save draft")
    modal.close()
    school.settle()

    assert school.pat.dms() == []


def test_a_second_window_is_told_that_its_words_come_too_late(school):
    modal = opened(school.pat, school, "juniper")
    modal.fill("With whom", "her mother")
    modal.click("Save draft")
    school.settle()
    submitted_elsewhere(school)

    modal = school.pat.modal
    modal.fill("With whom", "his father")
    modal.click("Save draft")
    school.settle()
    assert "saved already" in school.pat.dms()[-1].text
    assert "saved already" in modal.submit().text


def test_keystrokes_still_on_their_way_do_not_bring_back_what_was_put_aside(school):
    modal = opened(school.pat, school, "juniper")
    modal.fill("With whom", "her mother")
    modal.click("Save draft")
    school.settle()
    school.pat.modal.close()
    again = opened(school.pat, school, "juniper")
    school.client.set_up(typing_delay=0.5 * PATIENT)
    before = typed_so_far(school)
    again.type("With whom", ", and her aunt", by=2)
    again.click("Start over")
    school.client.waits_for(lambda: typed_so_far(school) == before + 1 + 7)
    school.settle()
    school.pat.modal.close()

    fresh = opened(school.pat, school, "juniper")
    assert fresh.values["With whom"] in ("", None)
    assert "your draft from" not in fresh.text


def submitted_elsewhere(school):
    with school.storage.caseload_of(SlackUserId("U0PAT"), now=MORNING) as scope:
        draft = scope.drafts.latest("conversation")
        scope.drafts.submit(draft.key)


def typed_so_far(school):
    return sum(entry["name"] == "block_actions" for entry in school.client.journal("interactive"))


def hand_over(school, student, *, to):
    with school.storage.jobs(now=MORNING) as scope:
        scope.students.keep(replace(scope.students.get(student.id), case_manager=to.id))


@contextmanager
def database_away(school, monkeypatch):
    """A database that nobody can reach, for as long as the `with` lasts."""

    def refuse(self):
        raise StorageAwayError

    with monkeypatch.context() as patch:
        patch.setattr(Database, "writing", refuse)
        yield


def test_a_conversation_shows_in_this_mornings_digest_at_once(school, monkeypatch):
    monkeypatch.setattr(limits, "BETWEEN_POSTS", 0.0)
    morning = MorningOfPat(school)
    school.junipers_meeting(on=date(2026, 10, 21))
    morning.comes()
    digest = morning.digest()
    assert "Parent conversations: 1 " in digest.text

    school.pat.command("/preiep", "juniper")
    school.settle()
    modal = turned_to_the_last_page(school.pat.modal)
    modal.choose("Draft copy before the meeting", "No")
    modal.submit()
    school.settle()

    assert "Parent conversations: done" in digest.text


def test_an_answer_to_be_mended_on_an_earlier_page_leads_back_there(school):
    """The clock passed no day, but another window changed the date after its page was turned."""
    modal = turned_to_the_last_page(opened(school.pat, school, "juniper"))
    with school.storage.caseload_of(SlackUserId("U0PAT"), now=MORNING) as caseload:
        draft = caseload.drafts.latest("conversation")
        ahead = {**draft.answers, "held_on": "2026-10-20"}
        caseload.drafts.keep(replace(draft, answers=ahead))

    led_back = modal.submit()

    assert "Page 1 of 4" in led_back.text
    assert "cannot be in the future" in led_back.text
    assert conversations_about(school, school.juniper) == []
