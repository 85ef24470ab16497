"""A word to an admin: that somebody cannot be reached in Slack, and what would help."""

from bot.refusals import RefusalMeaning, meaning_of
from bot.ui.kit import blocks, markup
from bot.ui.kit.blocks import Message

ONCE = "Preiep tells you this once."


def person_unreached(name: str, *, reason: str) -> Message:
    """Tell of one person; `reason` is Slack's own code."""
    who = f"*{markup.short(name, 120)}*"
    if meaning_of(reason) is RefusalMeaning.ACCOUNT_GONE:
        said = (
            f"{who} no longer has a Slack account here, so Preiep's messages do not reach them. If "
            "they have left, their students and open forms need somebody else."
        )
    else:
        said = (
            f"Slack does not let Preiep write to {who} (its reason: `{reason}`), so Preiep's "
            "messages do not reach them. Their home tab still shows what is theirs."
        )
    return _message("Somebody cannot be reached in Slack.", said)


def nobody_reached() -> Message:
    """Tell that the app may write to nobody."""
    return _message(
        "Preiep can write to nobody in Slack.",
        "Preiep's *Messages* tab is switched off, so it can write to nobody: digests, forms and "
        "reminders do not arrive. Whoever manages Slack apps here can switch it on, in the app's "
        "settings under *App Home*. Until then the home tab shows what is due.",
    )


def office_unreached(channel: str) -> Message:
    """Tell that the office's channel takes nothing of ours."""
    return _message(
        "The office cannot be reached in Slack.",
        f"Preiep cannot post in <#{channel}>, the office's channel: it was archived, Preiep is not "
        "in it, or it is public or shared by now. Notes to the office do not arrive. Invite Preiep "
        "there, or choose another channel in `/iep settings`.",
    )


def _message(aloud: str, said: str) -> Message:
    return blocks.message(aloud, [blocks.section(said), blocks.context(ONCE)])
