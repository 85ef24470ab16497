"""What is asked of a contact: with whom, how, when, and what came of it; and of a kept message."""

from datetime import datetime

from bot.forms.answers import Answers
from bot.forms.fields import box, choice, line, moment, radio, text
from bot.forms.modals import Modal
from bot.forms.records.students import STUDENT
from bot.forms.tags import Tag
from bot.records.contacts import ContactId, ContactOutcome, ContactWay, Whom, problem_with_moment

WHOMS = {
    Whom.PARENT: "Parent",
    Whom.TEACHER: "Teacher",
    Whom.PROVIDER: "Provider",
    Whom.OTHER: "Somebody else",
}
WAYS = {
    ContactWay.PHONE: "by phone",
    ContactWay.IN_PERSON: "in person",
    ContactWay.VIDEO: "by video",
    ContactWay.EMAIL: "by e-mail",
    ContactWay.TEXT: "by text message",
    ContactWay.LETTER: "by letter",
    ContactWay.SLACK: "in Slack",
}
_CHOOSE = "Please choose one."

WHOM = radio("whom", "With whom", WHOMS, missing=_CHOOSE, prefilled="whom")
WAY = choice(
    "way",
    "How",
    {way: words[0].upper() + words[1:] for way, words in WAYS.items()},
    missing=_CHOOSE,
    prefilled="way",
)
OUTCOME = choice(
    "outcome",
    "What came of it",
    {one: one[0].upper() + one[1:] for one in ContactOutcome},
    hint="A try that reached no parent is counted as an attempt.",
    missing=_CHOOSE,
    prefilled="outcome",
)
AT = moment(
    "at", "When", missing="Please give the day and time when it took place.", prefilled="at"
)
LANGUAGE = line("language", "Language", prefilled="language")
NOTE = text("note", "Note", hint="A short, factual summary.", prefilled="note")
WITHDRAWN = box(
    "withdraw",
    "Withdraw",
    "This entry is not to count",
    hint="It stays in the log, marked as withdrawn, and can be put back.",
    prefilled="withdrawn",
)
WHY_WITHDRAWN = line("why", "Why it is withdrawn", prefilled="why_withdrawn")

LOG_CONTACT = Modal(
    name="contact_save",
    title="Log a contact",
    fields=(WHOM, WAY, OUTCOME, AT, LANGUAGE, NOTE, WITHDRAWN, WHY_WITHDRAWN),
)
"""For a new entry, and with the last two fields for one that is mended."""

CONTACT = Tag("contact", lambda text: ContactId(int(text)))
"""Which entry is mended; nothing for a new one."""

WRITER = radio("whom", "Who wrote it", WHOMS, required=True)
WORDS_NOTE = text("note", "Note")
KEEP_MESSAGE = Modal(
    name="contact_keep_message",
    title="Keep in a log",
    fields=(STUDENT, WRITER, WORDS_NOTE),
    submit="Keep",
)
"""Called as the shortcut on a message that opens it."""


def check_contact(answers: Answers, *, now: datetime) -> None:
    """Raise FormError where a choice is missing or the moment cannot be. `now` is UTC."""
    at = answers.get(AT)
    unsaid = answers.get(WITHDRAWN) and not answers.get(WHY_WITHDRAWN)
    LOG_CONTACT.check(
        answers,
        {
            AT: problem_with_moment(at, now=now) if at else None,
            WHY_WITHDRAWN: unsaid and "Please say in a few words why it is withdrawn.",
        },
    )
