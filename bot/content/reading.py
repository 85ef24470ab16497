"""Read the content files, a district's in place of ours, and refuse what would not work."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import get_args

from bot.content.forms import FILE, carried_over, choice, forms, skeleton
from bot.content.tables import Table, unlike
from bot.content.words import (
    AgendaPart,
    Asks,
    Content,
    Line,
    Part,
    Prompt,
    PromptKind,
    Takes,
    Tip,
    Wording,
)
from bot.errors import SettingsError
from bot.meetings.meetings import Kind, Mode
from bot.requests.requests import Form

FILES = ("prompts.toml", "checklists.toml", "tips.toml", "agenda.toml", FILE)
OURS = Path(__file__).parent

_PROMPT_KINDS: tuple[PromptKind, ...] = get_args(PromptKind)
_ASKS: tuple[Asks, ...] = get_args(Asks)
_TAKES: tuple[Takes, ...] = get_args(Takes)
_MODES = {mode.name.lower(): mode for mode in Mode}
"""The ways of meeting, by the key under which a line can be worded for one."""


def read(folder: Path | None = None, *, locale: str = "en") -> Content:
    """Read our words in `locale`, each file replaced by the one of its name in `folder`.

    `folder` is a district's own (PREIEP_CONTENT). Raise SettingsError, with file and key, where
    a file cannot be used: better no start than a meeting without its lines.
    """
    sources = [OURS / locale / name for name in FILES]
    ours = _content(sources)
    if folder is None:
        return ours
    theirs = _content([_theirs(folder, source) for source in sources])
    _Frame(ours=ours, folder=folder).holds(theirs)
    return theirs


def _theirs(folder: Path, source: Path) -> Path:
    """Return the district's file in place of ours, where there is one."""
    found = {file.name for file in folder.glob("*.toml")} if folder.is_dir() else set()
    for name in sorted(found - set(FILES)):
        raise SettingsError(f"{folder / name} is not read; known are {', '.join(FILES)}.")
    if not found:
        raise SettingsError(f"PREIEP_CONTENT: {folder} holds none of {', '.join(FILES)}.")
    return folder / source.name if source.name in found else source


def _content(files: Sequence[Path]) -> Content:
    words = [_bytes(file) for file in files]
    prompts, checklists, tips, agenda, forms_file = map(Table.parsed, files, words)
    prompts.only("prompts")
    checklists.only("opening", "ending")
    tips.only("during", "tense", "agreement", "disagreement")
    agenda.only("agenda")
    unlike(checklists.tables("opening") + checklists.tables("ending"))
    return Content(
        version=sha256(b"\0".join(words)).hexdigest()[:12],
        prompts=tuple(map(_prompt, unlike(prompts.tables("prompts")), count(1))),
        opening=tuple(map(_line, checklists.tables("opening"))),
        ending=tuple(map(_line, checklists.tables("ending"))),
        tips=_tips(tips, "during"),
        tense=_tips(tips, "tense"),
        agreement=_tips(tips, "agreement"),
        disagreement=_tips(tips, "disagreement"),
        agenda=_agenda(agenda),
        forms=forms(forms_file),
    )


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise SettingsError(f"{file} cannot be read: {error.strerror}.") from None


def _prompt(table: Table, number: int) -> Prompt:
    table.only("id", "text", "follow_up", "hint", "kind", "parts")
    return Prompt(
        id=table.text("id", most=40),
        number=number,
        text=table.text("text", most=300),
        follow_up=table.text("follow_up", most=300),
        hint=table.text("hint", most=150),
        kind=table.one_of("kind", _PROMPT_KINDS, default="text"),
        parts=tuple(_part(part) for part in unlike(table.tables("parts"))),
    )


def _part(table: Table) -> Part:
    table.only("id", "label")
    return Part(id=table.text("id", most=40), label=table.text("label", most=60))


def _line(table: Table) -> Line:
    table.only("id", "short", "aloud", "asks", "choices", "on", "charter", *_MODES)
    asks = table.one_of("asks", _ASKS, default="nothing")
    if (asks == "choice") != bool(table.values.get("choices")):
        raise table.wrong("choices", "belong to a line that asks for a choice, and only there")
    return Line(
        id=table.text("id", most=40),
        short=table.text("short", most=60),
        aloud=table.text("aloud", most=600),
        asks=asks,
        choices=tuple(map(choice, unlike(table.tables("choices", required=False)))),
        on=table.flag("on", default=True),
        charter=_words(table, "charter", most=300),
        in_mode={_MODES[key]: _wording(table.table(key)) for key in _MODES if key in table.values},
    )


def _wording(table: Table) -> Wording:
    table.only("short", "aloud")
    return Wording(short=_words(table, "short", most=60), aloud=_words(table, "aloud", most=600))


def _words(table: Table, key: str, *, most: int) -> str:
    """Return the words under a key that may be left out."""
    return table.text(key, most=most) if key in table.values else ""


def _tips(file: Table, section: str) -> tuple[Tip, ...]:
    tables = unlike(file.tables(section))
    return tuple(_tip(table, tense=section == "tense") for table in tables)


def _tip(table: Table, *, tense: bool) -> Tip:
    table.only("id", "text")
    return Tip(id=table.text("id", most=40), text=table.text("text", most=300), tense=tense)


def _agenda(file: Table) -> tuple[AgendaPart, ...]:
    parts = tuple(map(_agenda_part, unlike(file.tables("agenda"))))
    for takes in ("concerns", "additions"):
        if [part.takes for part in parts].count(takes) != 1:
            raise file.wrong("agenda", f'needs exactly one part with takes = "{takes}"')
    return parts


def _agenda_part(table: Table) -> AgendaPart:
    table.only("id", "title", "about", "kinds", "takes")
    takes = table.one_of("takes", _TAKES, default="nothing")
    kinds = table.some_of("kinds", tuple(Kind))
    if takes != "nothing" and kinds:
        raise table.wrong(
            "kinds", f"cannot limit the part that takes {takes}: every meeting has it"
        )
    return AgendaPart(
        id=table.text("id", most=40),
        title=table.text("title", most=75),
        about=table.text("about", most=300),
        kinds=kinds,
        takes=takes,
    )


@dataclass(frozen=True, kw_only=True)
class _Frame:
    """What a district's words hang on: the ids and questions that the rules know."""

    ours: Content
    folder: Path

    def holds(self, theirs: Content) -> None:
        if _boxes(theirs.prompts) != _boxes(self.ours.prompts):
            wanted = ", ".join(prompt.id for prompt in self.ours.prompts)
            raise self._broken(
                "prompts.toml", "prompts", f"must be {wanted}, in this order, each with our boxes"
            )
        if skeleton(theirs.forms) != skeleton(self.ours.forms):
            raise self._broken(
                FILE,
                " and ".join(Form),
                "must ask what ours ask, in this order",
            )
        for form, question in carried_over(theirs.forms) - carried_over(self.ours.forms):
            raise self._broken(
                FILE, f"{form}.{question}.carries_over", "must be left out: it is about the student"
            )
        self._lines("opening", theirs.opening, self.ours.opening)
        self._lines("ending", theirs.ending, self.ours.ending)

    def _lines(self, key: str, theirs: Iterable[Line], ours: Iterable[Line]) -> None:
        found = {line.id: _question(line) for line in theirs}
        for line in ours:
            if found.pop(line.id, None) != _question(line):
                raise self._broken(
                    "checklists.toml",
                    f"{key}.{line.id}",
                    "must be there and ask what it asks in ours; `on = false` turns it off",
                )
        for identity, (asks, _) in found.items():
            if asks != "nothing":
                raise self._broken(
                    "checklists.toml", f"{key}.{identity}.asks", "must be left out of your own line"
                )

    def _broken(self, name: str, key: str, problem: str) -> SettingsError:
        return SettingsError(f"{self.folder / name}: {key} {problem}.")


def _boxes(prompts: Iterable[Prompt]) -> list[tuple[str, str, list[str]]]:
    return [(prompt.id, prompt.kind, [part.id for part in prompt.parts]) for prompt in prompts]


def _question(line: Line) -> tuple[Asks, list[str]]:
    return line.asks, [choice.id for choice in line.choices]
