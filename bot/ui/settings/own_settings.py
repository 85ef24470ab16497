"""A case manager's own settings: the hour of their digest, their channel, and a leave."""

from dataclasses import replace
from datetime import date

from bot import date_words
from bot.forms.answers import Answers
from bot.forms.settings.own_settings import CHANNEL, DIGEST_AT, OWN_SETTINGS, PAUSED_UNTIL
from bot.forms.tags import Tag
from bot.people.people import Person
from bot.ui.kit import blocks, markup
from bot.ui.kit.blocks import View
from bot.ui.kit.drawing import Part, modal
from bot.ui.settings import settings
from bot.workspaces import Hours

ALONE = Tag("alone", bool)
"""Whether there is no overview to go back to."""


def summary(person: Person, *, today: date) -> str:
    """Say what stands there now, at a glance (mrkdwn)."""
    channel = f"<#{person.channel}>" if person.channel else "direct messages"
    said = (
        f"Digest at {date_words.clock_time(person.digest_at)} "
        f"({markup.escaped(person.timezone)}) · checklist threads in {channel}"
    )
    if person.is_paused(today) and person.paused_until:
        said += f" · *digest paused until {date_words.in_full(person.paused_until)}*"
    return said


def render(person: Person, *, today: date, notice: str = "", is_alone: bool = False) -> View:
    """Draw the form; `is_alone` where there is no overview to go back to."""
    fields: list[Part] = [
        blocks.section(summary(person, today=today)),
        *OWN_SETTINGS.filled_from(person),
    ]
    if not is_alone:
        return settings.screen(OWN_SETTINGS, fields, carries=[ALONE.of(False)], notice=notice)
    return modal(OWN_SETTINGS, [*blocks.done(notice), *fields], carries=[ALONE.of(True)])


def read(answers: Answers, person: Person, *, today: date, hours: Hours) -> Person:
    """Return the person as they want it; raise FormError beside a value that cannot be.

    What the channel is like, whoever keeps this asks Slack first.
    """
    digest_at, until = answers.get(DIGEST_AT), answers.get(PAUSED_UNTIL)
    late = bool(digest_at and digest_at not in hours and digest_at != person.digest_at)
    over = bool(until and until <= today and until != person.paused_until)
    OWN_SETTINGS.check(
        answers,
        {
            DIGEST_AT: late
            and "Your district lets messages go out between "
            f"{date_words.clock_time(hours.first)} and {date_words.clock_time(hours.until)}. "
            "Please choose an hour in between.",
            PAUSED_UNTIL: over and "Please choose the day you are back: a day after today.",
        },
    )
    return replace(
        person,
        digest_at=answers[DIGEST_AT],
        channel=answers[CHANNEL] or None,
        paused_until=until,
    )
