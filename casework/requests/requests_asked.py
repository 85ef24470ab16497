"""What a case manager sees of their requests and does about one; a look is logged first."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.content import Content
from bot.dates.cases import Case
from bot.errors import StaleError
from bot.messages import MessageKind
from bot.people.colleagues import Colleague
from bot.people.people import Person, PersonId, SlackUserId, TeamMember
from bot.people.teams import has_ended, with_member
from bot.permissions import Act
from bot.requests.nudges import reminded_of, reminding_of, told_from
from bot.requests.request_forms import FormRead
from bot.requests.requests import (
    Request,
    RequestId,
    RequestState,
    is_taken,
    request_in,
    request_subject,
)
from bot.requests.requests_asked import RequestStatus
from bot.requests.respondent_forms import pages_as_asked
from casework.people.team_changes import change_team
from casework.requests.asking import ask_again, changed, meeting_still_ahead
from casework.requests.request_forms import about_request, log_view
from storage import Errand, Scope

SHOWN_FOR = timedelta(days=60)
"""After its meeting a form stands in the list for so long; it stays on record."""


def requests_shown(scope: Scope) -> list[Request]:
    """List every request about a meeting that is not long over."""
    return [request for case in scope.cases() for request in _shown(case, today=scope.today)]


def forms_about(scope: Scope, case: Case) -> list[RequestStatus]:
    """Return how the forms about one student stand, for whoever has logged the look."""
    return [status_of(scope, request) for request in _shown(case, today=scope.today)]


def _shown(case: Case, *, today: date) -> list[Request]:
    recent = {meeting.id for meeting in case.meetings if meeting.on >= today - SHOWN_FOR}
    return [request for request in case.requests if request.meeting in recent]


def look_at_all(scope: Scope) -> list[RequestStatus]:
    """Return how all requests stand, once the look is logged under each student of the list."""
    asked = _all_asked(scope)
    scope.audit.saw("looked at who has answered", (one.about.student.id for one in asked))
    return asked


def _all_asked(scope: Scope) -> list[RequestStatus]:
    scope.require(Act.SEND_REQUESTS)
    requests = requests_shown(scope)
    if not requests:
        raise StaleError("Nobody has been asked for a form yet. `/iep request` lists whom to ask.")
    return [status_of(scope, request) for request in requests]


def look_at_one(scope: Scope, wanted: RequestId) -> RequestStatus:
    """Return how one request stands; its screen names the student."""
    request = scope.requests.get(wanted)
    scope.require(Act.SEND_REQUESTS, request.student)
    scope.audit.log("looked at a form asked for", student=request.student, meeting=request.meeting)
    return status_of(scope, request)


def status_of(scope: Scope, request: Request) -> RequestStatus:
    """Return how a request stands, for whoever has logged the look."""
    respondent = scope.people.get(request.respondent)
    about = about_request(scope, request)
    return RequestStatus(
        about=about,
        respondent=respondent.name,
        in_slack=respondent.slack_id is not None and respondent.active,
        nudged_at=_nudged_at(scope, request, respondent),
        has_form=bool(scope.requests.forms(request.id)),
        takes_forms=is_taken(about.meeting, today=scope.today),
    )


def read_form(scope: Scope, wanted: RequestId, content: Content) -> FormRead:
    request = scope.requests.get(wanted)
    scope.require(Act.SEND_REQUESTS, request.student)
    forms = scope.requests.forms(request.id)
    if not forms:
        raise StaleError("This form is not in yet.")
    log_view(scope, request, "read a form")
    filled, who = forms[0], scope.people.get(request.respondent).name
    said = filled.said
    how = f"Written down for {who}: said by {said.who}, {said.how}, {said.on}." if said else ""
    return FormRead(
        request=request.id,
        about=about_request(scope, request),
        said=how or f"From {who}.",
        answers=filled.answers,
        pages=pages_as_asked(request.form, filled, content),
    )


def put_pdf(scope: Scope, wanted: RequestId, *, asked_from: str) -> None:
    """Have the latest version made into a PDF for whoever asks: logged like reading it.

    `asked_from` names the screen as it stands: two presses on one screen make one file.
    """
    request = scope.requests.get(wanted)
    scope.require(Act.SEND_REQUESTS, request.student)
    forms = scope.requests.forms(request.id)
    if not forms:
        raise StaleError("This form is not in yet. No file was made.")
    log_view(scope, request, "made a PDF of a form")
    assert scope.person.slack_id is not None, "only who is in Slack presses a button there"
    scope.outbox.put(
        Errand(
            kind=MessageKind.FORM_FILE,
            addressee=scope.person.slack_id,
            subject=request_subject(request.id),
            step=f"{forms[0].draft}|{asked_from}",
        )
    )


def remind(scope: Scope, one: RequestStatus, *, sure: bool) -> bool:
    """Put one more nudge; False where they were told within a day and nobody said to be `sure`."""
    if not one.is_open or not one.in_slack:
        raise StaleError("Nobody is waiting for this form any more. Nobody was reminded.")
    if one.was_told_lately(now=scope.now) and not sure:
        return False
    request = one.about.request
    respondent = scope.people.get(request.respondent)
    assert respondent.slack_id is not None, "only who is in Slack can be reminded there"
    _log_reminder(scope, request)
    scope.outbox.put(
        Errand(
            kind=MessageKind.NUDGE,
            addressee=respondent.slack_id,
            subject=request_subject(request.id),
            step=scope.now.isoformat(timespec="minutes"),
            not_before=told_from(respondent, now=scope.now, hours=scope.workspace.hours),
        )
    )
    return True


def remind_all(scope: Scope) -> tuple[int, int]:
    """Remind everybody who was not told within a day, each once; return how many, of how many.

    Raises StaleError where there is nobody to remind.
    """
    asked = [one for one in _all_asked(scope) if one.may_be_reminded(now=scope.now)]
    if not asked:
        raise StaleError("Everybody who can be reminded in Slack was told within the last day.")
    by_respondent: dict[PersonId, list[Request]] = {}
    for one in asked:
        by_respondent.setdefault(one.about.request.respondent, []).append(one.about.request)
    for who, requests in by_respondent.items():
        respondent = scope.people.get(who)
        assert respondent.slack_id is not None, "only who is in Slack can be reminded there"
        later = told_from(respondent, now=scope.now, hours=scope.workspace.hours)
        for request in requests:
            _log_reminder(scope, request)
        scope.outbox.put(
            Errand(
                kind=MessageKind.NUDGE,
                addressee=respondent.slack_id,
                step=reminding_of([one.id for one in requests], at=later or scope.now),
                not_before=later,
            )
        )
    return len(by_respondent), len(asked)


def _log_reminder(scope: Scope, request: Request) -> None:
    scope.audit.log("reminded a respondent", student=request.student, meeting=request.meeting)


def withdraw(scope: Scope, wanted: RequestId) -> None:
    request = scope.requests.get(wanted)
    _refuse_what_is_in(request)
    changed(scope, replace(request, state=RequestState.WITHDRAWN))


def ask_anew(scope: Scope, wanted: RequestId) -> None:
    """Ask the same person again for what was given back or withdrawn."""
    request = scope.requests.get(wanted)
    meeting_still_ahead(scope, request)
    _refuse_what_is_in(request)
    respondent = scope.people.get(request.respondent)
    ask_again(scope, request, respondent, waits_already=scope.requests.owes(respondent.id))


def change_date(scope: Scope, request: Request, due: date) -> None:
    """Set a date of its own, which follows no move of the meeting."""
    changed(scope, replace(request, due_on=due, needs_until=None, own_date=True))


def ask_somebody_else(
    scope: Scope, wanted: RequestId, chosen: SlackUserId, newcomer: Colleague | None
) -> None:
    """Withdraw the request, and ask a colleague, who joins the team in the same role."""
    request = scope.requests.get(wanted)
    meeting_still_ahead(scope, request)
    _refuse_what_is_in(request)
    person = scope.people.by_slack(chosen) or scope.people.add(
        slack_id=chosen,
        name=newcomer.name if newcomer else "",
        timezone=newcomer.timezone if newcomer else None,
    )
    # What the team brings back to them would pass for something that they have been told of.
    waits_already = scope.requests.owes(person.id)
    _put_on_team(scope, request, person)
    changed(scope, replace(request, state=RequestState.WITHDRAWN))
    ask_again(scope, request, person, waits_already=waits_already)


def _refuse_what_is_in(request: Request) -> None:
    """Raise StaleError where the form came in while its screen stood open."""
    if request.state is RequestState.IN:
        raise StaleError("This form is in already. Nothing was changed.")


def _put_on_team(scope: Scope, request: Request, person: Person) -> None:
    """Let a colleague serve in the role from now on; an end that is set for it stays."""
    team, role = scope.people.team_of(request.student), request.form.asked_of
    theirs = [one for one in team if (one.person, one.role) == (person.id, role)]
    if any(one.serves_on(scope.today) for one in theirs):
        return
    coming = [one for one in theirs if not has_ended(one, today=scope.today)]
    services = [one.service for one in team if one.person == request.respondent and one.service]
    joins = (
        replace(coming[0], from_on=None)
        if coming
        else TeamMember(person=person.id, role=role, service=services[0] if services else None)
    )
    change_team(scope, request.student, with_member(team, joins))


def _nudged_at(scope: Scope, request: Request, respondent: Person) -> datetime | None:
    """Return when they were told again; this moment, where a reminder waits to be sent."""
    if respondent.slack_id is None:
        return None
    # Before what was said: a reminder that is sent meanwhile is then in one of the two.
    waiting = scope.outbox.waiting(MessageKind.NUDGE, respondent.slack_id)
    if any(request.id in (request_in(one.subject), *reminded_of(one.step)) for one in waiting):
        return scope.now
    nudges = [
        posted
        for subject in ("", request_subject(request.id))
        for posted in scope.messages.of(MessageKind.NUDGE, subject, respondent.slack_id)
        if request.id in json.loads(posted.kept)["requests"]
    ]
    return max((posted.posted_at for posted in nudges), default=None)
