"""A shape holds keys and kinds, and two shapes are compared place by place."""

from bot.rehearsal.reports import UNTRIED, StepVerdict, report
from bot.rehearsal.shapes import differences, shape_of
from bot.rehearsal.steps import STEPS, RehearsalStep


def test_of_values_nothing_is_left_but_their_kind():
    sent = {"name": "Juniper", "at": 17, "told": True, "by": None, "type": "block_actions"}

    assert shape_of(sent) == {
        "name": "text",
        "at": "number",
        "told": "flag",
        "by": "nothing",
        "type": "=block_actions",
    }


def test_a_code_with_words_in_it_is_no_code():
    assert shape_of({"error": "Juniper said no"}) == {"error": "text"}
    assert shape_of({"error": "not_found"}) == {"error": "=not_found"}


def test_an_id_is_kept_nowhere_not_even_as_a_key():
    assert shape_of({"U0JUNIPER": {"ok": True}}) == {"(an id)": {"ok": "flag"}}


def test_of_a_list_each_shape_is_kept_once():
    assert shape_of(["green", "blue", 1]) == ["number", "text"]


def test_every_place_that_differs_is_named():
    expected = {"channel": {"id": "text"}, "ok": "flag", "blocks": [{"type": "=section"}]}
    found = {"channel": {"id": "nothing"}, "blocks": [{"type": "=card"}], "more": []}

    assert list(differences(expected, found)) == [
        "blocks.[card]: not expected, found an object",
        "blocks.[section]: expected an object, not there",
        "channel.id: expected text, found nothing",
        "more: not expected, found a list",
        "ok: expected flag, not there",
    ]


def test_what_was_found_is_told_step_by_step():
    expected = {step: {"pressed": "text", "posted": "text"} for step in STEPS}
    found = {
        RehearsalStep.BUTTON: {"pressed": "text", "posted": "text"},
        RehearsalStep.FORM: {"pressed": "text", "posted": "number"},
        RehearsalStep.LONG: {},
        RehearsalStep.FILE: {"pressed": "text", "posted": UNTRIED},
        RehearsalStep.KINDS: {"pressed": UNTRIED},
    }

    reported = report(expected, found)
    told = {one.step: one.verdict for one in reported}
    details = {one.step: one.details for one in reported}

    assert told[RehearsalStep.BUTTON] == StepVerdict.AGREED
    assert told[RehearsalStep.FORM] == StepVerdict.DIFFERS
    assert told[RehearsalStep.LONG] == StepVerdict.NOT_TRIED
    assert told[RehearsalStep.FILE] == StepVerdict.AGREED
    assert details[RehearsalStep.FORM] == ["posted: expected text, found number"]
    assert details[RehearsalStep.FILE] == ["posted: could not be tried"]
    assert told[RehearsalStep.KINDS] == StepVerdict.NOT_TRIED
    assert told[RehearsalStep.LATER] == StepVerdict.NOT_YET
