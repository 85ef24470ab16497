"""Keeping the words of a Slack message in a student's log."""

import json
from dataclasses import dataclass

from bot.errors import FormError
from bot.forms.drafts import DraftKey
from bot.records.contacts import Whom
from bot.students import StudentId
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import View
from bot.ui.kit.submitted import Submitted, choice_in, words_in
from bot.ui.records import students as student
from bot.ui.records.contact_words import LONGEST_SHOWN, WHOMS, options

KEEP = "contact_keep_message"
"""The shortcut on a message, and the modal that it opens."""

_WHOM, _NOTE = "whom", "note"


@dataclass(frozen=True, kw_only=True)
class KeptMessage:
    """Into whose log the words of a message go; the words wait in the draft."""

    student: StudentId
    draft: DraftKey
    whom: Whom
    note: str


def render(words: str, draft: DraftKey) -> View:
    """Ask into whose log a message goes; its words wait in the draft meanwhile."""
    return blocks.modal(
        "Keep in a log",
        [
            blocks.spoken(markup.shortened(words, LONGEST_SHOWN)),
            blocks.field(
                "Student",
                elements.type_ahead(student.STUDENT, placeholder="Type the beginning of a name"),
                block_id=student.STUDENT,
                required=True,
            ),
            blocks.field(
                "Who wrote it",
                elements.radio(_WHOM, options(WHOMS), chosen=Whom.TEACHER),
                block_id=_WHOM,
                required=True,
            ),
            blocks.field("Note", elements.text_field(_NOTE), block_id=_NOTE),
            blocks.context(
                "The words are copied into the student's log, where only you and who stands in "
                "for you read them. The message itself stays in Slack as it is."
            ),
        ],
        callback_id=KEEP,
        submit="Keep",
        private_metadata=json.dumps({"draft": draft}),
    )


def read(view: Submitted) -> KeptMessage:
    chosen = choice_in(view, student.STUDENT)
    if not chosen:
        raise FormError({student.STUDENT: "Please choose a student."})
    return KeptMessage(
        student=StudentId(int(chosen)),
        draft=DraftKey(str(json.loads(view["private_metadata"])["draft"])),
        whom=Whom(choice_in(view, _WHOM) or Whom.OTHER),
        note=words_in(view, _NOTE),
    )
