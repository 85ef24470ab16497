"""The Bolt app serves one workspace, and reaches Slack over one TLS context."""

import copy
import ssl

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
