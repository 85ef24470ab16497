"""What was given up of what is to be said: at home in a line, and a list with *Send again*."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from bot import date_words
from bot.forms.tags import Tag
from bot.messages import MessageKind
from bot.refusals import RefusalMeaning, as_code, meaning_of
from bot.settings.unsent import Unsent, UnsentState
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.markup import counted

OPEN, SEND_AGAIN, SEND_ALL = "unsent_open", "unsent_send", "unsent_send_all"
ERRAND = Tag("errand", int)
MOST = 20
"""Rows of each kind in the list."""

CALLED: Mapping[MessageKind, str] = {
    MessageKind.DIGEST: "Morning digest",
    MessageKind.HOME: "Home tab",
    MessageKind.SUMMARY: "Weekly summary",
    MessageKind.THREAD: "Meeting thread",
    MessageKind.CARD: "Meeting card",
    MessageKind.OPENING: "Opening list",
    MessageKind.ENDING: "Closing list",
    MessageKind.TIPS: "Tips for a meeting",
    MessageKind.AFTER: "List of what follows a meeting",
    MessageKind.HANDED: "What somebody took on at a meeting",
    MessageKind.OFFICE_CARD: "Invitations for the office",
    MessageKind.OFFICE_NOTE: "Note to the office",
    MessageKind.OFFICE_NOTE_FAILED: "Notice that the office does not get its notes",
    MessageKind.REQUESTS: "Request for forms",
    MessageKind.NUDGE: "Reminder of a form",
    MessageKind.CALL: "Reminder of a call with parents",
    MessageKind.RECEIPT: "Receipt of a parent conversation",
    MessageKind.HANDED_OVER: "Notice that students were handed over",
    MessageKind.ROLES_CHANGED: "Notice about a person's roles",
    MessageKind.CASELOAD_CHANGED: "Notice that an admin changed a caseload",
    MessageKind.CONFIRMATION: "Question to confirm what another admin asks for",
    MessageKind.CONFIRMATION_ANSWER: "Answer to what an admin asked for",
    MessageKind.MANY_ROWS: "Notice that somebody pastes very many students",
    MessageKind.RECORD_ACT: "Notice that a record was exported or destroyed",
    MessageKind.FORM_FILE: "Form as a file",
    MessageKind.NO_FILE: "Notice that a file does not come",
    MessageKind.LINK_MAIL: "E-mail with a private link",
    MessageKind.CODE_MAIL: "E-mail with a code",
    MessageKind.LINK_NOTICE: "Notice about a private link",
    MessageKind.NOTICE: "Notice that a channel takes no messages",
    MessageKind.UNREACHED: "Notice that somebody cannot be reached",
}
"""What each kind of message is called where it is not there to be seen."""

_WHY = {
    RefusalMeaning.TOO_MANY: "Slack asked for a pause",
    RefusalMeaning.IN_TROUBLE: "Slack was in trouble",
    RefusalMeaning.NOT_JUST_NOW: "Slack did not take it at that time",
    RefusalMeaning.LOCKED_FOR_NOW: "the organization keeps everybody out of Slack for now",
    RefusalMeaning.SCOPE_MISSING: "Preiep was not given a permission that it needs",
    RefusalMeaning.TOKEN_REFUSED: "Slack does not accept Preiep's token",
    RefusalMeaning.NOT_LET: "Slack refuses Preiep's installation",
    RefusalMeaning.RETIRED: "Slack refuses this version of Preiep",
    RefusalMeaning.ACCOUNT_GONE: "they have no account in this Slack",
    RefusalMeaning.MESSAGES_OFF: "Preiep's Messages tab is switched off",
    RefusalMeaning.NOT_IN_IT: "Preiep is not in that channel, or it is gone",
    RefusalMeaning.CHANNEL_LIMITED: "few may post in that channel, and Preiep may not",
    RefusalMeaning.CLOSED: "that conversation takes no messages from Preiep",
    RefusalMeaning.MESSAGE_GONE: "its message is gone from Slack",
}
"""The others are mistakes of ours."""

_TOLD = {"too many": "Slack asked for a pause", "StorageAwayError": "the records were away"}

_BECAME = {
    UnsentState.WAITING: "is on its way",
    UnsentState.SENT: "was sent",
    UnsentState.NO_LONGER_TRUE: "was not sent: nothing of it is left to say",
}


def at_home(given_up: int) -> list[Block]:
    """Tell an admin that something was given up; nothing where nothing was."""
    if not given_up:
        return []
    return [
        blocks.section(
            f"*{counted(given_up, 'message')} could not be sent.* Somebody is still owed "
            f"{'it' if given_up == 1 else 'them'}.",
            accessory=elements.button("See why", OPEN, label="See why messages were not sent"),
            block_id="unsent",
        )
    ]


def render(
    given_up: Sequence[Unsent],
    again: Sequence[Unsent],
    *,
    hidden: int,
    zone: ZoneInfo,
    notice: str = "",
) -> View:
    """List what was given up, and what became of what was sent again."""
    drawn = [*blocks.done(notice), *_given_up(given_up, zone)]
    if hidden:
        drawn.append(blocks.context(f"And {counted(hidden, 'more message')}, older than these."))
    if given_up:
        drawn.append(
            blocks.actions([elements.button("Send all again", SEND_ALL)], block_id="send_all")
        )
    if again:
        lines = [f"• {heading(one)} {_BECAME[one.state]}." for one in again[:MOST]]
        drawn += [
            blocks.divider(),
            blocks.section("\n".join(["*Sent again since yesterday*", *lines])),
            blocks.actions([elements.button("Look again", OPEN)], block_id="look"),
        ]
    return blocks.modal("Messages not sent", drawn, callback_id="unsent")


def _given_up(given_up: Sequence[Unsent], zone: ZoneInfo) -> list[Block]:
    if not given_up:
        return [blocks.section("Everything that is to be said has been sent, or is on its way.")]
    return [
        blocks.section(
            f"*{heading(one)}*\n{_sentence(one, zone)}",
            accessory=elements.button(
                "Send again", SEND_AGAIN, value=one.id, label=f"Send again: {called(one)}"
            ),
            block_id=f"unsent:{one.id}",
        )
        for one in given_up
    ]


def _sentence(unsent: Unsent, zone: ZoneInfo) -> str:
    since = said_since(unsent, zone)
    reason = why(unsent)
    return f"Owed since {since}. {reason[:1].upper()}{reason[1:]}." if since else f"{reason}."


def heading(unsent: Unsent) -> str:
    """Say what it is and for whom (mrkdwn)."""
    about = f", about {unsent.alias}" if unsent.alias else ""
    return f"{called(unsent)} for {_addressee(unsent)}{about}"


def called(unsent: Unsent) -> str:
    kind = unsent.kind
    return CALLED[MessageKind(kind)] if kind in CALLED else kind


def _addressee(unsent: Unsent) -> str:
    if unsent.person:
        return markup.short(unsent.person, 80)
    who = unsent.addressee
    if who[:1] in ("U", "W"):
        return f"<@{who}>"
    return f"<#{who}>" if who[:1] in ("C", "G") else "somebody outside Slack"


def said_since(unsent: Unsent, zone: ZoneInfo) -> str:
    """Return from when on it was to be said; empty where nobody knows."""
    if unsent.since is None:
        return ""
    at = unsent.since.astimezone(zone)
    return f"{date_words.in_short_with_year(at.date())}{date_words.at_clock_time(at.time())}"


def why(unsent: Unsent) -> str:
    """Say why it is not sent, and the code that whoever mends it will ask for."""
    if not unsent.why:
        return "it has not been its time yet"
    reason = unsent.why
    if reason in _TOLD:
        return _TOLD[reason]
    if " " in reason:
        return reason
    if reason.startswith("smtp_"):
        return f"the mail server refused it (`{reason}`)"
    if as_code(reason):
        said = _WHY.get(meaning_of(reason), "Slack does not take it as Preiep made it")
    elif unsent.state is UnsentState.WAITING:
        said = "it did not get through yet"
    else:
        said = "Preiep could not put it together"
    return f"{said} (`{reason}`)"


def sent_again(count: int) -> str:
    """Say what came of a press (mrkdwn)."""
    if not count:
        return "It was sent again already."
    what = "The message is" if count == 1 else f"{count} messages are"
    return f"{what} on the way again. Look again in a minute to see what came of it."
