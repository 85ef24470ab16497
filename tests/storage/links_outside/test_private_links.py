"""A private link opens one form to one person, with a code, and tells nothing to anybody else."""

import hashlib
import hmac
from base64 import urlsafe_b64decode
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from bot.errors import LinkDeadError, NotAskedError, NotOnCaseloadError, NotOnTeamError
from bot.forms.drafts import Draft, DraftKey
from bot.links_outside.link_codes import CODE_FOR, MOST_TRIES, Tried
from bot.links_outside.private_links import SESSION_FOR, Link, LinkState
from bot.people.people import SlackUserId, TeamRole
from bot.requests.requests import Form, Request
from storage import Storage
from storage import tables as rows
from storage.scopes.link_doors import WORDS_KEPT_FOR
from tests.conftest import KEYS, NOW
from tests.storage.school import another_workspace
from tests.storage.test_everything import every_value

PAT, KIM = SlackUserId("U0PAT"), SlackUserId("U0KIM")
UNTIL = NOW + timedelta(days=12)
SECOND = timedelta(seconds=1)


@dataclass
class Linked:
    """A link to the report that a provider outside Slack owes, and what they do with it."""

    storage: Storage
    request: Request
    token: str

    def code(self, how="spoken") -> str:
        with self.storage.caseload_of(PAT, now=NOW) as scope:
            return scope.links.new_code(self.link(scope), until_wire=NOW + CODE_FOR, how=how)

    def link(self, scope) -> Link:
        found = scope.links.of(self.request.id)
        assert found is not None
        return found

    def now_seen(self) -> Link:
        with self.storage.caseload_of(PAT, now=NOW, reading=True) as scope:
            return self.link(scope)

    def tries(self, code, *, at=NOW, token=""):
        with self.storage.links.threshold(token or self.token, now=at, wire_now=at) as threshold:
            return threshold.try_code(code)

    def opens(self) -> str:
        tried, session, _ = self.tries(self.code())
        assert tried is Tried.RIGHT
        return session

    def visit(self, session, *, at=NOW, token=""):
        return self.storage.links.visit(token or self.token, session, now=at, wire_now=at)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


@pytest.fixture
def linked(school, storage):
    pat = school.case_manager("U0PAT")
    school.case_manager("U0KIM")
    with storage.jobs(now=NOW) as scope:
        lee = scope.people.add(name="Lee Nightingale", email="lee@clinic.example")
    student = school.student(pat)
    school.on_team(student, lee, TeamRole.PROVIDER, service="ot")
    meeting = school.meeting(student)
    with storage.caseload_of(PAT, now=NOW) as scope:
        request = scope.requests.ask(
            student=student.id,
            meeting=meeting.id,
            form=Form.PROVIDER_REPORT,
            respondent=lee.id,
            due_on=date(2026, 10, 13),
        )
        _, token = scope.links.make(request, until=UNTIL)
    return Linked(storage, request, token)


def test_the_right_code_opens_the_form_once(linked):
    code = linked.code()

    tried, session, _ = linked.tries(f" {code[:3]}-{code[3:]} ")

    assert tried is Tried.RIGHT
    with linked.visit(session) as visit:
        assert visit.shows
        assert visit.scope.requests.get(linked.request.id).id == linked.request.id
    assert linked.tries(code).tried is Tried.TOO_OLD


def test_a_code_works_to_its_last_second_and_what_comes_late_costs_no_try(linked):
    code = linked.code()

    assert linked.tries(code, at=NOW + CODE_FOR).tried is Tried.TOO_OLD
    assert linked.now_seen().tries_left == MOST_TRIES
    assert linked.tries(code, at=NOW + CODE_FOR - SECOND)[0] is Tried.RIGHT


def test_a_link_that_was_out_before_hashes_had_keys_of_their_workspace_opens_still(
    linked, database
):
    """An upgrade makes every hash anew but these: of a link's token nothing is kept."""
    key = hmac.digest(
        urlsafe_b64decode(KEYS[0]), b"preiep: finding a closed value again", hashlib.sha256
    )
    once = hmac.digest(key, f"link token:{linked.token}".encode(), hashlib.sha256).hex()
    with database.writing() as connection:
        connection.execute(update(rows.request_links).values(token_hash=once))

    assert linked.opens()


def test_only_the_newest_code_opens(linked):
    old, new = linked.code(), linked.code()

    assert linked.tries(old)[0] is (Tried.RIGHT if old == new else Tried.WRONG)
    assert linked.tries(new)[0] is Tried.RIGHT


def test_five_wrong_codes_close_a_link_for_good(linked):
    code = linked.code()

    outcomes = [linked.tries(wrong(code))[0] for _ in range(MOST_TRIES)]

    assert outcomes == [*[Tried.WRONG] * (MOST_TRIES - 1), Tried.LOCKED]
    assert linked.now_seen().state is LinkState.LOCKED
    with pytest.raises(LinkDeadError):
        linked.tries(code)


def test_four_wrong_codes_close_nothing_and_the_right_one_makes_them_good(linked):
    code = linked.code()
    for _ in range(MOST_TRIES - 1):
        linked.tries(wrong(code))

    assert linked.tries(code)[0] is Tried.RIGHT
    assert linked.now_seen().tries_left == MOST_TRIES


def test_of_many_tries_at_once_each_one_counts(linked):
    code = linked.code()

    def attempt(_):
        try:
            return linked.tries(wrong(code))[0]
        except LinkDeadError:
            return None

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(attempt, range(8)))

    assert outcomes.count(Tried.WRONG) == MOST_TRIES - 1
    assert outcomes.count(Tried.LOCKED) == 1


def test_without_a_code_made_no_code_opens(linked):
    assert linked.tries("")[0] is Tried.NO_CODE
    assert linked.tries("000000")[0] is Tried.WRONG


def test_a_new_link_ends_the_old_one_and_whoever_is_in_it(linked):
    session = linked.opens()
    with linked.storage.caseload_of(PAT, now=NOW) as scope:
        _, token = scope.links.make(linked.request, until=UNTIL)

    with pytest.raises(LinkDeadError):
        linked.tries("000000")
    for known in (linked.token, token):
        with pytest.raises(LinkDeadError), linked.visit(session, token=known):
            pass


def test_a_closed_link_opens_nothing(linked):
    session = linked.opens()
    with linked.storage.caseload_of(PAT, now=NOW) as scope:
        assert scope.links.close(linked.request)
        assert not scope.links.close(linked.request)

    with pytest.raises(LinkDeadError):
        linked.tries("000000")
    with pytest.raises(LinkDeadError), linked.visit(session):
        pass


def test_a_link_works_to_its_end_and_then_keeps_words_but_shows_nothing(linked):
    assert linked.tries("1", at=UNTIL - SECOND)[0] is Tried.NO_CODE
    with pytest.raises(LinkDeadError):
        linked.tries("1", at=UNTIL)
    session = linked.opens()
    with linked.storage.links.visit(linked.token, session, now=UNTIL, wire_now=NOW) as visit:
        assert not visit.shows


def test_a_session_ends_after_its_last_turn_and_keeps_words_for_some_hours(linked):
    session = linked.opens()
    later = NOW + SESSION_FOR - SECOND
    with linked.visit(session, at=later) as visit:
        assert visit.shows
    end = later + SESSION_FOR
    with linked.visit(session, at=end) as visit:
        assert not visit.shows
    with pytest.raises(LinkDeadError), linked.visit(session, at=end + WORDS_KEPT_FOR):
        pass


@pytest.mark.parametrize("session", ["", "x" * 43])
def test_without_a_session_nothing_is_reached(linked, session):
    linked.opens()
    with pytest.raises(LinkDeadError), linked.visit(session):
        pass


def test_who_leaves_is_out(linked):
    session = linked.opens()
    linked.storage.links.leave(linked.token, session, now=NOW, wire_now=NOW)

    with pytest.raises(LinkDeadError), linked.visit(session):
        pass


def test_an_opened_link_reaches_its_own_student_and_no_form_of_others(linked, school):
    other = school.student(school.case_manager("U0OTH"))
    with linked.storage.jobs(now=NOW, reading=True) as scope:
        lee = scope.people.get(linked.request.respondent)
    school.on_team(other, lee, TeamRole.PROVIDER, service="ot")
    with linked.visit(linked.opens()) as visit:
        assert visit.scope.students.get(linked.request.student)
        with pytest.raises(NotOnCaseloadError):
            visit.scope.students.get(other.id)
        with pytest.raises(NotOnTeamError):
            _ = visit.scope.links


def test_the_threshold_reaches_nobody(linked):
    with linked.storage.links.threshold(linked.token, now=NOW, wire_now=NOW) as threshold:
        assert threshold.can_mail
        with pytest.raises(NotOnCaseloadError):
            threshold.scope.students.get(linked.request.student)
        with pytest.raises(NotOnTeamError):
            _ = threshold.scope.requests


def test_who_left_the_team_reaches_the_form_no_more_and_their_own_draft_still(linked):
    session = linked.opens()
    with linked.storage.jobs(now=NOW) as scope:
        scope.people.set_team(linked.request.student, [])

    with linked.visit(session) as visit:
        with pytest.raises(NotAskedError):
            visit.scope.requests.get(linked.request.id)
        draft = Draft(
            key=DraftKey("d"),
            owner=visit.scope.person.id,
            kind="request:1:provider_report",
            student=None,
            answers={"levels": "tells whole stories"},
            updated_at=NOW,
        )
        assert visit.scope.drafts.keep(draft)


def test_who_has_left_altogether_gets_in_no_more(linked):
    session = linked.opens()
    with linked.storage.jobs(now=NOW) as scope:
        lee = scope.people.get(linked.request.respondent)
        scope.people.keep(replace(lee, active=False))

    with pytest.raises(LinkDeadError), linked.visit(session):
        pass


def test_nobody_else_makes_a_link_to_the_form_of_a_caseload(linked):
    with (
        pytest.raises(NotOnCaseloadError),
        linked.storage.caseload_of(KIM, now=NOW) as scope,
    ):
        scope.links.make(scope.requests.get(linked.request.id), until=UNTIL)
    with linked.storage.caseload_of(KIM, now=NOW) as scope:
        assert scope.links.of(linked.request.id) is None


def test_a_link_of_another_district_is_not_found(linked, database):
    elsewhere = another_workspace(database)
    with (
        pytest.raises(LinkDeadError),
        elsewhere.links.threshold(linked.token, now=NOW, wire_now=NOW),
    ):
        pass


def test_neither_address_nor_code_nor_session_stands_in_the_database(linked, database):
    code = linked.code()
    session = linked.tries(code).session
    with linked.storage.caseload_of(PAT, now=NOW) as scope:
        mailed = scope.links.new_token(linked.link(scope))

    kept = [value for values in every_value(database).values() for value in values]
    for secret in (linked.token, mailed, session):
        assert not any(secret in value for value in kept)
    assert code not in kept


def test_codes_are_mailed_a_few_times_and_then_no_more(linked):
    def asked():
        with linked.storage.links.threshold(linked.token, now=NOW, wire_now=NOW) as threshold:
            return threshold.ask_for_code()

    assert [asked() for _ in range(6)] == [True] * 5 + [False]
    linked.opens()
    assert asked()


def test_what_happens_at_a_link_is_in_the_students_log(linked):
    code = linked.code()
    linked.tries(wrong(code))
    linked.opens()

    with linked.storage.caseload_of(PAT, now=NOW) as scope:
        acts = [entry.act for entry in scope.audit.trail(linked.request.student)]
    assert acts[0] == "a private link was opened with its code"
    assert "a wrong code was tried at a private link, 4 tries left" in acts
    assert "made a private link" in acts
