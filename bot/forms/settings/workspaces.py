"""What an admin is asked of the whole workspace, group by group."""

from dataclasses import replace

from bot.content import Content
from bot.forms.answers import Answers
from bot.forms.fields import box, boxes, channel, choice, clock, line, number, text
from bot.forms.modals import Modal
from bot.meeting_day.checklists import switchable
from bot.people.people import ZONES
from bot.settings.district_links import FILLED_IN, DistrictLinks, fills_in, is_safe_link
from bot.workspaces import Hours, Workspace

LONGEST_KEPT = 30
MOST_LANGUAGES = 30
LONGEST_LANGUAGE = 40
_NOT_SAFE = "Please enter a whole address that begins with https://"
_NOT_FILLED_IN = (
    f"Only {', '.join(f'{{{one}}}' for one in FILLED_IN)} can be filled in: a name stands in no "
    "address."
)
_NO_HOUR = "Please choose an hour."

ZONE = choice(
    "timezone",
    "Time zone of the district",
    str,
    hint="Dates are counted in it. Each person's morning is in their own zone.",
    required=True,
    prefilled="timezone",
)
NAMES = box(
    "names_at_home",
    "Students' names",
    "Show names in the home tab",
    hint="The home tab is kept by Slack as modals are. Without this it shows aliases; "
    "messages never carry a name.",
    prefilled="names_at_home",
)
FILES_KEPT = number(
    "files_kept_days",
    "Days for which a file made on request stays in Slack",
    most=LONGEST_KEPT,
    required=True,
    prefilled="files_kept_days",
)
GENERAL = Modal(
    name="settings_general_save",
    title="Time zone, names, files",
    fields=(ZONE, NAMES, FILES_KEPT),
)

DIGEST_AT = clock(
    "digest_at",
    "Hour of the morning digest",
    hint="For everybody who has not set another hour, each by their own clock, on school days.",
    missing=_NO_HOUR,
    prefilled="digest_at",
)
SENDS_FROM = clock("sends_from", "Messages go out from", missing=_NO_HOUR, prefilled="hours.first")
SENDS_UNTIL = clock(
    "sends_until",
    "and no more from",
    hint="Only a meeting's checklist thread may come outside these hours.",
    missing=_NO_HOUR,
    prefilled="hours.until",
)
HOURS = Modal(
    name="settings_hours_save",
    title="Digest and quiet hours",
    fields=(DIGEST_AT, SENDS_FROM, SENDS_UNTIL),
)

OFFICE_CHANNEL = channel(
    "office_channel",
    "Channel of the office",
    hint="A private channel of the staff who send invitations; Preiep has to be "
    "invited to it first. Left empty, each person of the office is told in their own messages.",
    prefilled="office_channel",
)
OFFICE = Modal(name="settings_office_save", title="Office channel", fields=(OFFICE_CHANNEL,))

SEIS = line(
    "link_seis",
    "SEIS",
    hint="Lines of the digest about work in SEIS link there.",
    prefilled="links.seis",
)
INVITATION_FORM = line(
    "link_form",
    "The district's form for invitations",
    hint="It opens filled in where the address of a prefilled form has {alias}, {date}, {time}, "
    "{mode} or {school} in the place of an answer.",
    prefilled="links.form",
)
RIGHTS = text(
    "link_rights",
    "Notice of parents' rights, by language",
    hint="One line for each, as in: Spanish: https://district.example/rights-es.pdf",
)
LINKS = Modal(name="settings_links_save", title="Links", fields=(SEIS, INVITATION_FORM, RIGHTS))

SAID_LINES = boxes(
    "lines",
    "Said at every meeting",
    str,
    hint="The other lines always stand in the checklist.",
)
CHARTER = box(
    "charter",
    "A charter school",
    "Families choose the school, and we say so",
    hint="Adds a sentence to the line about enrollment, where that line is said.",
    prefilled="charter",
)
CHECKLIST = Modal(name="settings_lines_save", title="Checklist lines", fields=(SAID_LINES, CHARTER))


def general_from(answers: Answers, workspace: Workspace) -> Workspace:
    zone = answers.get(ZONE) or ""
    GENERAL.check(
        answers, {ZONE: "" if zone in ZONES else "Please choose a time zone from the list."}
    )
    return replace(workspace, **answers.changes(GENERAL.fields))


def hours_from(answers: Answers, workspace: Workspace) -> Workspace:
    HOURS.check(answers)
    hours = Hours(first=answers[SENDS_FROM], until=answers[SENDS_UNTIL])
    if hours.until <= hours.first:
        raise SENDS_UNTIL.refused("Please choose an hour after the one above.")
    if answers[DIGEST_AT] not in hours:
        raise DIGEST_AT.refused("Please choose an hour at which messages go out.")
    return replace(workspace, digest_at=answers[DIGEST_AT], hours=hours)


def office_from(answers: Answers, workspace: Workspace) -> Workspace:
    """Read the channel; what it is like, whoever keeps this asks Slack first."""
    return replace(workspace, office_channel=answers[OFFICE_CHANNEL])


def links_from(answers: Answers, workspace: Workspace) -> Workspace:
    unsafe = {asked: _problem_with(answers[asked]) for asked in (SEIS, INVITATION_FORM)}
    if not fills_in(answers[INVITATION_FORM]):
        unsafe[INVITATION_FORM] = _NOT_FILLED_IN
    rights: list[tuple[str, str]] = []
    try:
        rights, problem = _rights(answers[RIGHTS]), ""
    except ValueError as error:
        problem = str(error)
    LINKS.check(answers, {**unsafe, RIGHTS: problem})
    links = DistrictLinks(seis=answers[SEIS], form=answers[INVITATION_FORM], rights=tuple(rights))
    return replace(workspace, links=links)


def checklist_from(answers: Answers, workspace: Workspace, *, content: Content) -> Workspace:
    on = answers.get(SAID_LINES) or ()
    changed = {one.id: one.id in on for one in switchable(content) if one.on != (one.id in on)}
    return replace(workspace, lines=changed, charter=answers[CHARTER])


def _problem_with(address: str) -> str:
    return "" if not address or is_safe_link(address) else f"{_NOT_SAFE}."


def _rights(typed: str) -> list[tuple[str, str]]:
    lines = [one.strip() for one in typed.splitlines() if one.strip()]
    if len(lines) > MOST_LANGUAGES:
        raise ValueError(f"Please keep to {MOST_LANGUAGES} languages.")
    read: dict[str, tuple[str, str]] = {}
    for count, said in enumerate(lines, start=1):
        language, colon, address = (part.strip() for part in said.partition(":"))
        if not colon or not language or len(language) > LONGEST_LANGUAGE:
            raise ValueError(f"Line {count}: please write a language, a colon and an address.")
        if not is_safe_link(address):
            raise ValueError(f"Line {count}: {_NOT_SAFE[0].lower()}{_NOT_SAFE[1:]}.")
        if language.casefold() in read:
            raise ValueError(f"Line {count}: this language is there twice.")
        read[language.casefold()] = (language, address)
    return list(read.values())
