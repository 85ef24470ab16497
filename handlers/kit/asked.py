"""What somebody did in Slack, as a listener is handed it: who, with what words, on which control.

A listener opens a door through it, in that person's name and at this moment, and shows a view.
"""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.content import Content
from bot.errors import StaleError
from bot.forms.answers import Answers
from bot.forms.tags import Tag
from bot.meetings.meetings import MeetingId
from bot.people.people import SlackUserId
from bot.permissions import Act
from bot.students import StudentId
from bot.ui.kit import notices
from bot.ui.kit.blocks import Message, View
from bot.ui.kit.reading import answers_in, carried_in, is_third, value_of
from handlers.kit.errors import Body, described, person_in, post
from handlers.kit.refusals import went_on
from handlers.kit.surroundings import ListenerSurroundings
from storage import Scope, Storage

logger = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One command, click, submit or event."""

    surroundings: ListenerSurroundings
    body: Body
    client: WebClient
    words: str = ""
    """What was typed after a command, or after a verb of `/iep`."""
    heard_at: float = 0.0
    """When it arrived, in the seconds that `surroundings` counts."""

    @property
    def user(self) -> SlackUserId:
        return SlackUserId(person_in(self.body))

    @property
    def now(self) -> datetime:
        return self.surroundings.clock.now()

    @property
    def content(self) -> Content:
        return self.surroundings.content

    @property
    def storage(self) -> Storage:
        return self.surroundings.storage

    @property
    def event(self) -> Body:
        """Return what Slack tells of, where nobody pressed anything."""
        told: Body = self.body["event"]
        return told

    def is_news(self) -> bool:
        """Tell whether Slack never told of this event before; it tells of some twice."""
        at = datetime.fromtimestamp(self.body["event_time"], UTC)
        return self.storage.heard_events.is_new(self.body["event_id"], at=at)

    # What was pressed, and what the screen carries.

    @property
    def action(self) -> Body:
        """Return what was pressed or chosen, as Slack tells it."""
        pressed: Body = self.body["actions"][0]
        return pressed

    @property
    def control(self) -> str:
        return str(self.action["action_id"])

    @property
    def message(self) -> tuple[str, str]:
        """The channel and `ts` of the message in which they clicked; empty in a modal."""
        container = self.body.get("container") or {}
        return str(container.get("channel_id", "")), str(container.get("message_ts", ""))

    @property
    def value(self) -> str:
        """Return what a button carries, or the option that was chosen from a list."""
        return value_of(self.action)

    @property
    def channel(self) -> str:
        """Return where a command was typed."""
        return str(self.body["channel_id"])

    @property
    def view(self) -> Body:
        """The modal in which somebody acted, as Slack tells it."""
        shown: Body = self.body["view"]
        return shown

    @property
    def is_in_a_modal(self) -> bool:
        return bool((self.body.get("view") or {}).get("type") == "modal")

    @property
    def is_on_top_of_all(self) -> bool:
        """Say whether somebody clicked in the third modal, on which Slack puts no other."""
        return is_third(self.body.get("view") or {})

    def clicked(self, tag: Tag[T]) -> T:
        """Return what the button carries under a tag; what travels alone needs no name.

        Raises StaleError where nothing of that kind is in it, as in one that an older version drew.
        """
        try:
            return tag.in_(self.value)
        except ValueError as error:
            raise StaleError(notices.OLDER_BUTTON) from error

    def carried(self, tag: Tag[T]) -> T:
        """Return what the modal carries under a tag."""
        return tag.in_(carried_in(self.view))

    def may_carry(self, tag: Tag[T]) -> T | None:
        """Return the same, where the modal may carry nothing under it."""
        return tag.maybe_in(carried_in(self.view))

    @property
    def answers(self) -> Answers:
        """Return what stands in the fields of the modal, also where it is not submitted yet."""
        return answers_in(self.view)

    @property
    def screen(self) -> str:
        """Name the modal in which somebody clicked."""
        return str(self.view["callback_id"])

    @property
    def screen_drawn(self) -> str:
        """Name the modal as it was drawn last: two presses on one drawing are alike."""
        return str(self.view["hash"])

    # The doors, each opened in the name of whoever acted.

    def caseload(self, *, reading: bool = False) -> AbstractContextManager[Scope]:
        """Return their own students, and those for whom they stand in."""
        return self.storage.caseload_of(self.user, now=self.now, reading=reading)

    def requests(self) -> AbstractContextManager[Scope]:
        """Return the forms that they are asked for."""
        return self.storage.requests_to(self.user, now=self.now)

    def team(self) -> AbstractContextManager[Scope]:
        """Return the students on whose team they serve."""
        return self.storage.team_of(self.user, now=self.now)

    def invitations(self) -> AbstractContextManager[Scope]:
        """Return the students for whose meeting they have the office's note."""
        return self.storage.invitations_of(self.user, now=self.now)

    def meeting(
        self, meeting: MeetingId, act: Act, *, reason: str = ""
    ) -> AbstractContextManager[Scope]:
        """Return one meeting, where they may do `act`; a supervisor's reason is logged."""
        return self.storage.meeting_of(self.user, meeting, now=self.now, act=act, reason=reason)

    def duties(self) -> AbstractContextManager[Scope]:
        """Return what they took on or were handed after meetings."""
        return self.storage.handed_to(self.user, now=self.now)

    def settings(self, *, reading: bool = False) -> AbstractContextManager[Scope]:
        """Return the settings, for whoever is an admin at this moment."""
        return self.storage.settings_by(self.user, now=self.now, reading=reading)

    def logs(self) -> AbstractContextManager[Scope]:
        """Return the logs of the whole workspace, for an admin."""
        return self.storage.logs_for(self.user, now=self.now)

    def intake(self) -> AbstractContextManager[Scope]:
        """Return every caseload, for an admin who brings students in."""
        return self.storage.intake_by(self.user, now=self.now)

    def district(self, *, reading: bool = True) -> AbstractContextManager[Scope]:
        """Return a supervisor's schools, in counts."""
        return self.storage.district_of(self.user, now=self.now, reading=reading)

    def record(self, student: StudentId, *, reason: str) -> AbstractContextManager[Scope]:
        """Return one student of a supervisor's schools, for a reason."""
        return self.storage.record_of(self.user, student, now=self.now, reason=reason)

    # What is shown.

    def show(self, view: View) -> None:
        """Open a modal; from within one, on top of it, or in place of the third.

        Once, however often they press.
        """
        presses = self.surroundings.presses
        if not self.body.get("actions"):
            self._open(view)
        elif presses.is_first(self.body):
            try:
                self._open(view)
            except BaseException:
                presses.failed(self.body)
                raise
            presses.opened(self.body, after=self.surroundings.seconds() - self.heard_at)

    def show_instead(self, view: View) -> None:
        """Open a modal; from within one, in its place, so that none is left that is out of date."""
        if self.is_in_a_modal:
            self._draw(self.client.views_update, view_id=self.view["id"], view=view)
        else:
            self.show(view)

    def _open(self, view: View) -> None:
        if self.is_on_top_of_all:
            # Slack puts no fourth on top of three, and says so to us, not to its person.
            self._draw(self.client.views_update, view_id=self.view["id"], view=view)
            return
        on_top = self.client.views_push if self.is_in_a_modal else self.client.views_open
        self._draw(on_top, trigger_id=self.body["trigger_id"], view=view)

    def _draw(self, method: Callable[..., Any], **what: Any) -> None:
        """Let Slack draw a modal, unless its person went on meanwhile: what it says is kept."""
        try:
            method(**what)
        except SlackApiError as error:
            if not went_on(error):
                raise
            logger.info("a modal is not drawn: %s", described(error))

    def publish(self, view: View) -> None:
        """Draw the home tab of whoever acted."""
        self.client.views_publish(user_id=self.user, view=view)

    def reply(self, said: Message) -> None:
        """Answer a command so that only the caller sees it."""
        WebhookClient(self.body["response_url"], ssl=self.client.ssl).send(
            text=said["text"], blocks=said["blocks"], response_type="ephemeral"
        )

    def answer(self, said: Message) -> None:
        """Answer what somebody wrote to us where they wrote it, which may be a thread."""
        place = self.event["channel"]
        post(self.client, place, thread_ts=self.event.get("thread_ts"), **said)

    def redraw(self, view: View) -> None:
        """Draw the modal anew, where it still is what they clicked in."""
        drawn = self.screen_drawn
        self._draw(self.client.views_update, view_id=self.view["id"], hash=drawn, view=view)
