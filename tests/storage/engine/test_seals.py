"""What is sealed opens where it was written; whoever moves it in the database opens nothing."""

import logging

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import select, text

from bot.errors import SealBrokenError
from bot.meeting_day.checklists import RightsAnswers, SignOff
from bot.people.people import SlackUserId
from storage import Storage, broken_seals, make_workspace
from storage.engine.sealed_walks import everything_sealed, seals_of
from tests.conftest import NOW, WORKSPACE
from tests.storage.samples import a_conversation
from tests.storage.school import ELSEWHERE, School, another_workspace
from tests.storage.test_everything import fill

PAT, KIM = SlackUserId("U0PAT"), SlackUserId("U0KIM")


@pytest.fixture
def caseloads(school):
    """Juniper is Pat's, Otis is Kim's; each has a conversation and two concerns."""
    pat, kim = school.case_manager("U0PAT"), school.case_manager("U0KIM")
    students = {}
    for user, leads in ((PAT, pat), (KIM, kim)):
        students[user] = student = school.student(leads)
        meeting = school.meeting(student)
        with school.storage.caseload_of(user, now=NOW) as caseload:
            answers = {"strengths": f"what {user} heard"}
            caseload.conversations.keep(
                a_conversation(caseload, meeting, draft=f"draft-{user}", answers=answers)
            )
            for words in ("first", "second"):
                caseload.concerns.add(student.id, meeting.id, f"{words} of {user}")
    return students


def written(database, statement: str) -> None:
    """Do what somebody does who knows the database's password, and no key."""
    with database.writing() as connection:
        assert connection.execute(text(statement)).rowcount > 0


def said_of(storage: Storage, user: SlackUserId, student) -> list[str]:
    """What the case manager reads of a student."""
    with storage.caseload_of(user, now=NOW, reading=True) as caseload:
        caseload.students.get(student.id)
        talks = [one.answers["strengths"] for one in caseload.conversations.about(student.id)]
        return [*talks, *(one.text for one in caseload.concerns.of(student.id))]


MOVED = [
    pytest.param(
        "UPDATE concerns SET text = (SELECT private FROM conversations WHERE id = 2) WHERE id = 1",
        id="another-students-conversation-into-ones-own-concern",
    ),
    pytest.param(
        "UPDATE concerns SET text = (SELECT text FROM concerns WHERE id = 3) WHERE id = 1",
        id="another-students-concern",
    ),
    pytest.param(
        "UPDATE concerns SET text = (SELECT text FROM concerns WHERE id = 3), "
        "mark = (SELECT mark FROM concerns WHERE id = 3) WHERE id = 1",
        id="another-students-concern-with-its-mark",
    ),
    pytest.param(
        "UPDATE concerns SET text = (SELECT text FROM concerns WHERE id = 2) WHERE id = 1",
        id="another-row-of-the-same-student",
    ),
    pytest.param("UPDATE concerns SET note = text WHERE id = 1", id="another-column-of-the-row"),
    pytest.param(
        "UPDATE concerns SET student_id = 1, meeting_id = 1 WHERE id = 3",
        id="another-students-row-made-ones-own",
    ),
    pytest.param(
        "UPDATE conversations SET student_id = 1, meeting_id = 1 WHERE id = 2",
        id="another-students-conversation-made-ones-own",
    ),
    pytest.param(
        "UPDATE students SET private = (SELECT private FROM students WHERE id = 2), "
        "mark = (SELECT mark FROM students WHERE id = 2) WHERE id = 1",
        id="another-students-name",
    ),
    pytest.param(
        "UPDATE people SET private = (SELECT private FROM people WHERE id = 2), "
        "mark = (SELECT mark FROM people WHERE id = 2) WHERE id = 1",
        id="another-persons-address",
    ),
    pytest.param(
        "UPDATE students SET alias = (SELECT alias FROM students WHERE id = 2), "
        "mark = (SELECT mark FROM students WHERE id = 2) WHERE id = 1",
        id="another-students-alias",
    ),
    pytest.param(
        "UPDATE concerns SET text = (SELECT detail FROM audit WHERE detail IS NOT NULL LIMIT 1) "
        "WHERE id = 1",
        id="another-table",
    ),
    pytest.param("UPDATE concerns SET text = 'anything' WHERE id = 1", id="what-was-never-sealed"),
    pytest.param("UPDATE workspaces SET mark = 'another'", id="another-workspaces-mark"),
]


@pytest.mark.parametrize("statement", MOVED)
def test_what_was_moved_in_the_database_opens_nowhere(
    storage, database, caseloads, caplog, statement
):
    assert said_of(storage, PAT, caseloads[PAT]) == [
        f"what {PAT} heard",
        f"first of {PAT}",
        f"second of {PAT}",
    ]
    kims = said_of(storage, KIM, caseloads[KIM])
    written(database, statement)

    with caplog.at_level(logging.DEBUG), pytest.raises(SealBrokenError) as caught:
        said_of(Storage(database, WORKSPACE), PAT, caseloads[PAT])

    assert caught.value.where.split(".")[0] in statement or "mark = 'another'" in statement
    assert caught.value.where in str(caught.value)
    assert caught.value.where in caplog.text
    for private in ("first", "heard", "Zephyrine", "Wexford"):
        assert private not in caplog.text + str(caught.value)
    assert sum(broken_seals(database).values()) > 0
    if "WHERE id = 1" in statement:
        assert said_of(storage, KIM, caseloads[KIM]) == kims, "in its own place it opens still"


def test_nothing_sealed_opens_in_the_place_of_anything_else(school, database):
    fill(school)
    with database.reading() as connection:
        (seal,) = seals_of(connection, database.keys).values()
        sealed = {
            sealing.place(name, row): getattr(row, name)
            for sealing in everything_sealed()
            for row in connection.execute(select(sealing.table))
            for name in sealing.columns
            if getattr(row, name) is not None
        }

    assert len(sealed) > 60
    for place, value in sealed.items():
        assert seal.open(value, place)
        for another in sealed.keys() - {place}:
            with pytest.raises(InvalidTag):
                seal.open(value, another)


def test_one_workspace_opens_nothing_of_another(school, database):
    """With everything else alike: table, column, mark and number."""
    pat = school.case_manager("U0PAT", name="Ours")
    theirs = School(another_workspace(database)).case_manager("U0PAT", name="Theirs")
    written(
        database,
        "UPDATE people SET private = (SELECT private FROM people WHERE workspace_id = "
        f"'{ELSEWHERE}'), mark = (SELECT mark FROM people WHERE workspace_id = '{ELSEWHERE}') "
        f"WHERE workspace_id = '{WORKSPACE}'",
    )

    with pytest.raises(SealBrokenError), school.storage.jobs(now=NOW) as scope:
        scope.people.get(pat.id)
    with Storage(database, ELSEWHERE).jobs(now=NOW) as scope:
        assert scope.people.get(theirs.id).name == "Theirs"


def test_a_person_moved_to_another_workspace_opens_there_no_more(school, database):
    school.case_manager("U0PAT", name="Ours")
    make_workspace(database, ELSEWHERE, timezone="UTC", region="none", now=NOW)
    written(database, f"UPDATE people SET workspace_id = '{ELSEWHERE}'")

    with pytest.raises(SealBrokenError), Storage(database, ELSEWHERE).jobs(now=NOW) as scope:
        scope.people.all()


def test_equal_words_look_different_each_time_and_are_found_again(database):
    seal = database.keys.of("mark")

    assert seal.seal("same", b"here") != seal.seal("same", b"here")
    assert seal.hashed("same") == seal.hashed("same")
    assert seal.hashed("same") != database.keys.of("another").hashed("same")


@pytest.mark.parametrize("words", ["plain", "ñandú “quoted” 🙂", "a'b\\c\n\x7f", "x" * 50_000])
def test_words_come_back_as_they_were_written(database, words):
    seal = database.keys.of("mark")

    assert seal.open(seal.seal(words, b"here"), b"here") == words


@pytest.mark.parametrize("sealed", ["", "A", "AAAA", "no base64 at all", "AAAA" * 20])
def test_what_is_no_seal_does_not_open(database, sealed):
    with pytest.raises(InvalidTag):
        database.keys.of("mark").open(sealed, b"here")


def test_a_sound_database_has_no_broken_seal(school, database):
    fill(school)

    assert broken_seals(database) == {}


def test_what_does_not_open_is_counted_by_table_a_batch_at_a_time(caseloads, database, monkeypatch):
    monkeypatch.setattr("storage.engine.sealed_walks.AT_A_TIME", 2)
    written(database, "UPDATE concerns SET note = text WHERE id <= 3")
    written(database, "UPDATE students SET mark = 'another' WHERE id = 2")

    assert broken_seals(database) == {"concerns": 3, "students": 2}


@pytest.mark.parametrize(
    ("table", "emptied"),
    [("meetings", ""), ("requests", "reason"), ("goals", "label")],
)
def test_what_hangs_on_another_row_does_not_come_along_where_that_one_is_moved(
    school, storage, database, table, emptied
):
    """Kim makes a row of Pat's student her own; what was ticked, filled in or said stays shut."""
    fill(school)
    kims = school.student(school.case_manager("U0KIM"))
    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert all(hanging_on(caseload, table)), "in its own place all of it can be read"
    # Its own words would not open for Kim; she can only take them away.
    emptied = f", {emptied} = NULL" if emptied else ""
    written(database, f"UPDATE {table} SET student_id = {kims.id}{emptied}")

    with storage.caseload_of(KIM, now=NOW) as caseload:
        assert not any(hanging_on(caseload, table))


def hanging_on(caseload, table: str) -> list[object]:
    """What is said in the rows that belong to the first meeting, request or goal."""
    if table == "meetings":
        lists = caseload.checklists
        answers = [lists.rights(1) != RightsAnswers(), lists.sign_off(1) != SignOff()]
        return [lists.ticks(1), [one.why for one in caseload.meetings.changes(1)], *answers]
    if table == "requests":
        return [caseload.requests.forms(1)]
    return [caseload.goals.versions(1), caseload.goals.marks(1)]
