"""Listen to `/iep`: what is due, and the verbs after it."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from bot.ui.digest import hub
from bot.ui.digest.waiting import others
from bot.ui.kit.blocks import Message, View
from casework.dates.due import look_at_work
from handlers.kit.asked import Asked
from handlers.kit.first_admin import greet
from handlers.kit.listening import Listening, Verb

MOST_OTHERS = 8
"""Of each kind of what is not about one's own students; a message has room for fifty blocks."""

AROUND_A_WORD = " ?.!\"'\u201c\u201d\u2018\u2019"
"""What a phone's keyboard puts around a word by itself, curly quotation marks included."""


def listen(on: Listening) -> None:
    on.command("/iep", partial(answer, on.verbs))


def answer(verbs: Mapping[str, Verb], asked: Asked) -> None:
    """Answer only to the caller, whatever the words after `/iep` are."""
    greet(asked.surroundings, asked.client, asked.user)
    typed = asked.words.strip()
    word, _, rest = typed.partition(" ")
    word = word.lower().strip(AROUND_A_WORD)
    if not typed:
        said: View | Message | None = _overview(asked)
    elif word in ("", "help"):
        said = hub.help_text()
    elif verb := verbs.get(word):
        said = verb(replace(asked, words=rest.strip().strip(AROUND_A_WORD)))
    else:
        said = hub.help_text(unknown=True)
    if said and said.get("type") == "modal":
        asked.show(said)
    elif said:
        asked.reply(said)


def _overview(asked: Asked) -> Message:
    with asked.caseload() as caseload:
        work = look_at_work(caseload, asked.storage)
        return hub.overview(work, others(work, most=MOST_OTHERS, schools=MOST_OTHERS))
