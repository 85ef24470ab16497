"""Keeping the words of a Slack message in a student's log."""

from bot.forms import tags
from bot.forms.drafts import DraftKey
from bot.forms.records.contacts import KEEP_MESSAGE, WORDS_NOTE, WRITER
from bot.forms.records.students import STUDENT
from bot.records.contacts import Whom
from bot.ui.kit import blocks, markup
from bot.ui.kit.blocks import View
from bot.ui.kit.drawing import modal
from bot.ui.records.contact_words import LONGEST_SHOWN


def render(words: str, draft: DraftKey) -> View:
    """Ask into whose log a message goes; its words wait in the draft meanwhile."""
    return modal(
        KEEP_MESSAGE,
        [
            blocks.spoken(markup.shortened(words, LONGEST_SHOWN)),
            STUDENT,
            WRITER.showing(Whom.TEACHER),
            WORDS_NOTE,
            blocks.context(
                "The words are copied into the student's log, where only you and who stands in "
                "for you read them. The message itself stays in Slack as it is."
            ),
        ],
        carries=[tags.DRAFT.of(draft)],
    )
