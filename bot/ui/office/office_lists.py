"""The window of everything that is still to be sent: whom to invite, and one answer for all."""

from collections.abc import Sequence
from datetime import date

from bot import date_words
from bot.calendar import SchoolYear
from bot.forms.office import office_lists as form
from bot.forms.office.office_ticks import RIGHTS, SENT_ON
from bot.office.office_cards import OfficeList
from bot.office.office_notes import Noted
from bot.settings.district_links import DistrictLinks
from bot.ui.kit import blocks, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.drawing import Part, modal
from bot.ui.kit.paging import MOST_ON_A_PAGE
from bot.ui.office.office_cards import due_words, still_owed, to_do
from bot.ui.office.office_notes import when_and_how
from bot.ui.office.office_ticks import LONGEST_NAME, language_words


def shown_of(listed: OfficeList) -> Sequence[Noted]:
    """Return those that one window has room for; the others come once these are ticked."""
    return listed.to_send[:MOST_ON_A_PAGE]


def render(
    listed: OfficeList,
    links: DistrictLinks,
    *,
    today: date,
    month: str = "",
    notice: str = "",
    problems: Sequence[str] = (),
) -> View:
    """Draw the window; `today` is the reader's, and `problems` say what was not saved and why.

    `month` is the subject of the card from which it was opened.
    """
    shown = shown_of(listed)
    parts: list[Part] = [*blocks.done(notice), *map(_problem, problems)]
    if not shown:
        parts.append(blocks.section("Nothing is left to send."))
        return modal(form.TICK_LIST, parts, submit="")
    more = markup.more(len(listed.to_send) - len(shown), "more, once these are saved")
    names = {one.note.id: f"{_name(one)}, {_when(one, listed.year)}" for one in shown}
    parts += [
        blocks.section(to_do(listed, today=today)),
        *(blocks.section(_about(one, listed, links, today=today)) for one in shown),
        *map(blocks.context, more),
        blocks.divider(),
        form.WHICH.offering(names).ticking(names),
        SENT_ON.showing(today),
        RIGHTS,
        *(
            form.LANGUAGES.of(one.note.id).labelled(f"Language of the invitation for {_name(one)}")
            for one in shown
            if not one.student.home_language
        ),
    ]
    seen = " ".join(f"{one.note.id}:{one.last_tick}" for one in shown)
    # With what it shows in their ids the fields begin anew for the next ones.
    mark = seen.replace(" ", "-").replace(":", ".")
    return modal(
        form.TICK_LIST, parts, carries=[(form.SEEN.name, seen), form.MONTH.of(month)], mark=mark
    )


def _about(noted: Noted, listed: OfficeList, links: DistrictLinks, *, today: date) -> str:
    facts = [
        when_and_how(noted, listed.year),
        due_words(noted, listed, today=today),
        still_owed(noted),
    ]
    return "\n".join(
        [
            f"*{markup.escaped(_name(noted))}* ({markup.escaped(noted.alias)})",
            " · ".join(fact for fact in facts if fact),
            language_words(noted.student, links),
        ]
    )


def _name(noted: Noted) -> str:
    return markup.shortened(noted.student.name or noted.alias, LONGEST_NAME)


def _when(noted: Noted, year: SchoolYear) -> str:
    at = date_words.at_clock_time(noted.note.at)
    return f"{date_words.in_short(noted.note.on, year)}{at}"


def _problem(words: str) -> Block:
    return blocks.section(f":warning: {markup.escaped(words)}")
