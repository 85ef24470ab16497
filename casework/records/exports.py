"""A student's whole record, for a parent and for another system."""

from collections.abc import Iterator

from bot.content import Content
from bot.dates.obligation_rules import ObligationId
from bot.people.parents import keeps_apart
from bot.records.access import folded
from bot.records.exports import ACCESS, FormVersion, WholeRecord, beginning, written
from bot.records.record_acts import RecordAct
from bot.requests.requests import RequestId
from bot.students import StudentId
from casework.records.access import access_record, names_for
from casework.records.record_acts import tell_of_record_act
from casework.requests.request_forms import about_request
from storage import Scope


def log_export(scope: Scope, student: StudentId, *, why: str) -> None:
    """Log that the whole record is about to leave, with who asked for it, and tell the admins."""
    scope.audit.log("exported the record", student=student, why=why)
    tell_of_record_act(scope, RecordAct.EXPORTED, student)


def record_for_systems(scope: Scope, student: StudentId) -> Iterator[str]:
    """Yield the record as JSON; it is read as it is asked for."""
    known, names = scope.students.get(student), names_for(scope, student)
    who = {"name": known.name, "district_id": known.number, "alias": known.alias}
    begins = beginning(who, made_at=scope.now)
    yield from written(begins, scope.exports.of(student), names)


def record_for_people(scope: Scope, student: StudentId, content: Content) -> WholeRecord:
    """Return the record as it is printed."""
    zone, names = scope.workspace.zone, names_for(scope, student)
    kept = scope.exports.of(student)
    return WholeRecord(
        student=scope.students.get(student),
        tables={name: [*found] for name, found in kept if name not in ACCESS},
        access=[*folded(access_record(scope, student, names), zone)],
        names=names,
        content=content,
        rules={str(row): scope.rules[row].what for row in ObligationId},
        zone=zone,
        made_at=scope.now,
        keeps_apart=keeps_apart(scope.parents.of(student)),
    )


def forms_that_came_in(scope: Scope, student: StudentId) -> Iterator[FormVersion]:
    """Yield every version of every form about a student, in the order in which they were asked."""
    asked = [
        RequestId(row["id"])
        for name, found in scope.exports.of(student)
        if name == "requests"
        for row in found
    ]
    for wanted in asked:
        about = about_request(scope, scope.requests.get(wanted))
        versions = scope.requests.forms(wanted)[::-1]
        for number, filled in enumerate(versions, start=1):
            yield FormVersion(
                about=about,
                respondent=scope.people.get(about.request.respondent).name,
                filled=filled,
                version=number,
                versions=len(versions),
            )
