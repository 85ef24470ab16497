"""A try to reach a parent, logged in two taps: what came of it, and *Log it*."""

from datetime import datetime

from bot import date_words
from bot.conversations.attempts import OUTCOMES, WAYS, Tries
from bot.forms import tags
from bot.forms.conversations.attempts import AT, BACK, LANGUAGE, LOG_ATTEMPT, NOTE, OUTCOME, WAY
from bot.forms.drafts import DraftKey
from bot.records.contacts import Contact, ContactWay
from bot.students import Student
from bot.ui.kit import blocks, markup
from bot.ui.kit.blocks import View
from bot.ui.kit.drawing import modal

OPEN = "attempt_open"

MOST_LISTED = 5


def render(student: Student, so_far: Tries | None, *, draft: DraftKey, now: datetime) -> View:
    """Draw the modal, in which everything but the outcome is filled in; `now` is UTC."""
    last = so_far.attempts[0] if so_far else None
    proves = "A try is counted as a try. It does not count as a conversation."
    return modal(
        LOG_ATTEMPT,
        [
            blocks.section(markup.named(student)),
            blocks.context(f"{counted(so_far)}. {proves}" if so_far else proves),
            OUTCOME,
            BACK,
            AT.showing(now),
            WAY.showing(last.way if last and last.way in WAYS else ContactWay.PHONE),
            LANGUAGE.showing(last.language if last and last.language else student.home_language),
            NOTE,
        ],
        carries=[tags.STUDENT.of(student.id), tags.DRAFT.of(draft)],
    )


def counted(so_far: Tries) -> str:
    """Say how many tries there were, and since when."""
    tries = "try" if so_far.count == 1 else "tries"
    return f"{so_far.count} {tries} since {date_words.without_weekday(so_far.since)}"


def listed(so_far: Tries) -> str:
    """List the tries in a few lines of mrkdwn, for modals only."""
    lines = [_line(one) for one in so_far.attempts[:MOST_LISTED]]
    more = markup.more(so_far.count - len(lines))
    return "\n".join([f"*{counted(so_far)}*", *lines, *more])


_WORDS = dict(OUTCOMES)


def _line(one: Contact) -> str:
    outcome = _WORDS.get(one.outcome, one.outcome).removesuffix(" at …").lower()
    language = f", {markup.short(one.language, 60)}" if one.language else ""
    note = f": {markup.short(one.note, 200)}" if one.note else ""
    return f"{markup.moment(one.at)}, {one.way}, {outcome}{language}{note}"
