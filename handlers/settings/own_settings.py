"""Listen to a case manager's own settings: digest hour, channel, leave."""

from bot.forms.answers import Answers
from bot.forms.settings.own_settings import CHANNEL, OWN_SETTINGS
from bot.ui.kit.blocks import View
from bot.ui.settings import own_settings as screen
from casework.settings.own_settings import keep_own_settings
from handlers.kit.asked import Asked
from handlers.kit.channels import problem_of
from handlers.kit.listening import Listening


def listen(on: Listening) -> None:
    on.submit(OWN_SETTINGS, keep)


def keep(asked: Asked, answers: Answers) -> View:
    """Keep them, once Slack has said that a new channel may hold students."""
    _look_at(asked, answers[CHANNEL])
    with asked.caseload() as scope:
        hours = scope.workspace.hours
        person = screen.read(answers, scope.person, today=scope.today, hours=hours)
        keep_own_settings(scope, person)
        return screen.render(
            person,
            today=scope.today,
            notice="Saved, and in force at once.",
            is_alone=asked.may_carry(screen.ALONE) or False,
        )


def _look_at(asked: Asked, channel: str) -> None:
    """Ask Slack what a new channel is like; nothing is held open meanwhile."""
    with asked.caseload() as scope:
        is_new = channel and channel != scope.person.channel
    if is_new and (why := problem_of(asked.client, channel)):
        raise CHANNEL.refused(why)
