"""Finding conversations and people, and reading what was said."""

import pytest
from slack_sdk import WebClient

from sandbox.client import NotPossibleError, Person, SandboxClient
from sandbox.server.server import Sandbox
from tests.sandbox.bots import manifest
from tests.sandbox.conftest import HILLTOP
from tests.sandbox.server.test_frame import refusal


def test_a_direct_conversation_is_opened_once(api: WebClient, ada: Person):
    first = api.conversations_open(users=[ada.id])
    again = api.conversations_open(users=ada.id, return_im=True)

    assert first["channel"]["id"] == again["channel"]["id"]
    assert (again["already_open"], again["channel"]["user"]) == (True, ada.id)
    by_id = api.conversations_open(channel=first["channel"]["id"])
    assert by_id["channel"]["id"] == first["channel"]["id"]


def test_a_conversation_of_three_is_another(api: WebClient, ada: Person, ben: Person):
    said = api.conversations_open(users=[ada.id, ben.id], return_im=True)

    assert said["channel"]["is_mpim"] is True


@pytest.mark.parametrize(
    ("users", "error"),
    [
        pytest.param("U0NOBODY", "user_not_found", id="nobody"),
        pytest.param("", "users_list_not_supplied", id="no-names"),
        pytest.param(",".join(["U1"] * 9), "too_many_users", id="nine"),
    ],
)
def test_who_cannot_be_met(api: WebClient, users: str, error: str):
    assert refusal(api.conversations_open, users=users) == error


def test_a_private_room_is_unknown_until_the_app_is_asked_in(
    api: WebClient, client: SandboxClient, sandbox: Sandbox
):
    assert refusal(api.conversations_info, channel="C0ADAROOM") == "channel_not_found"

    client.deed("join", user="app", channel="ada-private")

    shown = api.conversations_info(channel="C0ADAROOM", include_num_members=True)["channel"]
    assert (shown["name"], shown["is_private"], shown["is_member"]) == ("ada-private", True, True)
    assert shown["num_members"] == 2
    assert sandbox.bot_user_id in api.conversations_members(channel="C0ADAROOM")["members"]
    assert refusal(api.conversations_open, channel="C0ADAROOM") == (
        "method_not_supported_for_channel_type"
    )


def test_a_room_shared_with_another_organization_says_so(api: WebClient, client: SandboxClient):
    client.deed("join", user="app", channel="ada-private")
    client.deed("share", channel="ada-private")

    assert api.conversations_info(channel="C0ADAROOM")["channel"]["is_ext_shared"] is True


def test_rooms_are_listed_as_far_as_the_app_may_see(api: WebClient, client: SandboxClient):
    kinds = ["public_channel", "private_channel"]
    before = [one["name"] for one in api.conversations_list(types=kinds)["channels"]]
    client.deed("join", user="app", channel="ada-private")
    after = [one["name"] for one in api.conversations_list(types=kinds)["channels"]]
    client.deed("archive", channel="staff")
    living = api.conversations_list(types=kinds, exclude_archived=True)["channels"]

    assert before == ["staff"]
    assert sorted(after) == ["ada-private", "staff"]
    assert [one["name"] for one in living] == ["ada-private"]
    assert refusal(api.conversations_list, types="secret_channel") == "invalid_types"


def test_somebodys_rooms_are_listed(api: WebClient, ada: Person, client: SandboxClient):
    ola = client.person("Ola")

    assert [one["name"] for one in api.users_conversations(user=ada.id)["channels"]] == ["staff"]
    assert api.users_conversations(user=ola.id)["channels"] == []
    assert refusal(api.users_conversations, user="U0NOBODY") == "user_not_found"


def test_history_runs_backwards_and_can_be_cut(api: WebClient, ada: Person):
    posted = [api.chat_postMessage(channel=ada.id, text=str(n)) for n in range(3)]
    channel, middle = posted[0]["channel"], posted[1]["ts"]

    def read(**more: object) -> list[str]:
        said = api.conversations_history(channel=channel, **more)  # type: ignore[arg-type]
        return [one["text"] for one in said["messages"]]

    assert read() == ["2", "1", "0"]
    assert read(oldest=middle) == ["2"]
    assert read(oldest=middle, inclusive=True) == ["2", "1"]
    assert read(latest=middle) == ["0"]
    said = api.conversations_history(channel=channel, limit=2)
    assert said["has_more"] is True
    assert read(limit=2, cursor=said["response_metadata"]["next_cursor"]) == ["0"]
    assert refusal(api.conversations_history, channel=channel, oldest="x") == "invalid_ts_oldest"


def test_history_is_for_members(api: WebClient, client: SandboxClient):
    staff = next(one["id"] for one in client.channels() if one["name"] == "staff")

    assert refusal(api.conversations_history, channel=staff) == "not_in_channel"
    assert refusal(api.conversations_history, channel="C0ADAROOM") == "channel_not_found"


def test_a_thread_needs_a_parent_to_be_read(api: WebClient, ada: Person):
    channel = api.chat_postMessage(channel=ada.id, text="x")["channel"]

    assert refusal(api.conversations_replies, channel=channel, ts="1.1") == "thread_not_found"


def test_a_person_is_shown_with_their_time_zone(api: WebClient, ben: Person):
    user = api.users_info(user=ben.id, include_locale=True)["user"]

    assert (user["tz"], user["tz_offset"], user["tz_label"]) == ("America/New_York", -14400, "EDT")
    assert user["profile"]["email"] == "ben@hilltop.example"
    assert user["locale"] == "en-US"
    assert refusal(api.users_info, user="U0NOBODY") == "user_not_found"


def test_an_address_needs_a_scope_of_its_own(ben: Person):
    granted = manifest(scopes=["users:read"])
    with Sandbox(manifest=granted, district=HILLTOP) as sandbox:
        api = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)

        assert "email" not in api.users_info(user=ben.id)["user"]["profile"]
        said = refusal(api.users_lookupByEmail, email="ben@hilltop.example")
        assert said == "missing_scope"


def test_guests_owners_and_strangers_are_marked(api: WebClient, client: SandboxClient):
    client.deed("alter", user="Ben", is_stranger=True)
    client.deed("alter", user="Ola", team_id="T0ELSEWHERE")
    users = {one["name"]: one for one in api.users_list()["members"]}

    assert users["gus"]["is_restricted"] is True
    assert (users["ola"]["is_owner"], users["ada"]["is_admin"]) == (True, False)
    assert users["ben"]["is_stranger"] is True
    assert users["ola"]["team_id"] == users["ola"]["profile"]["team"] == "T0ELSEWHERE"
    assert "is_stranger" not in users["ola"], "who shares a channel is told by their team alone"


def test_a_person_is_found_by_address_until_they_leave(
    api: WebClient, client: SandboxClient, ben: Person
):
    assert api.users_lookupByEmail(email="BEN@hilltop.example")["user"]["id"] == ben.id

    client.deactivate("Ben")

    assert refusal(api.users_lookupByEmail, email="ben@hilltop.example") == "users_not_found"
    assert api.users_info(user=ben.id)["user"]["deleted"] is True
    assert "tz" not in api.users_info(user=ben.id)["user"]


def test_people_come_and_rooms_are_made(api: WebClient, client: SandboxClient):
    client.deed("admit", name="Ida Ivy", email="ida@hilltop.example")
    client.deed("furnish", name="ida-private", members=["ida@hilltop.example"])

    ida = client.person("Ida")
    assert api.users_info(user=ida.id)["user"]["real_name"] == "Ida Ivy"
    assert ida.messages("ida-private") == []
    with pytest.raises(NotPossibleError, match="Ada Alder is not in ida-private"):
        client.person("Ada").messages("ida-private")


def test_an_unclear_or_unknown_name_is_nobody(client: SandboxClient):
    client.deed("admit", name="Cy Cedar", email="cedar@hilltop.example")
    client.deed("admit", name="Cy Cherry", email="cherry@hilltop.example")

    with pytest.raises(NotPossibleError, match="several people"):
        client.person("Cy")
    with pytest.raises(NotPossibleError, match="nobody here"):
        client.person("Zoe")
    assert client.person("cedar@hilltop.example").name == "Cy Cedar"


def test_a_room_shared_within_the_organization_is_told_apart(api: WebClient, client: SandboxClient):
    client.deed("join", user="app", channel="ada-private")
    client.deed("share", channel="ada-private", within=True)

    told = api.conversations_info(channel="C0ADAROOM")["channel"]
    assert (told["is_shared"], told["is_org_shared"], told["is_ext_shared"]) == (True, True, False)
