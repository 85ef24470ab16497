"""What a case manager is shown of their requests: logged before it is shown."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

from bot.content import Content
from bot.errors import StaleError
from bot.messages import MessageKind
from bot.people.people import Person
from bot.permissions import Act
from bot.requests.requests import Request, is_taken, request_subject
from bot.requests.respondent_forms import pages_as_asked
from bot.ui.kit.blocks import View
from bot.ui.links_outside import request_links as request_link
from bot.ui.requests import request_forms as request_form
from bot.ui.requests import requests_asked as modal
from bot.ui.requests.request_forms import Reading
from bot.ui.requests.requests_asked import Asked
from casework.requests.request_keeping import about_request, log_view
from storage import Errand, Scope

PDF_COMES = (
    "The PDF comes to your messages with Preiep in a moment. It is for you alone, and is taken "
    "out of Slack again: save it where your school keeps records."
)

SHOWN_FOR = timedelta(days=60)
"""After its meeting a form stands in the list for so long; it stays on record."""


def everything_asked(scope: Scope, *, page: int) -> View:
    scope.require(Act.SEND_REQUESTS)
    requests = requests_shown(scope)
    if not requests:
        raise StaleError("Nobody was asked for a form yet. `/iep request` lists whom to ask.")
    scope.audit.log("looked at who has answered")
    return modal.render([asked_for(scope, request) for request in requests], page=page)


def requests_shown(scope: Scope) -> list[Request]:
    """What stands in the list of everything asked for."""
    since = scope.today - SHOWN_FOR
    return [
        request
        for case in scope.cases()
        for meeting in case.meetings
        if meeting.on >= since
        for request in case.requests
        if request.meeting == meeting.id
    ]


def one_request(scope: Scope, request: Request, *, web: bool, notice: str = "") -> View:
    """One request; `web` says whether people outside Slack reach Preiep at all."""
    scope.require(Act.SEND_REQUESTS, request.student)
    scope.audit.log("looked at a request", student=request.student, meeting=request.meeting)
    link = scope.links.of(request.id) if web else None
    words = request_link.line(link, now=scope.now, zone=scope.workspace.zone)
    one = replace(asked_for(scope, request), web=web, link=words)
    return modal.render_one(one, now=scope.now, notice=notice)


def form_that_came_in(
    scope: Scope, request: Request, content: Content, *, page: int, notice: str = ""
) -> View:
    scope.require(Act.SEND_REQUESTS, request.student)
    forms = scope.requests.forms(request.id)
    if not forms:
        raise StaleError("This form is not in yet.")
    log_view(scope, request, "read a form")
    filled, about = forms[0], about_request(scope, request)
    who = scope.people.get(request.respondent).name
    said = filled.said
    how = f"Written down for {who}: said by {said.who}, {said.how}, {said.on}." if said else ""
    reading = Reading(
        request=request.id,
        form=request.form,
        line=about.line,
        said=how or f"From {who}.",
        answers=filled.answers,
        notice=notice,
    )
    pages = pages_as_asked(request.form, filled, content)
    controls = [modal.make_pdf(request.id, page=page)]
    return request_form.reading(reading, pages, page=page, turn_to=modal.READ, controls=controls)


def put_pdf(scope: Scope, request: Request, *, asked_from: str) -> None:
    """Have the latest version made into a PDF for whoever asks: logged like reading it.

    `asked_from` names the screen as it stands: two presses on one screen make one file.
    """
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


def asked_for(scope: Scope, request: Request) -> Asked:
    respondent = scope.people.get(request.respondent)
    about = about_request(scope, request)
    return Asked(
        about=about,
        respondent=respondent.name,
        in_slack=respondent.slack_id is not None and respondent.active,
        nudged_at=_nudged_at(scope, request, respondent),
        has_form=bool(scope.requests.forms(request.id)),
        takes_forms=is_taken(about.meeting, today=scope.today),
    )


def _nudged_at(scope: Scope, request: Request, respondent: Person) -> datetime | None:
    if respondent.slack_id is None:
        return None
    subjects = ("", request_subject(request.id))
    nudges = [
        posted
        for subject in subjects
        for posted in scope.messages.of(MessageKind.NUDGE, subject, respondent.slack_id)
        if request.id in json.loads(posted.kept)["requests"]
    ]
    return max((posted.posted_at for posted in nudges), default=None)
