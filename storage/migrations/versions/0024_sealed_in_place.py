"""Words are sealed so that they open only where they were written, and nowhere else."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from typing import Any, NamedTuple

import sqlalchemy as sa
from alembic import op
from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.errors import StorageError
from storage.engine.keys import Keys
from storage.engine.seals import Seal, new_mark

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_AT_A_TIME = 500


class _Sealed(NamedTuple):
    """A table with words in it: its key, whose its rows are, and the columns that are sealed."""

    name: str
    key: tuple[str, ...]
    whose: tuple[str, ...]
    columns: tuple[str, ...]

    @property
    def table(self) -> Any:
        names = [*self.key, "workspace_id", "mark", *self.whose, *self.columns]
        names += {"students": ["number_hash", "grade"], "people": ["email_hash"]}.get(self.name, [])
        return sa.table(self.name, *map(sa.column, dict.fromkeys(names)))


_ID, _OF = ("id",), ("student_id",)
_SEALED = (
    _Sealed("people", _ID, _ID, ("private",)),
    _Sealed("students", _ID, ("alias_hash",), ("private", "alias")),
    _Sealed("parents", _ID, _OF, ("private",)),
    _Sealed("team_members", _ID, ("student_id", "person_id"), ("service",)),
    _Sealed("imports", ("workspace_id", "student_id"), _OF, ("fields",)),
    _Sealed("meeting_changes", _ID, ("meeting_id", "student_id"), ("why",)),
    _Sealed("parent_requests", _ID, _OF, ("whose",)),
    _Sealed("standings", ("workspace_id", "subject", "obligation"), _OF, ("reason", "before")),
    _Sealed("standing_changes", _ID, _OF, ("reason",)),
    _Sealed("drafts", ("key",), ("owner_id", "student_id"), ("answers",)),
    _Sealed("conversations", _ID, _OF, ("private", "withdrawn", "proposals")),
    _Sealed(
        "conversation_versions",
        ("workspace_id", "conversation_id", "revision"),
        ("conversation_id", "student_id"),
        ("private",),
    ),
    _Sealed("concerns", _ID, _OF, ("text", "note")),
    _Sealed(
        "checklists",
        ("workspace_id", "meeting_id"),
        ("meeting_id", "student_id"),
        ("rights", "sign_off", "close_out"),
    ),
    _Sealed(
        "ticks", ("workspace_id", "meeting_id", "line"), ("meeting_id", "student_id"), ("answer",)
    ),
    _Sealed("proposals", _ID, _OF, ("private",)),
    _Sealed("duties", _ID, ("student_id", "owner_id"), ("private",)),
    _Sealed("signature_attempts", _ID, _OF, ("private",)),
    _Sealed("contacts", _ID, _OF, ("private",)),
    _Sealed("contact_versions", _ID, ("contact_id", "student_id"), ("private",)),
    _Sealed("goals", _ID, _OF, ("label",)),
    _Sealed("goal_versions", _ID, ("goal_id", "student_id"), ("label",)),
    _Sealed("goal_marks", _ID, ("goal_id", "student_id"), ("progress",)),
    _Sealed("requests", _ID, _OF, ("reason",)),
    _Sealed("filled_forms", _ID, ("request_id", "student_id"), ("answers", "wording", "said")),
    _Sealed("office_ticks", _ID, ("student_id", "note_id"), ("private",)),
    _Sealed("audit", _ID, _OF, ("why", "detail")),
    _Sealed("disclosures", _ID, _OF, ("purpose",)),
)

_WHOSE_STUDENT = {
    "meeting_changes": "meeting",
    "checklists": "meeting",
    "ticks": "meeting",
    "contact_versions": "contact",
    "goal_versions": "goal",
    "goal_marks": "goal",
    "filled_forms": "request",
}
"""The tables whose rows said only through another row of which student they are."""

_CALENDARS = {"closures": "day", "school_years": "first_on"}


def upgrade() -> None:
    """Seal anew what was closed; and aliases, schools and grades, which stood in the clear."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("PRAGMA secure_delete=ON")  # or they could be read in what the file leaves free
    for name in ("workspaces", *(one.name for one in _SEALED)):
        op.add_column(name, _mark())
    for name, parent in _WHOSE_STUDENT.items():
        _refer(name, "student_id", "students")
        op.execute(
            f"UPDATE {name} SET student_id = "  # noqa: S608 - names of our own
            f"(SELECT student_id FROM {parent}s WHERE id = {name}.{parent}_id)"
        )
    op.create_table(
        "schools",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        _mark(),
        sa.Column("name", sa.Text()),
        sa.Column("name_hash", sa.Text(), nullable=False),
        sa.UniqueConstraint("workspace_id", "name_hash"),
    )
    op.execute("ALTER TABLE students RENAME COLUMN alias TO alias_hash")
    op.add_column("students", sa.Column("alias", sa.Text()))
    marks = _marked_workspaces()
    for sealed in _SEALED:
        for batch in _batches(sealed):
            _reseal(sealed, batch, _keys(), marks)
    _number_schools(marks)
    op.drop_column("students", "grade")


def _mark() -> sa.Column[str]:
    return sa.Column("mark", sa.Text(), nullable=False, server_default=sa.text("''"))


def _refer(name: str, column: str, to: str) -> None:
    """Add a reference to a table. SQLite takes one with its column, and in no other way."""
    op.execute(
        f"ALTER TABLE {name} ADD COLUMN {column} INTEGER "
        f"CONSTRAINT fk_{name}_{column} REFERENCES {to} (id)"
    )


def _keys() -> Keys:
    keys: Keys | None = op.get_context().config.attributes["keys"]
    assert keys is not None, "what is sealed cannot be migrated without its keys"
    return keys


def downgrade() -> None:
    """Take the marks away; a version that knows none could open nothing of what is sealed."""
    for sealed in _SEALED:
        one = sa.select(sa.literal(1)).select_from(sa.table(sealed.name)).limit(1)
        if op.get_bind().scalar(one) is not None:
            raise NotImplementedError("What is sealed by now opens in this version only.")
        op.drop_column(sealed.name, "mark")
    op.drop_column("workspaces", "mark")
    for name in _WHOSE_STUDENT:
        with op.batch_alter_table(name) as batch:
            batch.drop_column("student_id")
    op.drop_column("students", "alias")
    op.execute("ALTER TABLE students RENAME COLUMN alias_hash TO alias")
    op.drop_index("ix_students_workspace_id_school_id", "students")
    with op.batch_alter_table("students") as students:
        students.drop_column("school_id")
        for name in ("grade", "school"):
            students.add_column(sa.Column(name, sa.Text(), nullable=False))
    op.create_index("ix_students_workspace_id_school", "students", ["workspace_id", "school"])
    op.drop_table("schools")
    for calendar, day in _CALENDARS.items():
        op.add_column(calendar, _of_calendar("school", sa.Text(), "''"))
        _keyed_by(calendar, ["workspace_id", "school", day], without="school_id")


def _marked_workspaces() -> dict[str, str]:
    """Draw a mark for each workspace; returned by its id."""
    workspaces = sa.table("workspaces", sa.column("id"), sa.column("mark"))
    connection = op.get_bind()
    marks = {id_: new_mark() for id_ in connection.scalars(sa.select(workspaces.c.id)).all()}
    for id_, mark in marks.items():
        connection.execute(sa.update(workspaces).where(workspaces.c.id == id_).values(mark=mark))
    return marks


class _Schools:
    """The schools by their names, each put in a row of its own when it is first asked for."""

    def __init__(self, marks: dict[str, str]) -> None:
        self._marks = marks
        self._numbers: dict[tuple[str, str], int] = {}

    def number(self, workspace: str, name: str) -> int:
        if (workspace, name) not in self._numbers:
            number, mark = len(self._numbers) + 1, new_mark()
            seal = _keys().of(self._marks[workspace])
            place = f"\x1fschools\x1fname\x1f{mark}".encode()
            row = {"id": number, "workspace_id": workspace, "mark": mark}
            row |= {"name": seal.seal(name, place), "name_hash": seal.hashed(name)}
            op.get_bind().execute(sa.insert(sa.table("schools", *map(sa.column, row))).values(row))
            self._numbers[workspace, name] = number
        return self._numbers[workspace, name]


def _number_schools(marks: dict[str, str]) -> None:
    """Put the number of a school wherever its name stood."""
    schools = _Schools(marks)
    _refer("students", "school_id", "schools")
    _number_schools_in("students", schools)
    op.drop_index("ix_students_workspace_id_school", "students")
    op.drop_column("students", "school")
    op.create_index("ix_students_workspace_id_school_id", "students", ["workspace_id", "school_id"])
    for calendar, day in _CALENDARS.items():
        op.add_column(calendar, _of_calendar("school_id", sa.Integer(), "0"))
        _number_schools_in(calendar, schools)
        _keyed_by(calendar, ["workspace_id", "school_id", day], without="school")
    _number_schools_of_people(schools)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SELECT setval('schools_id_seq', (SELECT max(id) FROM schools))")


def _of_calendar(name: str, kind: Any, none: str) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False, server_default=sa.text(none))


def _number_schools_in(name: str, schools: _Schools) -> None:
    table = sa.table(name, *map(sa.column, ("workspace_id", "school", "school_id")))
    connection, c = op.get_bind(), table.c
    named = sa.select(c.workspace_id, c.school).where(c.school != "").distinct()
    for workspace, school in connection.execute(named).all():
        here = (c.workspace_id == workspace) & (c.school == school)
        number = schools.number(workspace, school)
        connection.execute(sa.update(table).where(here).values(school_id=number))


def _number_schools_of_people(schools: _Schools) -> None:
    people = sa.table(
        "people", sa.column("id"), sa.column("workspace_id"), sa.column("schools", sa.JSON)
    )
    connection = op.get_bind()
    for id_, workspace, names in connection.execute(sa.select(people)).all():
        if names:
            numbers = sorted(schools.number(workspace, name) for name in names)
            connection.execute(sa.update(people).where(people.c.id == id_).values(schools=numbers))


def _keyed_by(calendar: str, columns: list[str], *, without: str) -> None:
    with op.batch_alter_table(calendar) as batch:
        batch.drop_constraint(f"pk_{calendar}", type_="primary")
        batch.create_primary_key(f"pk_{calendar}", columns)
    op.drop_column(calendar, without)


def _batches(sealed: _Sealed) -> Iterator[list[Any]]:
    """Yield all rows of a table in the order of their keys."""
    table, connection = sealed.table, op.get_bind()
    key = [table.c[name] for name in sealed.key]
    batch = sa.select(table).order_by(*key).limit(_AT_A_TIME)
    found = connection.execute(batch).all()
    while found:
        yield found
        last = tuple(getattr(found[-1], name) for name in sealed.key)
        beyond = sa.tuple_(*key) > sa.tuple_(*last)
        found = connection.execute(batch.where(beyond)).all()


def _reseal(sealed: _Sealed, batch: list[Any], keys: Keys, marks: dict[str, str]) -> None:
    old = MultiFernet([Fernet(urlsafe_b64encode(master)) for master in keys.masters])
    table = sealed.table
    values = [_resealed(sealed, row, old, keys.of(marks[row.workspace_id])) for row in batch]
    this = [table.c[name] == sa.bindparam(f"its_{name}") for name in sealed.key]
    op.get_bind().execute(sa.update(table).where(*this), values)


def _resealed(sealed: _Sealed, row: Any, old: MultiFernet, seal: Seal) -> dict[str, Any]:
    """Return what to write into a row, and which row that is."""
    words = {column: _words(sealed, row, column, old) for column in sealed.columns}
    values: dict[str, Any] = {"mark": new_mark()}
    for name, text in _to_hash(sealed, words).items():
        values[name] = seal.hashed(text) if text else None
    whose = [values.get(name, getattr(row, name)) for name in sealed.whose]
    parts = [values["mark"], *("" if one is None else str(one) for one in whose)]
    for column, said in words.items():
        place = "\x1f".join(["", sealed.name, column, *parts]).encode()
        values[column] = seal.seal(said, place) if said else None
    return values | {f"its_{name}": getattr(row, name) for name in sealed.key}


def _words(sealed: _Sealed, row: Any, column: str, old: MultiFernet) -> str:
    """Return the words of a column; alias and grade stood in the clear."""
    if column == "alias":
        return str(row.alias_hash)
    closed = getattr(row, column)
    try:
        words = old.decrypt(closed).decode() if closed else ""
    except InvalidToken:
        which = ", ".join(str(getattr(row, name)) for name in sealed.key)
        raise StorageError(
            f"What is encrypted in {sealed.name}.{column} ({which}) does not open with the keys of "
            "this database: it was damaged, or changed outside Preiep. The database was not "
            "brought up to date, and nothing was changed. Bring that row back from a copy."
        ) from None
    if sealed.name == "students":
        return json.dumps({**json.loads(words or "{}"), "grade": row.grade}, ensure_ascii=False)
    return words


def _to_hash(sealed: _Sealed, words: dict[str, str]) -> dict[str, str | None]:
    """Return of what the keyed hashes of a row are."""
    private = json.loads(words.get("private") or "{}")
    if sealed.name == "people":
        return {"email_hash": private.get("email")}
    if sealed.name == "students":
        return {"alias_hash": words["alias"], "number_hash": private.get("number")}
    return {}
