"""Listen to `/iep`: what is due, the verbs after it, and any other words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from bot.digest.plain_words import AROUND_WORDS
from bot.ui.digest import help as helping
from bot.ui.digest import hub
from bot.ui.digest.owed import MOST_OTHERS, others
from bot.ui.kit.blocks import Message, View
from casework.dates.due import look_at_work
from handlers.digest.plain_words import answered
from handlers.kit.asked import Asked
from handlers.kit.first_admin import greet
from handlers.kit.listening import Listening, Verb
from handlers.kit.typed_words import Finder


def listen(on: Listening) -> None:
    on.verb("help", show_help)
    on.command("/iep", partial(answer, on.verbs, on.finders))


def answer(verbs: Mapping[str, Verb], finders: Sequence[Finder], asked: Asked) -> None:
    """Answer only to the caller, whatever the words after `/iep` are."""
    greet(asked.surroundings, asked.client, asked.user)
    typed = asked.words.strip()
    word, _, rest = typed.partition(" ")
    word = word.lower().strip(AROUND_WORDS)
    if not typed:
        said: View | Message | None = _overview(asked)
    elif verb := verbs.get(word or "help"):
        said = verb(replace(asked, words=rest.strip().strip(AROUND_WORDS)))
    else:
        said = answered(finders, asked, typed, opens=True)
    if said and said.get("type") == "modal":
        asked.show(said)
    elif said:
        asked.reply(said)


def show_help(asked: Asked) -> Message:
    """Show what this person can type: examples, or with any word after it every command."""
    with asked.caseload(reading=True) as caseload:
        roles = caseload.person.roles
    return helping.everything(roles) if asked.words else helping.examples(roles)


def _overview(asked: Asked) -> Message:
    work = look_at_work(asked.storage, asked.user, now=asked.now)
    return hub.overview(work, others(work, most=MOST_OTHERS, schools=MOST_OTHERS))
