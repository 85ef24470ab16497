"""Files in forms: a person uploads one, the app is told of it and reads it with its token.

What is refused stands on Slack's page on `file_input`: the scope, the kinds, how many, 10 MB.
"""

import urllib.error
import urllib.request
from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox.client import Modal, NotPossibleError, Person, SandboxClient
from sandbox.screen.attaching import BIGGEST
from sandbox.server.server import Sandbox
from tests.sandbox.bots import Bot, manifest, modal
from tests.sandbox.conftest import HILLTOP, MORNING
from tests.sandbox.screen.test_forms import TROUBLE, asked, open_for
from tests.sandbox.server.test_frame import refusal

ROWS = b"date,name\n2026-11-11,Veterans Day\n"
FIELD = asked("Calendar", "calendar", "file_input", filetypes=["csv"], max_files=1)


@pytest.fixture
def form(ada: Person, bot: Bot) -> Modal:
    return open_for(ada, bot, modal(FIELD))


def sent(bot: Bot) -> list[dict[str, Any]]:
    values = bot.next_payload()["view"]["state"]["values"]
    files: list[dict[str, Any]] = values["calendar"]["answer"]["files"]
    return files


def read(bot: Bot, address: str) -> bytes:
    token = {"authorization": f"Bearer {bot.api.token}"}
    with urllib.request.urlopen(urllib.request.Request(address, headers=token)) as answer:
        content: bytes = answer.read()
    return content


def test_a_file_is_sent_as_slack_describes_it_and_read_with_the_token(
    form: Modal, bot: Bot, ada: Person, client: SandboxClient
):
    form.drop("Calendar", "Closures 2026.CSV", ROWS)
    assert form.values["Calendar"] == ["Closures 2026.CSV"]
    assert "Closures 2026.CSV" in form.text

    assert form.submit() is None

    [file] = sent(bot)
    assert (file["name"], file["filetype"], file["size"]) == ("Closures 2026.CSV", "csv", len(ROWS))
    assert (file["user"], file["mimetype"]) == (ada.id, "text/csv")
    assert read(bot, file["url_private_download"]) == ROWS
    assert bot.api.files_info(file=file["id"])["file"]["shares"] == {}
    assert [one["name"] for one in client.journal("api", "download")] == ["download"]
    assert client.strict_errors() == []


def test_an_empty_field_sends_an_empty_list(ada: Person, bot: Bot):
    optional = {**FIELD, "optional": True}
    open_for(ada, bot, modal(optional)).submit()

    assert sent(bot) == []


def test_a_field_takes_what_it_lists_and_no_more_than_that(form: Modal):
    with pytest.raises(NotPossibleError, match="only files of these kinds: csv"):
        form.drop("Calendar", "closures.xlsx", ROWS)
    with pytest.raises(NotPossibleError, match="larger than 10 MB"):
        form.drop("Calendar", "closures.csv", b"x" * (BIGGEST + 1))
    with pytest.raises(NotPossibleError, match="a file is not typed in"):
        form.fill("Calendar", "closures.csv")
    form.drop("Calendar", "closures.csv", ROWS)
    with pytest.raises(NotPossibleError, match="at most 1 file"):
        form.drop("Calendar", "more.csv", ROWS)


def test_a_file_taken_out_is_not_sent(form: Modal, bot: Bot):
    form.drop("Calendar", "closures.csv", ROWS)
    [file] = form.state["calendar"]["answer"]["files"]

    form.take_out("Calendar", file["id"])

    form.submit()
    assert form.errors["calendar"] == "Please complete this required field."
    with pytest.raises(NotPossibleError, match="not in this field"):
        form.take_out("Calendar", file["id"])


def test_a_file_stays_its_owners(form: Modal, bot: Bot, ada: Person, ben: Person):
    form.drop("Calendar", "closures.csv", ROWS)
    form.submit()
    [file] = sent(bot)

    assert refusal(bot.api.files_delete, file=file["id"]) == "cant_delete_file"
    with pytest.raises(NotPossibleError, match="another person's"):
        ben.delete_file(file["id"])
    ada.delete_file(file["id"])

    assert refusal(bot.api.files_info, file=file["id"]) == "file_deleted"
    with pytest.raises(urllib.error.HTTPError) as gone:
        read(bot, file["url_private_download"])
    assert gone.value.code == 404
    gone.value.close()


def test_a_district_that_forbids_files_takes_none_from_people(form: Modal, client: SandboxClient):
    client.set_up(files_refused="file_uploads_disabled")

    with pytest.raises(NotPossibleError, match="file_uploads_disabled"):
        form.drop("Calendar", "closures.csv", ROWS)


def test_an_app_without_the_scope_shows_no_such_field():
    scopes = ["commands", "chat:write"]
    without = Sandbox(manifest=manifest(scopes=scopes), district=HILLTOP, at=MORNING)
    with without as sandbox, SandboxClient(sandbox.url) as client, Bot(sandbox) as bot:
        ada = client.person("Ada")
        api = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])
        form = open_for(ada, bot, modal())
        update = {"response_action": "update", "view": modal(FIELD)}
        bot.reactions["view_submission"] = lambda _: update

        assert refusal(api.views_update, view_id=form.id, view=modal(FIELD)) == "missing_scope"
        form.fill("Name", "Ada")
        form.submit()

        assert form.banner == TROUBLE
        assert "Calendar" not in form.text
