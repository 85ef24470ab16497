"""Listen to *Parent input for SEIS*: shown to be copied, and ticked once it is in the draft."""

import re

from bot.conversations.conversations import ConversationId
from bot.conversations.parent_paragraph import in_parts, parent_paragraph
from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.conversations.kept_conversations import CONVERSATION, PLACE, WORK_IN
from bot.ui.conversations import kept_conversations as controls
from bot.ui.conversations import parent_paragraph as screen
from bot.ui.kit.blocks import View
from casework.conversations.kept_conversations import as_seen, open_conversation
from casework.conversations.parent_paragraph import is_input_open, latest_before, work_in
from handlers.conversations.kept_conversations import read_screen
from handlers.kit.asked import Asked
from handlers.kit.listening import ON_TOP, Listening
from storage import Scope


def listen(on: Listening) -> None:
    on.click(re.compile(f"^{controls.PARAGRAPH}"), show)
    on.click(screen.PICK, show_picked, shown=ON_TOP)
    on.submit(WORK_IN, tick)


def show(asked: Asked) -> View:
    wanted, start = asked.clicked(PLACE)
    with asked.caseload() as caseload:
        return _paragraph(caseload, wanted, start)


def show_picked(asked: Asked) -> View:
    """Show that of the latest conversation before a meeting whose draft a digest lists."""
    with asked.caseload() as caseload:
        return _paragraph(caseload, latest_before(caseload, asked.clicked(tags.MEETING)), 0)


def tick(asked: Asked, _: Answers) -> View:
    """Record that the input stands in the draft; it can be taken back like any tick."""
    wanted = asked.carried(CONVERSATION)
    with asked.caseload() as caseload:
        notice = (
            "Worked into the draft: done. The student's screen takes it back."
            if work_in(caseload, wanted)
            else "It was settled before; nothing was changed now."
        )
        return read_screen(caseload, wanted, asked.content, notice=notice)


def _paragraph(caseload: Scope, wanted: ConversationId, start: int) -> View:
    conversation = open_conversation(caseload, wanted)
    student = caseload.students.get(conversation.student)
    parts = in_parts(parent_paragraph(conversation, student.first_name or student.alias))
    still_open = is_input_open(caseload, conversation)
    return screen.render(as_seen(caseload, conversation), parts, start=start, open_=still_open)
