"""A word to an admin: that somebody cannot be reached in Slack, and what would help."""

from collections.abc import Sequence

from bot.people.unreached import Unreached
from bot.refusals import RefusalMeaning, meaning_of
from bot.ui.kit import blocks, markup
from bot.ui.kit.blocks import Block, Message

ONCE = "Preiep tells you this once, and again only if it worked in between."
MOST_AT_HOME = 5


def message(unreached: Unreached) -> Message:
    """Tell an admin of one of them."""
    aloud = "Somebody cannot be reached in Slack."
    if unreached.office_channel:
        aloud = "The office cannot be reached in Slack."
    elif not unreached.person:
        aloud = "Preiep can write to nobody in Slack."
    return blocks.message(aloud, [blocks.section(_said(unreached)), blocks.context(ONCE)])


def at_home(unreached: Sequence[Unreached]) -> list[Block]:
    """Tell the same in the home tab, for as long as it is so: a message may not have arrived."""
    if not unreached:
        return []
    lines = [f"• {_said(one)}" for one in unreached[:MOST_AT_HOME]]
    more = markup.more(len(unreached) - MOST_AT_HOME)
    return [blocks.section("\n".join(["*Not reached in Slack*", *lines, *more]))]


def _said(unreached: Unreached) -> str:
    if unreached.office_channel:
        return (
            f"Preiep cannot post in <#{unreached.office_channel}>, the office's channel: it was "
            "archived, Preiep is not in it, or it is public or shared by now. Notes to the office "
            "do not arrive. Invite Preiep there, or choose another channel in `/iep settings`."
        )
    if not unreached.person:
        return (
            "Preiep's *Messages* tab is switched off, so it can write to nobody: digests, requests "
            "and reminders do not arrive. Whoever manages Slack apps here can switch it on, in the "
            "app's settings under *App Home*. Until then the home tab shows what is due."
        )
    who = f"*{markup.short(unreached.person, 120)}*"
    if meaning_of(unreached.reason) is RefusalMeaning.ACCOUNT_GONE:
        return (
            f"{who} no longer has a Slack account here, so Preiep's messages do not reach them. If "
            "they have left, their students and open forms need somebody else."
        )
    return (
        f"Slack does not let Preiep write to {who} (its reason: `{unreached.reason}`), so Preiep's "
        "messages do not reach them. Their home tab still shows what is theirs."
    )
