"""What a parent conversation asks, what has to be mended, what is kept and what it settles."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.content import read
from bot.conversations.conversation_pages import (
    ARRANGEMENTS,
    HEADER,
    DraftCopy,
    How,
    pages,
    prompt_questions,
    with_header,
    wording,
)
from bot.conversations.conversations import (
    Conversation,
    conversation_for,
    conversation_from,
    settlements,
)
from bot.dates.obligation_rows import Settlement, State
from bot.dates.obligation_rules import ObligationId
from bot.errors import FormError
from bot.forms.drafts import Draft, DraftKey
from bot.forms.fields import FieldKind
from bot.forms.pages import problems_of_page
from bot.meetings.meetings import MeetingId, Mode
from bot.people.people import PersonId
from bot.students import StudentId
from tests.bot.a_case import a_meeting, day

WORDS = read()
PAGES = pages(WORDS)
TODAY = date(2026, 10, 8)
NOW = datetime(2026, 10, 8, 17, 30, tzinfo=UTC)
MEETING = a_meeting("2026-10-27", "2026-08-20")
HEAD = {"student": "7", "held_on": "2026-10-08", "with_whom": "mother", "how": "phone"}
OPTIONS = {
    question.id: [option.value for option in question.options]
    for page in PAGES
    for question in page.fields
    if question.options
}


def a_draft(**answers):
    return Draft(
        key=DraftKey("d1"),
        owner=PersonId(1),
        kind="conversation",
        student=StudentId(7),
        answers={**HEAD, **answers},
        updated_at=NOW,
    )


def finished(*, meeting=MEETING, today=TODAY, **answers):
    return conversation_from(
        a_draft(**{"strengths": "Draws dragons", **answers}),
        WORDS,
        student=StudentId(7),
        meeting=meeting,
        by=PersonId(1),
        now=NOW,
        today=today,
    )


def problems(**answers):
    """What must be mended on any page, where the header is filled in but for `answers`."""
    found: dict[str, str] = {}
    said = {**HEAD, **answers}
    for page in pages(WORDS, said):
        found |= problems_of_page(page, said, today=TODAY)
    return found


def states(conversation, meeting=MEETING):
    return {row.obligation: row.state for row in settlements(conversation, meeting)}


def test_the_header_comes_first_then_the_prompts_in_order_then_the_arrangements():
    asked = [question for page in PAGES for question in page.fields]

    prompts = [q for prompt in WORDS.prompts for q in prompt_questions(prompt)]
    header = [replace(one, required=False) for one in HEADER]
    assert asked == [*header, *prompts, *ARRANGEMENTS]


def test_no_page_has_more_than_six_long_fields():
    for page in PAGES:
        assert sum(question.kind is FieldKind.TEXT for question in page.fields) <= 6


def test_no_two_questions_share_an_id_and_no_id_breaks_a_block_id():
    ids = [question.id for page in PAGES for question in page.fields]
    assert len(set(ids)) == len(ids)
    assert not any(":" in question for question in ids)


def test_every_prompt_is_said_aloud_once_with_its_number_and_has_room_for_the_follow_up():
    for prompt in WORDS.prompts:
        first, *others = prompt_questions(prompt)
        assert first.said == f"{prompt.number}. {prompt.text}"
        assert first.hint == prompt.hint
        assert [question.said for question in others] == [""] * len(others)
        assert others[-1].label == prompt.follow_up
        assert others[-1].kind is FieldKind.TEXT
        assert [q.label for q in (first, *others[:-1])] == [part.label for part in prompt.parts]


def test_only_the_knowledge_of_the_process_is_a_number():
    numbers = [q.id for page in PAGES for q in page.fields if q.kind is FieldKind.NUMBER]
    assert numbers == ["familiarity"]


def test_nothing_blocks_the_way_to_a_question_and_the_last_page_asks_for_the_header():
    *others, last = pages(WORDS, {})

    for page in others:
        assert problems_of_page(page, {}, today=TODAY) == {}
    assert problems_of_page(last, {}, today=TODAY) == dict.fromkeys(
        ("student", "held_on:last", "with_whom:last", "how:last"),
        "Please answer this; the rest can wait.",
    )


def test_what_the_header_knows_already_is_not_offered_as_left_out():
    required = {one.label: one.required for one in pages(WORDS, HEAD)[0].fields[:4]}

    assert required == {
        "Student": True,
        "Date of the conversation": True,
        "With whom": False,
        "How": True,
    }


def test_the_first_page_holds_the_first_prompts_and_there_are_four():
    first, *others = PAGES

    assert {"strengths", "difficulties", "hopes"} < {question.id for question in first.fields}
    assert len(others) == 3


def test_the_last_page_asks_for_nothing_that_the_first_one_was_told():
    assert pages(WORDS, HEAD)[-1].fields == PAGES[-1].fields


def test_what_the_last_page_asks_stays_there_while_it_is_filled_in():
    missing = {**HEAD, "with_whom": ""}
    filled = {**missing, "with_whom:last": "mother"}

    assert pages(WORDS, missing)[-1] == pages(WORDS, filled)[-1]
    assert pages(WORDS, missing)[-1].fields[0].label == "With whom"
    assert finished(**filled).with_whom == "mother"


def test_a_date_still_to_come_is_refused_on_the_last_page_as_on_the_first():
    assert set(problems(**{"held_on": "", "held_on:last": "2026-10-09"})) == {"held_on:last"}


def test_with_whom_is_said_of_one_student():
    """Another student is chosen, and the mother of the first one is nobody to them."""
    said = {"student": "8", "with_whom:7": "mother", "with_whom": ""}

    assert with_header(said, StudentId(7))["with_whom"] == "mother"
    assert with_header(said, StudentId(8))["with_whom"] == ""


def test_blanks_are_no_answer():
    assert set(problems(with_whom="  \n ")) == {"with_whom:last"}


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param({"held_on": "2026-10-08"}, id="held-today"),
        pytest.param({"held_on": "2026-10-07"}, id="held-yesterday"),
        pytest.param({"held_on": "2025-09-01"}, id="held-more-than-a-year-ago"),
        pytest.param({"familiarity": "1"}, id="the-least-number"),
        pytest.param({"familiarity": "10"}, id="the-greatest-number"),
        pytest.param({"familiarity": " 07 "}, id="a-number-with-a-nought-before-it"),
        pytest.param({"familiarity": ""}, id="no-number"),
        *[
            pytest.param({question: value}, id=f"{question}-{value}".replace(" ", "-"))
            for question, values in OPTIONS.items()
            for value in values
        ],
        pytest.param({"draft_of": "present_levels goals"}, id="a-draft-of-both"),
        pytest.param({"strengths": "é" * 3000}, id="as-many-words-as-a-field-takes"),
    ],
)
def test_what_can_be_is_taken(answer):
    assert problems(**answer) == {}


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        pytest.param({"held_on": "2026-10-09"}, "cannot be in the future", id="held-tomorrow"),
        pytest.param({"held_on": "yesterday"}, "the day on which it took place", id="no-date"),
        pytest.param({"held_on": "2026-02-30"}, "the day on which it", id="no-day-of-any-month"),
        pytest.param({"held_on": "2026-10-08T12:00"}, "the day on which", id="a-moment"),
        pytest.param({"familiarity": "0"}, "from 1 to 10", id="too-small"),
        pytest.param({"familiarity": "11"}, "from 1 to 10", id="too-great"),
        pytest.param({"familiarity": "-3"}, "from 1 to 10", id="below-nought"),
        pytest.param({"familiarity": "4.5"}, "a whole number", id="a-half"),
        pytest.param({"familiarity": "four"}, "a whole number", id="a-word"),
        pytest.param({"familiarity": "٤"}, "a whole number", id="another-script"),
        pytest.param({"familiarity": "9" * 5000}, "a whole number", id="five-thousand-digits"),
        pytest.param({"student": "Juniper"}, "choose one of your students", id="a-name"),
        pytest.param({"student": "²"}, "choose one of your students", id="no-number-after-all"),
        pytest.param({"student": "٤"}, "choose one of your students", id="a-student-in-script"),
        pytest.param({"how": "by letter"}, "choose one of the answers", id="another-way"),
        pytest.param({"how": "phone video"}, "choose one of the answers", id="two-ways"),
        pytest.param({"draft_copy": "perhaps"}, "choose one of the answers", id="undecided"),
        pytest.param({"attendance": "phone"}, "choose one of the answers", id="no-such-mode"),
        pytest.param({"draft_of": "goals scores"}, "choose among the answers", id="one-too-many"),
    ],
)
def test_what_cannot_be_is_marked_beside_its_question(answer, sentence):
    (question,) = answer
    found = problems(**answer)
    assert list(found) == [question]
    assert sentence in found[question]


def test_a_page_speaks_of_its_own_questions_only():
    assert problems_of_page(PAGES[1], {"held_on": "tomorrow"}, today=TODAY) == {}


def test_a_finished_draft_becomes_a_conversation():
    conversation = finished(
        strengths="Draws dragons",
        familiarity="4",
        familiarity_more="What happens after the meeting",
        interpreter="used",
        language=" Tagalog ",
        draft_copy="yes",
        draft_of="goals present_levels",
        attendance="video",
    )

    assert conversation == Conversation(
        draft=DraftKey("d1"),
        student=StudentId(7),
        meeting=MeetingId(12),
        held_on=TODAY,
        with_whom="mother",
        how=How.PHONE,
        answers={
            "strengths": "Draws dragons",
            "familiarity": "4",
            "familiarity_more": "What happens after the meeting",
        },
        interpreter="used",
        language="Tagalog",
        draft_copy=DraftCopy.YES,
        draft_of=("goals", "present_levels"),
        attendance=Mode.VIDEO,
        wording=wording(WORDS),
        wording_version=WORDS.version,
        by=PersonId(1),
        at=NOW,
    )


@pytest.mark.parametrize("said", [{}, {"interpreter": "none", "language": "Hmong"}])
def test_without_a_word_of_theirs_it_is_no_conversation(said):
    """A blank one would prove that they were talked with, and count in the collaboration rate."""
    with pytest.raises(FormError) as refused:
        finished(strengths="", **said)

    [(question, why)] = refused.value.problems.items()
    assert question in {one.id for one in pages(WORDS)[-1].fields}
    assert "log a try instead" in why


def test_with_the_header_and_one_answer_it_is_a_conversation():
    conversation = finished(meeting=None)

    assert conversation.meeting is None
    assert conversation.answers == {"strengths": "Draws dragons"}
    assert conversation.draft_copy is DraftCopy.NOT_ASKED
    assert (conversation.attendance, conversation.draft_of) == (None, ())


def test_answers_lose_the_blanks_around_them_and_empty_ones_are_not_kept():
    kept = finished(strengths="\n Draws dragons \n", hopes="   ", how=" in person ")
    assert kept.answers == {"strengths": "Draws dragons"}
    assert kept.how is How.IN_PERSON


@pytest.mark.parametrize("asked", ["no", "not asked yet", ""])
def test_only_who_wants_a_draft_says_of_what(asked):
    assert finished(draft_copy=asked, draft_of="goals").draft_of == ()


def test_nothing_but_the_prompts_answers_stands_among_the_answers():
    kept = finished(language="Tagalog", shoe_size="9")
    assert kept.answers == {"strengths": "Draws dragons"}


def test_an_unfinished_draft_is_no_conversation():
    with pytest.raises(FormError) as refused:
        finished(with_whom="", familiarity="12", held_on="2026-10-09")
    assert set(refused.value.problems) == {"with_whom:last", "familiarity", "held_on"}


def test_the_words_are_kept_as_they_were_said():
    words = wording(WORDS)

    assert len(words) == 16
    for prompt in WORDS.prompts:
        assert words[prompt.id] == prompt.text
        assert words[f"{prompt.id}_more"] == prompt.follow_up


@pytest.mark.parametrize(
    ("held_on", "proves"),
    [
        pytest.param("2026-10-26", True, id="the-day-before-the-meeting"),
        pytest.param("2026-10-27", False, id="on-the-day-itself"),
        pytest.param("2026-10-28", False, id="the-day-after"),
        pytest.param("2025-10-01", True, id="a-year-before"),
    ],
)
def test_a_conversation_before_the_meeting_proves_that_it_was_held(held_on, proves):
    conversation = finished(held_on=held_on, today=day("2026-10-30"))

    settled = states(conversation)
    assert settled == ({ObligationId.PARENT_CONVERSATION: State.PROVEN} if proves else {})


def test_the_day_it_is_written_down_is_early_enough():
    tomorrow = a_meeting("2026-10-09", "2026-08-20")
    assert states(finished(), tomorrow)[ObligationId.PARENT_CONVERSATION] is State.PROVEN


@pytest.mark.parametrize("asked", ["not asked yet", ""])
def test_not_asked_yet_leaves_the_preference_and_the_draft_copy_open(asked):
    assert states(finished(draft_copy=asked)) == {ObligationId.PARENT_CONVERSATION: State.PROVEN}


def test_a_no_makes_the_draft_copy_not_needed_and_says_why():
    assert settlements(finished(draft_copy="no"), MEETING)[1:] == [
        Settlement(obligation=ObligationId.DRAFT_PREFERENCE, state=State.DONE),
        Settlement(
            obligation=ObligationId.DRAFT_COPY,
            state=State.NOT_NEEDED,
            reason="The parents do not want a draft copy.",
        ),
    ]


def test_a_later_yes_asks_for_the_draft_copy_again():
    assert settlements(finished(draft_copy="yes"), MEETING)[1:] == [
        Settlement(obligation=ObligationId.DRAFT_PREFERENCE, state=State.DONE),
        Settlement(obligation=ObligationId.DRAFT_COPY, state=State.OPEN),
    ]


def test_without_a_meeting_a_conversation_settles_nothing():
    assert settlements(finished(draft_copy="yes", meeting=None), None) == []


def test_a_draft_begins_on_the_first_page_and_is_not_submitted():
    draft = a_draft()
    assert (draft.page, draft.turn, draft.submitted) == (0, 0, False)


@pytest.mark.parametrize(
    ("held_on", "counts"),
    [
        pytest.param("2026-08-23", False, id="46-days-before-it-is-set"),
        pytest.param("2026-08-24", True, id="45-days-before-it-is-set"),
        pytest.param("2026-10-08", True, id="on-the-same-day"),
    ],
)
def test_a_conversation_counts_for_a_meeting_that_is_set_within_45_days(held_on, counts):
    earlier = finished(meeting=None, held_on=held_on)

    found = conversation_for(MEETING, [earlier], set_on=TODAY)

    assert found == (earlier if counts else None)


def test_only_a_conversation_of_no_meeting_and_before_the_meeting_counts_for_it():
    on_the_day = replace(finished(meeting=None), held_on=MEETING.on)
    anothers = replace(finished(meeting=None), student=StudentId(8))

    assert conversation_for(MEETING, [finished(), on_the_day, anothers], set_on=MEETING.on) is None


def test_of_two_conversations_the_later_one_counts():
    older, newer = (finished(meeting=None, held_on=f"2026-10-0{n}") for n in (1, 2))

    assert conversation_for(MEETING, [newer, older], set_on=TODAY) == newer
