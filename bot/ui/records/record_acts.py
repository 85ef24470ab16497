"""A word to an admin about a whole record that left Preiep, or was destroyed, outside Slack."""

from bot.records.record_acts import RecordAct
from bot.ui.kit import blocks, markup
from bot.ui.kit.blocks import Message

_BY = "That was done with a command on the machine where Preiep runs, and by nobody in Slack."
_ASK = "If you did not expect it, please ask whoever looks after that machine."

_ALOUD = {
    RecordAct.EXPORTED: "A student's record was exported.",
    RecordAct.DESTROYED: "A student's record was destroyed.",
}
_DONE = {
    RecordAct.EXPORTED: "A copy of the whole record of {whose} was made for use outside Slack. "
    f"{_BY} `/iep trail` says when. {_ASK}",
    RecordAct.DESTROYED: "The whole record of {whose} was destroyed. "
    f"{_BY} Whoever did it has a certificate of it. {_ASK}",
}


def render(act: RecordAct, alias: str) -> Message:
    """Name the student by alias; nobody where the alias went with the record."""
    whose = f"*{markup.escaped(alias)}*" if alias else "a student"
    return blocks.message(_ALOUD[act], [blocks.section(_DONE[act].format(whose=whose))])
