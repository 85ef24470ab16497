"""What people read of a student's trail: all of it who leads them, no contents an admin."""

from bot.dates.obligation_rules import ObligationId
from bot.forms.records.trails import UNKNOWN, WHOSE
from bot.permissions import Act
from bot.records.changes import with_names
from bot.records.trails import Trail, TrailEntry, in_one
from bot.students import StudentId
from storage import Scope


def read_trail(caseload: Scope, student: StudentId) -> Trail:
    """Return the whole trail of a student; the look is logged in it first."""
    caseload.require(Act.SEE_TRAIL, student)
    caseload.audit.log("looked at the trail", student=student)
    known = caseload.students.get(student)
    return Trail(
        student=student,
        whose=f"{known.name} ({known.alias})",
        entries=_entries(caseload, student),
    )


def read_trail_as_admin(logs: Scope, student: StudentId) -> Trail:
    """Return who did what, when and why; what was said or changed stays with who leads them."""
    logs.audit.log("looked at the trail as an admin", student=student)
    return Trail(
        student=student,
        whose=logs.students.get(student).alias,
        entries=_entries(logs, student, details=False),
        by_admin=True,
    )


def student_known_as(logs: Scope, words: str) -> StudentId:
    """Return the student with this alias or district's id; raise FormError where there is none."""
    found = logs.students.known_as(words)
    if found is None:
        raise WHOSE.refused(UNKNOWN)
    return found.id


def acts_in_words(scope: Scope) -> dict[str, str]:
    """Return the words for acts of the log that name an obligation by its id."""
    return {f"recorded {row}": f"recorded: {scope.rules[row].what}" for row in ObligationId}


def _entries(scope: Scope, student: StudentId, *, details: bool = True) -> tuple[TrailEntry, ...]:
    everybody = scope.people.all()
    names = {one.id: one.name or one.email or str(one.slack_id) for one in everybody}
    acts = acts_in_words(scope)
    logged = [
        TrailEntry(
            at=entry.at,
            who=names.get(entry.by, "") if entry.by else "",
            act=acts.get(entry.act, entry.act),
            why=entry.why,
            detail=with_names(entry.detail, names) if details else "",
        )
        for entry in scope.audit.trail(student)
    ]
    disclosed = [
        TrailEntry(at=look.at, who=names.get(look.person, ""), act=look.purpose, disclosed=True)
        for look in scope.disclosures.of(student)
    ]
    return tuple(in_one(logged, disclosed))
