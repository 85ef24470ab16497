"""What stands between a draft and its modal: which may still be written, and drawn anew."""

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.errors import StaleError
from bot.forms.answers import Answers
from bot.forms.drafts import Draft
from bot.ui.kit.blocks import View
from handlers.kit.errors import Body, slack_code

SUBMITTED = (
    "This form was saved already, so what you changed since is not kept. Please copy your new "
    "words before you close it."
)

WENT_ON = frozenset({"hash_conflict", "not_found"})
"""What Slack says of a modal that was closed, or drawn anew, before we could draw it."""


def redraw(client: WebClient, body: Body, view: View) -> None:
    """Draw a modal anew, unless its person went on: what it says is kept before this."""
    try:
        client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=view)
    except SlackApiError as error:
        if slack_code(error) not in WENT_ON:
            raise


def refuse_submitted(draft: Draft) -> None:
    if draft.submitted:
        raise StaleError(SUBMITTED)


def refuse_new_words(draft: Draft, answers: Answers) -> None:
    """Refuse words that differ from what was submitted: they would be lost with the modal."""
    if any(draft.answers.get(key, "") != said for key, said in answers.texts.items()):
        raise StaleError(SUBMITTED)
