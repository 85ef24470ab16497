"""What is asked of a conversation that is another student's, or is to count no more."""

from bot.forms.fields import student, text
from bot.forms.modals import Modal

WHOSE = student(
    "student",
    "Whose conversation is it?",
    hint="One of your own students.",
    missing="Please choose whose conversation it is.",
)
WHY = text(
    "why",
    "Why",
    hint="For example: typed in to try things out.",
    missing="Please say in a few words why it is withdrawn.",
)

MOVE_CONVERSATION = Modal(
    name="talk_moved", title="Wrong student", fields=(WHOSE,), submit="Move it"
)
WITHDRAW_CONVERSATION = Modal(
    name="talk_withdrawn", title="Withdraw", fields=(WHY,), submit="Withdraw it"
)
