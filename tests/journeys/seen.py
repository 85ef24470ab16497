"""What people saw in a journey, written down so that two runs of the same story read the same.

It is taken from the workspace's journal alone. Left out is what nobody sees (ids, metadata) and
what chance decides (tokens, links); aliases are numbered by appearance. A modal is written down
each time it changes. A message and a home tab are written down as they stood whenever somebody
did the next thing, or the clock moved, so that it does not matter in how many steps they came to
stand so.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import pytest

from sandbox.client import SandboxClient
from tests.journeys.outline import outlined, parsed
from tests.web import Shown, Visitor

Entry = dict[str, Any]

WITHOUT_AN_END = ("act", "deed", "socket", "ack")
"""Kinds of entries that are noted; the others are open until their answer is known."""

CONTENT = ("text", "blocks", "attachments")
FILE = ("filename", "files")

ALIAS = re.compile(r"\b[^\W\d_]{2}-[0-9A-Z]{3,5}\b")
CHANCE = (
    (re.compile(r"http://127\.0\.0\.1:\d+(/form/[\w-]+)?"), "«address»"),
    (re.compile(r"/archives/[^\s|>]+"), "«message»"),
    (re.compile(r"\b\d{3} \d{3}\b"), "«code»"),
    (re.compile(r"\bdraft from (just now|\d+ \w+ ago)"), "draft from «a while ago»"),
)
"""What differs from run to run, and how it is written. What was typed is kept a few seconds after
it was, by when the clock may have moved."""


class Journey:
    """The journal of one workspace, and where in it people waited for all to come to rest."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.rests: list[int] = []
        """How many entries there were then."""
        self.names: dict[str, str] = {}
        """By id: people, rooms, and the conversations of the app with one person."""
        self.pages: list[Shown] = []

    def reads_on(self, client: SandboxClient) -> None:
        """Read what is new, up to the first exchange whose answer is not known yet."""
        last = self.entries[-1]["number"] if self.entries else 0
        for entry in client.journal(after=last):
            if entry["took"] is None and entry["kind"] not in WITHOUT_AN_END:
                return
            assert entry["number"] == len(self.entries) + 1, "the journal has forgotten some"
            self.entries.append(entry)

    def rests_here(self) -> None:
        self.rests.append(len(self.entries))

    def told(self) -> str:
        """Tell all that was seen: by person what they did and were shown, then by place."""
        seen = Seen(self)
        sections = [*seen.sections(), *self._pages()]
        told = "\n".join(line for section in sections for line in (*section, ""))
        for pattern, instead in CHANCE:
            told = pattern.sub(instead, told)
        return _with_aliases_numbered(told)

    def _pages(self) -> Iterator[list[str]]:
        if self.pages:
            lines = [line for page in self.pages for line in (f"-- {page.status}", *page.words)]
            yield ["# Pages outside Slack", *lines]

    def spans(self) -> Iterator[list[Entry]]:
        """Cut the journal where all was at rest before the next deed or move of the clock."""
        cuts = {0, len(self.entries)}
        rests = [0, *self.rests, len(self.entries)]
        for at, (before, entry) in enumerate(pairwise(self.entries), 1):
            if before["school_at"] != entry["school_at"]:
                cuts.add(at)
            elif entry["kind"] in ("act", "deed"):
                cuts.add(max(rest for rest in rests if rest <= at))
        yield from (self.entries[first:last] for first, last in pairwise(sorted(cuts)))


class Seen:
    """Who saw what, in order."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        self._shown: dict[str, list[str]] = defaultdict(list)
        """By section: its lines."""
        self._last: dict[str, list[str]] = {}
        """By view or message: how it looked when it was last written down."""
        self._standing: dict[tuple[str, str], list[str]] = {}
        """By section and what stands there: how it looks at present."""
        self._whose: dict[str, str] = {}
        """By a trigger, a view, or the end of a response_url: the person."""
        for span in journey.spans():
            for entry in span:
                self._reads(entry)
            self._writes_down(span[0]["school_at"])

    def sections(self) -> Iterator[list[str]]:
        for name in sorted(self._shown):
            yield [f"# {name}", *self._shown[name]]

    def _reads(self, entry: Entry) -> None:
        if entry["refused"]:
            return
        match entry["kind"], entry["name"]:
            case "act", act:
                self._acts(act, entry["request"])
            case "slash_commands", _:
                self._learns(entry["request"], entry["request"]["user_id"])
                self._tells(entry["request"]["user_id"], entry["response"] or {})
            case "interactive", kind:
                self._interacts(kind, entry)
            case "response_url", _:
                self._tells(self._whose[entry["notes"][0]], entry["request"])
            case "api", method:
                self._called(method, entry["request"], entry["response"])

    def _acts(self, act: str, asked: dict[str, Any]) -> None:
        if act in ("command", "message"):
            said = f"{asked.get('command', 'says')} {asked.get('text', '')}".strip()
            self._did(asked["user"], said)

    def _interacts(self, kind: str, entry: Entry) -> None:
        payload, answer = entry["request"], entry["response"] or {}
        user = payload["user"]["id"]
        self._learns(payload, user)
        match kind:
            case "block_actions":
                for button in filter(_words, payload["actions"]):
                    self._did(user, f"presses {_words(button)}")
            case "view_submission":
                self._did(user, f"submits {payload['view']['title']['text']}")
                self._answered(user, payload["view"]["id"], answer)
            case "block_suggestion":
                self._did(user, f"types {payload['value']}")
                self._writes(user, outlined(answer, "options", "option_groups"))
            case _:
                self._did(user, kind)

    def _answered(self, user: str, view: str, answer: dict[str, Any]) -> None:
        for said in answer.get("errors", {}).values():
            self._writes(user, [f"  error: {said}"])
        if "view" in answer:
            self._shows(user, view, answer["view"], f"answer {answer['response_action']}")
        elif "errors" not in answer:
            self._writes(user, ["  closes" + (" all" if answer else "")])

    def _learns(self, payload: dict[str, Any], user: str) -> None:
        known = (payload.get("trigger_id"), (payload.get("view") or {}).get("id"))
        address = str(payload.get("response_url") or "").rpartition("/")[2]
        self._whose |= dict.fromkeys(filter(None, (*known, address)), user)

    def _called(self, method: str, asked: dict[str, Any], answer: Any) -> None:
        match method:
            case "views.open" | "views.push" | "views.update":
                view = answer["view"]
                user = self._whose.setdefault(view["id"], self._whose.get(_trigger(asked), ""))
                self._shows(user, view["id"], view, method)
            case "views.publish":
                place = f"{self._name(asked['user_id'])}, home tab"
                self._standing[place, ""] = outlined(parsed(asked["view"]), "blocks")
            case "chat.postMessage" | "chat.update":
                is_reply = "parent_user_id" in answer["message"]
                self._stands(answer, ["  in a thread"] * is_reply + outlined(asked, *CONTENT))
            case "chat.delete":
                self._stands(answer, ["  deleted"])
            case "chat.postEphemeral":
                self._tells(asked["user"], asked)
            case "files.getUploadURLExternal" | "files.completeUploadExternal" | "files.delete":
                self._shown["Files"] += [f"- {method}", *outlined(asked, *FILE)]

    def _shows(self, user: str, view: str, content: dict[str, Any], how: str) -> None:
        look = outlined(content, "title", "blocks", "submit", "close")
        if self._last.get(view) != look:
            self._last[view] = look
            self._writes(user, [f"  ({how})", *look])

    def _stands(self, answer: dict[str, Any], message: list[str]) -> None:
        self._standing[self._name(answer["channel"]), answer["ts"]] = message

    def _tells(self, user: str, told: dict[str, Any]) -> None:
        if look := outlined(told, *CONTENT):
            self._writes(user, ["  (tells)", *look])

    def _did(self, user: str, what: str) -> None:
        self._writes(user, [f"- {what}"])

    def _writes(self, user: str, lines: list[str]) -> None:
        self._shown[self._name(user)] += lines

    def _name(self, known_as: str) -> str:
        return self._journey.names.get(known_as, known_as)

    def _writes_down(self, at: str) -> None:
        """Write down every message and home tab that looks otherwise than before.

        Which of a place's messages came first within one moment is left to chance.
        """
        news = []
        for (place, what), look in self._standing.items():
            before = self._last.get(f"{place} {what}")
            if before != look:
                self._last[f"{place} {what}"] = look
                news.append((place, f"- {at} {'changed' if before else 'new'}", look))
        for place, how, look in sorted(news, key=lambda one: ALIAS.sub("", str(one))):
            self._shown[place] += [how, *look]
        self._standing.clear()


def _with_aliases_numbered(told: str) -> str:
    """Number the aliases that begin with the same initials by their appearance."""
    numbered: dict[str, str] = {}
    known: Counter[str] = Counter()
    for alias in dict.fromkeys(ALIAS.findall(told)):
        known[alias[:2]] += 1
        numbered[alias] = f"«{alias[:2]} {known[alias[:2]]}»"
    return ALIAS.sub(lambda found: numbered[found[0]], told)


def _words(action: dict[str, Any]) -> str:
    return str((action.get("text") or {}).get("text", ""))


def _trigger(asked: dict[str, Any]) -> str:
    return str(asked.get("trigger_id", ""))


def names_of(client: SandboxClient) -> dict[str, str]:
    """Name people and conversations by their ids; the app's with one person has that one's name."""
    people = {one["id"]: str(one["name"]) for one in client.users()}
    app = client.status()["bot_user_id"]
    rooms = {}
    for room in client.channels():
        others = [people[one] for one in room["members"] if one != app]
        rooms[room["id"]] = f"{others[0]}, messages" if room["kind"] == "im" else room["name"]
    return people | rooms


@contextmanager
def watching() -> Iterator[Journey]:
    """Read the journal of the workspace whenever the story waits, and when it ends."""
    journey = Journey()
    settle, leave, asks = SandboxClient.settle, SandboxClient.__exit__, Visitor.asks

    def settles(client: SandboxClient, *how: Any, **more: Any) -> bool:
        settled = settle(client, *how, **more)
        journey.reads_on(client)
        journey.rests_here()
        return settled

    def leaves(client: SandboxClient, *error: Any) -> None:
        journey.reads_on(client)
        journey.names = names_of(client)
        leave(client, *error)

    def asked(visitor: Visitor, *what: Any, **more: Any) -> Shown:
        page = asks(visitor, *what, **more)
        journey.pages.append(page)
        return page

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SandboxClient, "settle", settles)
        patch.setattr(SandboxClient, "__exit__", leaves)
        patch.setattr(Visitor, "asks", asked)
        yield journey
