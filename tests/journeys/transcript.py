"""What everybody is told in a journey, in the order in which they are told it, for people to read.

It is taken from the workspace's journal, so that nobody who is spoken to is left out, and worded
as their screens show it. A message that changes is written down again by the lines that changed.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from difflib import unified_diff
from email.message import Message as Mail
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.client import SandboxClient, Surface
from sandbox.screen.rendering import read_aloud, rendered
from tests.journeys.outline import parsed
from tests.journeys.seen import WITHOUT_AN_END
from tests.mailbox import Mailbox
from tests.web import Shown, Visitor

Entry = dict[str, Any]
POSTED = frozenset({"chat.postMessage", "chat.update", "chat.delete"})


class Transcript:
    """The story so far, and how everything stands of which it tells."""

    def __init__(self, client: SandboxClient, mailbox: Mailbox, zone: ZoneInfo) -> None:
        self.lines: list[str] = []
        self.mailbox = mailbox
        self._client, self._zone = client, zone
        self._read = self._mails_read = 0
        """The number of the last entry read, and how many mails were."""
        self._stands: dict[str, list[str]] = {}
        """By message: how it looked when it was last written down."""
        self._whose: dict[str, str] = {}
        """By the end of a response_url: who pressed or typed what it answers."""
        self._names: dict[str, str] = {}
        self._readers: dict[str, str] = {}
        """By conversation: who reads it."""

    def did(self, whom: str, what: str) -> None:
        """Write down what nothing in the workspace shows."""
        self.listen()
        self._writes(self._client.clock_now().isoformat(), f"{whom} {what}", [])

    def listen(self) -> None:
        """Write down what was said since, each message as it stood when the moment was over."""
        news: dict[tuple[str, str], tuple[str, list[str]]] = {}
        for entry in self._client.journal(after=self._read):
            if entry["took"] is None and entry["kind"] not in WITHOUT_AN_END:
                break
            self._read += 1
            assert entry["number"] == self._read, "the journal has forgotten some"
            if not entry["refused"]:
                for message, where, look in self._said(entry):
                    news[entry["school_at"], message] = where, look
        for (at, message), (where, look) in news.items():
            self._writes_down(at, message, where, look)
        for mail in self.mailbox.mails[self._mails_read :]:
            self._mails_read += 1
            self._writes(self._client.clock_now().isoformat(), *_mailed(mail))

    def _said(self, entry: Entry) -> Iterator[tuple[str, str, list[str]]]:
        """Return what an entry shows: of which message or deed, who reads or does it, its look."""
        asked, answer, number = entry["request"], entry["response"] or {}, str(entry["number"])
        match entry["kind"], entry["name"]:
            case "act", ("command" | "message"):
                typed = f"{asked.get('command', '')} {asked['text']}".strip()
                yield number, f"{self._name(asked['user'])} types “{typed}”", []
            case (("interactive" | "slash_commands"), _):
                user = asked.get("user_id") or asked["user"]["id"]
                self._whose[_end(asked.get("response_url"))] = user
                for deed in _deeds(asked):
                    yield f"{number} {deed}", f"{self._name(user)} {deed}", []
                if answer.get("text") or answer.get("blocks"):
                    yield number, self._alone(user), self._look(answer)
            case "response_url", _:
                yield number, self._alone(self._whose[entry["notes"][0]]), self._look(asked)
            case "api", "chat.postEphemeral":
                yield number, self._alone(asked["user"]), self._look(asked)
            case "api", method if method in POSTED:
                look = ["(deleted)"] if method == "chat.delete" else self._look(asked)
                yield f"{answer['channel']} {answer['ts']}", self._place(answer), look

    def _look(self, said: Entry) -> list[str]:
        blocks, text = parsed(said.get("blocks")), str(said.get("text") or "")
        shown = rendered(blocks, {}, self._name) if blocks else read_aloud(text, self._name)
        return shown.splitlines()

    def _writes_down(self, at: str, message: str, where: str, look: list[str]) -> None:
        before = self._stands.get(message)
        self._stands[message] = look
        if before is None:
            self._writes(at, where, look)
        elif before != look:
            _, _, *changed = unified_diff(before, look, n=0, lineterm="")
            lines = [f"{line[0]} {line[1:]}" for line in changed if not line.startswith("@@")]
            self._writes(at, f"{where}, changed", lines)

    def _writes(self, at: str, where: str, look: Sequence[str]) -> None:
        moment = datetime.fromisoformat(at).astimezone(self._zone)
        self.lines.append(f"{moment:%a %d %b %H:%M} {where}" + (":" if look else ""))
        self.lines += [f"    | {line}" for line in look]

    def _alone(self, user: str) -> str:
        return f"to {self._name(user)} alone, in answer"

    def _place(self, answer: Entry) -> str:
        is_reply = "parent_user_id" in answer.get("message", {})
        return self._reads(answer["channel"]) + (", in a thread" if is_reply else "")

    def _reads(self, channel: str) -> str:
        if channel not in self._readers:
            app = self._client.status()["bot_user_id"]
            for one in self._client.channels():
                people = [self._name(who) for who in one["members"] if who != app]
                private = one["kind"] == "im"
                named = f"to {people[0]}" if private else f"in #{one['name']} ({', '.join(people)})"
                self._readers[one["id"]] = named
        return self._readers[channel]

    def _name(self, known_as: str) -> str:
        if not self._names:
            known = [*self._client.users(), *self._client.channels()]
            self._names = {one["id"]: str(one["name"]) for one in known}
        return self._names.get(known_as, known_as)

    def looks(self, whom: str, at: Surface | Shown) -> None:
        """Write down the modal, home tab or page of the web that somebody has before them."""
        self.listen()
        what = f"{whom} looks at “{at.title}”" if at.title else f"{whom} looks at the home tab"
        words = at.words if isinstance(at, Shown) else at.text.splitlines()
        self._writes(self._client.clock_now().isoformat(), what, words)


class Reader(Visitor):
    """Somebody outside Slack, of whose pages the transcript tells."""

    def __init__(self, name: str, link: str, transcript: Transcript) -> None:
        super().__init__(link)
        self._name, self._transcript = name, transcript

    def opens(self, path: str = "") -> Shown:
        return self._read(super().opens(path))

    def presses(self, words: str) -> Shown:
        return self._read(super().presses(words))

    def _read(self, page: Shown) -> Shown:
        self._transcript.looks(self._name, page)
        return page


def _mailed(mail: Mail) -> tuple[str, list[str]]:
    text = mail.get_content()  # type: ignore[attr-defined]  # the policy's own kind has it
    return f"by email to {mail['To']}", [f"Subject: {mail['Subject']}", *text.splitlines()]


def _deeds(asked: Entry) -> Iterator[str]:
    """Tell what a person pressed or sent; a choice shows in what comes of it."""
    if asked.get("type") == "view_submission":
        yield f"sends “{asked['view']['title']['text']}”"
    for action in asked.get("actions", ()):
        if words := (action.get("text") or {}).get("text"):
            yield f"presses “{words}”"


def _end(address: str | None) -> str:
    return str(address or "").rpartition("/")[2]
