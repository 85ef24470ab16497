"""One row in its own modal: opened from the student's screen, changed there, with its history."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.digest.digest_lines import Entry, Key
from bot.digest.digest_rows import Morning
from bot.digest.listings import key_from
from bot.errors import FormError, StaleError
from bot.people.people import SlackUserId
from bot.permissions import Act
from bot.ui.dates import obligation_rows as row
from bot.ui.kit.blocks import View
from casework.dates.settling import morning_of_caseload, record_picked, their_today
from handlers.kit.errors import Body, acknowledge, person_in, told_of_errors
from handlers.kit.screens import show
from handlers.kit.surroundings import Surroundings
from storage import Scope


@dataclass(frozen=True, kw_only=True)
class RowHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.action(row.OPEN)(ack=acknowledge, lazy=[told_of_errors(self.open)])
        app.view(row.SAVE)(self.save)

    def open(self, body: Body, client: WebClient) -> None:
        key = key_from(str(body["actions"][0]["selected_option"]["value"]))
        with self._caseload(body) as scope:
            view = _shown(scope, key)
        show(client, body, view)

    def save(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        """Keep what is said of the row, then show it as it stands, ready to be taken back."""
        key = row.key_in(view)
        try:
            with self._caseload(body) as scope:
                morning = morning_of_caseload(scope, their_today(scope))
                picked = row.read(view, _entry(morning, key), morning)
                if not picked.entries:
                    raise StaleError(
                        "Somebody settled this meanwhile, so nothing was changed now. Please "
                        "close this and open it again to see how it stands."
                    )
                record_picked(scope, picked)
                shown = _shown(scope, key)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
        else:
            ack(response_action="update", view=shown)
            self.surroundings.wake()

    def _caseload(self, body: Body) -> AbstractContextManager[Scope]:
        surroundings = self.surroundings
        user = SlackUserId(person_in(body))
        return surroundings.storage.caseload_of(user, now=surroundings.clock.now())


def _shown(scope: Scope, key: Key) -> View:
    """The row with its history; that it is looked at is logged first."""
    morning = morning_of_caseload(scope, their_today(scope))
    entry = _entry(morning, key)
    scope.require(Act.TICK_OBLIGATION, entry.row.student)
    scope.audit.log(
        f"looked at {entry.row.id}", student=entry.row.student, meeting=entry.row.meeting
    )
    history = scope.obligations.history(*key)
    names = {change.by: scope.people.get(change.by).name for change in history if change.by}
    link = scope.workspace.links.of_place(entry.row.why.rule.place)
    return row.render(entry, morning, history, names, link=link)


def _entry(morning: Morning, key: Key) -> Entry:
    entry = morning.entries.get(key)
    if entry is None:
        raise StaleError(
            "This is not on your list any more: the student or the meeting has changed. "
            "Nothing was changed; `/iep` shows what is due."
        )
    return entry
