"""Tips: what helps when it gets tense, one line after another, and the collection by topic.

They tell nothing about anybody, so whoever can see the app may read them; from a meeting's thread
they open for who may tick there, like everything in it.
"""

from dataclasses import dataclass

from slack_bolt import App
from slack_sdk import WebClient

from bot.meeting_day.tips import Topic
from bot.permissions import Act
from bot.ui.kit.blocks import Message
from bot.ui.meeting_day import thread_controls as controls
from bot.ui.meeting_day import tips
from handlers.kit.errors import Body, acknowledge, told_of_errors
from handlers.kit.screens import is_in_a_modal, show
from handlers.kit.surroundings import Surroundings
from handlers.meeting_day.threads import meeting_clicked, meeting_scope


@dataclass(frozen=True, kw_only=True)
class TipHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        app.action(controls.TENSE)(ack=acknowledge, lazy=[told_of_errors(self.open_tense)])
        app.action(tips.ANY_TURN)(ack=acknowledge, lazy=[told_of_errors(self.turn)])
        app.action(tips.ANY_TOPIC)(ack=acknowledge, lazy=[told_of_errors(self.open_topic)])

    def open_tense(self, body: Body, client: WebClient) -> None:
        """Show what calms, to whoever pressed the button and to nobody else."""
        meeting_id = controls.clicked(body["actions"][0]).meeting
        with meeting_scope(self.surroundings, body, meeting_id, Act.TICK_CHECKLIST) as scope:
            meeting_clicked(scope, body, meeting_id)
        show(client, body, tips.one_by_one(self.surroundings.content, meeting=meeting_id))

    def turn(self, body: Body, client: WebClient) -> None:
        view = tips.one_by_one(
            self.surroundings.content,
            str(body["actions"][0]["value"]),
            meeting=tips.meeting_in(body["view"]),
        )
        client.views_update(view_id=body["view"]["id"], view=view)

    def open_topic(self, body: Body, client: WebClient) -> None:
        """Open a topic from the card of tips, or turn to it where tips stand already."""
        topic = tips.topic_in(body["actions"][0])
        if not is_in_a_modal(body):
            client.views_open(
                trigger_id=body["trigger_id"],
                view=tips.collection(self.surroundings.content, topic),
            )
            return
        meeting = tips.meeting_in(body["view"])
        if topic is Topic.TENSE and meeting is not None:
            view = tips.one_by_one(self.surroundings.content, meeting=meeting)
        else:
            view = tips.collection(self.surroundings.content, topic, meeting=meeting)
        client.views_update(view_id=body["view"]["id"], view=view)

    def typed(self, body: Body, words: str, client: WebClient) -> Message | None:
        """`/iep tips`, or `/iep tips tense`: open the collection."""
        topic = tips.topic_named(words) or Topic.AGREEMENT
        show(client, body, tips.collection(self.surroundings.content, topic))
        return None
