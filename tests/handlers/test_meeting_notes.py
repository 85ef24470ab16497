"""What parents say in a meeting is written down once, in a modal, and shown to whom it concerns."""

import json

import pytest

from bot.checklists import PARENTS, RightsAnswers, SignOff
from bot.concerns import ConcernState
from bot.content import read
from bot.people import TeamRole
from jobs import limits
from tests.handlers.meeting_day import MeetingDay

CONTENT = read(None)
OFFER = CONTENT.line("offer").short


@pytest.fixture
def dialect():
    """The rules are tried on both databases elsewhere; here it is about what people see."""
    return "sqlite"


@pytest.fixture
def day(school, monkeypatch):
    monkeypatch.setattr(limits, "BETWEEN_POSTS", 0.0)
    return MeetingDay(school)


def rights(day):
    return day.read(lambda scope: scope.checklists.rights(day.meeting.id))


def sign_off(day):
    return day.read(lambda scope: scope.checklists.sign_off(day.meeting.id))


def concerns(day):
    return day.read(lambda scope: scope.concerns.of_meeting(day.meeting.id))


def disclosures(day):
    return day.read(lambda scope: scope.disclosures.of(day.school.juniper.id))


def saved(day, modal):
    left = modal.submit()
    day.settle()
    return left


def test_rights_answers_are_saved_half_finished_and_taken_up_again(day):
    modal = day.pat.opens(day.pat.opening, "Write the answers")
    modal.fill("Did they receive the notice, and would they like it explained?", "Yes, no need")
    assert saved(day, modal) is None

    assert rights(day) == RightsAnswers(explained="Yes, no need")
    assert day.ticks() == {}
    assert "half-written" in day.pat.opening.text
    assert "no need" not in day.pat.opening.text

    modal = day.pat.opens(day.pat.opening, "Write the answers")
    assert "Yes, no need" in modal.values.values()
    for field in ("explained_by", "questions", "questions_by"):
        modal.fill(field, f"word for word <{field}>")
    saved(day, modal)

    assert rights(day).complete
    assert day.ticks() == {"rights": "done"}
    assert "1 of 19 lines done" in day.pat.parent.text


def test_two_people_each_write_one_answer_about_rights_and_both_are_kept(day):
    day.helps("U0HAL")
    pats = day.pat.opens(day.pat.opening, "Write the answers")
    hals = day.hal.opens(day.hal.opening, "Write the answers")
    pats.fill("explained", "It came")
    hals.fill("questions", "None at all")

    saved(day, pats)
    saved(day, hals)

    assert rights(day) == RightsAnswers(explained="It came", questions="None at all")


def test_an_answer_is_recorded_beside_its_line_and_not_shown(day):
    modal = day.pat.opens(day.pat.ending, "thread_choice:offer")
    modal.choose(OFFER, "In part")
    saved(day, modal)

    checklist = day.read(lambda scope: scope.checklists.ticks(day.meeting.id))
    assert {tick.line: tick.answer for tick in checklist} == {
        "answer:offer": "in_part",
        "offer": "",
    }
    assert "The answer is kept" in day.pat.ending.text
    assert "In part" not in day.pat.ending.text

    day.pat.unticks(day.pat.ending, OFFER)
    again = day.pat.opens(day.pat.ending, "thread_choice:offer")
    assert again.values[OFFER] == "In part"


def test_a_choice_ticked_from_the_list_may_be_answered_later(day):
    day.pat.ticks(day.pat.ending, OFFER)
    assert "answer still to come" in day.pat.ending.text

    modal = day.pat.opens(day.pat.ending, "thread_choice:offer")
    refused = saved(day, modal)
    assert refused is not None, "an answer has to be chosen"
    modal.choose(OFFER, "Undecided")
    assert saved(day, modal) is None

    assert "The answer is kept" in day.pat.ending.text


def test_signing_off_is_one_list_prefilled_with_the_team(day):
    tea = str(day.school.on_record["tea"].id)
    modal = day.pat.opens(day.pat.ending, "Sign-off list")
    assert "Tea Chalkley" in modal.text
    modal.tick("The parents")
    modal.tick("Tea Chalkley")
    modal.fill("Others", "An aunt, as interpreter")
    saved(day, modal)

    assert sign_off(day) == SignOff(listed=(tea, PARENTS), others="An aunt, as interpreter")
    assert "The list is begun" in day.pat.ending.text
    assert "Chalkley" not in day.pat.ending.text


def test_a_concern_is_written_down_once_and_stays_open(day):
    day.school.client.fault("duplicate", method="view_submission")
    modal = day.pat.opens(day.pat.card, "Add concern")
    modal.fill("What the parents raised", "He comes home hungry <!channel>")
    saved(day, modal)

    (concern,) = concerns(day)
    assert (concern.text, concern.state) == ("He comes home hungry <!channel>", ConcernState.OPEN)
    assert "1 open concern" in day.pat.card.text
    assert "hungry" not in day.pat.card.text


def test_a_concern_without_words_is_asked_for_again(day):
    modal = day.pat.opens(day.pat.card, "Add concern")
    modal.fill("What the parents raised", "   ")

    again = saved(day, modal)

    assert again is not None
    assert concerns(day) == []


def test_each_concern_is_dealt_with_in_the_list(day):
    for words in ("The bus", "Sums"):
        modal = day.pat.opens(day.pat.card, "Add concern")
        modal.fill("What the parents raised", words)
        saved(day, modal)
    bus, sums = (concern.id for concern in concerns(day))

    modal = day.pat.opens(day.pat.card, "View")
    modal.choose(f"state:{sums}", "Deferred")
    refused = saved(day, modal)
    assert "to when" in refused.errors[f"note:{sums}"]
    modal.fill(f"note:{sums}", "the call on 3 November")
    assert saved(day, modal) is None

    assert {one.id: (one.state, one.note) for one in concerns(day)} == {
        bus: (ConcernState.OPEN, ""),
        sums: (ConcernState.DEFERRED, "the call on 3 November"),
    }
    assert "1 open concern" in day.pat.card.text


def test_every_view_is_logged_before_it_is_shown(day):
    opened = {
        "Write the answers": (day.pat.opening, "saw the rights answers"),
        "Sign-off list": (day.pat.ending, "saw the sign-off list"),
        "thread_choice:delivery": (day.pat.ending, "saw an answer of the parents"),
        "Who is here": (day.pat.opening, "saw who is at the meeting"),
    }
    for button, (message, act) in opened.items():
        day.pat.opens(message, button).close()
        assert day.trail()[0].act == act


def test_what_cannot_be_logged_is_not_shown(day, monkeypatch):
    monkeypatch.setattr("storage.audit.Audit.log", refuse)

    told = day.pat.clicks(day.pat.opening, "Write the answers")

    assert "Something went wrong on our side" in told
    assert day.pat.person.modal is None


def refuse(*_args, **_fields):
    raise RuntimeError("the log is full")


def test_a_supervisor_gives_a_reason_before_anything_is_shown(day):
    modal = day.pat.opens(day.pat.opening, "Write the answers")
    modal.fill("explained", "It never came")
    saved(day, modal)

    asked = day.sue.opens(day.sue.opening, "Write the answers")
    assert "It never came" not in json.dumps(asked.now)
    shown = saved(day, fill_reason(asked, "The parents called me"))

    assert shown.values["Your reason"] == "The parents called me"
    assert "It never came" in shown.values.values()
    shown.fill("explained_by", "the mother")
    assert saved(day, shown) is None
    assert rights(day) == RightsAnswers(explained="It never came", explained_by="the mother")
    logged = [entry for entry in day.trail() if entry.by == day.school.on_record["sue"].id]
    seen = next(entry for entry in logged if entry.act == "saw the rights answers")
    assert seen.why == "The parents called me"
    saves = [one for one in logged if one.act.startswith("opened with a reason: write")]
    assert [one.why for one in saves] == ["The parents called me"]


def fill_reason(modal, words):
    modal.fill("Your reason", words)
    return modal


def test_a_supervisors_reason_cannot_be_blank(day):
    asked = day.sue.opens(day.sue.ending, "Sign-off list")

    refused = saved(day, fill_reason(asked, "  "))

    assert "why you open this" in refused.errors["Your reason"]
    assert not [entry for entry in day.trail() if entry.act.startswith("saw")]


def test_a_supervisor_adds_a_concern_with_a_reason(day):
    modal = day.sue.opens(day.sue.card, "Add concern")
    modal.fill("What the parents raised", "The bus is late")
    assert saved(day, fill_reason(modal, "They wrote to me")) is None

    assert [one.text for one in concerns(day)] == ["The bus is late"]


def test_a_contracted_providers_views_are_disclosed(day):
    provider = day.school.person("U0GUS", name="Gus Visitor")
    day.school.on_team(day.school.juniper, provider, TeamRole.PROVIDER, service="speech")
    day.school.client.deed("join", channel="C0PATROOM", user="U0GUS")
    day.helps("U0GUS")
    gus = day.seen_by("U0GUS")

    gus.opens(gus.opening, "Write the answers")

    (disclosed,) = disclosures(day)
    assert (disclosed.person, disclosed.purpose) == (
        provider.id,
        "the rights answers, as a helper at the meeting",
    )


def test_the_views_of_others_are_no_disclosures(day):
    day.helps("U0TEA")
    for seen in (day.pat, day.tea):
        seen.opens(seen.opening, "Write the answers")

    assert disclosures(day) == []
