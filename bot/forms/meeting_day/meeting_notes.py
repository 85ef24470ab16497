"""What is written down while a meeting runs: rights answers, the sign-off, a choice of parents."""

from bot.forms.answers import Answers
from bot.forms.fields import boxes, line, radio, text
from bot.forms.modals import Modal
from bot.forms.supervisor_reasons import REASON
from bot.forms.tags import Tag
from bot.meeting_day.checklists import Difference, difference

RIGHTS_ANSWERS = Modal(
    name="rights_save",
    title="Rights answers",
    fields=(
        text(
            "explained",
            "Did they receive the notice, and would they like it explained?",
            hint="Word for word, as it was said.",
            prefilled="explained",
        ),
        line(
            "explained_by",
            "Who said so",
            hint="For example: the mother.",
            prefilled="explained_by",
        ),
        text(
            "questions",
            "What do they want to ask about it?",
            hint="Word for word; a no counts too.",
            prefilled="questions",
        ),
        line(
            "questions_by",
            "Who said so",
            hint="For example: the father.",
            prefilled="questions_by",
        ),
    ),
)

LISTED = boxes("listed", "May be listed", str)
OTHERS = text("others", "Others", hint="Name and position of anyone who is not on the team.")
SIGN_OFF = Modal(name="sign_off_save", title="Sign-off", fields=(LISTED, OTHERS, REASON))

CHOSEN = radio("answer", "Answer", str, missing="Please choose one of the answers.")
CHOOSE_ANSWER = Modal(name="choice_save", title="Answer", fields=(CHOSEN, REASON))

SCREEN = Tag("screen", str)
"""What opens once a supervisor has said why: the control that opens it for everybody else."""
GIVE_REASON = Modal(name="reason_give", title="Reason, please", fields=(REASON,), submit="Open")


def sign_off_changes(answers: Answers) -> tuple[Difference, str | None]:
    """Read who was ticked and unticked, and the others; None where those were left as drawn."""
    others = answers[OTHERS] if answers.is_changed(OTHERS) else None
    before, now = answers.before(LISTED), answers[LISTED]
    return difference(shown=before or (), selected=now), others
