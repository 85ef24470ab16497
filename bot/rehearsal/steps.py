"""The steps of a rehearsal: what the admin is asked to do, and which question it answers."""

from dataclasses import dataclass
from enum import StrEnum


class RehearsalStep(StrEnum):
    """Each is done by one press, or by a few that belong together."""

    BUTTON = "button"
    FORM = "form"
    THREE_DEEP = "three_deep"
    CLOSED = "closed"
    LONG = "long"
    THREAD = "thread"
    NOTICE = "notice"


@dataclass(frozen=True, kw_only=True)
class Asks:
    """What is asked of the person in a step."""

    title: str
    words: str
    button: str = "Press here"
    question: str = ""
    """What is not known of Slack until a real workspace has answered."""


STEPS: dict[RehearsalStep, Asks] = {
    RehearsalStep.BUTTON: Asks(
        title="A button",
        words="Press the button. This message changes when it was heard.",
    ),
    RehearsalStep.FORM: Asks(
        title="A form with every kind of field",
        words=(
            "Press the button, fill in every field with invented words, and save. In the field "
            "*An invented student*, type `Ju` and choose what is offered."
        ),
        button="Open the form",
    ),
    RehearsalStep.THREE_DEEP: Asks(
        title="Three screens deep",
        words="Open the screen, then press *Deeper* there until it says that this was all.",
        button="Open the screen",
    ),
    RehearsalStep.CLOSED: Asks(
        title="A screen that was closed",
        words="Close every screen that is open, then press the button.",
        button="All are closed",
    ),
    RehearsalStep.LONG: Asks(
        title="Long messages",
        words=(
            "Press the button. Longer and longer messages of invented words come and go again, "
            "until Slack takes no more."
        ),
        question="How long may the blocks of one message be, all together?",
    ),
    RehearsalStep.THREAD: Asks(
        title="A click in a thread",
        words=(
            "Press the button. An answer with a button comes into the thread of this message: "
            "open the thread, and press that one, too."
        ),
    ),
    RehearsalStep.NOTICE: Asks(
        title="A notice that only you see",
        words="Press the button, and then the one in the notice that appears below.",
    ),
}
"""In the order in which they are asked."""


def after(step: RehearsalStep) -> RehearsalStep | None:
    """Return the step that follows; None after the last."""
    steps = list(STEPS)
    following = steps[steps.index(step) + 1 :]
    return following[0] if following else None
