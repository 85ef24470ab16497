"""What somebody settled by a word is opened again with *Pick …*."""

from dataclasses import replace
from datetime import date

import pytest

from bot.dates.obligation_rows import Standing, State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.forms.dates.settling import What, rows_picked_from
from bot.meetings.meetings import held
from bot.ui.digest import pick
from bot.ui.kit.reading import answers_in
from tests.bot.a_morning import with_meeting
from tests.bot.ui.filled import boxes, choices, filled
from tests.bot.ui.picking import NOTICE, keys, the_morning


def a_row(state: State, **fields):
    """The morning in which something is recorded about the notice, and its row."""
    case = with_meeting(1, "2026-11-18", created="2026-09-01")
    key = (meeting_subject(case.meetings[0].id), ObligationId.MEETING_NOTICE)
    morning = the_morning(replace(case, standings={key: Standing(state=state, **fields)}))
    return morning, morning.entries[key]


@pytest.mark.parametrize(
    ("state", "fields", "words"),
    [
        pytest.param(State.DONE, {}, "done", id="done"),
        pytest.param(State.NOT_NEEDED, {"reason": "moved"}, "not needed", id="not-needed"),
        pytest.param(
            State.OPEN,
            {"snoozed_until": date(2026, 10, 12)},
            "by Friday, put off to Mon, Oct 12",
            id="put-off",
        ),
    ],
)
def test_what_somebody_settled_by_a_word_can_be_opened_again(state, fields, words):
    morning, entry = a_row(state, **fields)
    view = pick.render([entry], morning)

    answers = answers_in(filled(view, {"rows:0": [NOTICE]}))
    picked, _ = rows_picked_from(answers, morning, {})

    assert choices(view, "what") == [What.OPEN_AGAIN]
    assert words in str(view["blocks"])
    assert (keys(picked), picked.what) == (
        [("meeting:1", "meeting_notice")],
        What.OPEN_AGAIN,
    )


def test_what_is_proven_is_not_opened_again():
    morning, entry = a_row(State.PROVEN)

    assert not entry.can_open_again(morning.on)


def test_a_signature_is_not_taken_back_with_a_tick():
    case = with_meeting(1, "2026-09-22", created="2026-08-20")
    meeting = held(case.meetings[0], on=date(2026, 9, 22))
    key = (meeting_subject(meeting.id), ObligationId.CONSENT)
    signed = replace(case, meetings=(meeting,), standings={key: Standing(state=State.DONE)})
    morning = the_morning(signed)

    assert not morning.entries[key].can_open_again(morning.on)


def test_opening_again_leaves_open_rows_alone():
    morning, entry = a_row(State.DONE)
    open_row = next(one for one in morning.counting() if one.key != entry.key)
    view = pick.render([open_row, entry], morning)
    ticks = {block: _values(view, block) for block in boxes(view)}

    answers = answers_in(filled(view, {**ticks, "what": What.OPEN_AGAIN}))
    picked, _ = rows_picked_from(answers, morning, {})

    assert keys(picked) == [("meeting:1", "meeting_notice")]


def _values(view, block_id):
    block = next(block for block in view["blocks"] if block.get("block_id") == block_id)
    return [option["value"] for option in block["element"]["options"]]
