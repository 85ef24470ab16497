"""Forms: what the client checks, what is sent, and what the app's answer does."""

from datetime import date, time
from typing import Any

import pytest

from sandbox.client import Modal, NotPossibleError, Person, SandboxClient
from sandbox.server.server import Sandbox
from tests.sandbox.bots import (
    Bot,
    Payload,
    actions,
    button,
    modal,
    options,
    plain,
    section,
    text_input,
)

TROUBLE = "We had some trouble connecting. Try again?"


def open_for(ada: Person, bot: Bot, view: Payload) -> Modal:
    bot.opens(view)
    opened = ada.command("/tortoise").modal
    bot.next()
    assert opened is not None
    return opened


def element(kind: str, **more: Any) -> Payload:
    return {"type": kind, "action_id": "answer", **more}


def asked(label: str, block_id: str, kind: str, **more: Any) -> Payload:
    return text_input(label, block_id, element=element(kind, **more))


EVERYTHING = [
    asked("Name", "text", "plain_text_input"),
    asked("How many", "number", "number_input", is_decimal_allowed=False),
    asked("Mail", "mail", "email_text_input"),
    asked("Page", "page", "url_text_input"),
    asked("Day", "day", "datepicker"),
    asked("Hour", "hour", "timepicker"),
    asked("Moment", "moment", "datetimepicker"),
    asked("Mode", "mode", "static_select", options=options("Phone", "Video")),
    asked("Modes", "modes", "multi_static_select", options=options("Phone", "Video")),
    asked("Way", "way", "radio_buttons", options=options("Post", "Hand")),
    asked("Needs", "needs", "checkboxes", options=options("Tea", "Ramp")),
    asked("Who", "who", "users_select"),
    asked("Whom", "whom", "multi_users_select"),
    asked("Where", "where", "conversations_select"),
    asked("Room", "room", "channels_select"),
    asked("Notes", "notes", "rich_text_input"),
]


def test_every_kind_of_field_is_sent_in_its_own_shape(ada: Person, ben: Person, bot: Bot):
    form = open_for(ada, bot, modal(*EVERYTHING))
    form.fill("Name", "Rosa")
    form.fill("How many", 3)
    form.fill("Mail", "rosa@hilltop.example")
    form.fill("Page", "https://hilltop.example/rosa")
    form.fill("Day", date(2026, 10, 27))
    form.fill("Hour", time(8, 30))
    form.fill("Moment", 1_790_863_200)
    form.fill("Mode", "Video")
    form.fill("Modes", ["Phone"])
    form.choose("Modes", "Video")
    form.choose("Way", "Hand")
    form.tick("Ramp")
    form.fill("Who", "Ben")
    form.fill("Whom", ["Ben", "ada@hilltop.example"])
    form.fill("Where", "ada-private")
    form.fill("Room", "#staff")
    form.fill("Notes", "word for word")

    assert form.submit() is None

    payload = bot.next_payload()
    held = {key: value["answer"] for key, value in payload["view"]["state"]["values"].items()}
    assert payload["type"] == "view_submission"
    assert held["text"] == {"type": "plain_text_input", "value": "Rosa"}
    assert held["number"]["value"] == "3"
    assert held["day"] == {"type": "datepicker", "selected_date": "2026-10-27"}
    assert held["hour"]["selected_time"] == "08:30"
    assert held["moment"]["selected_date_time"] == 1_790_863_200
    assert held["mode"]["selected_option"] == options("Video")[0]
    assert [one["value"] for one in held["modes"]["selected_options"]] == ["phone", "video"]
    assert held["way"]["selected_option"]["value"] == "hand"
    assert [one["value"] for one in held["needs"]["selected_options"]] == ["ramp"]
    assert held["who"]["selected_user"] == ben.id
    assert held["whom"]["selected_users"] == [ben.id, ada.id]
    assert held["where"]["selected_conversation"] == "C0ADAROOM"
    assert held["room"]["selected_channel"].startswith("C")
    assert held["notes"]["rich_text_value"]["type"] == "rich_text"


def test_untouched_fields_are_sent_as_null_or_nothing(ada: Person, bot: Bot):
    optional = [{**one, "optional": True} for one in EVERYTHING]
    form = open_for(ada, bot, modal(*optional))

    form.submit()

    values = bot.next_payload()["view"]["state"]["values"]
    assert values["text"]["answer"] == {"type": "plain_text_input", "value": None}
    assert values["mode"]["answer"]["selected_option"] is None
    assert values["needs"]["answer"]["selected_options"] == []
    assert values["whom"]["answer"]["selected_users"] == []
    assert values["day"]["answer"]["selected_date"] is None


def test_a_submission_says_who_and_where(ada: Person, bot: Bot, sandbox: Sandbox):
    form = open_for(ada, bot, modal(private_metadata="draft-1"))
    form.fill("Name", "Rosa")
    form.submit()

    payload = bot.next_payload()

    assert payload["user"] == {
        "id": ada.id,
        "username": "ada",
        "name": "ada",
        "team_id": sandbox.team_id,
    }
    assert payload["team"] == {"id": sandbox.team_id, "domain": "hilltop"}
    assert payload["view"]["private_metadata"] == "draft-1"
    assert payload["response_urls"] == []
    assert payload["trigger_id"]


def test_fields_outside_inputs_are_sent_too(ada: Person, bot: Bot):
    boxes = {"type": "checkboxes", "action_id": "boxes", "options": options("Tea")}
    form = open_for(ada, bot, modal(actions(boxes, block_id="row"), text_input("Name", "name")))
    form.tick("Tea")
    assert bot.next_payload()["type"] == "block_actions"
    form.fill("Name", "Rosa")
    form.submit()

    values = bot.next_payload()["view"]["state"]["values"]
    assert [one["value"] for one in values["row"]["boxes"]["selected_options"]] == ["tea"]


@pytest.mark.parametrize(
    ("field", "entry", "complaint"),
    [
        pytest.param({}, None, "Please complete this required field.", id="required"),
        pytest.param(
            {"min_length": 3}, "ab", "Please enter at least 3 characters.", id="too-short"
        ),
        pytest.param(
            {"max_length": 3}, "abcd", "Please shorten this to 3 characters.", id="too-long"
        ),
        pytest.param(
            {}, "a" * 3001, "Please shorten this to 3000 characters.", id="longer-than-any"
        ),
        pytest.param(
            element("number_input", is_decimal_allowed=False),
            "1.5",
            "Please enter a whole number.",
            id="not-whole",
        ),
        pytest.param(
            element("number_input", is_decimal_allowed=True),
            "ten",
            "Please enter a number.",
            id="no-number",
        ),
        pytest.param(
            element("number_input", is_decimal_allowed=True, min_value="1", max_value="10"),
            "0.5",
            "Please enter a number of at least 1.",
            id="too-small",
        ),
        pytest.param(
            element("number_input", is_decimal_allowed=True, min_value="1", max_value="10"),
            "10.5",
            "Please enter a number of at most 10.",
            id="too-large",
        ),
        pytest.param(
            element("email_text_input"), "ada", "Please enter an email address.", id="no-address"
        ),
        pytest.param(element("url_text_input"), "ada", "Please enter a URL.", id="no-url"),
        pytest.param(
            element("multi_static_select", max_selected_items=1, options=options("A", "B")),
            ["A", "B"],
            "You can select up to 1.",
            id="too-many",
        ),
    ],
)
def test_what_the_client_refuses_is_never_sent(
    ada: Person, bot: Bot, client: SandboxClient, *, field: Payload, entry: Any, complaint: str
):
    form = open_for(ada, bot, modal(text_input("Name", "name", element=field)))
    if entry is not None:
        form.fill("Name", entry)

    after = form.submit()

    assert after is not None
    assert after.id == form.id
    assert form.errors == {"Name": complaint}
    assert form.errors["name"] == complaint
    assert f"! {complaint}" in form.text
    assert [one["name"] for one in client.journal("interactive")] == []


@pytest.mark.parametrize("entry", ["1", "10"])
def test_the_bounds_themselves_are_allowed(ada: Person, bot: Bot, entry: str):
    number = element("number_input", is_decimal_allowed=False, min_value="1", max_value="10")
    form = open_for(ada, bot, modal(text_input("Name", "name", element=number)))
    form.fill("Name", entry)

    assert form.submit() is None


@pytest.mark.parametrize("entry", ["abc", "abcde"])
def test_the_shortest_and_the_longest_answer_are_allowed(ada: Person, bot: Bot, entry: str):
    bounds = {"min_length": 3, "max_length": 5}
    form = open_for(ada, bot, modal(text_input("Name", "name", element=bounds)))
    form.fill("Name", entry)

    assert form.submit() is None


def test_mending_a_field_takes_its_complaint_away(ada: Person, bot: Bot):
    form = open_for(ada, bot, modal())
    form.submit()
    assert "Name" in form.errors

    form.fill("name", "Rosa")

    assert form.errors == {}
    assert form.submit() is None


def test_a_modal_without_submit_has_nothing_to_submit(ada: Person, bot: Bot):
    only = modal(section("Read this"))
    del only["submit"]
    form = open_for(ada, bot, only)

    with pytest.raises(NotPossibleError, match="nothing to submit"):
        form.submit()


def test_a_form_that_is_not_ready_cannot_be_submitted(ada: Person, bot: Bot):
    form = open_for(ada, bot, modal(submit_disabled=True))

    with pytest.raises(NotPossibleError, match="cannot be submitted yet"):
        form.submit()


def test_only_what_stands_there_can_be_filled_or_picked(ada: Person, bot: Bot):
    pick = asked("Mode", "mode", "static_select", options=options("Phone", "Video"))
    form = open_for(ada, bot, modal(pick, actions(button("Go", "go"))))

    with pytest.raises(NotPossibleError, match="there is 'Mode', 'Go'"):
        form.fill("Nothing", "x")
    with pytest.raises(NotPossibleError, match="there is 'Phone', 'Video'"):
        form.fill("Mode", "Pigeon")
    with pytest.raises(NotPossibleError, match="is a button"):
        form.fill("Go", "x")
    with pytest.raises(NotPossibleError, match="nothing to press"):
        form.click("Mode")
    with pytest.raises(NotPossibleError, match="nobody can type"):
        form.type("Mode", "Phone")


def test_two_fields_of_one_name_are_told_apart_by_their_ids(ada: Person, bot: Bot):
    form = open_for(ada, bot, modal(text_input("Name", "one"), text_input("Name", "two")))

    with pytest.raises(NotPossibleError, match="2 things here are called 'Name'"):
        form.fill("Name", "x")
    form.fill("two", "x")
    assert form.state["two"]["answer"]["value"] == "x"


def test_a_field_can_be_emptied_again(ada: Person, bot: Bot):
    form = open_for(ada, bot, modal(text_input("Name", "name", element={"initial_value": "A"})))
    assert form.values == {"Name": "A"}

    form.fill("Name", None)

    form.submit()
    assert form.errors == {"Name": "Please complete this required field."}


def test_hints_options_and_values_can_be_read(ada: Person, bot: Bot):
    boxes = element("checkboxes", options=options("Tea", "Ramp"), initial_options=options("Ramp"))
    needs = text_input("Needs", "needs", optional=True, hint=plain("As many"), element=boxes)
    way = asked("Way", "way", "radio_buttons", options=options("Post", "Hand"))
    form = open_for(ada, bot, modal(needs, way))
    form.choose("Way", "Post")

    assert "Needs (optional)\n[ ] Tea\n[x] Ramp\nAs many" in form.text
    assert "Way\n(o) Post\n( ) Hand" in form.text
