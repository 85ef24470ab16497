"""What is done to a whole record on the district's own machine, as a message carries it."""

from enum import StrEnum

from bot.students import StudentId


class RecordAct(StrEnum):
    EXPORTED = "exported"
    DESTROYED = "destroyed"


def record_act_subject(act: RecordAct, student: StudentId) -> str:
    """Return the subject of what admins are told of such an act: ids alone."""
    return f"{act}:{student}"


def record_act_of(subject: str) -> tuple[RecordAct, StudentId]:
    """Read such a subject: what was done, and to whose record."""
    act, student = subject.split(":")
    return RecordAct(act), StudentId(int(student))
