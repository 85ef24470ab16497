"""`/iep channel` makes a private channel a case manager's own, and refuses every other place."""

import pytest

from handlers.kit.channels import problem_with
from storage import tables as rows
from tests.people import MORNING
from tests.storage.unsealed import unsealed

ROOM = "C0PATROOM"


@pytest.fixture
def dialect():
    """Which channel is whose is kept on both databases alike, and tried there."""
    return "sqlite"


def channel_of(school, who="pat"):
    with school.storage.jobs(now=MORNING) as scope:
        return scope.people.get(school.on_record[who].id).channel


def asks(school, person, channel=None):
    """Type the command in a channel, or in the conversation with the app."""
    before = len(person.ephemerals)
    reply = person.command("/iep", "channel", channel)
    assert reply.error is None
    school.settle()
    return " ".join(one.text for one in person.ephemerals[before:])


def test_a_private_channel_becomes_the_case_managers_own(school):
    school.client.deed("join", channel=ROOM, user="app")

    told = asks(school, school.pat, ROOM)

    assert "your checklist threads open in this channel" in told
    assert "aliases" in told
    assert channel_of(school) == ROOM


@pytest.mark.parametrize(
    ("channel", "told"),
    [
        pytest.param("C0GENERAL", "public", id="a-public-one"),
        pytest.param("C0SHARED", "shared with another organization", id="a-shared-one"),
        pytest.param(None, "direct message", id="the-conversation-with-the-app"),
    ],
)
def test_no_student_may_stand_in_a_public_or_shared_channel_or_a_direct_message(
    school, channel, told
):
    if channel:
        school.client.deed("join", channel=channel, user="app")

    assert told in asks(school, school.pat, channel)
    assert channel_of(school) is None


def test_a_channel_that_preiep_is_not_in_is_refused_with_what_to_do(school):
    told = asks(school, school.pat, ROOM)

    assert "invite Preiep" in told
    assert channel_of(school) is None


def test_only_a_case_manager_has_a_channel_of_their_own(school):
    school.client.deed("join", channel=ROOM, user="app")
    for user in ("U0SUE", "U0ZED"):
        school.client.deed("join", channel=ROOM, user=user)

    assert "for case managers" in asks(school, school.sue, ROOM)
    assert "not set up" in asks(school, school.zed, ROOM)
    assert channel_of(school, "sue") is None


def test_a_channel_shared_within_the_organization_is_refused_as_that(school):
    school.client.deed("join", channel=ROOM, user="app")
    school.client.deed("share", channel=ROOM, within=True)

    told = asks(school, school.pat, ROOM)

    assert "another workspace of your organization" in told
    assert channel_of(school) is None


def test_when_slack_cannot_be_asked_nothing_is_changed(school):
    school.client.deed("join", channel=ROOM, user="app")
    school.client.fault("error", method="conversations.info", error="fatal_error")

    told = asks(school, school.pat, ROOM)

    assert "Slack had trouble of its own" in told
    assert channel_of(school) is None


@pytest.mark.parametrize(
    "described",
    [
        pytest.param({"is_private": False}, id="public"),
        pytest.param({"is_private": True, "is_mpim": True}, id="a-group-message"),
        pytest.param({"is_im": True}, id="a-direct-message"),
        pytest.param({"is_private": True, "is_shared": True}, id="shared"),
        pytest.param({"is_private": True, "is_ext_shared": True}, id="shared-outside"),
        pytest.param({"is_private": True, "is_pending_ext_shared": True}, id="soon-shared"),
        pytest.param({"is_private": True, "is_org_shared": True}, id="shared-in-the-organization"),
    ],
)
def test_every_place_that_others_can_read_is_refused(described):
    assert problem_with(described) is not None
    assert problem_with({"is_private": True}) is None


def by_the_command(school):
    asks(school, school.pat, ROOM)


def on_the_screen(school):
    school.pat.command("/iep", "settings")
    school.settle()
    school.pat.modal.fill("own_channel", ROOM)
    school.pat.modal.submit()
    school.settle()


@pytest.mark.parametrize("door", [by_the_command, on_the_screen])
def test_a_channel_is_kept_and_logged_alike_by_each_door(school, door):
    school.client.deed("join", channel=ROOM, user="app")
    school.client.deed("join", channel=ROOM, user="U0PAT")
    pat = school.on_record["pat"].id

    door(school)

    assert channel_of(school) == ROOM
    logged = unsealed(school.assistant.database, rows.audit)
    entries = [(row.by_id, row.act, row.detail) for row in logged]
    assert (pat, "changed a person", f"channel: nothing, now {ROOM}") in entries
