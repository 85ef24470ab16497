"""What is asked of a parent on record: who they are, how to reach them, what they need."""

from dataclasses import replace
from datetime import date

from bot.conversations.conversation_pages import (
    ATTENDANCE,
    DRAFT_COPY,
    DRAFT_OF,
    LANGUAGE,
    DraftCopy,
)
from bot.forms.answers import Answers
from bot.forms.fields import box, boxes, choice, day, line, text
from bot.forms.modals import Modal
from bot.forms.tags import Tag
from bot.people.parents import Access, Interpreting, PapersBy, Parent, ParentId
from bot.people.people import is_mail_address

NAME = line("name", "Name", missing="Please give their name.", prefilled="name")
RELATION = line(
    "relation",
    "What they are to the student",
    hint="For example: mother, grandfather, foster parent, surrogate; at 18, the student.",
    prefilled="relation",
)
RIGHTS = box("rights", "Education rights", "Holds the education rights", prefilled="rights")
BASIS = line(
    "basis",
    "If they are not a parent, why they hold them",
    hint="For example: surrogate appointed, court order, caregiver, the student's own at 18.",
    prefilled="basis",
)
RIGHTS_SINCE = day(
    "rights_since",
    "Since",
    not_ahead="This is still to come. Please give the day from which they hold them.",
    prefilled="rights_since",
)
PHONES = text("phones", "Phone numbers", hint="One to a line.", prefilled="phones")
EMAIL = line("email", "E-mail", prefilled="email")
ADDRESS = text("address", "Postal address", prefilled="address")
CALL_AT = line(
    "call_at",
    "Best times to call",
    hint="For example: after 4, not on Fridays.",
    prefilled="call_at",
)
HOUSEHOLD = choice(
    "household",
    "Household",
    {1: "First household", 2: "Second household", 3: "Another household"},
    hint="People who live together share one. Drafts and copies go to each household.",
    required=True,
    prefilled="household",
)
NO_CONTACT = box("no_contact", "No contact", "They are not to be contacted", prefilled="no_contact")
ADDRESS_CONFIDENTIAL = box(
    "address_confidential",
    "Confidential",
    "Their address is confidential",
    prefilled="address_confidential",
)
INTERPRETING = choice(
    "interpreting",
    "Interpreter",
    {
        Interpreting.SPOKEN: "Needed, spoken language",
        Interpreting.SIGNED: "Needed, sign language",
        Interpreting.NONE: "Not needed",
    },
    prefilled="interpreting",
)
ACCESS = boxes(
    "access",
    "What they need to take part",
    {
        Access.CAPTIONS: "Captions",
        Access.LARGE_PRINT: "Large print",
        Access.BRAILLE: "Braille",
        Access.READ_ALOUD: "Read aloud",
    },
    prefilled="access",
)
DELIVERY = choice(
    "delivery",
    "How they like to be given papers",
    {PapersBy.MAIL: "By mail", PapersBy.EMAIL: "By e-mail", PapersBy.BY_HAND: "By hand"},
    prefilled="delivery",
)
KEEP_PARENT = Modal(
    name="parent_save",
    title="Add a parent",
    fields=(
        NAME,
        RELATION,
        RIGHTS,
        BASIS,
        RIGHTS_SINCE,
        PHONES,
        CALL_AT,
        EMAIL,
        ADDRESS,
        HOUSEHOLD,
        NO_CONTACT,
        ADDRESS_CONFIDENTIAL,
        LANGUAGE,
        INTERPRETING,
        ACCESS,
        DRAFT_COPY,
        DRAFT_OF,
        ATTENDANCE,
        DELIVERY,
    ),
)
"""For somebody new, and for one who is changed; of what they prefer, it asks as a talk does."""

PARENT = Tag("parent", lambda text: ParentId(int(text)))
"""Who is changed; nothing for somebody new."""


def parent_from(answers: Answers, shown: Parent, *, today: date) -> Parent:
    """Return the parent that the modal showed with what this person changed.

    Raises FormError with everything that has to be mended.
    """
    email = answers.get(EMAIL)
    odd = bool(email) and not is_mail_address(email or "")
    KEEP_PARENT.check(
        answers,
        {EMAIL: odd and "Please give an e-mail address, as in rosa@home.example."},
        today=today,
    )
    parent = replace(shown, **answers.changes(KEEP_PARENT.fields))
    wanted = parent.draft_copy or DraftCopy.NOT_ASKED
    parts = parent.draft_of if wanted is DraftCopy.YES else ()
    return replace(parent, draft_copy=wanted, draft_of=parts)
