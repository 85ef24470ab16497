"""The modal in which a case manager names somebody who helps at one meeting."""

from collections.abc import Mapping
from typing import Any

from bot.errors import FormError
from bot.meetings import MeetingId
from bot.people import SlackUserId
from bot.ui import blocks
from bot.ui import thread_controls as ids
from bot.ui.blocks import View

SAVE = "helper_save"

PERSON = "person"

REFUSED = (
    "They cannot help here: guests, apps and people of other organizations have to be added by a "
    "Preiep admin first. Please choose a colleague."
)


def render(meeting: MeetingId) -> View:
    return blocks.modal(
        "Add a helper",
        [
            blocks.section(
                "For this meeting alone, a helper can tick the checklist, write down concerns and "
                "answers, and see who is here. Marking the meeting as held stays with you."
            ),
            blocks.field(
                "Who helps",
                blocks.person_select(PERSON),
                block_id=PERSON,
                hint="A colleague in this workspace.",
                required=True,
            ),
        ],
        callback_id=SAVE,
        submit="Add",
        private_metadata=ids.metadata(meeting),
    )


def read(view: Mapping[str, Any]) -> SlackUserId:
    person = view["state"]["values"][PERSON][PERSON].get("selected_user")
    if not person:
        raise FormError({PERSON: "Please choose somebody."})
    return SlackUserId(str(person))
