"""What admins do about people's roles; whoever loses one loses it at once."""

from dataclasses import replace

from bot.forms.people.roles import ROLES, THE_LAST, THE_ONLY_ONE, RolesWanted
from bot.people.colleagues import Colleague
from bot.people.confirmations import gains
from bot.people.people import Person, Role, SlackUserId
from casework.people.admin_acts import tell_of_roles
from casework.people.confirmations import ask_for_roles, somebody_can_confirm
from storage import Scope


def somebody_known(
    settings: Scope, slack_id: SlackUserId, colleague: Colleague | None
) -> Person | None:
    """Return who is on record, under their Slack id or so far only by their e-mail."""
    known = settings.people.by_slack(slack_id)
    if known or colleague is None or not colleague.email:
        return known
    by_email = settings.people.by_email(colleague.email)
    return by_email if by_email and by_email.slack_id is None else None


def give_roles(
    settings: Scope,
    before: Person | None,
    wanted: RolesWanted,
    *,
    slack_id: SlackUserId,
    colleague: Colleague | None,
) -> Person | None:
    """Keep what somebody may do, and tell them; `colleague` is who is not on record yet.

    None where it waits, since nobody gives themself a role: another admin is asked. Raises
    FormError where there is no other, or where nobody would be an admin any more.
    """
    if before is None:
        assert colleague is not None, "who is not on record yet was just looked up in Slack"
        before = put_on_record(settings, slack_id, colleague)
    # Who was known by e-mail only, as from an import, is met in Slack with this.
    after = replace(wanted.applied_to(before), slack_id=before.slack_id or slack_id or None)
    if Role.ADMIN in before.roles - after.roles and _is_the_last(settings, before):
        raise ROLES.refused(THE_LAST)
    if after.id == settings.by and gains(before, after.roles, after.schools):
        if not somebody_can_confirm(settings):
            raise ROLES.refused(THE_ONLY_ONE)
        ask_for_roles(settings, before, wanted)
        return None
    if after != before:
        settings.people.keep(after)
        tell_of_roles(settings, after)
    return after


def put_on_record(settings: Scope, slack_id: SlackUserId, colleague: Colleague) -> Person:
    return settings.people.add(
        name=colleague.name, email=colleague.email, slack_id=slack_id, timezone=colleague.timezone
    )


def _is_the_last(settings: Scope, admin: Person) -> bool:
    return [one.id for one in settings.roles.admins()] == [admin.id]
