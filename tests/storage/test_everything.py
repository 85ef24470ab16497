"""Nothing private stands in the clear, wherever in the database one looks."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet
from sqlalchemy import select, text

from bot.after_meetings.duties import DutyKind
from bot.after_meetings.signatures import SignatureAttempt
from bot.calendar import SchoolYear
from bot.conversations.conversation_pages import DraftCopy
from bot.dates.obligation_rows import State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.errors import StorageError
from bot.forms.drafts import DraftKey
from bot.goals.goals import GoalProgress
from bot.goals.reporting_periods import ReportingPeriod
from bot.meeting_day.checklists import RightsAnswers, SignOff, TickState
from bot.meeting_day.concerns import ConcernState
from bot.meeting_day.proposals import ProposalOutcome
from bot.meeting_day.seis_notes import CloseOut
from bot.office.office_notes import Invitation
from bot.people.confirmations import Confirmation, ConfirmationId, Wish
from bot.people.people import Role, SlackUserId, TeamRole
from bot.permissions import Act
from bot.records.contacts import ContactOutcome
from bot.requests.requests import FilledForm, Form, Said
from bot.students import Description
from storage import Errand, Storage, broken_seals, rotate_keys
from storage import tables as rows
from storage.engine import rotation, sealed_walks
from storage.engine.keys import Keys
from storage.engine.seals import sealing_of
from tests.conftest import HANGS, KEYS, NOW, WORKSPACE
from tests.storage.samples import a_contact, a_conversation, a_draft, a_parent

PAT = SlackUserId("U0PAT")
PLANTED = {
    "first_name": "Zephyrine",
    "last_name": "Wexcombe",
    "number": "90871234",
    "home_language": "Volapukish",
    "staff_name": "Quentella",
    "staff_mail": "quentella@planted.example",
    "service": "plantedservice",
    "answer": "plantedanswer",
    "spoken_with": "plantedmother",
    "hopes": "plantedhopes",
    "taken_back": "plantedtakenback",
    "proposal": "plantedproposal",
    "wording": "plantedwording",
    "concern": "plantedconcern",
    "goal": "plantedgoal",
    "contact": "plantedcontact",
    "language": "plantedlanguage",
    "words": "plantedwords",
    "withdrawn": "plantedwithdrawn",
    "note": "plantednote",
    "tick": "plantedtick",
    "rights": "plantedrights",
    "others": "plantedaunt",
    "reason": "plantedreason",
    "why": "plantedwhy",
    "draft": "planteddraft",
    "imported": "plantedimport",
    "purpose": "plantedpurpose",
    "report": "plantedreport",
    "returned": "plantedreturn",
    "reporter": "plantedreporter",
    "services": "plantedservices",
    "asked_for": "plantedaskedfor",
    "data": "planteddata",
    "to_do": "plantedtodo",
    "attempt": "plantedattempt",
    "asked": "plantedquestion",
    "asking": "plantedasking",
    "invited_in": "plantedinvited",
    "parent": "plantedparent",
    "phone": "plantedphone",
    "alias": "ZW-2F7",
    "school": "plantedschool",
    "grade": "plantedgrade",
    "pasted": "plantedpasted",
    "held": "plantedheld",
}


def fill(school) -> None:
    """Put something into every table, with a planted word wherever a person's words go."""
    given = PLANTED
    pat = school.case_manager("U0PAT", name=given["staff_name"], email=given["staff_mail"])
    names = ("first_name", "last_name", "number", "home_language", "school", "grade")
    student = school.student(pat, alias=given["alias"], **{key: given[key] for key in names})
    school.on_team(student, pat, TeamRole.PROVIDER, service=given["service"])
    meeting = school.meeting(student, why=given["why"])
    with school.storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.helpers.add(meeting.id, SlackUserId("U0HELP"))
        draft = a_draft(caseload, "draft-0", student=student.id)
        caseload.drafts.keep_typing(draft.key, {"strengths": (given["draft"], "1.0")})
        conversation = a_conversation(
            caseload,
            meeting,
            draft=DraftKey("draft-1"),
            answers={"strengths": given["answer"]},
            with_whom=given["spoken_with"],
            wording={"strengths": given["wording"]},
            draft_copy=DraftCopy.YES,
        )
        caseload.conversations.keep(conversation)
        caseload.record_settlements(conversation, meeting)
        kept = caseload.conversations.about(student.id)[0]
        caseload.kept_conversations.amend(kept, replace(kept, answers={"hopes": given["hopes"]}))
        caseload.kept_conversations.withdraw(kept, given["taken_back"])
        caseload.kept_conversations.decide(kept, [given["proposal"]])
        caseload.calls.book(student.id, NOW + timedelta(days=1), meeting=meeting.id)
        concern = caseload.concerns.add(student.id, meeting.id, given["concern"])
        concern = replace(concern, state=ConcernState.DEFERRED, note=given["note"])
        caseload.concerns.keep(concern)
        contact = a_contact(
            caseload,
            student.id,
            note=given["contact"],
            language=given["language"],
            words=given["words"],
        )
        contact = replace(caseload.contacts.add(contact), outcome=ContactOutcome.LEFT_MESSAGE)
        caseload.contacts.keep(replace(contact, withdrawn=True, why_withdrawn=given["withdrawn"]))
        goal = caseload.goals.add(student.id, given["goal"])
        caseload.goals.keep(replace(goal, label=given["goal"] + "s"))
        caseload.checklists.tick(meeting.id, "offer", TickState.DONE, given["tick"])
        caseload.checklists.keep_rights(meeting.id, RightsAnswers(explained=given["rights"]))
        caseload.checklists.keep_sign_off(meeting.id, SignOff(others=given["others"]))
        caseload.checklists.keep_close_out(meeting.id, CloseOut(services=given["services"]))
        caseload.proposals.add(
            meeting.id,
            DraftKey("draft-7"),
            text=given["asked_for"],
            by_whom=given["spoken_with"],
            data=given["data"],
            outcome=ProposalOutcome.TO_CONSIDER,
        )
        caseload.duties.add(
            meeting.id,
            DraftKey("draft-8"),
            kind=DutyKind.RESPONSIBILITY,
            owner=None,
            owner_words=given["others"],
            text=given["to_do"],
        )
        caseload.signature_attempts.add(
            SignatureAttempt(
                draft=DraftKey("draft-9"),
                meeting=meeting.id,
                tried_on=NOW.date(),
                how="phone",
                note=given["attempt"],
                by=pat.id,
                at=NOW,
            )
        )
        for state in (State.NOT_NEEDED, State.DONE):
            caseload.obligations.record(
                meeting_subject(meeting.id),
                ObligationId.AGENDA,
                student=student.id,
                meeting=meeting.id,
                state=state,
                reason=given["reason"],
            )
        caseload.students.keep(replace(student, interpreter=True))
        caseload.students.keep(replace(student, first_name=given["first_name"] + "tta"))
        caseload.students.keep_imported(student.id, {"last_name": given["imported"]})
        caseload.parents.add(
            a_parent(caseload, student.id, name=given["parent"], phones=given["phone"])
        )
        wanted = Confirmation(
            id=ConfirmationId(0), wish=Wish.STUDENTS, by=pat.id, at=NOW, rows=given["pasted"]
        )
        caseload.confirmations.ask(wanted)
        caseload.parent_requests.add(
            student=student.id, received_on=NOW.date(), written=True, whose=given["asking"]
        )
        caseload.disclosures.log(pat.id, student.id, given["purpose"])
        request = caseload.requests.ask(
            student=student.id,
            meeting=meeting.id,
            form=Form.PROVIDER_REPORT,
            respondent=pat.id,
            due_on=NOW.date(),
        )
        caseload.requests.keep(replace(request, reason=given["returned"]))
        caseload.links.make(request, until=NOW)
        caseload.requests.keep_form(
            FilledForm(
                request=request.id,
                draft=DraftKey("draft-2"),
                answers={"levels": given["report"]},
                by=pat.id,
                at=NOW,
                said=Said(who=given["reporter"], how="phone", on=NOW.date()),
                wording={"levels": given["asked"]},
                wording_version="1a2b",
            )
        )
        note = caseload.office_notes.add(meeting, anew=False)
        caseload.messages.posted(
            kind="card", subject="meeting:1", addressee="C1", channel="C1", ts="1.0"
        )
        caseload.outbox.put(Errand(kind="thread", addressee="C1", subject="meeting:1"))
    school.person("U0OFFICE", Role.OFFICE, schools=[given["school"]])
    with school.storage.meeting_of(
        SlackUserId("U0OFFICE"), meeting.id, now=NOW, act=Act.TICK_INVITATION
    ) as scope:
        invitation = Invitation(sent_on=NOW.date(), rights=True, language=given["invited_in"])
        scope.office_notes.tick(note, invitation)
    (claimed,) = school.storage.outbox.claim(
        owner="us", now=NOW, lease=timedelta(minutes=4), limit=1
    )
    school.storage.heard_events.is_new("Ev0HELLO", at=NOW)
    school.storage.sent_files.begin("F0FORM", errand=claimed.id, now=NOW)
    with school.storage.jobs(now=NOW) as scope:
        scope.settings.add_closures([(NOW.date(), "Invented day")])
        scope.settings.add_closures([(NOW.date(), "Invented day")], given["school"])
        scope.settings.set_years([SchoolYear(first=NOW.date(), last=NOW.date())])
        scope.settings.keep_period(
            ReportingPeriod(label="Quarter 1", first=NOW.date(), last=NOW.date())
        )
        (period,) = scope.settings.periods()
        put_and_lift(scope, student.id)
        destroy_another(scope, pat)
        scope.rehearsals.keep("button", {"pressed": {"type": "=block_actions"}}, done=True)
    with school.storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.goals.mark(goal.id, period.id, GoalProgress.BEHIND)


def put_and_lift(scope, student) -> None:
    """Put a record on hold, and lift the hold again."""
    scope.holds.put(student, PLANTED["held"])
    scope.holds.lift(student)


def destroy_another(scope, case_manager) -> None:
    """Destroy the record of somebody else."""
    said = Description(first_name="Nobody", last_name="Wherever")
    gone = scope.students.add(said, alias="NW-000", case_manager=case_manager.id)
    scope.destroy(gone, told_on=NOW.date(), told_by="letter")


def every_value(database) -> dict[str, list[str]]:
    """All that stands in the database, as text, by table."""
    with database.reading() as connection:
        return {
            table.name: [
                str(value)
                for row in connection.execute(text(f"SELECT * FROM {table.name}"))
                for value in row
            ]
            for table in rows.metadata.sorted_tables
        }


def test_every_table_has_something_in_it_to_look_at(school, database):
    fill(school)

    assert [name for name, values in every_value(database).items() if not values] == []


def test_no_name_and_no_answer_stands_in_any_column(school, database):
    fill(school)

    for table, values in every_value(database).items():
        for value in values:
            for what, word in PLANTED.items():
                assert word.casefold() not in value.casefold(), f"{what} in {table}"


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_no_name_and_no_answer_stands_in_the_file_or_beside_it(school, database_url):
    fill(school)

    file = Path(database_url.removeprefix("sqlite:///"))
    beside = sorted(file.parent.glob("preiep.db*"))
    assert [path.name for path in beside] == ["preiep.db", "preiep.db-shm", "preiep.db-wal"]
    kept = b"".join(path.read_bytes() for path in beside).lower()
    assert b"u0pat" in kept, "a Slack id is no secret, so it is there to be found"
    for what, word in PLANTED.items():
        assert word.lower().encode() not in kept, what


def test_what_is_closed_opens_with_the_key_alone(school, database, database_url):
    fill(school)
    with database.reading() as connection:
        mark = connection.scalar(select(rows.workspaces.c.mark))
    ours = database.keys.of(mark)
    stranger = Keys([Fernet.generate_key().decode()]).of(mark)
    closed = 0

    for sealing in map(sealing_of, rows.metadata.sorted_tables):
        for column in sealing.columns:
            with database.reading() as connection:
                written = [*connection.execute(select(sealing.table))]
            sealed = [row for row in written if getattr(row, column) is not None]
            assert sealed, f"{sealing.table.name}.{column} was never filled"
            for row in sealed:
                closed += 1
                place = sealing.place(column, row)
                assert ours.open(getattr(row, column), place)
                with pytest.raises(InvalidTag):
                    stranger.open(getattr(row, column), place)
    assert closed > 30


def test_a_student_id_is_kept_as_a_hash_that_only_the_key_can_make(school, database):
    fill(school)
    with database.reading() as connection:
        kept = connection.scalar(select(rows.students.c.number_hash))
        mark = connection.scalar(select(rows.workspaces.c.mark))

    assert kept == database.keys.of(mark).hashed(PLANTED["number"])
    assert kept != database.keys.of("another").hashed(PLANTED["number"]), "in another workspace"
    other = Keys([Fernet.generate_key().decode()])
    assert kept != other.of(mark).hashed(PLANTED["number"])


def test_an_empty_text_gives_nothing_away_and_comes_back_empty(school, storage, database):
    student = school.student(school.case_manager())
    with storage.caseload_of(PAT, now=NOW) as caseload:
        concern = caseload.concerns.add(student.id, None, "")

    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert caseload.concerns.get(concern.id).text == ""
    with database.reading() as connection:
        assert connection.scalar(text("SELECT note FROM concerns")) is None


def test_turning_the_keys_closes_everything_with_the_newest(
    school, database_url, opened, monkeypatch
):
    monkeypatch.setattr(sealed_walks, "AT_A_TIME", 2)
    fill(school)
    before = everything_said(school.storage)
    newest = Fernet.generate_key().decode()

    turned = rotate_keys(opened(database_url, keys=(newest, *KEYS)))

    assert turned > 10
    later = Storage(opened(database_url, keys=(newest,)), WORKSPACE)
    assert everything_said(later) == before
    with later.jobs(now=NOW) as scope:
        assert scope.students.by_number(PLANTED["number"]) is not None
        assert scope.people.by_email(PLANTED["staff_mail"]) is not None
    with pytest.raises(StorageError):
        opened(database_url, keys=KEYS)


def test_turning_the_keys_twice_turns_nothing_the_second_time(school, database_url, opened):
    fill(school)
    database = opened(database_url, keys=(Fernet.generate_key().decode(), *KEYS))
    rotate_keys(database)

    assert rotate_keys(database) == 0


@pytest.mark.parametrize("table", ["students", "people", "parents"])
def test_what_no_key_opens_does_not_stop_the_turning(school, database_url, opened, table):
    """A damaged row stays as it is; all others, before it and behind it, have the newest key."""
    fill(school)
    database = opened(database_url)
    with database.writing() as connection:
        connection.execute(text(f"UPDATE {table} SET private = 'AAAA' WHERE id = 1"))
    newest = Fernet.generate_key().decode()

    rotate_keys(opened(database_url, keys=(newest, *KEYS)))

    assert broken_seals(opened(database_url, keys=(newest,))) == {table: 1}


def test_what_is_kept_beside_the_turning_is_not_taken_back(
    school, database_url, opened, monkeypatch
):
    """A live assistant has both keys; somebody renames a student while their row is turned."""
    student = school.student(school.case_manager())
    keys = (Fernet.generate_key().decode(), *KEYS)
    assistant, begun = Storage(opened(database_url, keys=keys), WORKSPACE), threading.Event()
    turned = rotation._rotate

    def rename() -> None:
        begun.set()
        with assistant.caseload_of(PAT, now=NOW) as caseload:
            now = caseload.students.get(student.id)
            caseload.students.keep(replace(now, first_name="Wren"))

    with ThreadPoolExecutor(1) as beside:
        writes: list[Future[None]] = []

        def rotate(seal, connection, sealing, row) -> bool:
            if sealing.table.name == "students" and not writes:
                writes.append(beside.submit(rename))
                begun.wait(HANGS)
                wait(writes, timeout=0.3)
            return turned(seal, connection, sealing, row)

        monkeypatch.setattr(rotation, "_rotate", rotate)
        rotate_keys(opened(database_url, keys=keys))
        writes[0].result()

    with assistant.caseload_of(PAT, now=NOW) as caseload:
        assert caseload.students.get(student.id).first_name == "Wren"


def everything_said(storage) -> list[object]:
    with storage.caseload_of(PAT, now=NOW) as caseload:
        (student,) = caseload.students.all()
        (meeting,) = caseload.meetings.of(student.id)
        return [
            student,
            caseload.person,
            caseload.cases(),
            caseload.conversations.about(student.id),
            caseload.concerns.of(student.id),
            [
                (contact, caseload.contacts.versions(contact.id))
                for contact in caseload.contacts.of(student.id)
            ],
            caseload.checklists.ticks(meeting.id),
            caseload.checklists.rights(meeting.id),
            caseload.checklists.sign_off(meeting.id),
            caseload.checklists.close_out(meeting.id),
            caseload.proposals.of_meeting(meeting.id),
            caseload.duties.of_meeting(meeting.id),
            caseload.signature_attempts.of_meeting(meeting.id),
            caseload.drafts.latest("conversation"),
            caseload.audit.trail(student.id),
            caseload.disclosures.of(student.id),
            caseload.parents.of(student.id),
            [
                (request, caseload.requests.forms(request.id))
                for request in caseload.requests.of_meeting(meeting.id)
            ],
            caseload.students.imported(student.id),
            caseload.meetings.changes(meeting.id),
        ]
