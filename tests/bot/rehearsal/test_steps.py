"""The steps follow each other, and the questions that only a real workspace answers are in them."""

import pytest

from bot.rehearsal.expected import expected
from bot.rehearsal.steps import STEPS, RehearsalStep, after

OPEN = {
    "alert, card, container and data table stand": RehearsalStep.KINDS,
    "how many rows has a data table": RehearsalStep.KINDS,
    "how long is the value of an option": RehearsalStep.KINDS,
    "the blocks of one message": RehearsalStep.LONG,
    "over a newer connection": RehearsalStep.RECONNECT,
    "used up": RehearsalStep.ADDRESSES,
    "too old": RehearsalStep.LATER,
    "keep its own ticks": RehearsalStep.TICKS,
    "closed accounts, and for guests": RehearsalStep.OTHERS,
    "a press again that was never acknowledged": RehearsalStep.UNANSWERED,
}


@pytest.mark.parametrize(("words", "step"), OPEN.items())
def test_every_open_question_is_asked_in_a_step(words, step):
    assert words in STEPS[step].question


def test_each_step_is_asked_once_and_expects_something():
    step: RehearsalStep | None = next(iter(STEPS))
    asked = []
    while step:
        asked.append(step)
        step = after(step)

    assert asked == list(STEPS) == list(RehearsalStep)
    assert set(expected()) == set(RehearsalStep)
