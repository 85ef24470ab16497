"""A student's parents on record: who decides for the child, how to reach them, what they need."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from bot.conversations.conversation_pages import DraftCopy
from bot.forms.drafts import DraftKey
from bot.forms.fields import LONGEST_LINE
from bot.meetings.meetings import Mode
from bot.people.people import PersonId
from bot.students import Student, StudentId, folded

ParentId = NewType("ParentId", int)


class Interpreting(StrEnum):
    """Which interpreter somebody needs."""

    SPOKEN = "spoken"
    SIGNED = "signed"
    NONE = "none"


class Access(StrEnum):
    """What somebody needs to take part, in a talk as in the meeting."""

    CAPTIONS = "captions"
    LARGE_PRINT = "large_print"
    BRAILLE = "braille"
    READ_ALOUD = "read_aloud"


class PapersBy(StrEnum):
    """How somebody wants to be given what is sent home."""

    MAIL = "mail"
    EMAIL = "e-mail"
    BY_HAND = "by hand"


@dataclass(frozen=True, kw_only=True)
class Parent:
    """A parent, a guardian, or whoever holds the education rights; what is empty is unknown."""

    id: ParentId = ParentId(0)
    """0 until it is kept."""
    draft: DraftKey
    """Makes a second press of Save harmless."""
    student: StudentId
    name: str = ""
    relation: str = ""
    rights: bool = True
    """Whether they hold the education rights: then notice and copies go to them."""
    basis: str = ""
    """Why somebody holds them who is neither parent: a surrogate, a court order, the student."""
    rights_since: date | None = None
    phones: str = ""
    email: str = ""
    address: str = ""
    call_at: str = ""
    """The best times to call."""
    household: int = 1
    no_contact: bool = False
    address_confidential: bool = False
    """Whether the address is told to nobody, another household least of all."""
    language: str = ""
    interpreting: Interpreting | None = None
    access: tuple[Access, ...] = ()
    draft_copy: DraftCopy = DraftCopy.NOT_ASKED
    draft_of: tuple[str, ...] = ()
    attendance: Mode | None = None
    delivery: PapersBy | None = None
    taken_off: bool = False
    """Whether they are on record no more; what was known of them stays."""
    by: PersonId
    at: datetime
    """When this was kept; what they said in a talk since then is newer."""

    @property
    def called(self) -> str:
        """Name and relation, as a conversation says with whom it was."""
        said = f"{self.name}, {self.relation}" if self.relation else self.name
        return said[:LONGEST_LINE]


def likely(parents: Iterable[Parent]) -> Parent | None:
    """Return whom one would call first: somebody who holds the rights, never one not to contact."""
    reachable = [one for one in parents if not one.taken_off and not one.no_contact]
    return next((one for one in reachable if one.rights), next(iter(reachable), None))


def named_in(words: str, parents: Iterable[Parent]) -> list[Parent]:
    """Find which parents words such as "her mother" or "Rosa Marsh, and an aunt" speak of."""
    said = _in_words(words)
    return [
        one
        for one in parents
        if any(known and known in said for known in map(_in_words, (one.name, one.relation)))
    ]


@dataclass(frozen=True, kw_only=True)
class ParentsListed:
    """Everybody on record as a parent of one student, those taken off included."""

    student: Student
    parents: tuple[Parent, ...]

    @property
    def in_order(self) -> list[Parent]:
        """Return household by household; who was taken off comes last."""
        return sorted(self.parents, key=lambda one: (one.taken_off, one.household))

    @property
    def are_apart(self) -> bool:
        """Tell whether they live in more than one household."""
        return len({one.household for one in self.parents if not one.taken_off}) > 1


def _in_words(text: str) -> str:
    """Return the words of a text with a blank around each, so that only whole ones are found."""
    found = " ".join(re.findall(r"\w+", folded(text)))
    return f" {found} " if found else ""


def keeps_apart(parents: Iterable[Parent]) -> bool:
    """Tell whether how to reach one of them is not for every other to read.

    That is so with two households, with an address that is told to nobody, and where somebody is
    not to be contacted.
    """
    parents = list(parents)
    guarded = any(one.address_confidential or one.no_contact for one in parents)
    return guarded or len({one.household for one in parents}) > 1
