"""Listen to who helps at one meeting: named, and taken off again."""

from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.meeting_day.helpers import ADD_HELPER, WHO_HELPS
from bot.permissions import Act
from bot.ui.kit.blocks import View
from bot.ui.meeting_day import helpers as screen
from bot.ui.meeting_day import thread_controls as controls
from casework.meeting_day.helpers import name_helper, take_off_helper, who_helps
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening
from handlers.kit.people_in_slack import newcomer_chosen
from handlers.meeting_day.threads import thread_of


def listen(on: Listening) -> None:
    on.click(controls.HELPER, ask_who_helps)
    on.click(screen.REMOVE, remove)
    on.submit(ADD_HELPER, add)


def ask_who_helps(asked: Asked) -> View:
    with thread_of(asked, Act.NAME_HELPER) as (scope, meeting):
        helpers, until = who_helps(scope, meeting.id)
        return screen.render(meeting.id, helpers, until=until)


def add(asked: Asked, answers: Answers) -> None:
    """Name a colleague for this meeting, and put them on record where they are not yet.

    A submit names a Slack id and nothing else. Asking Slack about it is the one call that a submit
    makes, since guests and members of shared channels may not be let in unasked.
    """
    chosen, meeting = answers[WHO_HELPS], asked.carried(tags.MEETING)
    if chosen == asked.user:
        raise WHO_HELPS.refused("You can do all of this already.")
    newcomer = newcomer_chosen(asked, chosen, WHO_HELPS.refused(screen.REFUSED))
    with asked.meeting(meeting, Act.NAME_HELPER) as scope:
        name_helper(scope, meeting, chosen, newcomer)


def remove(asked: Asked) -> View:
    meeting = asked.carried(tags.MEETING)
    with asked.meeting(meeting, Act.NAME_HELPER) as scope:
        take_off_helper(scope, meeting, asked.clicked(tags.PERSON))
        helpers, until = who_helps(scope, meeting)
        return screen.render(meeting, helpers, until=until)
