"""What people do with a student's parents on record: add, change, take off, put back."""

from dataclasses import replace

from bot.conversations.remembered_answers import as_remembered
from bot.forms.answers import Answers
from bot.forms.drafts import DraftKey
from bot.forms.people.parents import parent_from
from bot.people.parents import Interpreting, Parent, ParentId, ParentsListed
from bot.permissions import Act
from bot.students import Student, StudentId
from storage import Scope


def see_parents(caseload: Scope, student: StudentId) -> ParentsListed:
    """Return everybody on record as a student's parent; the view is logged."""
    caseload.require(Act.KEEP_STUDENT, student)
    caseload.audit.log("opened the parents", student=student)
    return _listed(caseload, student)


def begun_parent(caseload: Scope, about: Student, draft: DraftKey) -> Parent:
    """Begin a parent of whom nothing is known but what the student's record says."""
    return Parent(
        draft=draft,
        student=about.id,
        language=about.home_language,
        interpreting=Interpreting.SPOKEN if about.interpreter else None,
        by=caseload.person.id,
        at=caseload.now,
    )


def open_parent(caseload: Scope, wanted: ParentId) -> Parent:
    """Return a parent with what they said last; the view is logged."""
    parent = _as_said_last(caseload, wanted)
    caseload.audit.log("opened a parent to change", student=parent.student)
    return parent


def add_parent(caseload: Scope, student: StudentId, answers: Answers, *, draft: DraftKey) -> None:
    """Put a parent on record, once for each draft; raise FormError where something is amiss."""
    begun = begun_parent(caseload, caseload.students.get(student), draft)
    caseload.parents.add(parent_from(answers, begun, today=caseload.today))


def change_parent(caseload: Scope, wanted: ParentId, answers: Answers) -> StudentId:
    """Keep what somebody changed; returns whose parent it is. Raises FormError where it cannot."""
    parent = parent_from(answers, _as_said_last(caseload, wanted), today=caseload.today)
    caseload.parents.keep(parent)
    return parent.student


def take_off(caseload: Scope, wanted: ParentId) -> StudentId:
    """Take a parent off the record; what is known of them stays, should they be put back."""
    return _kept(caseload, wanted, taken_off=True)


def put_back(caseload: Scope, wanted: ParentId) -> StudentId:
    return _kept(caseload, wanted, taken_off=False)


def _kept(caseload: Scope, wanted: ParentId, *, taken_off: bool) -> StudentId:
    parent = replace(_as_said_last(caseload, wanted), taken_off=taken_off)
    caseload.parents.keep(parent)
    return parent.student


def _as_said_last(caseload: Scope, wanted: ParentId) -> Parent:
    listed = _listed(caseload, caseload.parents.get(wanted).student)
    return next(one for one in listed.parents if one.id == wanted)


def _listed(caseload: Scope, student: StudentId) -> ParentsListed:
    about, talks = caseload.students.get(student), caseload.conversations.about(student)
    found = caseload.parents.of(student)
    said_last = [as_remembered(one, found, about, talks) for one in found]
    return ParentsListed(student=about, parents=tuple(said_last))
