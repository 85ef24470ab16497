"""Listen to conversations that are given to the right student, or withdrawn."""

from bot.conversations.conversations import ConversationId
from bot.forms.answers import Answers
from bot.forms.conversations.conversation_away import (
    MOVE_CONVERSATION,
    WHOSE,
    WHY,
    WITHDRAW_CONVERSATION,
)
from bot.forms.conversations.kept_conversations import CONVERSATION
from bot.ui.conversations import conversation_away as screen
from bot.ui.conversations import kept_conversations as controls
from bot.ui.kit.blocks import View
from casework.conversations.conversation_away import give_to, restore, withdraw
from casework.conversations.kept_conversations import as_seen, open_conversation
from handlers.conversations.kept_conversations import list_screen, read_screen
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening, in_caseload
from handlers.kit.students_named import suggest_students
from storage import Scope


def listen(on: Listening) -> None:
    on.click(controls.MOVE, in_caseload(ask_whose, CONVERSATION))
    on.click(controls.WITHDRAW, in_caseload(ask_why, CONVERSATION))
    on.click(controls.RESTORE, count_again)
    on.suggest(MOVE_CONVERSATION.control(WHOSE), suggest_students)
    on.submit(MOVE_CONVERSATION, move)
    on.submit(WITHDRAW_CONVERSATION, count_no_more)


def ask_whose(caseload: Scope, wanted: ConversationId) -> View:
    return screen.render_move(as_seen(caseload, open_conversation(caseload, wanted)))


def ask_why(caseload: Scope, wanted: ConversationId) -> View:
    return screen.render_withdraw(as_seen(caseload, open_conversation(caseload, wanted)))


def move(asked: Asked, answers: Answers) -> View:
    MOVE_CONVERSATION.check(answers)
    to = answers[WHOSE]
    with asked.caseload() as caseload:
        before = give_to(caseload, asked.carried(CONVERSATION), to)
        new = caseload.students.get(to).alias
        notice = f"The conversation is now *{new}*'s, with the concerns kept from it."
        return list_screen(caseload, before.student, notice=notice)


def count_no_more(asked: Asked, answers: Answers) -> View:
    WITHDRAW_CONVERSATION.check(answers)
    with asked.caseload() as caseload:
        before = withdraw(caseload, asked.carried(CONVERSATION), answers[WHY])
        notice = "The conversation is withdrawn. Open it to undo that."
        return list_screen(caseload, before.student, notice=notice)


def count_again(asked: Asked) -> View:
    wanted = asked.clicked(CONVERSATION)
    with asked.caseload() as caseload:
        restore(caseload, wanted)
        notice = "The conversation counts again."
        return read_screen(caseload, wanted, asked.content, notice=notice)
