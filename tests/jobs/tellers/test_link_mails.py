"""Links and codes are mailed once they can be, name nobody, and are made as they leave."""

import re
import smtplib
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from bot import content
from bot.links_outside.link_codes import CODE_FOR, Tried
from bot.links_outside.private_links import Link, link_subject
from bot.messages import MessageKind
from bot.people.people import SlackUserId, TeamRole
from bot.requests.requests import Form, Request, RequestState
from bot.ui.links_outside import link_mails
from jobs.delivery import mailer
from jobs.delivery.outcomes import Done, Dropped, Later, Patience
from jobs.delivery.rate_limits import Pace
from jobs.surroundings import JobSurroundings
from jobs.tellers.link_mails import GIVEN_UP_AFTER, TOO_LATE, TRIES_OF_A_REFUSED_MAIL, MailCarrier
from jobs.tellers.told_once import ToldOnce
from storage import Claimed, Errand, Storage
from tests.conftest import NOW
from tests.jobs.conftest import SetWire, StandingClock
from tests.mailbox import Mailbox
from tests.storage.school import PLANTED

ADA = SlackUserId("U0ADA")
LEE = "lee@clinic.example"


@dataclass
class Post:
    """A link to Lee's form, and the carrier of its mails."""

    storage: Storage
    wire: SetWire
    carrier: MailCarrier
    mailbox: Mailbox
    request: Request
    link: Link

    def carries(self, kind, *, attempts=1, faults=0):
        errand = Errand(
            kind=kind,
            addressee="request:1",
            subject=link_subject(self.link.id),
            step=NOW.isoformat(timespec="minutes"),
        )
        claimed = Claimed(id=7, errand=errand, attempts=attempts, ambiguous=False, faults=faults)
        return self.carrier.carry(claimed)

    def case(self):
        return self.storage.caseload_of(ADA, now=NOW)


@pytest.fixture
def mailbox():
    with Mailbox() as opened:
        yield opened


@pytest.fixture
def post(school, storage, mailbox):
    casey = school.case_manager("U0ADA", name="Casey Alder\nBcc: x@y.example")
    with storage.jobs(now=NOW) as scope:
        lee = scope.people.add(name="Lee Nightingale", email=LEE)
    student = school.student(casey, alias="ZW-4KQ")
    school.on_team(student, lee, TeamRole.PROVIDER, service="dragonspeech")
    meeting = school.meeting(student)
    with storage.caseload_of(ADA, now=NOW) as scope:
        request = scope.requests.ask(
            student=student.id,
            meeting=meeting.id,
            form=Form.PROVIDER_REPORT,
            respondent=lee.id,
            due_on=date(2026, 10, 13),
        )
        link, _ = scope.links.make(request, until=NOW + timedelta(days=12))
    wire = SetWire()
    works = JobSurroundings(
        storage=storage,
        clock=StandingClock(),
        wire=wire,
        content=content.read(None),
        public_url="https://preiep.example",
        mail_server=mailbox.server,
    )
    return Post(storage, wire, MailCarrier(works, Patience(Pace(wire))), mailbox, request, link)


def test_a_link_is_mailed_to_the_address_on_record_and_opens(post):
    assert isinstance(post.carries(MessageKind.LINK_MAIL), Done)

    (mail,) = post.mailbox.mails
    assert (mail["To"], mail["From"]) == (LEE, "iep@quillmarsh.example")
    (text,) = post.mailbox.texts
    assert "provider report. Due Tuesday, October 13" in text
    (token,) = re.findall(r"https://preiep\.example/form/(\S{43})", text)
    with post.storage.links.threshold(token, now=NOW, wire_now=NOW) as threshold:
        assert threshold.link.request == post.request.id


def test_a_code_is_mailed_and_is_the_one_that_opens(post):
    with post.case() as scope:
        token = scope.links.new_token(post.link)
    assert isinstance(post.carries(MessageKind.CODE_MAIL), Done)

    (text,) = post.mailbox.texts
    (code,) = re.findall(r"\d{3} \d{3}", text)
    with post.storage.links.threshold(token, now=NOW, wire_now=NOW) as threshold:
        assert threshold.try_code(code).tried is Tried.RIGHT


@pytest.mark.parametrize("kind", [MessageKind.LINK_MAIL, MessageKind.CODE_MAIL])
def test_no_mail_names_a_student_a_service_or_lets_a_name_write_its_head(post, kind):
    post.carries(kind)

    (mail,) = post.mailbox.mails
    whole = mail.as_string()
    for word in (PLANTED, "Wexford", "ZW-4KQ", "dragonspeech", "Lee Nightingale"):
        assert word not in whole
    assert mail["Bcc"] is None
    assert len(mail.get_all("To")) == 1


def test_who_is_refused_for_good_is_tried_a_few_times_and_then_somebody_is_told(post, caplog):
    post.mailbox.refuses = 550

    later = [
        post.carries(MessageKind.LINK_MAIL, faults=n) for n in range(TRIES_OF_A_REFUSED_MAIL - 1)
    ]
    dropped = post.carries(MessageKind.LINK_MAIL, faults=TRIES_OF_A_REFUSED_MAIL - 1)

    assert [(type(one), one.error) for one in later] == [(Later, "smtp_550")] * len(later)
    assert isinstance(dropped, Dropped)
    (told,) = dropped.instead
    assert (told.kind, told.addressee) == (MessageKind.LINK_NOTICE, ADA)
    with post.storage.jobs(now=NOW, reading=True) as scope:
        message = ToldOnce(kind=MessageKind.LINK_NOTICE).compose(scope, told).message
    assert "ZW-4KQ" in str(message)
    assert LEE not in str(message)
    assert LEE not in caplog.text


def test_a_server_that_is_away_is_tried_however_long_that_is(post, mailbox):
    away = replace(mailbox.server, port=9)
    carrier = post.carrier
    carrier._surroundings = replace(carrier._surroundings, mail_server=away)

    later = post.carries(MessageKind.LINK_MAIL, attempts=1000)

    assert isinstance(later, Later)
    assert not later.at_fault


def test_a_server_that_says_not_now_is_tried_for_hours_and_then_somebody_is_told(post):
    post.mailbox.refuses = 450

    assert isinstance(post.carries(MessageKind.LINK_MAIL, faults=GIVEN_UP_AFTER - 2), Later)
    assert isinstance(post.carries(MessageKind.LINK_MAIL, faults=GIVEN_UP_AFTER - 1), Dropped)


@pytest.mark.parametrize("why", ["closed", "withdrawn", "no-address", "left"])
def test_what_nobody_needs_any_more_is_not_mailed(post, why):
    with post.storage.jobs(now=NOW) as scope:
        request = scope.requests.get(post.request.id)
        lee = scope.people.get(request.respondent)
        if why == "closed":
            scope.links.close(request)
        elif why == "withdrawn":
            scope.requests.keep(replace(request, state=RequestState.WITHDRAWN))
        elif why == "no-address":
            scope.people.keep(replace(lee, email=None))
        else:
            scope.people.keep(replace(lee, active=False))

    dropped = post.carries(MessageKind.LINK_MAIL)

    assert (dropped.why, dropped.instead) == (link_mails.UNTRUE, ())
    assert post.mailbox.mails == []


def test_a_code_that_comes_too_late_is_not_mailed(post):
    post.wire.at = NOW + TOO_LATE
    assert isinstance(post.carries(MessageKind.CODE_MAIL), Done)
    post.wire.pass_(1)
    assert isinstance(post.carries(MessageKind.CODE_MAIL), Dropped)
    assert TOO_LATE < CODE_FOR


def test_beyond_the_machine_itself_no_word_goes_without_tls(monkeypatch, mailbox):
    done = []

    class Recorded:
        def __init__(self, host, port, **_):
            done.append(f"to {host}")

        def __getattr__(self, name):
            return lambda *_, **given: done.append(
                f"{name}, checked" if given.get("context") else name
            )

    monkeypatch.setattr(smtplib, "SMTP", Recorded)
    elsewhere = replace(mailbox.server, host="mail.example", user="iep", password="secret")
    mailer.connected(elsewhere)

    assert done == ["to mail.example", "ehlo_or_helo_if_needed", "starttls, checked", "login"]
