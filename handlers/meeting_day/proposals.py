"""Listen to the log of proposals: who made each, what it rests on, and what became of it."""

from collections.abc import Sequence
from dataclasses import replace

from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.meeting_day import proposals as form
from bot.meeting_day.proposals import ProposalId
from bot.meetings.meetings import Meeting
from bot.permissions import Act
from bot.ui.kit.blocks import View
from bot.ui.meeting_day import proposals as screen
from bot.ui.meeting_day import thread_controls as controls
from casework.meeting_day.meeting_views import log_view, names_of
from casework.meeting_day.proposals import proposals_listed, seems_to_name_staff, settle_proposals
from handlers.kit.asked import Asked
from handlers.kit.listening import ON_TOP, Listening
from handlers.meeting_day.threads import empty_form, notes_of
from storage import Scope


def listen(on: Listening) -> None:
    on.click(controls.ADD_PROPOSAL, open_form, shown=ON_TOP)
    on.click(screen.EDIT, edit)
    on.submit(form.LOG_PROPOSAL, add)
    on.submit(form.LIST_PROPOSALS, keep)
    on.submit(form.CHANGE_PROPOSAL, save)


def open_form(asked: Asked) -> View:
    return empty_form(asked, screen.render_add)


def add(asked: Asked, answers: Answers) -> View | None:
    """Log the proposal, then close; where it names staff, show the log with a gentle word."""
    form.LOG_PROPOSAL.check(answers)
    with notes_of(asked, answers) as (scope, meeting, why):
        scope.proposals.add(
            meeting.id,
            asked.carried(tags.DRAFT),
            text=answers[form.PROPOSED],
            by_whom=answers[form.BY_WHOM],
            data=answers[form.DATA],
            outcome=answers[form.OUTCOME],
        )
        if not seems_to_name_staff(scope, meeting, answers[form.PROPOSED]):
            return None
        log_view(scope, meeting, "the proposals", why=why)
        return list_of_proposals(scope, meeting, why=why, notice=screen.NAMES_STAFF)


def edit(asked: Asked) -> View:
    """Draw one proposal's form in place of the log, whose changed outcomes are kept first."""
    wanted = asked.carried(tags.MEETING)
    with asked.meeting(wanted, Act.WRITE_MEETING_NOTES) as scope:
        meeting = scope.meetings.get(wanted)
        settle_proposals(scope, meeting, form.outcomes_from(asked.answers))
        log_view(scope, meeting, "a proposal")
        return screen.render_edit(scope.proposals.get(asked.clicked(form.PROPOSAL)))


def save(asked: Asked, answers: Answers) -> View:
    form.CHANGE_PROPOSAL.check(answers)
    with notes_of(asked, answers) as (scope, meeting, _):
        kept = scope.proposals.get(asked.carried(form.PROPOSAL))
        after = scope.proposals.keep(replace(kept, **answers.changes(form.CHANGE_PROPOSAL.fields)))
        log_view(scope, meeting, "the proposals")
        words = "" if after.text == kept.text else after.text
        notice = screen.NAMES_STAFF if seems_to_name_staff(scope, meeting, words) else ""
        return list_of_proposals(scope, meeting, notice=notice)


def keep(asked: Asked, answers: Answers) -> View | None:
    """Keep the outcomes on this page, then turn it, or close after the last."""
    rest = asked.carried(screen.REST)
    with notes_of(asked, answers) as (scope, meeting, why):
        settle_proposals(scope, meeting, form.outcomes_from(answers))
        if not rest:
            return None
        log_view(scope, meeting, "the proposals", why=why)
        return list_of_proposals(scope, meeting, why=why, those=rest)


def list_of_proposals(
    scope: Scope,
    meeting: Meeting,
    *,
    why: str = "",
    notice: str = "",
    those: Sequence[ProposalId] | None = None,
) -> View:
    """Draw the first page of the meeting's log, or of `those` where they are named.

    Whoever shows it has logged the view.
    """
    listed = proposals_listed(scope, meeting, those)
    people = names_of(scope, (who for one in listed for who in (one.by, one.settled_by)))
    return screen.render_list(meeting.id, listed, people, why=why, notice=notice)
