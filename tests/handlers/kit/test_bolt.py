"""The Bolt app serves one workspace, and reaches Slack over one TLS context."""

import copy
import json
import ssl

import pytest
from slack_bolt import BoltRequest
from slack_sdk import WebClient

from handlers.kit.bolt import Installation, bolt_app, shared_tls

OURS = Installation(team_id="T0QUILL", bot_id="B0", bot_user_id="U0BOT", token="xoxb-1")


def test_a_client_is_copied_for_each_listener_and_its_tls_context_is_not():
    client = WebClient(ssl=shared_tls())

    assert copy.deepcopy(client).ssl is client.ssl


def test_certificates_and_host_names_are_checked():
    context = shared_tls()

    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2


def test_another_workspace_is_turned_away():
    heard = []

    def hear(ack, body):
        heard.append(body["team_id"])
        ack()

    def listen(app):
        app.command("/iep")(hear)

    app = bolt_app(OURS, WebClient(ssl=shared_tls()), listen)
    for team in ("T0QUILL", "T0OTHER"):
        body = {"command": "/iep", "team_id": team, "user_id": "U0PAT", "text": ""}
        app.dispatch(BoltRequest(mode="socket_mode", body=body))

    assert heard == ["T0QUILL"]


ELSEWHERE = {"team": {"id": "T0OTHER"}, "user": {"id": "U0FAR"}}
ORGANIZATION = {
    "team": None,
    "user": {"id": "U0FAR", "team_id": "T0OTHER"},
    "enterprise": {"id": "E0QUILL"},
    "is_enterprise_install": True,
}
SHEET = {"id": "V1", "root_view_id": "V1", "callback_id": "page", "blocks": []}


@pytest.mark.parametrize(
    ("where", "words"),
    [
        pytest.param(ELSEWHERE, "works in a different workspace", id="another-workspace"),
        pytest.param(ORGANIZATION, "installed for a whole organization", id="organization"),
    ],
)
def test_whoever_acts_elsewhere_is_told_so_and_nothing_is_done(caplog, where, words):
    def app_of(app):
        for way in (app.command("/iep"), app.view("page"), app.options("find"), app.event("m")):
            way(pytest.fail)

    app = bolt_app(OURS, WebClient(ssl=shared_tls()), app_of)

    def answered(**body):
        return app.dispatch(BoltRequest(mode="socket_mode", body={**where, **body}))

    of_command = {"team_id": "T0OTHER", "user_id": "U0FAR", "command": "/iep", "text": ""}
    assert words in json.loads(answered(**of_command).body)["text"]
    submitted = json.loads(answered(type="view_submission", view=SHEET).body)
    assert (submitted["response_action"], words in str(submitted["view"])) == ("push", True)
    sought = answered(type="block_suggestion", action_id="find", block_id="b", value="a")
    assert json.loads(sought.body) == {"options": []}
    assert answered(type="event_callback", event={"type": "m"}).body == ""
    logged = [one.getMessage() for one in caplog.records]
    assert len([one for one in logged if one.startswith("T0OTHER is not the workspace")]) == 1


def test_whoever_presses_a_button_elsewhere_is_told_where_they_pressed_it(school):
    school.pat.message("start a conversation for Juniper")
    school.settle()
    school.pat.dms()[-1].click("Parent conversation")
    school.settle()
    (pressed,) = school.client.journal("interactive", "block_actions")
    elsewhere = {**pressed["request"], "team": {"id": "T0OTHER"}}

    school.assistant._app.dispatch(BoltRequest(mode="socket_mode", body=elsewhere))

    assert "works in a different workspace" in school.pat.ephemerals[-1].text
