"""Several invitations ticked at once: which went out, when, and with what."""

from collections.abc import Mapping
from datetime import date

from bot.forms.answers import Answers
from bot.forms.fields import Field, boxes, line
from bot.forms.modals import Modal
from bot.forms.office.office_ticks import LONGEST_LANGUAGE, NO_LANGUAGE, RIGHTS, SENT_ON
from bot.forms.tags import Tag
from bot.office.office_notes import Invitation, NoteId

SEEN = Tag("seen", lambda text: {NoteId(int(note)): int(tick) for note, tick in _pairs(text)})
"""The notes that a window shows, each with the office's last word about it; 0 where it shows none.

It is carried as text: "12:0 13:4".
"""

MONTH = Tag("month", str)
"""The subject of the card from which a window was opened; empty for all months."""

WHICH = boxes(
    "which",
    "Which of them went out?",
    lambda text: NoteId(int(text)),
    missing="Please tick at least one that has gone out.",
)
LANGUAGES = line(
    "languages",
    "Language of the invitation",
    hint="Not on record. Please ask the case manager where you do not know it.",
)
"""Asked for those of whose parents none is on record, each a row."""

TICK_LIST = Modal(
    name="office_list_save",
    title="Invitations",
    fields=(WHICH, SENT_ON, RIGHTS, LANGUAGES),
    submit="These went out",
)


def _pairs(text: str) -> list[tuple[str, str]]:
    return [(note, tick) for note, _, tick in (one.partition(":") for one in text.split())]


def invitations_from(
    answers: Answers, languages: Mapping[NoteId, str], *, today: date
) -> dict[NoteId, Invitation]:
    """Read what went out; `languages` are those on record. Raise FormError where it cannot be.

    Of a note that is on the list no more no language is known; it is for others to refuse.
    """
    which = answers.get(WHICH) or ()
    said = {note: languages.get(note) or answers.get(LANGUAGES.of(note)) or "" for note in which}
    unfit: dict[Field[str], str] = {
        LANGUAGES.of(note): NO_LANGUAGE
        for note, language in said.items()
        if note in languages and not 0 < len(language) <= LONGEST_LANGUAGE
    }
    TICK_LIST.check(answers, {**unfit}, today=today)
    return {
        note: Invitation(sent_on=answers[SENT_ON], rights=answers[RIGHTS], language=language)
        for note, language in said.items()
    }
