"""Typing into fields that listen, and into those that suggest."""

from typing import Any

import pytest

from sandbox.client import NotPossibleError, Person, SandboxClient
from sandbox.server.server import Sandbox
from tests.sandbox.bots import SILENCE, Bot, Payload, modal, options, plain, text_input
from tests.sandbox.screen.test_forms import open_for

TYPED = {"dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]}}


def typing(ada: Person, bot: Bot) -> Any:
    field = text_input("Notes", "notes", dispatch_action=True, element=TYPED)
    return open_for(ada, bot, modal(field))


def heard(bot: Bot, count: int) -> list[Payload]:
    return [bot.next_payload()["actions"][0] for _ in range(count)]


def test_typing_is_told_of_in_batches(ada: Person, bot: Bot):
    typing(ada, bot).type("Notes", "She likes", by=5)

    batches = heard(bot, 2)
    assert [one["value"] for one in batches] == ["She l", "She likes"]
    assert float(batches[0]["action_ts"]) < float(batches[1]["action_ts"])


def test_typing_goes_on_after_what_stands_there(ada: Person, bot: Bot):
    form = typing(ada, bot)
    form.fill("Notes", "She ")
    form.type("Notes", "draws", by=10)

    assert [one["value"] for one in heard(bot, 2)] == ["She ", "She draws"]
    assert form.values == {"Notes": "She draws"}


def test_what_typing_sends_can_come_late_and_out_of_order(
    ada: Person, bot: Bot, client: SandboxClient
):
    client.set_up(typing_reordered=True, typing_delay=0.01)
    typing(ada, bot).type("Notes", "abcde", by=1)

    batches = heard(bot, 5)

    assert [one["value"] for one in batches] == ["a", "abc", "ab", "abcde", "abcd"]
    newest = max(batches, key=lambda one: float(one["action_ts"]))
    assert newest["value"] == "abcde"


def test_without_that_setting_only_enter_speaks(ada: Person, bot: Bot, client: SandboxClient):
    form = open_for(ada, bot, modal(text_input("Notes", "notes", dispatch_action=True)))
    form.type("Notes", "draws")
    form.fill("Notes", "draws well")
    assert client.journal("interactive") == []

    form.enter("Notes")

    assert heard(bot, 1)[0]["value"] == "draws well"


def searching(ada: Person, bot: Bot, **more: Any) -> Any:
    select = {"type": "external_select", **more}
    return open_for(ada, bot, modal(text_input("Student", "student", element=select)))


def suggesting(*said: str) -> Any:
    return lambda payload: {
        "options": [one for one in options(*said) if payload["value"] in one["value"]]
    }


def test_suggestions_are_asked_for_while_typing(ada: Person, bot: Bot):
    form = searching(ada, bot, min_query_length=2)
    bot.reactions["block_suggestion"] = suggesting("Rosa", "Rolf", "Ida")

    assert form.suggest("Student", "r") == []
    assert form.suggest("Student", "ros") == ["Rosa"]

    asked = {bot.next_payload()["value"], bot.next_payload()["value"]}
    assert asked == {"ro", "ros"}
    form.choose("Student", "Rosa")
    assert form.values == {"Student": "Rosa"}
    with pytest.raises(NotPossibleError):
        form.choose("Student", "Ida Ivy")


def test_a_query_shorter_than_three_asks_nobody(ada: Person, bot: Bot, client: SandboxClient):
    form = searching(ada, bot)
    bot.reactions["block_suggestion"] = suggesting("Rosa")

    assert form.suggest("Student", "ro") == []
    assert client.journal("interactive") == []
    assert form.suggest("Student", "ros") == ["Rosa"]


def test_a_suggestion_says_where_it_is_needed(ada: Person, bot: Bot):
    form = searching(ada, bot)
    bot.reactions["block_suggestion"] = suggesting("Rosa")
    form.suggest("Student", "ros")

    payload = bot.next_payload()
    assert (payload["block_id"], payload["action_id"]) == ("student", "answer")
    assert payload["view"]["id"] == form.id


def test_too_many_suggestions_show_as_none(ada: Person, bot: Bot, client: SandboxClient):
    form = searching(ada, bot)
    bot.reactions["block_suggestion"] = lambda _: {
        "options": options(*(f"Rosa {n}" for n in range(101)))
    }

    assert form.suggest("Student", "ros") == []
    [refused] = client.strict_errors()
    assert refused["name"] == "block_suggestion"


def test_groups_of_suggestions_are_offered(ada: Person, bot: Bot):
    form = searching(ada, bot)
    groups = [{"label": plain("Yours"), "options": options("Rosa")}]
    bot.reactions["block_suggestion"] = lambda _: {"option_groups": groups}

    assert form.suggest("Student", "ros") == ["Rosa"]


def test_late_suggestions_show_as_none(hasty: Sandbox):
    with SandboxClient(hasty.url) as client, Bot(hasty) as bot:
        form = searching(client.person("Ada"), bot)
        bot.reactions["block_suggestion"] = lambda _: SILENCE

        assert form.suggest("Student", "ros") == []
