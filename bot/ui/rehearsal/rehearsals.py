"""What an admin sees in a rehearsal: a message for each step, a few screens, and the report."""

import json
from collections.abc import Iterable, Sequence

from bot.forms.rehearsal.rehearsals import EVERY_KIND, SEEN, STEP
from bot.forms.tags import packed
from bot.rehearsal.reports import StepReport, StepVerdict
from bot.rehearsal.steps import STEPS, RehearsalStep
from bot.ui.kit import blocks, elements
from bot.ui.kit.blocks import Message, View
from bot.ui.kit.drawing import modal
from bot.ui.kit.elements import Element

BEGIN = "rehearsal_begin"
PRESS = "rehearsal_press"
"""The button of a step; its value names the step."""
THEN = "rehearsal_then"
"""The second button of a step."""
PICK = "rehearsal_pick"
"""The choice of a channel."""
TICK = "rehearsal_tick"
SAW, SAW_NOT = "rehearsal_saw", "rehearsal_saw_not"
"""Say what they saw; their values name the step, too."""
LATE, UNANSWERED = "rehearsal_late", "rehearsal_unanswered"
"""Presses that are acknowledged over another connection, and never."""
DEEPER = "rehearsal_deeper"
SKIP = "rehearsal_skip"

NOT_IN_CHANNEL = (
    "Preiep cannot write in that channel yet. Please type `/invite @Preiep` there, and choose the "
    "channel in the message below."
)
NO_SOCKET = (
    "Preiep is reached over HTTP here, and there is no connection that could be changed. Please "
    "press “I cannot do this”."
)

_MARKS = {
    StepVerdict.AGREED: ":white_check_mark:",
    StepVerdict.DIFFERS: ":warning:",
    StepVerdict.NOT_TRIED: ":no_entry_sign:",
    StepVerdict.NOT_YET: ":hourglass:",
}
_OTHER_CONTROLS = {RehearsalStep.RECONNECT: LATE, RehearsalStep.UNANSWERED: UNANSWERED}
_SEEN = {
    RehearsalStep.TICKS: "Is the box still ticked?",
    RehearsalStep.RECONNECT: "Did a warning appear beside the button?",
    RehearsalStep.UNANSWERED: "Did a warning appear beside the button, within half a minute?",
}
_INVENTED = "Juniper asked for a quieter desk, and has one now. "


def begun() -> View:
    """Say where it goes on."""
    said = "The rehearsal waits in your messages with Preiep. It takes about five minutes."
    return blocks.modal("Rehearsal", [blocks.section(said)], callback_id=BEGIN)


def asked(step: RehearsalStep, *carries: tuple[str, str]) -> Message:
    """Ask for one step, with a way on for whoever cannot do it."""
    asks, number = STEPS[step], list(STEPS).index(step) + 1
    value = packed(STEP.of(step), *carries)
    title = f"Rehearsal, {number} of {len(STEPS)}: {asks.title}"
    return blocks.message(
        title,
        [
            blocks.section(f"*{title}*\n{asks.words}"),
            blocks.actions(
                [_first(step, value), elements.button("I cannot do this", SKIP, value=value)],
                block_id=f"rehearsal:{step}",
            ),
        ],
    )


def _first(step: RehearsalStep, value: str) -> Element:
    if step is RehearsalStep.CHANNEL:
        return elements.channel_select(PICK, placeholder="Choose a channel")
    control = _OTHER_CONTROLS.get(step, PRESS)
    return elements.button(STEPS[step].button, control, value=value, style="primary")


def box(*, mark: str) -> Message:
    """Return a box without a tick; `mark` is said beside it, so that it is drawn anew."""
    ticks = elements.checkboxes(TICK, [elements.option("tick", "Tick me")], ticked=())
    said = f"Rehearsal: a box ({mark})"
    return blocks.message(said, [blocks.section(said), blocks.actions([ticks], block_id="ticks")])


def did_you_see(step: RehearsalStep) -> Message:
    """Ask what the person saw, which Slack does not tell."""
    said = _SEEN[step]
    choices = [
        elements.button("Yes", SAW, value=packed(STEP.of(step), SEEN.of("yes"))),
        elements.button("No", SAW_NOT, value=packed(STEP.of(step), SEEN.of("no"))),
    ]
    return blocks.message(said, [blocks.section(said), blocks.actions(choices)])


def done(step: RehearsalStep) -> Message:
    """Say in a step's message that it is done; nothing is left there to press."""
    said = f"{STEPS[step].title}: heard."
    return blocks.message(said, [blocks.section(f":white_check_mark: {said}")])


def second(step: RehearsalStep) -> Message:
    """Return the message that a step puts somewhere, with its second button."""
    said = f"Rehearsal: {STEPS[step].title.lower()}"
    press = elements.button("And here", THEN, value=packed(STEP.of(step)))
    return blocks.message(said, [blocks.section(said), blocks.actions([press])])


def form() -> View:
    return modal(EVERY_KIND, EVERY_KIND.fields)


def suggestion() -> Element:
    return elements.option("1", "Juniper (invented)")


def screen(depth: int, *, is_last: bool = False) -> View:
    """Return one of the screens that lie on top of each other."""
    if is_last:
        said = "This was all. Please close every screen, and go on in the messages."
        return blocks.modal("Rehearsal", [blocks.section(said)], callback_id=DEEPER)
    deeper = blocks.actions([elements.button("Deeper", DEEPER, value=str(depth))])
    drawn = [blocks.section(f"Screen {depth} of three."), deeper]
    return blocks.modal("Rehearsal", drawn, callback_id=DEEPER)


def long_message(characters: int) -> Message:
    """Return a message whose blocks are so long as they are sent, in invented words."""
    count = characters // 1000
    around = len(json.dumps(_paragraph(""))) + 2
    each = characters // count - around
    paragraph = _paragraph((_INVENTED * 40)[:each])
    return {"text": "A long message of the rehearsal", "blocks": [paragraph] * count}


def _paragraph(text: str) -> blocks.Block:
    return {"type": "section", "text": {"type": "plain_text", "text": text}}


def many_blocks(count: int) -> Message:
    return {"text": "A message of many blocks", "blocks": [blocks.divider()] * count}


def reported(steps: Sequence[StepReport]) -> Message:
    """Return the report as a message; how something differs stands with it, as far as it fits."""
    said = f"Rehearsal: {summary(steps)}"
    drawn = [blocks.header("The rehearsal"), blocks.section(summary(steps))]
    drawn += [blocks.section(_line(step)) for step in steps]
    drawn.append(
        blocks.context(
            "The whole report, to send to whoever looks after Preiep: `python app.py rehearse "
            "--report`. It holds nobody's name and nothing that anybody typed."
        )
    )
    return blocks.message(said, drawn)


def summary(steps: Iterable[StepReport]) -> str:
    """Count the steps by how they went."""
    verdicts = [step.verdict for step in steps]
    counted = [f"{verdicts.count(one)} {one}" for one in StepVerdict if one in verdicts]
    return ", ".join(counted) + "."


def in_plain_lines(steps: Iterable[StepReport]) -> Iterable[str]:
    """Return the report as lines of a file, with all that differs."""
    for step in steps:
        yield f"{step.verdict:<18}  {step.title}"
        if step.question:
            yield f"{'':<20}Question: {step.question}"
        yield from (f"{'':<20}- {how}" for how in step.details)


def _line(step: StepReport) -> str:
    line = f"{_MARKS[step.verdict]} *{step.title}*: {step.verdict}"
    shown = [f"• `{how}`" for how in step.details[:3]]
    more = len(step.details) - len(shown)
    return "\n".join([line, *shown, *([f"and {more} more"] if more > 0 else [])])
