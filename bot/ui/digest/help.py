"""What can be typed, for the one who asks: a phone screen of examples, or every command."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot.people.people import Role
from bot.spelling import nearest
from bot.ui.kit import blocks
from bot.ui.kit.blocks import Message

_LEADS = frozenset({Role.CASE_MANAGER})
_SUPERVISES = frozenset({Role.SUPERVISOR})
_ADMIN = frozenset({Role.ADMIN})
_OFFICE = frozenset({Role.OFFICE})
_LEADS_OR_ADMIN = _LEADS | _ADMIN
_EVERYBODY: frozenset[Role] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Command:
    """Something that can be typed, and for whom it is."""

    typed: str
    meaning: str
    roles: frozenset[Role]
    """Whose it is, by any of these; for none of them it is everybody's."""

    @property
    def word(self) -> str:
        """Return what stands after `/iep`; nothing for what is another command."""
        command, *words = self.typed.split()
        return words[0] if command == "/iep" and words else ""


def _for(roles: frozenset[Role], typed: str, meaning: str) -> Command:
    return Command(typed=typed, meaning=meaning, roles=roles)


COMMANDS = (
    _for(_EVERYBODY, "/iep", "your work: students, meetings and what is due"),
    _for(_LEADS, "/iep find Juniper", "one student, who may have left, and what can be done"),
    _for(_LEADS, "/iep meeting Juniper", "a student's meeting: set, move, cancel, adjourn, held"),
    _for(
        _EVERYBODY,
        "/iep due",
        "everything that is yours to do; `today`, `tomorrow` or `overdue` narrow it",
    ),
    _for(_LEADS, "/iep why Juniper", "why each thing about a student is due on its day"),
    _for(_LEADS_OR_ADMIN, "/iep add", "a student by hand"),
    _for(_LEADS_OR_ADMIN, "/iep paste", "many students at once, from a spreadsheet"),
    _for(_LEADS, "/iep gone", "your students who have left; they can come back"),
    _for(_LEADS, "/iep handover", "your caseload, to a colleague: for good, or while you are away"),
    _for(_LEADS, "/iep log Juniper", "a contact with parents, a teacher or a provider"),
    _for(_LEADS, "/iep attempt Juniper", "a try to reach the parents"),
    _for(_LEADS, "/iep call Juniper", "a call agreed with the parents, with a reminder"),
    _for(_LEADS, "/iep progress", "goals that nobody has looked at in this reporting period"),
    _for(_LEADS, "/iep request", "next month's forms: whom to ask, and who has answered"),
    _for(_EVERYBODY, "/iep tips", "what helps before a meeting, in it, and when parents disagree"),
    _for(_LEADS_OR_ADMIN, "/iep settings", "your own settings; for admins those of the district"),
    _for(_LEADS, "/iep channel", "in a private channel: your checklist threads open there"),
    _for(_SUPERVISES, "/iep district", "what is open at your schools, in counts"),
    _for(_ADMIN, "/iep trail", "who saw and changed a student's record"),
    _for(_EVERYBODY, "/iep help", "a few examples; `/iep help more` is this list"),
    _for(_LEADS, "/preiep Juniper", "write down what the parents say while you talk"),
)
"""Every command, in the order of the year."""

EXAMPLES = (
    _for(_LEADS, "/iep", "what is due, and who meets next"),
    _for(_LEADS, "/iep Juniper", "one student, with everything that can be done"),
    _for(_LEADS, "/preiep Juniper", "write while you talk with the parents"),
    _for(_LEADS, "/iep whose agenda is missing", "or which signatures, notices, drafts, notes"),
    _for(_LEADS, "/iep who has not answered", "forms that are still to come"),
    _for(_LEADS, "/iep which meetings are not marked", "whose day has passed"),
    _for(_LEADS, "/iep request", "send next month's forms"),
    _for(_LEADS, "/iep log Juniper", "keep a call, a letter or a word in the hallway"),
    _for(_SUPERVISES, "/iep district", "your schools, in counts"),
    _for(_SUPERVISES, "/iep JQ-7K2", "what is open for one student, by alias or student id"),
    _for(_OFFICE, "/iep Juniper", "the invitation that waits for you"),
    _for(_ADMIN, "/iep settings", "calendar, rules, people and their roles"),
    _for(_ADMIN, "/iep paste", "bring in students from a spreadsheet"),
    _for(_ADMIN, "/iep trail", "who saw and changed a student's record"),
)
"""What somebody in a role types most; it fits on one screen of a phone."""

_ON_A_TEAM = (
    _for(_EVERYBODY, "/iep", "what there is for you to do"),
    _for(_EVERYBODY, "/iep Juniper", "when the student's team meets, and your forms"),
    _for(_EVERYBODY, "/iep tips", "what helps in a meeting, and when parents disagree"),
)
"""What is typed by somebody who has no role but is on a student's team."""

_WRITTEN_TOO = (
    "You can write the same to me in a direct message, without `/iep`; I answer by alias. No "
    "language model reads along. `/iep help more` lists every command."
)


def examples(roles: AbstractSet[Role]) -> Message:
    """Show what somebody in these roles types most."""
    return _said("What you can type:", _examples(roles))


def everything(roles: AbstractSet[Role]) -> Message:
    """Show every command that is for these roles."""
    said = "Every command:"
    lines = _lines(_theirs(COMMANDS, roles))
    return blocks.message(said, [blocks.section(said), blocks.section(lines)])


def commands_near(words: str, roles: AbstractSet[Role]) -> list[Command]:
    """Return the commands for these roles that the first of the words is, or nearly is."""
    known = {one.word: one for one in _theirs(COMMANDS, roles) if one.word}
    typed = words.split()[:1]
    near = nearest(typed[0].casefold(), known) if typed else set()
    return [one for word, one in known.items() if word in near]


def nothing_found(roles: AbstractSet[Role], near: Sequence[Command] = ()) -> Message:
    """Say that the words name nobody, and which commands they come near, or what can be typed.

    The words are not repeated: they may be a student's name, which no message carries.
    """
    if near:
        return _said("Did you mean this?", near)
    said = "I found no student of yours by these words, and I do not know them as a question."
    if Role.SUPERVISOR in roles:
        said += " A supervisor finds a student by alias or student id; names open with a reason."
    return _said(f"{said} What you can type:", _examples(roles))


def _examples(roles: AbstractSet[Role]) -> Sequence[Command]:
    return _theirs(EXAMPLES, roles) or _ON_A_TEAM


def _theirs(commands: Iterable[Command], roles: AbstractSet[Role]) -> list[Command]:
    return [one for one in commands if not one.roles or one.roles & roles]


def _said(said: str, commands: Iterable[Command]) -> Message:
    drawn = [blocks.section(said), blocks.section(_lines(commands)), blocks.context(_WRITTEN_TOO)]
    return blocks.message(said, drawn)


def _lines(commands: Iterable[Command]) -> str:
    return "\n".join(f"`{one.typed}`  {one.meaning}" for one in commands)
