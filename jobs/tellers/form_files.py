"""A form that came in, as a PDF for the one person who asked for it."""

from dataclasses import dataclass
from functools import partial

from bot.content import Content
from bot.forms.drafts import DraftKey
from bot.messages import MessageKind
from bot.people.people import Person, SlackUserId
from bot.permissions import Act, Relation, may
from bot.requests.requests import Request, request_in
from bot.requests.respondent_forms import pages_as_asked
from bot.ui.documents.filled_form import FormOnPaper, pdf
from bot.ui.kit.blocks import Message
from bot.ui.requests import form_files as form_file
from casework.requests.request_forms import about_request
from jobs.tellers.tellers import FileToSend, Rendering, Teller
from storage import Errand, Scope


@dataclass(frozen=True, kw_only=True)
class FormFiles(Teller):
    """The subject is the request; the step begins with the key of the version asked for."""

    content: Content
    kind: MessageKind = MessageKind.FORM_FILE

    def compose(self, scope: Scope, errand: Errand) -> Rendering | None:
        person = scope.people.by_slack(SlackUserId(errand.addressee))
        request = _asked_for(scope, person, errand) if person else None
        if person is None or request is None:
            return None
        versions = scope.requests.forms(request.id)[::-1]
        keys = [one.draft for one in versions]
        key = DraftKey(errand.step.partition("|")[0])
        if key not in keys:
            return None
        version = keys.index(key)
        form = FormOnPaper(
            about=about_request(scope, request),
            respondent=scope.people.get(request.respondent).name,
            filled=versions[version],
            pages=pages_as_asked(request.form, versions[version], self.content),
            version=version + 1,
            versions=len(versions),
            zone=person.zone,
            made_at=scope.now,
        )
        return Rendering(
            message=form_file.comes(form.title, kept_days=scope.workspace.files_kept_days),
            channel=errand.addressee,
            file=FileToSend(name=form.file_name, title=form.title, made=partial(pdf, form)),
        )


def no_file(scope: Scope, person: Person, errand: Errand) -> Message | None:
    """Say that Slack did not take a file, to whoever waits for it."""
    request = _asked_for(scope, person, errand)
    if request is None:
        return None
    return form_file.refused(scope.students.get(request.student).alias, request.form)


def _asked_for(scope: Scope, person: Person, errand: Errand) -> Request | None:
    """Return which form they ask for; None where they may not read it (any more)."""
    wanted = request_in(errand.subject)
    if wanted is None or not scope.people.is_let_in(person):
        return None
    request = scope.requests.get(wanted)
    return request if may(Act.SEND_REQUESTS, _relations(scope, person, request)) else None


def _relations(scope: Scope, person: Person, request: Request) -> frozenset[Relation]:
    """Return what of a person's standing lets them read a form."""
    own = person.leads and scope.students.get(request.student).case_manager == person.id
    stands_in = person.on_staff and any(
        one.person == person.id and one.stands_in_on(scope.today)
        for one in scope.people.team_of(request.student)
    )
    relations = {Relation.CASE_MANAGER: own, Relation.SUBSTITUTE: stands_in}
    return frozenset(relation for relation, holds in relations.items() if holds)
