"""A rehearsal: in the sandbox everything agrees, and what is expected is what it recorded."""

import json
import os
from dataclasses import replace

import pytest

from bot.people.people import Role
from bot.rehearsal.expected import FILE
from bot.rehearsal.reports import UNTRIED, StepVerdict
from bot.rehearsal.steps import STEPS, RehearsalStep
from casework.rehearsal.rehearsals import rehearsal_report
from handlers.rehearsal.looks import NO_CODE, code_of
from tests.handlers.kit.test_socket_mode import socket_of
from tests.handlers.rehearsal.rehearsing import ROOM, Rehearsing
from tests.people import MORNING, running_school

RECORDS = "PREIEP_RECORD_REHEARSAL"
"""Set, what the sandbox did is written down as what is expected of Slack from now on."""


@pytest.fixture
def dialect():
    """What is kept is a row of JSON, which is tried on both databases elsewhere."""
    return "sqlite"


def rehearsing_in(school):
    school.on_record["hal"] = school.person("U0HAL", Role.ADMIN, name="Hal Helpwell")
    for user in ("U0HAL", "app"):
        school.client.deed("join", channel=ROOM, user=user)
    school.client.deactivate("U0ZED")
    return Rehearsing(school, school.hal)


@pytest.fixture
def rehearsing(school):
    return rehearsing_in(school)


def found_in(school):
    with school.storage.jobs(now=MORNING, reading=True) as scope:
        return scope.rehearsals.found()


def written(found):
    """Write what was found with a line for each thing looked at, so that a change is seen."""
    steps = (
        f'"{step}": {{\n'
        + ",\n".join(
            f' "{name}": {json.dumps(found[step][name], sort_keys=True)}'
            for name in sorted(found[step])
        )
        + "\n}"
        for step in STEPS
    )
    return "{\n" + ",\n".join(steps) + "\n}\n"


def verdicts(school):
    with school.storage.jobs(now=MORNING, reading=True) as scope:
        return {one.step: one.verdict for one in rehearsal_report(scope)}


def test_in_the_sandbox_every_step_agrees_with_what_was_recorded(school, rehearsing):
    rehearsing.begin()
    rehearsing.play()

    found = found_in(school)
    if os.environ.get(RECORDS):
        FILE.write_text(written(found))
    assert found == json.loads(FILE.read_text())
    assert f"{len(STEPS)} agreed" in rehearsing.admin.dms()[-1].text


def test_what_cannot_be_done_is_left_out_and_said(school, rehearsing):
    rehearsing.begin()
    rehearsing.press(rehearsing.asked(RehearsalStep.BUTTON), "I cannot do this")

    assert verdicts(school)[RehearsalStep.BUTTON] == StepVerdict.NOT_TRIED
    assert verdicts(school)[RehearsalStep.FORM] == StepVerdict.NOT_YET
    assert rehearsing.asked(RehearsalStep.FORM)


def test_a_step_pressed_twice_asks_for_the_next_one_once(school, rehearsing):
    rehearsing.comes_to(RehearsalStep.LONG)
    message = rehearsing.asked(RehearsalStep.LONG)
    rehearsing.press(message, "Press here")
    rehearsing.press(message, "Press here")

    assert len([one for one in rehearsing.admin.dms() if "A click in a thread" in one.text]) == 1


def test_before_an_hour_has_passed_nothing_is_looked_at(school, rehearsing):
    rehearsing.comes_to(RehearsalStep.LATER)
    rehearsing.press(rehearsing.asked(RehearsalStep.LATER), "An hour has passed")

    assert "not passed yet" in rehearsing.admin.ephemerals[-1].text
    assert verdicts(school)[RehearsalStep.LATER] == StepVerdict.NOT_YET


def test_where_nobody_is_a_guest_that_part_alone_could_not_be_tried(school, rehearsing):
    school.person("U0GUS", name="Gus Visitor")
    rehearsing.comes_to(RehearsalStep.OTHERS)
    rehearsing.begins(RehearsalStep.OTHERS)

    assert found_in(school)[RehearsalStep.OTHERS]["guest"] == UNTRIED
    assert verdicts(school)[RehearsalStep.OTHERS] == StepVerdict.AGREED


@pytest.mark.parametrize("step", [RehearsalStep.RECONNECT, RehearsalStep.UNANSWERED])
def test_over_http_there_is_no_connection_to_change(database_url, step):
    with running_school(database_url, http=True) as school:
        rehearsing = rehearsing_in(school)
        rehearsing.comes_to(step)
        rehearsing.press(rehearsing.asked(step), "Press here")

        assert "I cannot do this" in school.hal.ephemerals[-1].text
        assert verdicts(school)[step] == StepVerdict.NOT_YET


def test_a_channel_without_preiep_is_asked_for_again(school, rehearsing):
    school.client.deed("leave", channel=ROOM, user="app")
    rehearsing.comes_to(RehearsalStep.CHANNEL)
    rehearsing.asked(RehearsalStep.CHANNEL).fill("rehearsal_pick", ROOM)
    school.settle()

    assert "/invite @Preiep" in school.hal.ephemerals[-1].text
    assert len([one for one in school.hal.dms() if "A private channel" in one.text]) == 2


def test_where_no_screen_was_opened_none_that_is_closed_is_drawn(school, rehearsing):
    rehearsing.begin()
    rehearsing.play(until=RehearsalStep.THREE_DEEP)
    rehearsing.press(rehearsing.asked(RehearsalStep.THREE_DEEP), "I cannot do this")
    rehearsing.press(rehearsing.asked(RehearsalStep.CLOSED), "All are closed")

    assert verdicts(school)[RehearsalStep.CLOSED] == StepVerdict.NOT_TRIED


def test_a_form_that_slack_does_not_open_is_found_and_not_waited_for(school, rehearsing):
    rehearsing.begin()
    rehearsing.play(until=RehearsalStep.FORM)
    school.client.fault("error", method="views.open", error="invalid_arguments")
    rehearsing.press(rehearsing.asked(RehearsalStep.FORM), "Open the form")

    assert verdicts(school)[RehearsalStep.FORM] == StepVerdict.DIFFERS
    assert rehearsing.asked(RehearsalStep.THREE_DEEP)


def test_nothing_that_was_typed_and_nobodys_name_is_kept():
    """What is kept of a whole rehearsal is this file, which the first of these tests holds."""
    kept = FILE.read_text()
    for word in ("Hal", "U0HAL", "T0QUILL", ROOM, "and blue", "invented.txt", "http"):
        assert word not in kept


def test_only_an_admin_can_press_in_a_rehearsal(school, rehearsing):
    rehearsing.begin()
    with school.storage.jobs(now=MORNING) as scope:
        scope.people.keep(replace(school.on_record["hal"], roles=frozenset()))
    rehearsing.press(rehearsing.asked(RehearsalStep.BUTTON), "Press here")

    assert found_in(school) == {}


def test_somebody_else_in_the_channel_presses_nothing_away(school, rehearsing):
    rehearsing.comes_to(RehearsalStep.CHANNEL)
    rehearsing.asked(RehearsalStep.CHANNEL).fill("rehearsal_pick", ROOM)
    school.settle()
    told = [one for one in school.pat.messages(ROOM) if one.by_app][-1]

    told.click("And here")
    school.settle()

    assert told.ts in [one.ts for one in school.pat.messages(ROOM)]
    assert (
        RehearsalStep.CHANNEL not in found_in(school)
        or "second_pressed" not in found_in(school)[RehearsalStep.CHANNEL]
    )


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({"ok": True}, "ok"),
        ({"ok": False, "error": "channel_not_found"}, "channel_not_found"),
        ({"ok": False, "error": "<html>Dear Pat, the proxy is away"}, NO_CODE),
        ({}, NO_CODE),
    ],
)
def test_what_a_proxy_says_in_slacks_place_is_not_repeated(answer, code):
    assert code_of(answer) == code


@pytest.mark.parametrize("step", [RehearsalStep.RECONNECT, RehearsalStep.UNANSWERED])
def test_only_an_admins_press_changes_the_connection(school, rehearsing, step):
    rehearsing.comes_to(step)
    with school.storage.jobs(now=MORNING) as scope:
        scope.people.keep(replace(school.on_record["hal"], roles=frozenset()))
    before = socket_of(school)._newest

    rehearsing.press(rehearsing.asked(step), "Press here")

    assert socket_of(school)._newest is before
    assert "admin" in school.hal.ephemerals[-1].text
