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
    FILE = "file"
    CHANNEL = "channel"
    TICKS = "ticks"
    KINDS = "kinds"
    OTHERS = "others"
    ADDRESSES = "addresses"
    RECONNECT = "reconnect"
    UNANSWERED = "unanswered"
    LATER = "later"


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
    RehearsalStep.FILE: Asks(
        title="A file",
        words="Press the button. A small file comes into this conversation, and goes again.",
    ),
    RehearsalStep.CHANNEL: Asks(
        title="A private channel",
        words=(
            "Invite Preiep into a private channel that you can spare for a minute, and choose that "
            "channel here. Then press the button that appears in the channel."
        ),
    ),
    RehearsalStep.TICKS: Asks(
        title="A ticked box that is drawn anew",
        words=(
            "Press the button, and tick the box that comes. It is then drawn anew without its "
            "tick; say whether you still see the tick."
        ),
        question="Does a client keep its own ticks where a message is drawn anew?",
    ),
    RehearsalStep.KINDS: Asks(
        title="Newer blocks, and limits that are told in two ways",
        words=(
            "Press the button, and leave the screen open that comes, until the next step is asked. "
            "Your home tab is drawn anew when you open it next."
        ),
        question=(
            "Where do alert, card, container and data table stand; how many rows has a data table, "
            "how long is the value of an option, how many choices has the smallest overflow menu?"
        ),
    ),
    RehearsalStep.OTHERS: Asks(
        title="The home tab of those who cannot open it",
        words=(
            "Press the button. A home tab is drawn for somebody whose account is closed, and for a "
            "guest who is not on record here. Neither is told anything."
        ),
        question="Is a home tab taken for closed accounts, and for guests who cannot use the app?",
    ),
    RehearsalStep.ADDRESSES: Asks(
        title="The address for answers, used up",
        words="Press the button. Five notices come, and a sixth that Slack should not take.",
        question="In which words does Slack refuse an address for answers that is used up?",
    ),
    RehearsalStep.RECONNECT: Asks(
        title="An answer over a new connection",
        words=(
            "Only where Preiep runs with Socket Mode; else you cannot do this. Press the button: "
            "the connection is changed before the press is acknowledged. Then say whether a "
            "warning appeared."
        ),
        question="Does Slack take an acknowledgement over a newer connection?",
    ),
    RehearsalStep.UNANSWERED: Asks(
        title="A press that is not acknowledged",
        words=(
            "Only where Preiep runs with Socket Mode; else you cannot do this. Press the button, "
            "once: it is not acknowledged, and the connection is changed. Wait half a minute. Then "
            "say whether a warning appeared."
        ),
        question="Does Slack tell of a press again that was never acknowledged?",
    ),
    RehearsalStep.LATER: Asks(
        title="An hour later",
        words=(
            "That was all for now. Please press this button once more after an hour: it looks at "
            "what Slack takes so late, and completes the report."
        ),
        button="An hour has passed",
        question="In which words does Slack refuse an address for answers that is too old?",
    ),
}
"""In the order in which they are asked."""


GO_ON = frozenset(
    {
        RehearsalStep.FORM,
        RehearsalStep.THREE_DEEP,
        RehearsalStep.THREAD,
        RehearsalStep.NOTICE,
        RehearsalStep.TICKS,
    }
)
"""The steps of which the first press is not the last, unless Slack refuses it."""

SIZES = (11_000, 12_000, 12_900, 13_100, 14_000, 16_000, 20_000)
"""Characters of a message's blocks that are tried, the shortest first."""

USES = 6
"""One more than an address for answers should take."""


def after(step: RehearsalStep) -> RehearsalStep | None:
    """Return the step that follows; None after the last."""
    steps = list(STEPS)
    following = steps[steps.index(step) + 1 :]
    return following[0] if following else None
