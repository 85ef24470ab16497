"""Kinds of work that somebody asks after by its plain name: "which signatures are missing"."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot.dates.obligation_rules import Place

_ASKING = frozenset(
    {
        *("who", "whose", "whom", "which", "what", "when", "where", "how", "any", "anything"),
        *("missing", "left", "due", "overdue", "outstanding", "waiting", "still", "yet"),
        *("need", "needs", "no", "not", "without", "list", "show"),
    }
)
_FEW = 2
"""A kind that is named in so few words is asked after without a word that asks."""


@dataclass(frozen=True, kw_only=True)
class KindOfWork:
    """A kind of work: the words by which it is known, and where the work is done."""

    words: frozenset[str]
    places: tuple[Place, ...]


def _kind(words: str, *places: Place) -> KindOfWork:
    return KindOfWork(words=frozenset(words.split()), places=places)


KINDS = (
    _kind("sign signed to-sign", Place.TO_SIGN, Place.SIGNATURES),
    _kind("signature signatures unsigned consent consents", Place.SIGNATURES),
    _kind("agenda agendas", Place.AGENDAS),
    _kind("notice notices", Place.SEIS_NOTICES),
    _kind(
        "invitation invitations invited invite invites docusign office",
        Place.INVITATION_FORMS,
        Place.OFFICE,
    ),
    _kind("calendar calendars", Place.CALENDAR),
    _kind("draft drafts copy copies", Place.DRAFTS, Place.DRAFT_COPIES),
    _kind("conversation conversations talk talks", Place.PARENT_CONVERSATIONS),
    _kind("note notes minutes", Place.NOTES),
    _kind("seis", Place.SEIS_NOTICES, Place.DRAFTS, Place.NOTES),
    _kind("glance at-a-glance", Place.AT_A_GLANCE, Place.SIS),
    _kind("sis upload uploads", Place.SIS),
    _kind("brief briefs", Place.STAFF_BRIEFS),
    _kind("request requests whom", Place.PARENT_REQUESTS, Place.FORMS_TO_SEND),
)
"""The first that is named is what was asked after."""

KIND_WORDS = frozenset().union(*(kind.words for kind in KINDS))


def kind_in(said: AbstractSet[str]) -> KindOfWork | None:
    """Return the kind of work that is asked after; None where none is, or it is only mentioned."""
    if len(said) > _FEW and not said & _ASKING:
        return None
    return next((kind for kind in KINDS if said & kind.words), None)
