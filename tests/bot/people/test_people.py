"""People as files name them, teams, and the aliases under which students go in messages."""

import random
from collections.abc import Callable
from datetime import date, time

import pytest

from bot.people.people import (
    ALIAS_CHARACTERS,
    Person,
    PersonId,
    PersonReference,
    Role,
    SlackUserId,
    TeamEntry,
    TeamMember,
    TeamRole,
    as_slack_tells,
    is_guest,
    new_alias,
    person_reference,
    team_entries,
)


def a_person(**fields):
    known = {
        "id": PersonId(1),
        "slack_id": SlackUserId("U0FERN"),
        "name": "Fern Example",
        "email": "fern@quillmarsh.example",
        "timezone": "America/Denver",
    }
    return Person(**{**known, **fields})


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        pytest.param(
            "fern@quillmarsh.example",
            PersonReference(email="fern@quillmarsh.example"),
            id="an-e-mail",
        ),
        pytest.param(
            "  Fern@Quillmarsh.EXAMPLE ",
            PersonReference(email="fern@quillmarsh.example"),
            id="an-e-mail-in-capitals-between-blanks",
        ),
        pytest.param("U0FERN", PersonReference(slack_id=SlackUserId("U0FERN")), id="a-slack-id"),
        pytest.param(
            "W012A3CDE",
            PersonReference(slack_id=SlackUserId("W012A3CDE")),
            id="a-slack-id-of-an-enterprise",
        ),
        pytest.param(
            "Lee Ng <Lee@clinic.example>",
            PersonReference(name="Lee Ng", email="lee@clinic.example"),
            id="a-name-with-an-e-mail",
        ),
        pytest.param(
            "Lee Ng<lee@clinic.example>",
            PersonReference(name="Lee Ng", email="lee@clinic.example"),
            id="no-blank-before-the-e-mail",
        ),
    ],
)
def test_a_file_names_somebody_in_three_ways(text, meant):
    assert person_reference(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nobody"),
        pytest.param("Lee Ng", id="a-name-alone"),
        pytest.param("<lee@clinic.example>", id="no-name-before-the-e-mail"),
        pytest.param("Lee Ng <lee@clinic>", id="no-domain"),
        pytest.param("lee@clinic.example, ann@clinic.example", id="two-at-once"),
        pytest.param("u0fern", id="a-slack-id-in-small-letters"),
        pytest.param("U0F", id="a-slack-id-cut-short"),
        pytest.param("T0FERN", id="a-workspace"),
        pytest.param("XU0FERN", id="more-before-the-slack-id"),
    ],
)
def test_what_names_nobody_is_refused_in_words(text):
    with pytest.raises(
        ValueError, match="a person is an e-mail, a Slack user id, or Name <e-mail>"
    ):
        person_reference(text)


def test_only_who_is_named_with_an_e_mail_is_outside_slack():
    assert person_reference("Lee Ng <lee@clinic.example>").outside_slack
    assert not person_reference("lee@clinic.example").outside_slack
    assert not person_reference("U0FERN").outside_slack


def test_a_team_is_read_member_by_member():
    entries = team_entries(
        "teacher:pat@d.example; Provider/Speech:U0SPEECH;provider/ot:Lee Ng <lee@clinic.example>;;"
    )

    assert entries == [
        TeamEntry(
            role=TeamRole.TEACHER, service=None, person=PersonReference(email="pat@d.example")
        ),
        TeamEntry(
            role=TeamRole.PROVIDER,
            service="speech",
            person=PersonReference(slack_id=SlackUserId("U0SPEECH")),
        ),
        TeamEntry(
            role=TeamRole.PROVIDER,
            service="ot",
            person=PersonReference(name="Lee Ng", email="lee@clinic.example"),
        ),
    ]
    assert team_entries(" ; ") == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param(
            "coach:pat@d.example", "'coach' is not a role on a team", id="an-unknown-role"
        ),
        pytest.param("teacher", "a team member is written role:person", id="a-role-without-anyone"),
        pytest.param(
            "provider:pat@d.example",
            "a provider needs a service, as in provider/speech",
            id="a-provider-of-nothing",
        ),
        pytest.param(
            "staff-provider/ :pat@d.example",
            "a staff-provider needs a service, as in staff-provider/speech",
            id="a-staff-provider-of-blanks",
        ),
        pytest.param("teacher:pat", "a person is an e-mail", id="a-teacher-without-an-address"),
        pytest.param("substitute:pat@d.example", "between two dates", id="who-would-stand-in-ever"),
        pytest.param("teacher:pat@d.example;coach:x@d.example", "'coach'", id="the-second-of-two"),
    ],
)
def test_a_team_that_cannot_be_read_says_why(text, sentence):
    with pytest.raises(ValueError, match=sentence):
        team_entries(text)


@pytest.mark.parametrize("role", TeamRole)
def test_every_team_role_is_called_by_a_title_that_names_no_service(role):
    assert role.called[0].isupper()
    assert "/" not in role.called


def test_a_staff_provider_is_called_on_like_any_provider():
    assert TeamRole.STAFF_PROVIDER.called == TeamRole.PROVIDER.called


@pytest.mark.parametrize(
    ("from_on", "until_on", "serves"),
    [
        pytest.param(None, None, True, id="always"),
        pytest.param(date(2026, 10, 8), None, True, id="from-today-on"),
        pytest.param(date(2026, 10, 9), None, False, id="from-tomorrow-on"),
        pytest.param(None, date(2026, 10, 8), True, id="until-today"),
        pytest.param(None, date(2026, 10, 7), False, id="until-yesterday"),
        pytest.param(date(2026, 10, 8), date(2026, 10, 8), True, id="today-alone"),
    ],
)
def test_a_substitute_serves_between_two_dates_both_included(from_on, until_on, serves):
    substitute = TeamMember(
        person=PersonId(9), role=TeamRole.SUBSTITUTE, from_on=from_on, until_on=until_on
    )
    assert substitute.serves_on(date(2026, 10, 8)) is serves


def draws(text: str) -> Callable[[str], str]:
    """A chance that falls on these characters, one after the other."""
    left = iter(text)
    return lambda characters: next(one for one in left if one in characters)


@pytest.mark.parametrize(
    ("first", "last", "alias"),
    [
        pytest.param("Quill", "Example", "QE-4KM", id="two-plain-names"),
        pytest.param("émile", "'okoro", "ÉO-4KM", id="small-letters-and-an-apostrophe"),
        pytest.param("", "123", "XX-4KM", id="no-letter-anywhere"),
        pytest.param("🦉", "\u200fדנה", "Xד-4KM", id="a-picture-and-a-right-to-left-name"),
        pytest.param("ßander", "Example", "SE-4KM", id="a-letter-whose-capital-is-two"),
        pytest.param("<!channel>", "&co", "CC-4KM", id="nothing-but-letters-gets-in"),
    ],
)
def test_an_alias_is_initials_and_three_characters(first, last, alias):
    assert new_alias(first, last, taken=set(), draw=draws("4KM")) == alias


def test_a_district_can_choose_the_characters_alone():
    alias = new_alias("Quill", "Example", taken=set(), draw=draws("4KM7P"), initials=False)
    assert alias == "4KM7P"


def test_an_alias_that_was_ever_given_is_not_given_again():
    taken = {"QE-4KM", "QE-4KN"}
    assert new_alias("Quill", "Example", taken=taken, draw=draws("4KM4KN7PR")) == "QE-7PR"


@pytest.mark.parametrize(("initials", "shortest"), [(True, 3), (False, 5)])
def test_where_every_alias_is_taken_the_next_is_longer(initials, shortest):
    class EveryoneWithUpTo:
        def __init__(self, length):
            self.length = length

        def __contains__(self, alias):
            return len(alias.rpartition("-")[2]) <= self.length

    for length in (shortest, shortest + 1):
        alias = new_alias(
            "Quill",
            "Example",
            taken=EveryoneWithUpTo(length),
            draw=random.Random(length).choice,
            initials=initials,
        )
        assert len(alias.rpartition("-")[2]) == length + 1


def test_a_single_alias_that_is_taken_makes_none_longer():
    taken = {"QE-222"}
    drawn = draws("222" * 49 + "223")
    assert new_alias("Quill", "Example", taken=taken, draw=drawn) == "QE-223"


def test_after_fifty_aliases_that_were_taken_the_next_is_longer():
    drawn = draws("222" * 50 + "2223")
    assert new_alias("Quill", "Example", taken={"QE-222"}, draw=drawn) == "QE-2223"


def test_no_alias_can_be_misread_or_spell_a_word():
    assert not set(ALIAS_CHARACTERS) & set("0O1ILSBZ" + "AEIOUY")
    assert len(set(ALIAS_CHARACTERS)) == len(ALIAS_CHARACTERS)


def test_a_person_is_told_of_their_morning_in_their_own_zone():
    assert a_person().zone.key == "America/Denver"
    assert a_person().digest_at == time(6, 45)


def test_who_is_put_on_record_is_there_without_any_role():
    assert a_person().active
    assert a_person().roles == frozenset()


def test_the_roles_of_a_workspace_are_four():
    assert set(Role) == {"case_manager", "office", "supervisor", "admin"}


@pytest.mark.parametrize("flag", ["is_restricted", "is_ultra_restricted", "is_stranger"])
def test_guests_and_strangers_are_told_apart_by_slacks_own_flags(flag):
    user = {"id": "U0LEE", "real_name": "Lee Ng", "team_id": "T0QUILL"}

    assert as_slack_tells(a_person(), user | {flag: True}, here="T0QUILL").guest
    assert not as_slack_tells(a_person(), user | {flag: False}, here="T0QUILL").guest
    assert not as_slack_tells(a_person(), user | {flag: True}, here="T0QUILL").on_staff


@pytest.mark.parametrize(
    ("standing", "guest"),
    [
        ({"team_id": "T0QUILL"}, False),
        ({"team_id": "T0CLINIC", "is_stranger": False}, True),
        ({"team_id": "T0CLINIC", "is_admin": True, "is_owner": True}, True),
        ({"team_id": "E0COUNTY", "enterprise_user": {"teams": ["T0ELSE", "T0QUILL"]}}, False),
        ({"team_id": "E0COUNTY", "enterprise_user": {"teams": ["T0ELSE"]}}, True),
        ({}, True),
    ],
    ids=["ours", "shares-a-channel", "runs-another-workspace", "of-our-org", "not-here", "untold"],
)
def test_whoever_shares_a_channel_with_us_is_told_by_their_own_workspace(standing, guest):
    assert is_guest({"id": "U0LEE", **standing}, here="T0QUILL") is guest
