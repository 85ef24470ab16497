"""A word about what an admin did: to whom it concerns, and to the other admins."""

from collections.abc import Sequence

from bot.people.people import Person
from bot.ui.kit import blocks, markup
from bot.ui.kit.blocks import Message
from bot.ui.people.roles import who_may

MOST_NAMED = 30

ASK = "If that is a mistake, please ask them or another Preiep admin."


def roles_of_another(by: str, person: Person) -> Message:
    """Tell an admin what another admin made of somebody."""
    who = markup.short(person.name or person.email or "Somebody", 120)
    sentence = f"*{markup.short(by, 120)}* has changed the roles of *{who}*: {who_may(person)}."
    return _said("An admin has changed somebody's roles.", sentence)


def moved_from_you(by: str, aliases: Sequence[str], *, to: str) -> Message:
    """Tell a case manager who has their students now."""
    sentence = (
        f"*{markup.short(by, 120)}* has moved {_counted(aliases)} from your caseload to "
        f"*{markup.short(to, 120)}*: {_named(aliases)}.\n"
        f"The record, open forms and meetings went along. {ASK}"
    )
    return _said("Students have left your caseload.", sentence)


def added_for_you(by: str, aliases: Sequence[str]) -> Message:
    """Tell a case manager whom they lead now besides."""
    sentence = (
        f"*{markup.short(by, 120)}* has added {_counted(aliases)} to your caseload: "
        f"{_named(aliases)}.\n{ASK}"
    )
    return _said("Students were added to your caseload.", sentence)


def teams_changed(by: str, aliases: Sequence[str]) -> Message:
    """Tell a case manager whose teams an admin changed."""
    sentence = (
        f"*{markup.short(by, 120)}* has changed who is on the team of: {_named(aliases)}.\n"
        f"*Team* on a student's screen shows it. {ASK}"
    )
    return _said("Teams of your students have changed.", sentence)


def caseload_of_another(by: str, aliases: Sequence[str], *, whose: str, to: str) -> Message:
    """Tell an admin what another admin did to a caseload; nobody's before means new students."""
    if not whose:
        did = f"has added {_counted(aliases)} to the caseload of *{markup.short(to, 120)}*"
    elif whose == to:
        did = f"has changed teams on the caseload of *{markup.short(to, 120)}*"
    else:
        did = (
            f"has moved {_counted(aliases)} from *{markup.short(whose, 120)}* to "
            f"*{markup.short(to, 120)}*"
        )
    sentence = f"*{markup.short(by, 120)}* {did}: {_named(aliases)}."
    return _said("An admin has changed a caseload.", sentence)


def many_rows(who: str, *, most: int) -> Message:
    """Tell an admin that somebody pastes the ids of more students than anybody has."""
    sentence = (
        f"*{markup.short(who, 120)}* has pasted more than {most} students today who are not on "
        "their caseload. Preiep takes no more of them until tomorrow. If somebody is moving in, a "
        "file for `python app.py import` has no such limit."
    )
    return _said("Somebody has pasted very many students.", sentence)


def _counted(aliases: Sequence[str]) -> str:
    return "a student" if len(aliases) == 1 else f"{len(aliases)} students"


def _named(aliases: Sequence[str]) -> str:
    shown = ", ".join(f"*{alias}*" for alias in aliases[:MOST_NAMED])
    return " ".join([shown, *markup.more(len(aliases) - MOST_NAMED)])


def _said(aloud: str, sentence: str) -> Message:
    return blocks.message(aloud, [blocks.section(sentence)])
