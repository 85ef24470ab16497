"""Mails with links and codes: both are made at the moment of sending, since neither is kept."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.errors import NotOnCaseloadError
from bot.links_outside.link_codes import CODE_FOR
from bot.links_outside.mails import Mail
from bot.links_outside.private_links import Link, link_in
from bot.messages import MessageKind
from bot.people.people import Person
from bot.requests.requests import Request, RequestState, is_taken
from bot.ui.links_outside import link_mails
from jobs.delivery.guard import OnItsOwn
from jobs.delivery.mailer import CouldNotBeMailed, is_away, is_final, send, why_not
from jobs.delivery.outcomes import Done, Dropped, Outcome, Patience
from jobs.surroundings import JobSurroundings
from jobs.tellers.link_notices import UNMAILED, notice_errand
from jobs.tellers.tellers import Rendering
from storage import Claimed, Errand, Scope, Sent

logger = logging.getLogger(__name__)

MAILS = frozenset({MessageKind.LINK_MAIL, MessageKind.CODE_MAIL})

MAIL = "mail"
"""What stands for the channel of a mail, where a message has one."""

TOO_LATE = timedelta(minutes=15)
"""Wire time. A code that comes later finds nobody at the page any more."""

TRIES_OF_A_REFUSED_MAIL = 3
GIVEN_UP_AFTER = 8
"""Tries that the server answered with a no, which is a few hours; then the case manager is told. A
server that is away has answered nothing."""


@dataclass(frozen=True, kw_only=True)
class Ready:
    """A mail with its addressee, held in memory for as long as it takes to send it."""

    to: str
    mail: Mail


class MailCarrier:
    """Carries out the errands that are mails; nothing that goes wrong leaves it."""

    def __init__(self, surroundings: JobSurroundings, patience: Patience) -> None:
        self._surroundings = surroundings
        self._patience = patience

    def carry(self, claimed: Claimed) -> Outcome:
        item = f"{claimed.errand.kind} {claimed.id}"
        ready = None
        with OnItsOwn(item) as composing:
            ready = self._composed(claimed.errand)
        if composing.failure:
            return self._patience.stumbled(claimed, composing, unknown=False)
        if ready is None:
            return Dropped(claimed=claimed, why=link_mails.UNTRUE)
        return self._sent(claimed, ready, item)

    def _composed(self, errand: Errand) -> Ready | None:
        """Make the link or the code, and write the mail; None where it is not to be sent."""
        surroundings = self._surroundings
        if surroundings.mail_server is None or not surroundings.public_url:
            return None
        with surroundings.storage.jobs(now=surroundings.clock.now()) as scope:
            try:
                link = scope.links.get(link_in(errand.subject))
                request = scope.requests.get(link.request)
            except NotOnCaseloadError:
                return None
            person = scope.people.get(request.respondent)
            if not person.email or not _is_wanted(scope, link, request, person):
                return None
            if errand.kind == MessageKind.LINK_MAIL:
                mail = self._with_link(scope, link, request)
            elif self._too_late(errand):
                return None
            else:
                mail = self._with_code(scope, link)
            return Ready(to=person.email, mail=mail)

    def _with_link(self, scope: Scope, link: Link, request: Request) -> Mail:
        token = scope.links.new_token(link)
        student = scope.students.get(request.student)
        asked_by = scope.people.get(student.case_manager).name
        last_day = (link.until - timedelta(seconds=1)).astimezone(scope.workspace.zone).date()
        where = link_mails.address(self._surroundings.public_url, token)
        return link_mails.link_mail(
            request,
            where,
            asked_by=asked_by,
            until=last_day,
            asked_late=request.asked_late(scope.workspace.zone),
        )

    def _with_code(self, scope: Scope, link: Link) -> Mail:
        until = self._surroundings.wire.now() + CODE_FOR
        return link_mails.code_mail(scope.links.new_code(link, until_wire=until, how="mailed"))

    def _too_late(self, errand: Errand) -> bool:
        asked = datetime.fromisoformat(errand.step)
        return self._surroundings.wire.now() > asked + TOO_LATE

    def _sent(self, claimed: Claimed, ready: Ready, item: str) -> Outcome:
        server = self._surroundings.mail_server
        assert server is not None, "what is ready has a server to go to"
        with OnItsOwn(item) as sending:
            try:
                send(server, ready.to, ready.mail)
            except CouldNotBeMailed as error:
                reason = why_not(error)
                logger.warning("%s could not be mailed: %s", item, reason)
                if is_away(error):
                    return self._patience.again(claimed, reason, unknown=False)
                return self._failed(claimed, reason)
        return self._failed(claimed, sending.failure) if sending.failure else _done(claimed)

    def _failed(self, claimed: Claimed, reason: str) -> Outcome:
        tries = TRIES_OF_A_REFUSED_MAIL if is_final(reason) else GIVEN_UP_AFTER
        outcome = self._patience.mending(claimed, reason, unknown=False, most=tries)
        if not isinstance(outcome, Dropped):
            return outcome
        with (
            OnItsOwn(f"notice of {claimed.id}"),
            self._surroundings.storage.jobs(now=self._surroundings.clock.now(), reading=True) as s,
        ):
            told = notice_errand(s, claimed.errand.subject, f"{UNMAILED}:{claimed.id}")
            return replace(outcome, instead=told)
        return outcome


def _is_wanted(scope: Scope, link: Link, request: Request, person: Person) -> bool:
    """Tell whether the link works, and its form is still taken from somebody who is still here."""
    return (
        link.works(now=scope.now)
        and person.active
        and request.state is not RequestState.WITHDRAWN
        and is_taken(scope.meetings.get(request.meeting), today=scope.today)
    )


def _done(claimed: Claimed) -> Done:
    return Done(
        sent=Sent(id=claimed.id, channel=MAIL, ts=str(claimed.id)),
        rendering=Rendering(message={}, channel=MAIL),
    )
