"""A teller with nothing to tell but its errand's subject, and a world to be true in."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.ui.kit import blocks
from bot.ui.kit.blocks import Message
from jobs.tellers.tellers import Rendering, Teller
from storage import Errand, Posted, Scope, Storage
from tests import marking
from tests.conftest import NOW


@dataclass
class Plain(Teller):
    kind: str = "word"
    untrue: set[str] = field(default_factory=set)
    """The subjects of which nothing is to be said any more."""
    words: dict[str, str] = field(default_factory=dict)
    """What there is to say of a subject; unless told, the subject itself."""
    then: dict[str, tuple[Errand, ...]] = field(default_factory=dict)
    places: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Channel and thread of a subject that stands elsewhere than at its addressee's."""
    meanwhile: Callable[[], None] = lambda: None
    """What happens in the world just after it was read."""

    def compose(self, scope: Scope, errand: Errand) -> Rendering | None:
        if errand.subject in self.untrue:
            return None
        channel, thread = self.places.get(errand.subject, (errand.addressee, ""))
        return Rendering(
            message=self._message(errand.subject),
            channel=channel,
            thread_ts=thread or None,
            then=self.then.get(errand.subject, ()),
            kept='{"rows": [1]}',
        )

    def redraw(self, scope: Scope, posted: Posted) -> Message | None:
        if posted.subject in self.untrue:
            return None
        message = self._message(posted.subject)
        self.meanwhile()
        return message

    def _message(self, subject: str) -> Message:
        words = self.words.get(subject, subject)
        return blocks.message(words, [blocks.section(words)])


def put(storage: Storage, *errands: Errand) -> None:
    with storage.jobs(now=NOW) as scope:
        scope.outbox.put_all(errands)


def word(addressee: str, subject: str, kind: str = "word", **fields) -> Errand:
    return Errand(kind=kind, addressee=addressee, subject=subject, **fields)


def want_redraw(storage: Storage, subject: str, kind: str = "word") -> int:
    return marking.want_redraw(storage, kind, subject)


def standing(storage: Storage, subject: str, kind: str = "word") -> list[Posted]:
    with storage.jobs(now=NOW, reading=True) as scope:
        return scope.messages.of(kind, subject)
