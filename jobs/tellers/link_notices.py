"""What a case manager is told of a private link without having looked: it closed, a mail failed."""

from bot.errors import NotOnCaseloadError
from bot.links_outside.private_links import Link, LinkState, link_in
from bot.messages import MessageKind
from bot.people.people import Person
from bot.requests.nudges import told_from
from bot.ui.kit.blocks import Message
from bot.ui.links_outside.link_notices import locked, unmailed
from storage import Errand, Scope

UNMAILED = "unmailed"
"""How the step begins where a mail failed; else the link has closed itself."""


def link_notice(scope: Scope, person: Person, errand: Errand) -> Message | None:
    """Tell the student's case manager; the subject is the link."""
    link = _link(scope, errand.subject)
    if link is None or not person.leads:
        return None
    student = scope.students.get(link.student)
    if student.case_manager != person.id:
        return None
    if errand.step.startswith(UNMAILED):
        return unmailed(student.alias)
    return locked(student.alias) if link.state is LinkState.LOCKED else None


def notice_errand(scope: Scope, subject: str, step: str) -> tuple[Errand, ...]:
    """Return the notice to the case manager of a link, where there is somebody to be told."""
    link = _link(scope, subject)
    if link is None:
        return ()
    person = scope.people.get(scope.students.get(link.student).case_manager)
    if person.slack_id is None or not person.leads:
        return ()
    told = Errand(
        kind=MessageKind.LINK_NOTICE,
        addressee=person.slack_id,
        subject=subject,
        step=step,
        not_before=told_from(person, now=scope.now, hours=scope.workspace.hours),
    )
    return (told,)


def _link(scope: Scope, subject: str) -> Link | None:
    try:
        return scope.links.get(link_in(subject))
    except NotOnCaseloadError:
        return None
