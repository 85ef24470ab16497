"""Fill in a respondent's form: its draft, what is kept and logged, by whichever way it comes."""

import uuid
from dataclasses import replace

from bot.content import Content
from bot.errors import StaleError
from bot.forms.answers import Texts
from bot.forms.drafts import Draft, DraftKey
from bot.requests.request_forms import FormRead, RequestAbout
from bot.requests.requests import FilledForm, Form, Request, RequestId, RequestState, Said
from bot.requests.respondent_forms import (
    answers_to_keep,
    carried_over,
    pages_as_asked,
    pages_of,
    word_of_carried,
    wording,
)
from casework.records.disclosures import log_look
from casework.requests.asking import changed, meeting_still_ahead
from storage import Scope

OWN = "request"
"""How a draft's kind begins that the respondent themselves fills in."""

WITHDRAWN = (
    "This form is no longer needed: the case manager withdrew it. Nothing was sent; what "
    "you typed is kept for you as a draft."
)


def keep_form(
    scope: Scope, request: Request, draft: Draft, content: Content, *, said: Said | None = None
) -> None:
    """Keep a draft as the form that came in, with all that follows from it.

    Raises FormError by question id where something is missing.
    """
    pages = pages_of(request.form, draft.answers, content)
    scope.requests.keep_form(
        FilledForm(
            request=request.id,
            draft=draft.key,
            answers=answers_to_keep(pages, draft.answers, today=scope.today),
            by=scope.person.id,
            at=scope.now,
            said=said,
            wording=wording(pages),
            wording_version=content.version,
        )
    )
    scope.drafts.submit(draft.key)
    changed(scope, replace(request, state=RequestState.IN, reason=""))


def draft_kind(name: str, request: Request) -> str:
    """Name the kind of a request's drafts; the form stands in it for its pages."""
    return f"{name}:{request.id}:{request.form}"


def request_of(kind: str) -> RequestId:
    return RequestId(int(kind.split(":")[1]))


def form_of(kind: str) -> Form:
    return Form(kind.split(":")[2])


def about_request(scope: Scope, request: Request) -> RequestAbout:
    """Return whom a request is about, with the services that its respondent gives."""
    student = scope.students.get(request.student)
    team = scope.people.team_of(request.student)
    return RequestAbout(
        request=request,
        student=student,
        meeting=scope.meetings.get(request.meeting),
        asked_by=scope.people.get(student.case_manager).name,
        services=tuple(
            one.service for one in team if one.person == request.respondent and one.service
        ),
        asked_late=request.asked_late(scope.workspace.zone),
    )


def looked(what: str, request: Request) -> str:
    """Return how a look at something of a request is called in the log."""
    return f"{what}: {request.form.words}"


def log_view(scope: Scope, request: Request, what: str) -> None:
    """Log that something of a request is about to be shown."""
    log_look(
        scope,
        looked(what, request),
        request.student,
        meeting=request.meeting,
        purpose=f"{what}, as they were asked for a report",
    )


def taken_request(scope: Scope, wanted: RequestId) -> Request:
    """Return the request, if its form is taken; raise an error that says what became of it."""
    request = scope.requests.get(wanted)
    meeting_still_ahead(scope, request)
    if request.state is RequestState.WITHDRAWN:
        raise StaleError(WITHDRAWN)
    return request


def last_form(scope: Scope, wanted: RequestId, content: Content) -> FormRead:
    """Return what the same person said last of this student; the look is logged."""
    request = scope.requests.get(wanted)
    filled = scope.requests.last_time(request)
    if filled is None:
        raise StaleError("There is no earlier form of yours for this student.")
    log_view(scope, request, "looked at an earlier form")
    return FormRead(
        request=request.id,
        about=about_request(scope, scope.requests.get(filled.request)),
        answers=filled.answers,
        pages=pages_as_asked(request.form, filled, content),
    )


def draft_left(scope: Scope, request: Request, *, name: str) -> Draft | None:
    """Return the draft that this person left half-way, where anything stands in it."""
    left = scope.drafts.latest(draft_kind(name, request))
    return left if left and left.answers else None


def new_draft(scope: Scope, request: Request, content: Content) -> tuple[Draft, str]:
    """Begin a draft with what came in; else with what this person says of themselves each time.

    Says in words what stands there already, of what came in nothing. What came in is kept at once:
    the pages not shown yet have their words from there.
    """
    if forms := scope.requests.forms(request.id):
        draft = empty_draft(scope, request, answers=forms[0].answers)
        scope.drafts.keep(draft)
        return draft, ""
    before = scope.requests.own_last(request.form)
    carried = carried_over(request.form, before.answers, content) if before else {}
    first, *_ = pages_of(request.form, carried, content)
    return empty_draft(scope, request, answers=carried), word_of_carried(first, carried)


def empty_draft(
    scope: Scope, request: Request, *, name: str = OWN, answers: Texts | None = None
) -> Draft:
    """Begin a draft that stands nowhere yet: the first keystroke or page turn keeps it."""
    return Draft(
        key=DraftKey(uuid.uuid4().hex),
        owner=scope.person.id,
        kind=draft_kind(name, request),
        student=None,
        answers=answers or {},
        updated_at=scope.now,
    )
