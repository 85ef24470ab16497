"""What an admin reads when another wants something for themself: what it is, and two buttons."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.people.confirmations import Confirmation, Ruling, Wish
from bot.people.people import Person, Role
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, Message
from bot.ui.kit.markup import counted

CONFIRM, REFUSE = "confirmation_confirm", "confirmation_refuse"
MOST_NAMED = 30

_ENDED = {
    Ruling.CONFIRMED: "{who} confirmed it, and it is done.",
    Ruling.REFUSED: "{who} refused it. Nothing was changed.",
    Ruling.LATE: "Nobody decided within a week, so nothing was changed.",
    Ruling.STALE: "The records had changed meanwhile, so nothing was changed.",
}


@dataclass(frozen=True, kw_only=True)
class Given:
    """Students of one case manager, and as what somebody is to have them."""

    part: str
    whose: str
    """The name of their case manager; empty where they are new."""
    aliases: Sequence[str]
    new: int = 0


def request(
    asked: Confirmation, asker: Person, given: Sequence[Given], *, decided_by: str
) -> Message:
    """Ask an admin; once it is decided, say what became of it."""
    # Of what was destroyed nothing is left to say but that it was asked.
    lines = [_asks(asked, asker), *(_WHAT[asked.wish](asked, given) if asked.gives else [])]
    drawn: list[Block] = [blocks.section("\n".join(lines))]
    if asked.waits:
        drawn.append(_buttons(asked, asker))
        drawn.append(blocks.context(_WHY[asked.wish]))
    else:
        who = markup.short(decided_by or "An admin", 120)
        drawn.append(blocks.context(_ENDED[asked.decision].format(who=who)))
    return blocks.message("An admin's decision is needed.", drawn)


def answer(asked: Confirmation, *, decided_by: str) -> Message:
    """Tell who asked what became of it."""
    what = "your roles" if asked.wish is Wish.ROLES else "the rows that you pasted"
    who = markup.short(decided_by or "An admin", 120)
    sentence = f"You asked about {what}. {_ENDED[asked.decision].format(who=who)}"
    if asked.decision is Ruling.STALE:
        sentence += " You can ask again."
    return blocks.message("There is an answer to what you asked for.", [blocks.section(sentence)])


_WHY = {
    Wish.ROLES: (
        "Nobody gives themself a role. Nothing changes until you or another admin confirms; after "
        "a week it is dropped. They are told what you decide."
    ),
    Wish.STUDENTS: (
        "Nobody gives themself a student. Nothing changes until you or another admin confirms; "
        "after a week it is dropped. They are told what you decide, and so is each case manager."
    ),
    Wish.TWIN: (
        "*Confirm* moves the record, and the newer one leaves. *Refuse* leaves both as they are. "
        "Nobody is told that the id was on record until you confirm."
    ),
}


def _asks(asked: Confirmation, asker: Person) -> str:
    who = f"*{markup.short(asker.name or asker.email or 'Somebody', 120)}*"
    if asked.wish is Wish.ROLES:
        return f"{who} wants other roles for themself."
    if asked.wish is Wish.STUDENTS:
        return f"{who} pasted rows that give them students, or a part on a team:"
    return f"{who} added a student whose id is on record on another caseload:"


def _roles(asked: Confirmation, given: Sequence[Given]) -> list[str]:  # noqa: ARG001 - as the others
    before = {Role(one) for one in asked.gives[0].split(",") if one}
    return [f"Now: {_named(before)}", f"Wanted: *{_named(asked.roles)}*{_where(asked)}"]


def _students(asked: Confirmation, given: Sequence[Given]) -> list[str]:  # noqa: ARG001
    lines = [f"• as {one.part}: {_who(one)}" for one in given[:MOST_NAMED]]
    return [*lines, *markup.more(len(given) - MOST_NAMED)]


def _twin(asked: Confirmation, given: Sequence[Given]) -> list[str]:  # noqa: ARG001
    first, own = given
    return [
        f"• on record: {_who(first)}",
        f"• new: {_who(own)}",
        "If it is one student who has changed hands, please confirm.",
    ]


_WHAT = {Wish.ROLES: _roles, Wish.STUDENTS: _students, Wish.TWIN: _twin}


def _who(given: Given) -> str:
    named = ", ".join(f"*{alias}*" for alias in given.aliases[:MOST_NAMED])
    named = " ".join([named, *markup.more(len(given.aliases) - MOST_NAMED)]).strip()
    new = counted(given.new, "new student") if given.new else ""
    whose = f" ({markup.short(given.whose, 120)})" if given.whose and named else ""
    return " and ".join(part for part in (f"{named}{whose}" if named else "", new) if part)


def _named(roles: frozenset[Role] | set[Role]) -> str:
    return ", ".join(role.replace("_", " ") for role in Role if role in roles) or "no role"


def _where(asked: Confirmation) -> str:
    if not asked.roles & {Role.SUPERVISOR, Role.OFFICE}:
        return ""
    shown = [markup.short(one, 60) for one in sorted(asked.schools)[:5]]
    more = f", + {len(asked.schools) - 5} more" if len(asked.schools) > 5 else ""
    return f", for {', '.join(shown)}{more}" if shown else ", for all schools"


def _buttons(asked: Confirmation, asker: Person) -> Block:
    what = f"what {asker.name or 'they'} asked for"
    return blocks.actions(
        [
            elements.button(
                "Confirm", CONFIRM, value=asked.id, style="primary", label=f"Confirm {what}"
            ),
            elements.button("Refuse", REFUSE, value=asked.id, label=f"Refuse {what}"),
        ],
        block_id=f"confirmation:{asked.id}",
    )
