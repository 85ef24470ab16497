"""What was written down is shown to whom it concerns, and logged before it is shown."""

import json

import pytest

from bot.meeting_day.checklists import RightsAnswers
from bot.people.people import TeamRole
from jobs.delivery import rate_limits as limits
from tests.handlers.meeting_day.a_meeting_day import MeetingDay


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


def concerns(day):
    return day.read(lambda scope: scope.concerns.of_meeting(day.meeting.id))


def disclosures(day):
    return day.read(lambda scope: scope.disclosures.of(day.school.juniper.id))


def test_every_view_is_logged_before_it_is_shown(day):
    opened = {
        "Rights: both answers": (day.pat.card, "saw the rights answers"),
        "Sign-off list": (day.pat.card, "saw the sign-off list"),
        "Parents' answer: Delivery": (day.pat.card, "saw an answer of the parents"),
        "Who is here": (day.pat.card, "saw who is at the meeting"),
    }
    for button, (message, act) in opened.items():
        day.pat.opens(message, button).close()
        assert day.trail()[0].act == act


def test_what_cannot_be_logged_is_not_shown(day, monkeypatch):
    monkeypatch.setattr("storage.audit.Audit.log", refuse)

    told = day.pat.clicks(day.pat.card, "Rights: both answers")

    assert "Something went wrong on our side" in told
    assert day.pat.person.modal is None


def refuse(*_args, **_fields):
    raise RuntimeError("the log is full")


def test_a_supervisor_gives_a_reason_before_anything_is_shown(day):
    modal = day.pat.opens(day.pat.card, "Rights: both answers")
    modal.fill("explained", "It never came")
    day.saves(modal)

    asked = day.sue.opens(day.sue.card, "Rights: both answers")
    assert "It never came" not in json.dumps(asked.now)
    shown = day.saves(fill_reason(asked, "The parents called me"))

    assert shown.values["Your reason"] == "The parents called me"
    assert "It never came" in shown.values.values()
    shown.fill("explained_by", "the mother")
    assert day.saves(shown) is None
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
    asked = day.sue.opens(day.sue.card, "Sign-off list")

    refused = day.saves(fill_reason(asked, "  "))

    assert "why you open this" in refused.errors["Your reason"]
    assert not [entry for entry in day.trail() if entry.act.startswith("saw")]


def test_a_contracted_providers_views_are_disclosed(day):
    provider = day.school.person("U0GUS", name="Gus Visitor")
    day.school.on_team(day.school.juniper, provider, TeamRole.PROVIDER, service="speech")
    day.school.client.deed("join", channel="C0PATROOM", user="U0GUS")
    day.helps("U0GUS")
    gus = day.seen_by("U0GUS")

    gus.opens(gus.card, "Rights: both answers")

    (disclosed,) = disclosures(day)
    assert (disclosed.person, disclosed.purpose) == (
        provider.id,
        "the rights answers, as a helper at the meeting",
    )


def test_a_helper_contracted_for_another_student_is_disclosed_to_as_well(day):
    provider = day.school.person("U0GUS", name="Gus Visitor")
    day.school.on_team(day.school.otis, provider, TeamRole.PROVIDER, service="speech")
    day.school.client.deed("join", channel="C0PATROOM", user="U0GUS")
    day.helps("U0GUS")
    gus = day.seen_by("U0GUS")

    gus.opens(gus.card, "Rights: both answers")

    assert [disclosed.person for disclosed in disclosures(day)] == [provider.id]


def test_the_views_of_others_are_no_disclosures(day):
    day.helps("U0TEA")
    for seen in (day.pat, day.tea):
        seen.opens(seen.card, "Rights: both answers")

    assert disclosures(day) == []
