"""What Slack does not simply do is told as what it is, and what is nobody's matter is not told."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.ui.kit import notices
from handlers.kit.refusals import said_of, went_on

OURS = (
    "deprecated_endpoint duplicate_external_id invalid_arg_name invalid_arguments "
    "invalid_array_arg invalid_charset invalid_form_data invalid_post_type invalid_trigger_id "
    "method_deprecated missing_post_type not_implemented too_many_users unknown_method "
    "view_too_large"
)
ON_THEIR_WAY = "exchanged_trigger_id hash_conflict not_found push_limit_reached trigger_exchanged"
"""Told nobody where a modal is drawn; anywhere else they would be mistakes of ours."""
SLACKS = (
    "fatal_error fetch_members_failed internal_error request_timeout service_unavailable "
    "team_added_to_org"
)
NOT_LET = (
    "access_denied accesslimited account_inactive ekm_access_denied enterprise_is_restricted "
    "invalid_auth missing_scope no_permission not_allowed_token_type not_authed not_enabled "
    "org_login_required team_access_not_granted token_expired token_revoked "
    "two_factor_setup_required"
)


def refused(error, status=200, **more):
    body = {"ok": False, "error": error, **more}
    answer = SlackResponse(
        client=None,
        http_verb="POST",
        api_url="",
        req_args={},
        data=body,
        headers={},
        status_code=status,
    )
    return SlackApiError("refused", answer)


@pytest.mark.parametrize("code", OURS.split())
def test_what_we_did_wrong_is_our_fault(code):
    assert said_of(refused(code)) == ""


@pytest.mark.parametrize("code", ON_THEIR_WAY.split())
def test_whoever_went_on_is_told_nothing(code):
    assert went_on(refused(code))


@pytest.mark.parametrize("code", SLACKS.split())
def test_slacks_trouble_is_called_slacks(code):
    assert said_of(refused(code)) == notices.SLACK_IN_TROUBLE


@pytest.mark.parametrize("code", NOT_LET.split())
def test_what_slack_does_not_let_us_is_for_the_admin(code):
    said = said_of(refused(code))

    assert f"does not let Preiep do this ({code})" in said
    assert "tell your Preiep admin" in said


def test_a_missing_scope_is_named():
    assert "(users:read)" in said_of(refused("missing_scope", needed="users:read"))
    assert "(missing_scope)" in said_of(refused("missing_scope", needed="Zephyrine's"))


@pytest.mark.parametrize("code", ["expired_trigger_id", "trigger_expired"])
def test_three_seconds_that_are_over_are_called_that(code):
    assert said_of(refused(code)) == notices.SLACK_HURRIES


@pytest.mark.parametrize("error", [refused("ratelimited"), refused("oops", 429)])
def test_too_many_calls_are_called_that(error):
    assert said_of(error) == notices.SLACK_IS_BUSY


@pytest.mark.parametrize(
    "error",
    [refused("oops", 503), refused("<html>Sorry</html>"), TimeoutError(), ConnectionResetError()],
)
def test_what_was_no_answer_may_have_worked(error):
    assert said_of(error) == notices.SLACK_IN_TROUBLE


def test_what_is_not_of_slack_is_not_blamed_on_it():
    assert said_of(KeyError("x")) == ""
    assert said_of(FileNotFoundError("x")) == ""


def told(person, channel=None):
    return [one.text for one in person.messages(channel)]


def test_a_modal_that_opened_is_not_said_to_have_failed_when_its_answer_was_lost(school):
    school.client.fault("lost_answer", method="views.open")
    school.pat.command("/preiep", "juniper")
    school.settle()

    assert school.pat.modal is not None
    assert told(school.pat) == []


@pytest.mark.parametrize(
    ("method", "code"), [("views.push", "not_found"), ("views.push", "push_limit_reached")]
)
def test_nothing_is_said_to_whoever_went_on_before_a_modal_could_open(school, method, code):
    school.pat.command("/iep", "find juniper")
    school.settle()
    school.client.fault("error", method=method, error=code)
    school.pat.modal.click("Team")
    school.settle()

    assert told(school.pat) == []


def test_a_modal_closed_before_another_could_take_its_place_is_nobodys_mistake(school):
    school.junipers_meeting()
    school.pat.command("/iep", "find juniper")
    school.settle()
    school.client.fault("error", method="views.update", error="not_found")
    school.pat.modal.click("Contact log")
    school.settle()

    assert told(school.pat) == []


def test_three_presses_open_one_copy(school):
    school.pat.command("/iep", "find juniper")
    school.settle()
    screen = school.pat.modal
    school.client.fault("latency", method="views.push", times=3, seconds=0.1)
    for _ in range(3):
        screen.click("Team")
    school.settle()

    assert len(school.client.calls("views.push")) == 1
    school.pat.modal.close()
    assert school.pat.modal.id == screen.id
    school.pat.modal.click("Team")
    school.settle()
    assert school.pat.modal.id != screen.id


def test_a_press_that_opened_nothing_is_no_reason_to_refuse_the_next(school):
    school.pat.command("/iep", "find juniper")
    school.settle()
    screen = school.pat.modal
    school.client.fault("error", method="views.push", error="internal_error")
    screen.click("Team")
    school.settle()
    assert told(school.pat) == [notices.SLACK_IN_TROUBLE]

    screen.click("Team")
    school.settle()
    assert school.pat.modal.id != screen.id


def test_what_could_not_be_opened_is_not_called_unsaved(school):
    school.client.fault("error", method="views.open", error="view_too_large")
    school.pat.command("/preiep", "juniper")
    school.settle()

    (said,) = told(school.pat)
    assert "on our side, and this could not be shown" in said
    assert "saved" not in said


@pytest.mark.parametrize("code", ["internal_error", "not_enabled", "ratelimited"])
def test_a_home_tab_that_slack_does_not_draw_brings_no_message(school, code):
    school.pat.open_home()
    school.settle()
    stood = school.pat.home.text
    school.client.fault("error", method="views.publish", error=code)
    school.pat.open_home()
    school.settle()

    assert told(school.pat) == []
    assert school.pat.home.text == stood


def test_a_home_tab_that_slack_refuses_as_it_is_says_so_itself(school):
    school.client.fault("error", method="views.publish", error="view_too_large")
    school.pat.open_home()
    school.settle()

    assert "Something went wrong on our side" in school.pat.home.text
    assert told(school.pat) == []


@pytest.mark.parametrize(
    ("code", "words"),
    [("internal_error", "Slack had trouble of its own"), ("missing_scope", "does not let Preiep")],
)
def test_nobody_is_called_unknown_because_slack_did_not_say_who_they_are(school, code, words):
    school.client.fault("error", method="users.info", error=code)
    school.zed.command("/iep")
    school.settle()
    assert words in told(school.zed)[-1]
    assert "not set up" not in told(school.zed)[-1]

    school.client.fault("error", method="users.info", error=code)
    school.zed.open_home()
    school.settle()
    assert words in school.zed.home.text

    school.zed.command("/iep")
    school.settle()
    assert "not set up" in told(school.zed)[-1]


def test_whoever_is_on_record_gets_what_they_came_for_all_the_same(school):
    school.client.fault("error", method="users.info", error="internal_error")
    school.pat.command("/iep")
    school.settle()

    assert "Your IEP work" in told(school.pat)[-1]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("missing_scope", "does not let Preiep do this"),
        ("internal_error", "Slack had trouble of its own"),
        ("channel_is_limited_access", "limits who may use this channel"),
        ("not_in_channel", "not in this conversation"),
    ],
)
def test_only_a_channel_that_we_are_not_in_is_called_that(school, code, words):
    school.client.fault("error", method="conversations.info", error=code)
    school.pat.command("/iep", "channel", channel="C0PATROOM")
    school.settle()

    (said,) = told(school.pat, "C0PATROOM")
    assert words in said
    assert ("not in this conversation" in said) == (code == "not_in_channel")
