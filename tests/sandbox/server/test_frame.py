"""The frame of every call: who may call what, how often, and what a careless call is told."""

import http.client
import json
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.client import Person, SandboxClient
from sandbox.server.server import Sandbox
from tests.sandbox.bots import manifest
from tests.sandbox.conftest import HILLTOP, MORNING


def raw(sandbox: Sandbox, method: str, body: bytes, **headers: str) -> tuple[int, Any, Any]:
    connection = http.client.HTTPConnection(sandbox.url.removeprefix("http://"))
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("POST", f"/api/{method}", body, named)
        response = connection.getresponse()
        return response.status, json.loads(response.read()), response.headers
    finally:
        connection.close()


def refusal(call: Any, *arguments: Any, **more: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        call(*arguments, **more)
    return str(caught.value.response["error"])


def test_the_app_learns_who_it_is(api: WebClient, sandbox: Sandbox):
    said = api.auth_test()

    assert (said["team_id"], said["user_id"]) == (sandbox.team_id, sandbox.bot_user_id)


@pytest.mark.parametrize(
    ("token", "error"),
    [
        pytest.param("", "not_authed", id="no-token"),
        pytest.param("xoxb-somebody-elses", "invalid_auth", id="unknown-token"),
    ],
)
def test_a_wrong_token_is_refused(sandbox: Sandbox, token: str, error: str):
    stranger = WebClient(token=token, base_url=sandbox.api_url)

    assert refusal(stranger.auth_test) == error


def test_each_kind_of_token_opens_its_own_doors(sandbox: Sandbox):
    confused = WebClient(token=sandbox.app_token, base_url=sandbox.api_url)

    assert refusal(confused.auth_test) == "not_allowed_token_type"
    opening = {"app_token": sandbox.bot_token}
    assert refusal(confused.apps_connections_open, **opening) == "not_allowed_token_type"


def test_a_token_can_be_revoked(api: WebClient, client: SandboxClient):
    client.set_up(tokens_refused="token_revoked")
    assert refusal(api.auth_test) == "token_revoked"

    client.set_up(tokens_refused="")
    assert api.auth_test()["ok"]


def test_an_unknown_method_fails_loudly(api: WebClient):
    assert refusal(api.api_call, "chat.sing") == "unknown_method"


def test_a_scope_that_was_not_granted_is_named():
    granted = manifest(scopes=["chat:write", "commands"])
    with Sandbox(manifest=granted, district=HILLTOP, at=MORNING) as sandbox:
        api = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        with pytest.raises(SlackApiError) as caught:
            api.users_info(user="U1")
        said = caught.value.response

    assert said["error"] == "missing_scope"
    assert (said["needed"], said["provided"]) == ("users:read", "chat:write,commands")


def test_an_answer_tells_the_scopes_it_took(api: WebClient):
    said = api.users_list()

    assert said.headers["x-accepted-oauth-scopes"] == "users:read"
    assert "chat:write" in said.headers["x-oauth-scopes"]


def test_a_proxy_may_take_the_scopes_from_an_answer(api: WebClient, client: SandboxClient):
    client.set_up(scopes_told=False)

    assert "x-oauth-scopes" not in api.users_info(user=client.person("Ada").id).headers


def test_the_scope_depends_on_the_conversation(ada: Person):
    granted = manifest(scopes=["channels:read", "chat:write"])
    with Sandbox(manifest=granted, district=HILLTOP, at=MORNING) as sandbox:
        api = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        with SandboxClient(sandbox.url) as client:
            client.deed("join", user="app", channel="ada-private")
            staff = next(one for one in client.channels() if one["name"] == "staff")

        assert api.conversations_info(channel=staff["id"])["channel"]["name"] == "staff"
        assert refusal(api.conversations_info, channel="C0ADAROOM") == "missing_scope"


def test_form_json_and_query_are_read_alike(sandbox: Sandbox, ada: Person):
    auth = {"authorization": f"Bearer {sandbox.bot_token}"}
    form = "application/x-www-form-urlencoded"
    blocks = '[{"type":"divider"}]'

    _, by_form, _ = raw(
        sandbox,
        "chat.postMessage",
        f"channel={ada.id}&text=hi&blocks={blocks}".encode(),
        content_type=form,
        **auth,
    )
    _, by_json, _ = raw(
        sandbox,
        "chat.postMessage",
        json.dumps({"channel": ada.id, "text": "hi", "blocks": json.loads(blocks)}).encode(),
        content_type="application/json; charset=utf-8",
        **auth,
    )
    _, by_query, _ = raw(sandbox, f"users.info?user={ada.id}", b"", **auth)

    assert by_form["message"]["blocks"][0]["type"] == "divider"
    assert by_json["message"]["blocks"][0]["type"] == "divider"
    assert by_query["user"]["id"] == ada.id


def test_a_token_in_the_form_is_as_good(sandbox: Sandbox):
    body = f"token={sandbox.bot_token}".encode()
    kind = "application/x-www-form-urlencoded"

    assert raw(sandbox, "auth.test", body, content_type=kind)[1]["ok"] is True


@pytest.mark.parametrize(
    ("kind", "body", "error"),
    [
        pytest.param("application/json", b"{no", "invalid_json", id="not-json"),
        pytest.param("application/json", b"[1]", "json_not_object", id="no-object"),
        pytest.param("text/plain", b"hello", "invalid_post_type", id="plain-text"),
        pytest.param(
            "application/x-www-form-urlencoded", b"nothing", "invalid_form_data", id="no-form"
        ),
    ],
)
def test_an_unreadable_body_is_refused(sandbox: Sandbox, kind: str, body: bytes, error: str):
    status, said, _ = raw(sandbox, "auth.test", body, content_type=kind)

    assert (status, said["ok"], said["error"]) == (200, False, error)


def test_json_without_a_charset_is_taken_with_a_warning(sandbox: Sandbox):
    auth = f"Bearer {sandbox.bot_token}"
    kind = "application/json"

    _, said, _ = raw(sandbox, "auth.test", b"{}", authorization=auth, content_type=kind)

    assert (said["ok"], said["warning"]) == (True, "missing_charset")
    assert said["response_metadata"]["warnings"] == ["missing_charset"]


def test_what_is_missing_and_what_is_of_the_wrong_type_is_said(api: WebClient):
    with pytest.raises(SlackApiError) as missing:
        api.api_call("chat.getPermalink", params={"channel": "C1"})
    with pytest.raises(SlackApiError) as wrong:
        api.api_call("users.list", params={"limit": "many"})

    assert missing.value.response["error"] == "invalid_arguments"
    said = missing.value.response["response_metadata"]["messages"]
    assert said == ["[ERROR] missing required field: message_ts"]
    said = wrong.value.response["response_metadata"]["messages"]
    assert said == ["[ERROR] must be an integer [json-pointer:/limit]"]


def test_an_unknown_parameter_is_warned_of(api: WebClient, client: SandboxClient, ada: Person):
    said = api.api_call("users.info", params={"user": ada.id, "colour": "green"})

    assert said["warning"] == "unknown_parameters"
    assert client.calls("users.info")[0]["notes"] == ["unknown parameters: colour"]


def test_posting_faster_than_one_a_second_is_refused_for_that_channel_alone(
    api: WebClient, ada: Person, ben: Person
):
    for _ in range(3):
        api.chat_postMessage(channel=ada.id, text="a short burst is tolerated")

    with pytest.raises(SlackApiError) as caught:
        api.chat_postMessage(channel=ada.id, text="one too many")

    said = caught.value.response
    assert (said.status_code, said["error"]) == (429, "ratelimited")
    assert said.headers["Retry-After"] == "1"
    assert api.chat_postMessage(channel=ben.id, text="elsewhere there is room")["ok"]
    same = api.conversations_open(users=ada.id)["channel"]["id"]
    assert refusal(api.chat_postMessage, channel=same, text="the same one") == "ratelimited"


def test_after_the_wait_there_is_room_again(hasty: Sandbox):
    api = WebClient(token=hasty.bot_token, base_url=hasty.api_url)
    with SandboxClient(hasty.url) as client:
        ada = client.person("Ada")
        refused = 0
        while refused == 0:
            try:
                api.chat_postMessage(channel=ada.id, text="again and again")
            except SlackApiError:
                refused += 1
        ada.waits_for(lambda: _posted(api, ada.id))


def _posted(api: WebClient, channel: str) -> bool:
    try:
        return bool(api.chat_postMessage(channel=channel, text="with patience")["ok"])
    except SlackApiError:
        return False


def test_a_method_has_as_many_calls_a_minute_as_its_tier(api: WebClient):
    for _ in range(20):
        api.users_list()

    assert refusal(api.users_list) == "ratelimited"
    assert api.team_info()["team"]["domain"] == "hilltop"


def test_limits_can_be_switched_off(ada: Person):
    with Sandbox(manifest=manifest(), district=HILLTOP, rate_limits=False) as sandbox:
        api = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        for _ in range(30):
            assert api.users_list()["ok"]


def test_pages_lead_on_by_their_cursor(api: WebClient):
    first = api.users_list(limit=3)
    second = api.users_list(limit=3, cursor=first["response_metadata"]["next_cursor"])

    assert [len(first["members"]), len(second["members"])] == [3, 2]
    assert second["response_metadata"]["next_cursor"] == ""
    assert len({one["id"] for page in (first, second) for one in page["members"]}) == 5
    assert refusal(api.users_list, cursor="not a cursor") == "invalid_cursor"
    assert refusal(api.users_list, limit=-1) == "invalid_limit"


def test_api_test_gives_back_what_it_got(api: WebClient):
    assert api.api_call("api.test", params={"foo": "bar"})["args"] == {"foo": "bar"}
    assert refusal(api.api_call, "api.test", params={"error": "my_error"}) == "my_error"


def test_the_app_and_its_workspace_are_described(api: WebClient, sandbox: Sandbox):
    bot = api.bots_info(bot=api.auth_test()["bot_id"])["bot"]

    assert bot["user_id"] == sandbox.bot_user_id
    assert refusal(api.bots_info, bot="B0NOBODY") == "bot_not_found"
    assert refusal(api.team_info, team="T0OTHER") == "team_not_found"
