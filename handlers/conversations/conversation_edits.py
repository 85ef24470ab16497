"""Listen to changes of a conversation that is kept, in a form like the first one."""

from typing import Unpack

from bot.conversations.kept_conversations import kept_pages
from bot.forms.conversations.kept_conversations import CONVERSATION
from bot.forms.drafts import Draft
from bot.forms.pages import Page
from bot.ui.conversations import conversations as screen
from bot.ui.conversations import kept_conversations as controls
from bot.ui.kit.blocks import View
from bot.ui.kit.form import PageSays
from casework.conversations import conversation_edits as edits
from handlers.conversations.kept_conversations import read_screen
from handlers.kit.asked import Asked
from handlers.kit.forms import FormKind
from handlers.kit.listening import Listening
from storage import Scope


class ConversationChanges(FormKind):
    """The form in which a kept conversation is changed."""

    name = edits.AMEND

    def listen(self, on: Listening) -> None:
        on.click(controls.EDIT, self.open)

    def open(self, asked: Asked) -> View:
        """Open the form with what is kept, or with what this person left half-way in it."""
        self.typing.flush()
        with self.door(asked.user) as scope:
            draft, continued = edits.draft_of_changes(scope, asked.clicked(CONVERSATION))
            return self.draw(scope, draft, continued=continued)

    def pages(self, draft: Draft) -> tuple[Page, ...]:
        return kept_pages(self.surroundings.content, answers=draft.answers)

    def fresh(self, scope: Scope, like: Draft) -> Draft:
        return edits.new_changes(scope, edits.conversation_of(scope, like))

    def draw(self, scope: Scope, draft: Draft, **said: Unpack[PageSays]) -> View:
        conversation = edits.conversation_of(scope, draft)
        about = edits.what_is_changed(scope, conversation)
        pages = kept_pages(self.surroundings.content, conversation.wording, answers=draft.answers)
        return screen.render_changes(draft, pages, about, now=scope.now, **said)

    def finish(self, scope: Scope, draft: Draft) -> View:
        """Keep a new version and show it; or show both people's changes put together."""
        content = self.surroundings.content
        kept = edits.keep_changes(scope, draft, content)
        if kept.both and kept.again:
            notice = screen.changed_by_both(kept.theirs, kept.both.theirs, kept.both.both)
            return self.draw(scope, kept.again, notice=notice)
        notice = "Nothing was changed."
        if kept.changed:
            version = kept.conversation.revision
            notice = f"Saved as version {version}. The earlier one is kept."
        return read_screen(scope, kept.conversation.id, content, notice=notice)
