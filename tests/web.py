"""Somebody outside Slack with a browser that runs no scripts: they read, fill in, and press."""

import http.client
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode, urlsplit

from tests.conftest import HANGS


@dataclass
class Form:
    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: dict[str, str] = field(default_factory=dict)
    """By its words: what it does."""


class Shown(HTMLParser):
    """A page as its reader has it: words, labels, forms."""

    def __init__(self, status: int, html: str, headers: dict[str, str]) -> None:
        super().__init__()
        self.status, self.html, self.headers = status, html, headers
        self.forms: list[Form] = []
        self.labels: dict[str, str] = {}
        """The field's id by the words of its label."""
        self.names: dict[str, tuple[str, str]] = {}
        """By a field's id: its name, and its value where it is a choice."""
        self.title = ""
        self.words: list[str] = []
        self._label = self._area = self._button = ""
        self._open: list[str] = []
        self.feed(html)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        self._open.append(tag)
        match tag:
            case "form":
                self.forms.append(Form(given["action"]))
            case "label":
                self._label = given["for"]
            case "input":
                self._open.pop()
                self._field(given)
            case "textarea":
                self.names[given["id"]] = (given["name"], "")
                self._area = given["name"]
                self.forms[-1].fields.append((given["name"], ""))
            case "button":
                self._button = given.get("value", "")
                self.forms[-1].buttons[""] = self._button
            case "meta" | "link" | "br":
                self._open.pop()

    def _field(self, given):
        kind = given.get("type")
        if kind in ("radio", "checkbox"):
            self.names[given["id"]] = (given["name"], given["value"])
            if "checked" in given:
                self.forms[-1].fields.append((given["name"], given["value"]))
        else:
            self.names[given.get("id", "")] = (given["name"], "")
            self.forms[-1].fields.append((given["name"], given.get("value", "")))

    def handle_endtag(self, tag):
        while self._open and self._open.pop() != tag:
            pass
        if tag == "label":
            self._label = ""
        elif tag == "textarea":
            self._area = ""

    def handle_data(self, data):
        inside = self._open[-1] if self._open else ""
        if inside == "title":
            self.title += data
        elif self._area:
            name, before = self.forms[-1].fields.pop()
            said = data.removeprefix("\n") if not before else data
            self.forms[-1].fields.append((name, before + said))
        elif inside == "button":
            del self.forms[-1].buttons[""]
            self.forms[-1].buttons[data] = self._button
        if self._label and data.strip() and data.strip() != "(optional)":
            self.labels[data.strip()] = self._label
        if data.strip() and inside not in ("title", "textarea"):
            self.words.append(data.strip())


class Visitor:
    """One browser: it follows redirects, and keeps cookies where they belong."""

    def __init__(self, link: str) -> None:
        self.link = urlsplit(link)
        self.cookies: dict[str, str] = {}
        """By path."""
        self.page: Shown

    def opens(self, path: str = "") -> Shown:
        return self.asks("GET", path or self.link.path)

    def fills(self, label: str, words: str) -> None:
        form, name, _ = self._found(label)
        form.fields = [(given, words if given == name else old) for given, old in form.fields]

    def chooses(self, label: str) -> None:
        form, name, value = self._found(label)
        form.fields = [one for one in form.fields if one[0] != name] + [(name, value)]

    def value(self, label: str) -> str:
        form, name, _ = self._found(label)
        return dict(form.fields)[name]

    def presses(self, words: str) -> Shown:
        (form,) = [one for one in self.page.forms if words in one.buttons]
        fields = [*form.fields, *([("do", form.buttons[words])] if form.buttons[words] else [])]
        return self.sends(fields, form.action)

    def sends(self, fields, path: str = "") -> Shown:
        kind = "application/x-www-form-urlencoded"
        # A browser sends line breaks as two characters.
        sent = [(name, value.replace("\n", "\r\n")) for name, value in fields]
        headers = {"content-type": kind, "sec-fetch-site": "same-origin"}
        return self.asks("POST", path or self.link.path, urlencode(sent), headers)

    def asks(self, method: str, path: str, body: str = "", headers=None) -> Shown:
        connection = http.client.HTTPConnection("127.0.0.1", self.link.port or 80, timeout=HANGS)
        try:
            sent = dict(headers or {})
            mine = [value for at, value in self.cookies.items() if path.startswith(at) and value]
            if mine and "cookie" not in sent:
                sent["cookie"] = f"preiep_form={mine[0]}"
            connection.request(method, path, body or None, sent)
            response = connection.getresponse()
            text = response.read().decode()
            given = {name.lower(): value for name, value in response.getheaders()}
        finally:
            connection.close()
        if cookie := given.get("set-cookie"):
            first, *rest = [part.strip() for part in cookie.split(";")]
            (at,) = [part[5:] for part in rest if part.lower().startswith("path=")]
            self.cookies[at] = first.partition("=")[2].strip('"')
        if response.status == 303:
            assert given["location"].startswith("/form/"), "nobody is led elsewhere"
            return self.asks("GET", given["location"])
        self.page = Shown(response.status, text, given)
        return self.page

    def _found(self, label: str):
        name, value = self.page.names[self.page.labels[label]]
        (form,) = [
            one
            for one in self.page.forms
            if any(given == name for given, _ in one.fields) or value or name in str(one)
        ][:1]
        return form, name, value
