"""Listen to closures: one by one, or a list that is looked through, then taken in."""

from slack_sdk.errors import SlackApiError

from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.settings import closures as form
from bot.forms.settings.closures import ListGiven
from bot.imports.dropped_files import DroppedFileError, text_in
from bot.refusals import RefusalMeaning, meaning_of, slack_code
from bot.ui.kit.blocks import View
from bot.ui.settings import calendars, settings
from bot.ui.settings import closures as screen
from bot.ui.settings.calendars import AT_SCHOOL
from casework.settings.calendars import remove_closure
from casework.settings.closures import look_through_list, take_in_list
from handlers.kit.asked import Asked
from handlers.kit.dropped_files import content_of
from handlers.kit.listening import Listening
from handlers.settings.calendars import calendar_after

NO_FILE_FIELD = frozenset({RefusalMeaning.SCOPE_MISSING, RefusalMeaning.NOT_TAKEN})
"""How Slack refuses a field for files to an app that may not read them (documented nowhere)."""


def listen(on: Listening) -> None:
    on.click(calendars.ADD, ask_one)
    on.click(calendars.PASTE, ask_list)
    on.click(calendars.REMOVE, remove)
    on.submit(form.ADD_CLOSURE, add)
    on.submit(form.BRING_IN_LIST, bring_in_list)


def ask_one(asked: Asked) -> View:
    with asked.settings(reading=True):
        return screen.ask_one(asked.clicked(AT_SCHOOL))


def add(asked: Asked, answers: Answers) -> View:
    school, days = asked.carried(AT_SCHOOL), form.closure_from(answers)
    with asked.settings() as scope:
        added = scope.settings.add_closures(days, school)
    return calendar_after(asked, school, notice="Added." if added else screen.ALL_KNOWN)


def remove(asked: Asked) -> View:
    school = asked.clicked(AT_SCHOOL)
    first, last = asked.clicked(calendars.FIRST), asked.clicked(calendars.LAST)
    with asked.settings() as scope:
        was_closed = remove_closure(scope, first, last, school=school)
    notice = "Removed: there is school again." if was_closed else "It was removed already."
    return calendar_after(asked, school, notice=notice)


def ask_list(asked: Asked) -> View | None:
    """Ask for a list; an app installed before it asked for files takes what is pasted alone."""
    school = asked.clicked(AT_SCHOOL)
    with asked.settings(reading=True):
        view = screen.ask_list(school)
    try:
        asked.show_instead(view)
    except SlackApiError as error:
        if meaning_of(slack_code(error)) not in NO_FILE_FIELD:
            raise
        return screen.ask_list(school, takes_files=False)
    return None


def bring_in_list(asked: Asked, answers: Answers) -> View:
    """Take the good rows of a list in, once what it would change was shown above it.

    A list that was edited since is looked through once more. A file is fetched again, since nothing
    of it was kept.
    """
    given = form.list_from(answers, looked_at=asked.may_carry(screen.DROPPED) or "")
    text, school = _text(asked, given), asked.carried(AT_SCHOOL)
    stamp = settings.stamp(text)
    if asked.may_carry(tags.STAMP) != stamp:
        with asked.settings(reading=True) as scope:
            pasted = look_through_list(scope, text, school=school)
            takes_files = answers.has(form.FILE)
            return screen.ask_again(
                school, given, pasted=pasted, stamp=stamp, takes_files=takes_files
            )
    with asked.settings() as scope:
        added = take_in_list(scope, text, school=school)
    return calendar_after(asked, school, notice=screen.taken(added))


def _text(asked: Asked, given: ListGiven) -> str:
    """Return what was pasted, or what the file says.

    Slack is asked before the acknowledgement, which would take the form away, and for an admin
    alone; no transaction stays open meanwhile.
    """
    if not given.file:
        return given.text
    with asked.settings(reading=True):
        pass
    try:
        content = content_of(asked.client, given.file, seconds=asked.surroundings.seconds)
        return text_in(content)
    except DroppedFileError as error:
        raise form.FILE.refused(str(error)) from error
