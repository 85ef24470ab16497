"""Files: three steps to share one, who sees it, and what is refused (Slack's documentation)."""

import json
import urllib.error
import urllib.request
from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox.client import Person, SandboxClient
from sandbox.server.server import Sandbox
from tests.sandbox.bots import Bot, manifest
from tests.sandbox.conftest import HILLTOP, MORNING
from tests.sandbox.server.test_frame import refusal

PDF = b"%PDF-1.4 a form"


def begun(api: WebClient, length: int = len(PDF)) -> tuple[str, str]:
    said = api.files_getUploadURLExternal(filename="form.pdf", length=length)
    return str(said["upload_url"]), str(said["file_id"])


def sent(address: str, content: bytes = PDF, **headers: str) -> int:
    request = urllib.request.Request(address, content, headers, method="POST")
    try:
        with urllib.request.urlopen(request) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return int(error.code)


def direct(api: WebClient, person: Person) -> str:
    return str(api.conversations_open(users=person.id)["channel"]["id"])


def shared(api: WebClient, client: SandboxClient, channel: str, **more: Any) -> str:
    address, file = begun(api)
    assert sent(address) == 200
    api.files_completeUploadExternal(
        files=[{"id": file, "title": "A form"}], channel_id=channel, **more
    )
    client.settle(quiet=0.02)
    return file


def test_the_official_client_shares_a_file_with_one_person(
    api: WebClient, client: SandboxClient, ada: Person, ben: Person
):
    api.files_upload_v2(
        channel=direct(api, ada),
        filename="form.pdf",
        title="A form",
        content=PDF,
        initial_comment="Here it is",
    )
    client.settle(quiet=0.02)

    [message] = ada.dms()
    [file] = message.files
    assert (message.text, file.name, file.title, file.size) == (
        "Here it is",
        "form.pdf",
        "A form",
        len(PDF),
    )
    assert file.download() == PDF
    assert client.strict_errors() == []
    file._person_id = ben.id
    with pytest.raises(LookupError):
        file.download()


def test_the_answer_does_not_say_where_the_message_stands_but_the_conversation_does(
    api: WebClient, client: SandboxClient, ada: Person
):
    channel = direct(api, ada)
    client.set_up(sharing_delay=0.2)
    address, file = begun(api)
    sent(address)

    said = api.files_completeUploadExternal(files=[{"id": file}], channel_id=channel)

    assert [one["id"] for one in said["files"]] == [file]
    assert "ts" not in json.dumps(said["files"])
    assert api.conversations_history(channel=channel)["messages"] == []
    client.settle(quiet=0.02)
    [message] = api.conversations_history(channel=channel)["messages"]
    assert [one["id"] for one in message["files"]] == [file]
    assert api.files_info(file=file)["file"]["shares"] == {
        "private": {channel: [{"ts": message["ts"]}]}
    }


def test_an_address_takes_the_bytes_once_and_only_as_many_as_announced(api: WebClient, ada: Person):
    channel = direct(api, ada)
    address, _ = begun(api)
    too_long, other = begun(api, length=3)

    assert sent(address) == 200
    assert sent(address) == 404
    assert sent(too_long) == 400
    assert (
        refusal(api.files_completeUploadExternal, files=[{"id": other}], channel_id=channel)
        == "file_not_found"
    )


def test_what_never_arrived_or_was_completed_cannot_be_completed(
    api: WebClient, client: SandboxClient, ada: Person
):
    channel = direct(api, ada)
    _, empty = begun(api)
    file = shared(api, client, channel)

    for one in (empty, file, "F0NOBODY"):
        assert (
            refusal(api.files_completeUploadExternal, files=[{"id": one}], channel_id=channel)
            == "file_not_found"
        )


@pytest.mark.parametrize(
    ("where", "error"),
    [
        pytest.param("ada", "channel_not_found", id="a-person-instead-of-a-conversation"),
        pytest.param("C0NOWHERE", "channel_not_found", id="nowhere"),
        pytest.param("staff", "not_in_channel", id="where-the-app-is-not"),
    ],
)
def test_a_file_goes_only_where_the_app_is(
    api: WebClient, client: SandboxClient, ada: Person, where: str, error: str
):
    rooms = {one["name"]: one["id"] for one in client.channels()}
    address, file = begun(api)
    sent(address)

    channel = {"ada": ada.id, "staff": rooms["staff"]}.get(where, where)
    assert (
        refusal(api.files_completeUploadExternal, files=[{"id": file}], channel_id=channel) == error
    )
    assert ada.dms() == []


def test_what_a_district_forbids_is_refused_at_the_first_step(
    api: WebClient, client: SandboxClient
):
    client.set_up(files_refused="file_uploads_disabled")

    assert refusal(begun, api) == "file_uploads_disabled"
    client.set_up(files_refused="")
    assert refusal(begun, api, length=2_000_000_000) == "file_upload_size_restricted"
    assert refusal(begun, api, length=0) == "invalid_arguments"


def test_a_deleted_file_leaves_a_tombstone(api: WebClient, client: SandboxClient, ada: Person):
    file = shared(api, client, direct(api, ada), initial_comment="Here it is")
    [message] = ada.dms()

    api.files_delete(file=file)

    [left] = message.files
    assert left.gone
    assert message.text == "Here it is"
    with pytest.raises(LookupError):
        left.download()
    assert refusal(api.files_delete, file=file) == "file_deleted"
    assert refusal(api.files_delete, file="F0NOBODY") == "file_not_found"


def test_the_app_hears_of_files_and_reads_them_with_its_token(
    bot: Bot, client: SandboxClient, ada: Person
):
    file = shared(bot.api, client, direct(bot.api, ada))

    told = bot.next_payload()["event"]
    assert (told["type"], told["file_id"]) == ("file_shared", file)
    message = bot.next_payload()["event"]
    assert (message["subtype"], message["files"][0]["id"]) == ("file_share", file)
    address = message["files"][0]["url_private"]
    request = urllib.request.Request(address, headers={"authorization": f"Bearer {bot.api.token}"})
    with urllib.request.urlopen(request) as answer:
        assert answer.read() == PDF
    with urllib.request.urlopen(address) as answer:
        assert "/?redir=" in answer.url
        assert answer.read() != PDF


def test_files_need_their_scopes():
    scopes = ["chat:write", "im:write", "files:read"]
    with Sandbox(manifest=manifest(scopes=scopes), district=HILLTOP, at=MORNING) as sandbox:
        api = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])
        assert refusal(begun, api) == "missing_scope"
        assert refusal(api.files_delete, file="F0NOBODY") == "missing_scope"


def test_a_workspace_taken_up_again_still_has_its_files(tmp_path):
    for time in ("first", "again"):
        kept = Sandbox(
            manifest=manifest(), district=HILLTOP, at=MORNING, file=tmp_path / "sandbox.db"
        )
        with kept as sandbox, SandboxClient(sandbox.url) as client:
            ada = client.person("Ada")
            if time == "first":
                api = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
                shared(api, client, direct(api, ada))
            assert ada.dms()[0].files[0].download() == PDF
