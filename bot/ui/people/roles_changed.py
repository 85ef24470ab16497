"""A word to somebody whose roles have changed: what they may do now."""

from bot import date_words
from bot.people.people import Person, Role
from bot.ui.kit import blocks
from bot.ui.kit.blocks import Message
from bot.ui.people.roles import who_may

_MEANS = {
    Role.CASE_MANAGER: "`/iep` shows your students and what is due; your digest comes at {at}.",
    Role.OFFICE: "You send the invitations; `/iep` says what Preiep does for you.",
    Role.SUPERVISOR: "You can tick along in the threads of meetings at your schools.",
    Role.ADMIN: "`/iep settings` opens the settings; the home tab lists what is left to set up.",
}


def render(person: Person, *, first_admin: bool = False) -> Message:
    if first_admin:
        sentence = (
            "You are now Preiep's admin here: nobody was yet, and you run this Slack workspace. "
            "You can make somebody else an admin and give the role up, in `/iep settings`."
        )
    elif person.roles:
        sentence = f"A Preiep admin has changed your roles. You are now: {who_may(person)}."
    else:
        sentence = (
            "A Preiep admin has changed your roles. You have none any more; what you owe as a "
            "member of a student's team stays as it is."
        )
    at = date_words.clock_time(person.digest_at)
    means = [words.format(at=at) for role, words in _MEANS.items() if role in person.roles]
    return blocks.message(sentence, [blocks.section("\n".join([sentence, *means]))])
