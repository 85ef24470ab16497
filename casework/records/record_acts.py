"""What was done to a student's whole record on the district's own machine: all admins are told."""

from bot.messages import MessageKind
from bot.records.record_acts import RecordAct, record_act_subject
from bot.students import StudentId
from casework.people.admin_acts import ask_admins
from storage import Scope


def tell_of_record_act(scope: Scope, act: RecordAct, student: StudentId) -> None:
    """Tell every admin in Slack; the message names the alias, or nobody once there is none."""
    ask_admins(scope, MessageKind.RECORD_ACT, record_act_subject(act, student))
