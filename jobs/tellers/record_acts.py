"""What admins are told of a record that was exported or destroyed outside Slack."""

from bot.errors import NotOnCaseloadError
from bot.people.people import Person, Role
from bot.records.record_acts import record_act_of
from bot.ui.kit.blocks import Message
from bot.ui.records import record_acts as ui
from storage import Errand, Scope


def record_act(scope: Scope, admin: Person, errand: Errand) -> Message | None:
    """Say what was done; the subject is the act and the student, who may be gone by now."""
    if Role.ADMIN not in admin.roles or not admin.on_staff:
        return None
    act, student = record_act_of(errand.subject)
    try:
        alias = scope.students.get(student).alias
    except NotOnCaseloadError:
        alias = ""
    return ui.render(act, alias)
