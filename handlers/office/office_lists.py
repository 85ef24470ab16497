"""Listen to the office, which opens everything it still has to send and ticks several at once."""

from collections.abc import Sequence

from bot.forms.answers import Answers
from bot.forms.office.office_lists import MONTH, SEEN, TICK_LIST, invitations_from
from bot.ui.kit.blocks import View
from bot.ui.kit.markup import counted
from bot.ui.office import office_cards, office_lists
from casework.dates.settling import their_today
from casework.office.office_lists import languages_of, list_of, log_seen, tick_all
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening
from storage import Scope


def listen(on: Listening) -> None:
    on.click(office_cards.OPEN_LIST, open_list)
    on.submit(TICK_LIST, keep)


def open_list(asked: Asked) -> View:
    with asked.invitations() as scope:
        return _shown(scope, month=asked.value)


def keep(asked: Asked, answers: Answers) -> View | None:
    """Keep what went out; the window stays where something is left, or was not saved."""
    seen, month = asked.carried(SEEN), asked.may_carry(MONTH) or ""
    with asked.invitations() as scope:
        said = invitations_from(answers, languages_of(scope), today=their_today(scope))
        problems = tick_all(scope, said, seen=seen)
        saved = len(said) - len(problems)
        if not problems and not list_of(scope, month).to_send:
            return None
        notice = f"{counted(saved, 'invitation')} saved." if saved else ""
        return _shown(scope, month=month, notice=notice, problems=problems)


def _shown(scope: Scope, *, month: str, notice: str = "", problems: Sequence[str] = ()) -> View:
    """Draw the window with the students' names; the view is logged first."""
    listed = list_of(scope, month)
    log_seen(scope, office_lists.shown_of(listed))
    return office_lists.render(
        listed,
        scope.workspace.links,
        today=their_today(scope),
        month=month,
        notice=notice,
        problems=problems,
    )
