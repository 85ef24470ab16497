"""Registering what we listen to, one helper for each way in which somebody can act.

A listener is a plain function of what was asked. Acknowledging, what goes wrong and showing what it
returns are seen to here: a click or a command is acknowledged at once and worked on afterwards; a
submit is acknowledged when its listener is through, so that what was typed is kept by then.
"""

from collections.abc import Callable, Iterable, Iterator, MutableMapping, MutableSequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from re import Pattern
from typing import TypeVar

from slack_bolt import Ack, App, BoltContext, BoltResponse

from bot.errors import CaseworkError, FormError, StaleError
from bot.forms.answers import Answers
from bot.forms.modals import Modal
from bot.forms.tags import Tag
from bot.ui.kit import notices
from bot.ui.kit.blocks import Message, View
from bot.ui.kit.elements import Element
from bot.ui.kit.reading import answers_in, errors_in, is_drawn_from, problems_of_choices
from handlers.kit.asked import Asked
from handlers.kit.errors import Body, Tells, acknowledge, told_of_errors
from handlers.kit.people_in_slack import words_of
from handlers.kit.surroundings import ListenerSurroundings
from handlers.kit.typed_words import Finder
from storage import Scope

Shows = Callable[[Asked], View | None]
"""Does what was asked; a view that it returns is shown."""

Keeps = Callable[[Asked, Answers], View | None]
"""Keeps what was submitted; a view that it returns comes in the modal's place, else it closes."""

Verb = Callable[[Asked], View | Message | None]
"""Answers a word after `/iep`, with a modal or with a message that only the caller sees."""

Acknowledges = Callable[[Asked], BoltResponse]
"""Answers Slack itself: a status other than 200 acknowledges nothing over a socket."""

HEARD_AT = "heard_at"
"""Under which a request carries when it came."""

T = TypeVar("T")

Showing = Callable[[Asked, View], None]
"""Where a view is shown."""

ON_TOP: Showing = Asked.show
IN_PLACE: Showing = Asked.show_instead
REDRAWN: Showing = Asked.redraw
"""In place of the modal as it was when somebody clicked, and not where they went on meanwhile."""


@dataclass(frozen=True, kw_only=True)
class Listening:
    """The app, to which a feature's `listen` adds what it answers."""

    app: App
    surroundings: ListenerSurroundings
    verbs: MutableMapping[str, Verb] = field(default_factory=dict)
    """By the word after `/iep`, in lower case."""
    finders: MutableSequence[Finder] = field(default_factory=list)
    """The ways to students who are on no caseload of their own, in the order of asking."""

    def note_arrivals(self) -> None:
        """Note when each request came, which may be long before a thread is free for it."""

        def note(context: BoltContext, next_: Callable[[], None]) -> None:
            context[HEARD_AT] = self.surroundings.seconds()
            next_()

        self.app.middleware(note)

    def command(self, name: str, listener: Shows) -> None:
        self.app.command(name)(ack=acknowledge, lazy=[self._told(listener, ON_TOP)])

    def verb(self, word: str, listener: Verb) -> None:
        self.verbs[word] = listener

    def finder(self, find: Finder) -> None:
        self.finders.append(find)

    def click(
        self,
        control: str | Pattern[str],
        listener: Shows,
        *,
        shown: Showing = IN_PLACE,
        acknowledges: Acknowledges | None = None,
    ) -> None:
        """Answer a button, a choice from a list, or a choice in a field that is `live`.

        What it shows comes in place of the modal in which somebody clicked, unless said otherwise.
        It is acknowledged at once, or as `acknowledges` says, which calls nothing of Slack's.
        """
        ack = self._answered(acknowledges) if acknowledges else acknowledge
        self.app.action(control)(ack=ack, lazy=[self._told(listener, shown)])

    def typing(
        self, control: str, note: Callable[[Asked], None], *, then: Shows | None = None
    ) -> None:
        """Note each keystroke before it is acknowledged; draw what follows from it `then`.

        To note one touches neither Slack nor the database.
        """

        def hold(ack: Ack, body: Body, context: BoltContext) -> None:
            note(self._asked(body, context))
            ack()

        self.app.action(control)(ack=hold, lazy=[self._told(then, REDRAWN)] if then else [])

    def submit(self, modal: Modal, listener: Keeps) -> None:
        """Keep what was filled in, then acknowledge; a FormError marks its fields instead."""

        def keep(ack: Ack, body: Body, context: BoltContext) -> None:
            view = body["view"]
            if not is_drawn_from(modal, view):
                raise StaleError(notices.OLDER_FORM)
            if marked := problems_of_choices(view):
                ack(response_action="errors", errors=marked)
                return
            try:
                with self._asking(body, context) as asked:
                    shown = listener(asked, answers_in(view))
            except FormError as error:
                marked = errors_in(view, error.problems)
                if not marked:
                    raise CaseworkError(next(iter(error.problems.values()))) from error
                ack(response_action="errors", errors=marked)
            else:
                if shown is None:
                    ack()
                else:
                    ack(response_action="update", view=shown)

        self.app.view(modal.name)(keep)

    def suggest(self, control: str, listener: Callable[[Asked], Iterable[Element]]) -> None:
        """Offer what fits the words typed so far into a field that looks up its options."""

        def offer(ack: Ack, body: Body, context: BoltContext) -> None:
            words = str(body.get("value") or "")
            with self._asking(body, context, words=words) as asked:
                ack(options=[*listener(asked)])

        self.app.options(control)(offer)

    def shortcut(self, name: str, listener: Shows) -> None:
        self.app.shortcut(name)(ack=acknowledge, lazy=[self._told(listener, ON_TOP)])

    def event(
        self, name: str, listener: Callable[[Asked], None], *, tells: Tells | None = None
    ) -> None:
        """Answer an event; `tells` says what goes wrong elsewhere than in their messages.

        Slack tells of an event again where it missed our answer, or by mistake. A listener that
        would do harm by answering twice asks whether it `is_news` once it knows that it answers.
        """
        self.app.event(name)(ack=acknowledge, lazy=[self._told(listener, ON_TOP, tells=tells)])

    def _answered(self, acknowledges: Acknowledges) -> Callable[[Body, BoltContext], BoltResponse]:
        def answer(body: Body, context: BoltContext) -> BoltResponse:
            with self._asking(body, context) as asked:
                return acknowledges(asked)

        return answer

    def _told(
        self,
        listener: Shows,
        shown: Showing,
        *,
        tells: Tells | None = None,
    ) -> Callable[[Body, BoltContext], None]:
        """Run a listener where whoever acted hears of what goes wrong, and show what it returns."""

        def work(body: Body, context: BoltContext) -> None:
            with self._asking(body, context) as asked:
                said = str(body.get("text") or "")
                heard = replace(asked, words=words_of(asked, said)) if said else asked
                view = listener(heard)
            if view is not None:
                shown(heard, view)

        work.__name__ = getattr(listener, "__name__", "listener")
        return told_of_errors(work, tells=tells)

    @contextmanager
    def _asking(self, body: Body, context: BoltContext, *, words: str = "") -> Iterator[Asked]:
        """Let the records be waited for as long as whoever acted waits, from their press on."""
        asked = self._asked(body, context, words=words)
        with asked.surroundings.waited_for(since=asked.heard_at):
            yield asked

    def _asked(self, body: Body, context: BoltContext, *, words: str = "") -> Asked:
        return Asked(
            surroundings=self.surroundings,
            body=body,
            client=context.client,
            words=words,
            heard_at=context[HEARD_AT],
        )


def in_caseload(screen: Callable[[Scope, T], View], tag: Tag[T]) -> Shows:
    """Show a screen from the caller's own caseload, about what the button names."""

    def shows(asked: Asked) -> View:
        with asked.caseload() as caseload:
            return screen(caseload, asked.clicked(tag))

    shows.__name__ = getattr(screen, "__name__", "screen")
    return shows
