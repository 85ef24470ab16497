"""The two-minute close-out, which makes the note to paste into SEIS."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App

from bot.dates.obligation_rows import meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.meeting_day.checklists import PARENTS, Checklist, SignOff
from bot.meeting_day.close_outs import MeetingFacts, TakenOn, day_in_words, missing, note
from bot.meetings.meetings import Meeting
from bot.permissions import Act
from bot.ui.kit import reason
from bot.ui.kit.blocks import View
from bot.ui.meeting_day import close_outs as modal
from bot.ui.meeting_day import thread_controls as controls
from bot.ui.meeting_day.sign_off import key
from handlers.after_meetings.responsibilities import taken_on
from handlers.kit.errors import Body
from handlers.kit.surroundings import Surroundings
from handlers.meeting_day.threads import checklist_in, log_view, meeting_scope
from storage import Scope


@dataclass(frozen=True, kw_only=True)
class CloseOutHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.view(modal.MAKE)(self.make)
        app.view(modal.DONE)(self.close)

    def make(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        """Keep what was noted, then show the note; it stands in this modal and nowhere else."""
        why = reason.reason_in(view)
        with meeting_scope(
            self.surroundings,
            body,
            controls.meeting_in(view),
            Act.WRITE_MEETING_NOTES,
            reason=why,
        ) as scope:
            meeting = scope.meetings.get(controls.meeting_in(view))
            kept = scope.checklists.close_out(meeting.id)
            scope.checklists.keep_close_out(meeting.id, modal.read(view, kept))
            log_view(scope, meeting, "the note for SEIS", why=why)
            shown = modal.render_note(meeting.id, note(_facts(self.surroundings, scope, meeting)))
        ack(response_action="update", view=shown)

    def close(self, ack: Ack) -> None:
        """The note was copied; nothing of it is to be kept."""
        ack()


def close_out_of(
    surroundings: Surroundings, scope: Scope, meeting: Meeting, *, why: str = ""
) -> View:
    """What is still to be noted at the close. Whoever shows it has logged the view."""
    facts = _facts(surroundings, scope, meeting)
    return modal.render(meeting.id, facts.close_out, missing(facts), why=why)


def _facts(surroundings: Surroundings, scope: Scope, meeting: Meeting) -> MeetingFacts:
    checklist = checklist_in(surroundings, scope, meeting.id)
    sign_off = scope.checklists.sign_off(meeting.id)
    consent = scope.obligations.standing(meeting_subject(meeting.id), ObligationId.CONSENT)
    day = day_in_words(meeting.held_on or meeting.on)
    return MeetingFacts(
        held_on=f"{day}, {meeting.kind}, {meeting.mode}",
        listed=_listed(scope, meeting, sign_off),
        others=sign_off.others,
        rights=scope.checklists.rights(meeting.id),
        concerns=scope.concerns.at(meeting),
        proposals=scope.proposals.of_meeting(meeting.id),
        close_out=scope.checklists.close_out(meeting.id),
        taken_on=_who_does_what(scope, meeting),
        offer=answer_kept(checklist, "offer"),
        signature=(consent.reason or "") if consent.state.settled else "",
        delivery=answer_kept(checklist, "delivery"),
    )


def _listed(scope: Scope, meeting: Meeting, sign_off: SignOff) -> list[str]:
    """Whoever agreed to be listed, by name and title; who left the team since has no title."""
    titles: dict[str, list[str]] = {}
    names: dict[str, str] = {PARENTS: "The parents"}
    for member in scope.people.team_of(meeting.student):
        names[key(member)] = member.name or "Name not on record"
        titles.setdefault(key(member), []).append(member.role.called)
    return [
        ", ".join([names.get(who, "Somebody no longer on the team"), *titles.get(who, [])])
        for who in sign_off.listed
    ]


def _who_does_what(scope: Scope, meeting: Meeting) -> list[TakenOn]:
    return [
        TakenOn(
            what=one.text,
            who=scope.people.get(one.owner).name if one.owner is not None else one.owner_words,
            by_when=day_in_words(one.due_on) if one.due_on else "",
        )
        for one in taken_on(scope, meeting)
    ]


def answer_kept(checklist: Checklist, line_id: str) -> str:
    """The label of the choice that was recorded for a line; empty where there is none."""
    line = checklist.line(line_id)
    if line is None:
        return ""
    answer = checklist.answer_to(line)
    return next((choice.label for choice in line.choices if choice.id == answer), "")
