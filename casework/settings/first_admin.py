"""The first admin: who runs the Slack workspace and comes first, while nobody is admin."""

from dataclasses import replace

from bot.messages import MessageKind
from bot.people.colleagues import Colleague
from bot.people.people import Role, SlackUserId
from bot.settings.setting_up import FIRST_ADMIN
from casework.people.roles import put_on_record, somebody_known
from storage import Errand, Scope


def become_admin(scope: Scope, user: SlackUserId, colleague: Colleague) -> None:
    """Make them the admin, and tell them, unless somebody is one already.

    Of two who come at once one becomes it: the scope holds the workspace's lock.
    """
    if scope.roles.admins():
        return
    person = somebody_known(scope, user, colleague) or put_on_record(scope, user, colleague)
    roles = person.roles | {Role.ADMIN}
    scope.people.keep(replace(person, slack_id=user, roles=roles, active=True, guest=False))
    scope.audit.log(
        "became the first admin",
        why="an owner or admin of the Slack workspace who came while nobody was one",
        detail=f"person {person.id}",
    )
    step = scope.now.isoformat(timespec="seconds")
    scope.outbox.put(
        Errand(kind=MessageKind.ROLES_CHANGED, addressee=user, subject=FIRST_ADMIN, step=step)
    )
