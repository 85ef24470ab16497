"""What Slack says about this installation: tokens, scopes, channels, people."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

import yaml
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.channels import Unfit, unfit_for_students
from bot.errors import SlackAwayError
from bot.people.people import Person, Role
from bot.refusals import RefusalMeaning, meaning_of, not_connected
from bot.settings.environment import Settings, WayIn
from cli.findings import Found, look, ok, wrong
from cli.manifest import SOURCE
from cli.workspaces import ORG_WIDE, is_org_wide
from jobs.delivery.refusals import CallFate, fate_of, why
from jobs.housekeeping import is_awaited

CLOCKS_APART = 60
"""Seconds that this machine and Slack may differ; Slack refuses what is five minutes old."""

READS_PRIVATE_CHANNELS = "groups:history"


def tokens(client: WebClient, settings: Settings, *, wire_now: datetime) -> Iterator[Found]:
    """Tell whether both tokens are accepted, what the bot may do, and whether the clocks agree."""
    try:
        known = client.auth_test()
    except SlackApiError as error:
        mended = "Copy it again from the app's page, under OAuth & Permissions."
        yield _refused(error, "SLACK_BOT_TOKEN", mended)
        return
    if is_org_wide(known):
        yield wrong(ORG_WIDE)
        return
    yield ok(f"Slack accepts the bot's token, for the workspace {known['team_id']}.")
    yield from scopes(_granted(known))
    if settings.way_in is WayIn.SOCKET:
        yield _app_token(client, settings)
    yield from clocks(known, wire_now)


def scopes(granted: frozenset[str] | None) -> Iterator[Found]:
    """Compare what was granted, where Slack tells, with what the manifest asks for."""
    if granted is None:
        yield look(
            "Slack's answer does not say which scopes the app has, as when a proxy takes headers "
            "away. Compare those on the app's page with manifest.yml."
        )
        return
    asked = yaml.safe_load(SOURCE.read_text())["oauth_config"]["scopes"]
    missing = sorted(set(asked["bot"]) - granted)
    if missing:
        yield wrong(
            f"The app lacks {', '.join(missing)}. Give it manifest.yml again on its page at "
            "api.slack.com, then reinstall it."
        )
    else:
        yield ok("The app has every scope that manifest.yml asks for.")
    if READS_PRIVATE_CHANNELS not in granted:
        yield look(
            f"Without {READS_PRIVATE_CHANNELS}, Preiep cannot look whether a message in a private "
            "channel went out when Slack's answer was lost. Each has an id by which Slack may know "
            "it again, but Slack promises nothing of that: there, messages come at least once, "
            "not exactly once. Add the scope if that matters."
        )


def channels(client: WebClient, people: Sequence[Person]) -> Iterator[Found]:
    """Tell whether checklist threads can stand where they are meant to."""
    leading = [person for person in people if Role.CASE_MANAGER in person.roles and person.active]
    sound = 0
    for channel in sorted({person.channel for person in leading if person.channel}):
        problem = _problem_with(client, channel)
        if problem:
            yield wrong(f"Channel {channel} {problem}")
        else:
            sound += 1
    without = sum(person.channel is None for person in leading)
    if sound:
        yield ok(f"Channels that can hold checklist threads: {sound}.")
    if without:
        yield ok(
            f"Case managers without a channel, whose threads come to them directly: {without}."
        )


def office_channel(client: WebClient, channel: str) -> Iterator[Found]:
    """Tell whether the notes to the office can stand in its channel, where it has one."""
    if not channel:
        return
    if problem := _problem_with(client, channel):
        yield wrong(f"The office's channel {channel} {problem}")
    else:
        yield ok("The office's channel can hold its notes.")


def people_without_a_match(people: Sequence[Person]) -> Iterator[Found]:
    """List who is named by an e-mail that nobody in Slack has, so that nothing reaches them."""
    awaited = [person for person in people if is_awaited(person)]
    for person in awaited:
        if person.roles:
            yield look(
                f"{person.email} is not in Slack yet, so nothing reaches them. Check the "
                "spelling; if it is right, they are found within an hour of joining."
            )
    others = sum(not person.roles for person in awaited)
    if others:
        yield look(f"Team members whose e-mail is not in Slack yet: {others}.")
    if not awaited:
        yield ok("Everybody who is named by an e-mail is found in Slack.")


def _granted(known: SlackResponse) -> frozenset[str] | None:
    """Return what the header lists; None where there is no such header."""
    if not (listed := _header(known.headers, "x-oauth-scopes")):
        return None
    return frozenset(scope.strip() for scope in listed.split(","))


def _app_token(client: WebClient, settings: Settings) -> Found:
    try:
        client.apps_connections_open(app_token=settings.app_token)
    except SlackApiError as error:
        mended = "Make one on the app's page, under Basic Information, with connections:write."
        return _refused(error, "SLACK_APP_TOKEN", mended)
    return ok("Slack accepts the app's token, so Socket Mode can connect.")


def clocks(known: SlackResponse, wire_now: datetime) -> Iterator[Found]:
    told = _header(known.headers, "date")
    if not told:
        return
    apart = abs((parsedate_to_datetime(told) - wire_now).total_seconds())
    if apart > CLOCKS_APART:
        yield wrong(
            f"This machine's clock and Slack's are {apart:.0f} seconds apart. Let the machine "
            "follow a time server."
        )
    else:
        yield ok("This machine's clock agrees with Slack's.")


def _refused(error: SlackApiError, token: str, mended: str) -> Found:
    meant = not_connected(error, setting=token, mended=mended)
    again = " Run doctor again in a minute." if isinstance(meant, SlackAwayError) else ""
    return wrong(f"{meant}{again}")


def _problem_with(client: WebClient, channel: str) -> str:
    """Return the rest of a sentence that begins with the channel; empty where nothing is wrong."""
    try:
        described: Mapping[str, Any] = client.conversations_info(channel=channel)["channel"]
    except SlackApiError as error:
        code = why(error)
        if meaning_of(code) is RefusalMeaning.NOT_IN_IT:
            return f"cannot be reached ({code}). Invite Preiep to it, or choose another one."
        if fate_of(error) is CallFate.LOCKED_OUT:
            return f"cannot be looked at: Slack does not let the app ({code}). Look at its scopes."
        return f"could not be looked at just now ({code}). Run doctor again in a minute."
    unfit = unfit_for_students(described)
    if unfit is Unfit.SHARED:
        return "is shared with another organization, where no student may stand. Choose another."
    if unfit is Unfit.SHARED_WITHIN:
        return (
            "is shared with another workspace of your organization, where no student may stand. "
            "Choose one of this workspace alone."
        )
    if unfit is Unfit.PUBLIC:
        return "is public, where no student may stand. Choose a private one."
    if described.get("is_archived"):
        return "is archived. Choose another one."
    return ""


def _header(headers: Mapping[str, Any], name: str) -> str:
    """Return a header, however the client that brought it spells and wraps it."""
    found = next((value for key, value in headers.items() if key.lower() == name), "")
    return str(found[0] if isinstance(found, list) else found)
