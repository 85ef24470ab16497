"""Listen to a student's conversations: found again, read, and laid beside an earlier year's."""

import re
from itertools import pairwise

from bot.content import Content
from bot.conversations.conversations import ConversationId
from bot.conversations.kept_conversations import changes, kept_pages
from bot.errors import StaleError
from bot.forms import tags
from bot.forms.conversations.kept_conversations import PLACE
from bot.students import StudentId
from bot.ui.conversations import conversation_list, conversation_versions
from bot.ui.conversations import conversations as conversation_form
from bot.ui.conversations import kept_conversations as screen
from bot.ui.kit import form
from bot.ui.kit.blocks import View
from casework.conversations.conversations import day_held, student_talked_about, years_before
from casework.conversations.kept_conversations import (
    as_seen,
    conversations_listed,
    open_conversation,
)
from handlers.kit.asked import Asked
from handlers.kit.listening import ON_TOP, Listening, in_caseload
from storage import Scope


def listen(on: Listening) -> None:
    on.click(screen.LIST, in_caseload(list_screen, tags.STUDENT), shown=ON_TOP)
    on.click(re.compile(f"^({screen.BACK_TO_LIST}$|{screen.MORE}:)"), go_back_to_list)
    on.click(re.compile(f"^({screen.READ}$|{screen.TURN}:)"), read)
    on.click(re.compile(f"^{screen.VERSIONS}"), show_versions)
    on.click(screen.LAST_YEARS, look_beside, shown=ON_TOP)
    on.click(conversation_form.BESIDE, look_beside_the_form, shown=ON_TOP)


def go_back_to_list(asked: Asked) -> View:
    """List them in place of the screen, from the page on that the button names."""
    with asked.caseload() as caseload:
        student, start = asked.clicked(tags.STUDENT), asked.clicked(tags.PAGE)
        return list_screen(caseload, student, start=start)


def read(asked: Asked) -> View:
    wanted, page = asked.clicked(PLACE)
    with asked.caseload() as caseload:
        return read_screen(caseload, wanted, asked.content, page=page)


def show_versions(asked: Asked) -> View:
    wanted, start = asked.clicked(PLACE)
    with asked.caseload() as caseload:
        conversation = open_conversation(caseload, wanted)
        pages = kept_pages(asked.content, conversation.wording)
        versions = caseload.kept_conversations.versions(conversation)
        changed = {
            new.revision: changes(old.answers, new.answers, pages)
            for new, old in pairwise(versions)
        }
        names = {one.by: caseload.people.get(one.by).name for one in versions}
        steps = conversation_versions.steps(versions, changed, names)
        return conversation_versions.render(wanted, steps, start=start)


def look_beside(asked: Asked) -> View:
    """Lay an earlier year's answers on top of a conversation that is read."""
    _refuse_where_the_stack_is_full(asked)
    wanted, page = asked.clicked(PLACE)
    with asked.caseload() as caseload:
        conversation = caseload.conversations.get(wanted)
        earlier = years_before(caseload, conversation.student, conversation.held_on)
        pages = kept_pages(asked.content, earlier.wording)
        return screen.render_beside(as_seen(caseload, earlier), pages, page=page)


def look_beside_the_form(asked: Asked) -> View:
    """Lay the same page on top of the form, as it was answered for an earlier year's meeting."""
    _refuse_where_the_stack_is_full(asked)
    place = form.place(asked.view)
    with asked.caseload() as caseload:
        draft = caseload.drafts.get(place.draft)
        answers = {**(draft.answers if draft else {}), **asked.answers.texts}
        student = student_talked_about(caseload, place.kind, place.student)
        earlier = years_before(caseload, student, day_held(caseload, answers))
        pages = kept_pages(asked.content, earlier.wording)
        return screen.render_beside(as_seen(caseload, earlier), pages, page=place.page)


def list_screen(caseload: Scope, student: StudentId, *, start: int = 0, notice: str = "") -> View:
    listed = conversations_listed(caseload, student, start=start)
    return conversation_list.render(listed, now=caseload.now, notice=notice)


def read_screen(
    caseload: Scope, wanted: ConversationId, content: Content, *, page: int = 0, notice: str = ""
) -> View:
    conversation = open_conversation(caseload, wanted)
    pages = kept_pages(content, conversation.wording)
    return screen.render(as_seen(caseload, conversation), pages, page=page, notice=notice)


def _refuse_where_the_stack_is_full(asked: Asked) -> None:
    """Refuse where three screens stand on each other: Slack puts no fourth."""
    if asked.is_on_top_of_all:
        raise StaleError(
            "There is no room for another screen on top of these. What you typed is kept: please "
            "close them, and open the conversation with `/preiep`."
        )
