"""The close-out: what is noted at the end, and everything the note for SEIS is made of."""

from collections.abc import Iterable

from bot.content import Content
from bot.date_words import in_full
from bot.dates.obligation_rows import meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.meeting_day.checklists import PARENTS, listed_as
from bot.meeting_day.seis_notes import MeetingFacts, TakenOn
from bot.meetings.meetings import Meeting
from casework.after_meetings.responsibilities import taken_on
from casework.meeting_day.checklists import answer_kept, checklist_in
from storage import Scope


def meeting_facts(scope: Scope, content: Content, meeting: Meeting) -> MeetingFacts:
    checklist = checklist_in(scope, content, meeting.id)
    sign_off = scope.checklists.sign_off(meeting.id)
    consent = scope.obligations.standing(meeting_subject(meeting.id), ObligationId.CONSENT)
    day = in_full(meeting.held_on or meeting.on)
    return MeetingFacts(
        held_on=f"{day}, {meeting.kind}, {meeting.mode}",
        listed=_listed(scope, meeting, sign_off.listed),
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


def _listed(scope: Scope, meeting: Meeting, listed: Iterable[str]) -> list[str]:
    """Name whoever agreed to be listed, with title; who left the team since has none."""
    titles: dict[str, list[str]] = {}
    names: dict[str, str] = {PARENTS: "The parents"}
    for member in scope.people.team_of(meeting.student):
        names[listed_as(member)] = member.name or "Name not on record"
        titles.setdefault(listed_as(member), []).append(member.role.called)
    return [
        ", ".join([names.get(who, "Somebody no longer on the team"), *titles.get(who, [])])
        for who in listed
    ]


def _who_does_what(scope: Scope, meeting: Meeting) -> list[TakenOn]:
    return [
        TakenOn(
            what=one.text,
            who=scope.people.get(one.owner).name if one.owner is not None else one.owner_words,
            by_when=in_full(one.due_on) if one.due_on else "",
        )
        for one in taken_on(scope, meeting)
    ]
