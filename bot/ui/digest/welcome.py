"""What somebody reads who has no students here: what Preiep does for them today."""

from collections.abc import Set as AbstractSet

from bot.people.people import Role

_BY_ROLE = {
    Role.SUPERVISOR: (
        "As a supervisor you see counts of your schools, here and with `/iep district`, and get a "
        "summary once a week. You can tick along in the checklist thread of a meeting at your "
        "schools. Its notes open once you have said why, and that is logged."
    ),
    Role.OFFICE: (
        "Invitations to send reach you here and, by alias, on one card a month in the office's "
        "channel. Only the office can open whom they are about."
    ),
    Role.ADMIN: (
        "As an admin you set Preiep up for the district: `/iep settings` has the school calendar, "
        "what is due when, people and their roles. Students' answers stay closed to you."
    ),
}

_ON_A_TEAM = "When a case manager asks you for a form, you get a message here with a button for it."
_NOTHING_NOW = "Nothing for you to do right now."


def for_others(roles: AbstractSet[Role], *, waiting: bool = False) -> list[str]:
    """Return a sentence or two for each of their roles, and for who is asked for forms.

    Where something is `waiting` for them it stands above, and needs no words of welcome.
    """
    theirs = [words for role, words in _BY_ROLE.items() if role in roles]
    if theirs:
        return [*theirs, _ON_A_TEAM]
    return [] if waiting else [f"{_NOTHING_NOW} {_ON_A_TEAM}"]
