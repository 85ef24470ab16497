"""Listen to roles being given and taken away."""

import re
from typing import Any

from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.fields import Field
from bot.forms.people.roles import GIVE_ROLES, PICK_PERSON, REFUSED, ROLES, WHO, roles_from
from bot.people.colleagues import Colleague
from bot.people.people import Person, Role, SlackUserId
from bot.ui.kit.blocks import View
from bot.ui.people import roles as screen
from bot.ui.settings import settings
from casework.people.roles import give_roles, somebody_known
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening
from handlers.kit.people_in_slack import colleague_in_slack
from storage import Scope


def listen(on: Listening) -> None:
    on.click(re.compile(f"^{screen.TO}:"), turn_page)
    on.click(screen.PICK, ask_who)
    on.click(screen.OPEN, open_person)
    on.submit(PICK_PERSON, show_picked)
    on.submit(GIVE_ROLES, keep)


def turn_page(asked: Asked) -> View:
    with asked.settings() as scope:
        return screen.render(scope.roles.everybody(), page=asked.clicked(tags.PAGE))


def ask_who(asked: Asked) -> View:
    with asked.settings(reading=True):
        return screen.ask_who()


def open_person(asked: Asked) -> View:
    with asked.settings() as scope:
        person = scope.people.get(asked.clicked(tags.PERSON))
        return _form(scope, person, person.name, person.slack_id or SlackUserId(""))


def show_picked(asked: Asked, answers: Answers) -> View:
    """Show the roles of whoever was picked; guests and strangers are refused."""
    slack_id = answers[WHO]
    colleague = _colleague(asked, slack_id, at=WHO)
    with asked.settings() as scope:
        known = somebody_known(scope, slack_id, colleague)
        return _form(scope, known, colleague.name, slack_id)


def keep(asked: Asked, answers: Answers) -> View:
    person, slack_id = asked.may_carry(tags.PERSON), asked.carried(screen.SLACK_ID)
    colleague = None if person else _colleague(asked, slack_id, at=ROLES)
    with asked.settings() as scope:
        known = scope.people.get(person) if person else somebody_known(scope, slack_id, colleague)
        offered = screen.offered(known, scope.roles.schools())
        if asked.carried(tags.STAMP) != screen.stamp(known, offered):
            name = known.name if known else colleague.name if colleague else ""
            notice = settings.meanwhile(screen.now(known))
            return _form(scope, known, name, slack_id, notice=notice)
        wanted = roles_from(answers, offered=offered)
        after = give_roles(scope, known, wanted, slack_id=slack_id, colleague=colleague)
        if after is None:
            return screen.render(scope.roles.everybody(), notice=screen.ANOTHER_IS_ASKED)
        if after.id == scope.person.id and Role.ADMIN not in after.roles:
            return settings.for_others([one for one in scope.roles.admins() if one.id != after.id])
        return screen.render(scope.roles.everybody(), notice="Saved, and in force at once.")


def _colleague(asked: Asked, slack_id: SlackUserId, *, at: Field[Any]) -> Colleague:
    """Ask Slack who it is, once it is sure that an admin wants to know."""
    with asked.settings(reading=True):
        pass
    colleague = colleague_in_slack(asked.client, slack_id, here=asked.storage.workspace_id)
    if colleague is None:
        raise at.refused(REFUSED)
    return colleague


def _form(
    scope: Scope, person: Person | None, name: str, slack_id: SlackUserId, *, notice: str = ""
) -> View:
    return screen.ask_roles(
        person,
        name=name,
        slack_id=slack_id,
        schools=scope.roles.schools(),
        leads=scope.roles.leads_how_many(person.id) if person else 0,
        notice=notice,
    )
