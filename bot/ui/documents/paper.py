"""A staff note on paper: a title, who it is about, questions and answers, numbered pages (PDF)."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.date_words import clock_time, in_full
from bot.ui.documents.fonts import BOLD, REGULAR, UNKNOWN, fonts_for, printable

if TYPE_CHECKING:
    from fpdf import FPDF

CONFIDENTIAL = "Confidential education record. A staff note: not for families, not for the child."
NOT_PRINTED = (
    f"Some characters are printed as {UNKNOWN}: no font of ours knows them. They stand whole in "
    "Slack, where the form is read."
)

_PLAIN = "plain"
_PAGES = "\x01\x02\x01"
"""Stands for the number of pages until that is known; no text of a person's can hold it."""

_A_FEW_LINES = 30.0
"""Millimetres that a heading needs with what begins under it."""

_SIZE, _LINE = 10.5, 5.6
"""Points, and millimetres from one line to the next; scripts with tall marks need the room."""


@dataclass(frozen=True, kw_only=True)
class Passage:
    """Facts, then questions and answers, under one heading; an empty answer is said to be none."""

    heading: str
    answers: Sequence[tuple[str, str]] = ()
    facts: Sequence[tuple[str, str]] = ()
    part: str = ""
    """The part of a long document that begins with it."""


@dataclass(frozen=True, kw_only=True)
class StaffNote:
    title: str
    """Also the file's own title, which programs show and index: alias and kind, never a name."""
    facts: Sequence[tuple[str, str]]
    """What stands under the title: whom it is about, who said it, when."""
    passages: Sequence[Passage]
    made_at: datetime
    """Aware, in the zone in which it is to be printed."""
    heading: str = ""
    """What is printed at the head instead of the title, such as a name."""
    confidential: str = CONFIDENTIAL
    """Whose it is, at the foot of each page."""

    def texts(self) -> Iterator[str]:
        yield from (self.confidential, NOT_PRINTED, "No answer", self.title, _made(self))
        yield self.heading
        for label, words in self.facts:
            yield from (label, words)
        for passage in self.passages:
            yield from (passage.part, passage.heading)
            for label, words in (*passage.facts, *passage.answers):
                yield from (label, words)


def on_paper(note: StaffNote) -> bytes:
    """Return the note as a PDF: the same values give the same bytes."""
    paper = _paper(note)
    # The PDF's own fonts, of which the footer uses one, have no table of what they know.
    known = {code for font in paper.fonts.values() for code in getattr(font, "cmap", ())}
    write = _Writer(paper, known)
    paper.add_page()
    write.line(note.heading or note.title, size=16, bold=True, after=2)
    for label, words in note.facts:
        write.line(f"{label}: {words}", after=0.5)
    for passage in note.passages:
        if passage.part:
            write.keep_together()
            write.line(passage.part, size=14, bold=True, before=8)
        if passage.heading:
            write.keep_together()
            write.line(passage.heading, size=12.5, bold=True, before=5, after=1)
        for label, words in passage.facts:
            write.line(f"{label}: {words}" if label else words, after=0.5)
        for label, words in passage.answers:
            write.line(label, bold=True, before=2.5)
            write.line(words.strip() or "No answer", grey=not words.strip())
    if write.lost:
        write.line(NOT_PRINTED, before=5, grey=True)
    return bytes(paper.output())


def _paper(note: StaffNote) -> "FPDF":
    # The writer takes a second to be read in, and most starts of Preiep never need it.
    from fpdf import FPDF  # noqa: PLC0415 - see above

    # It says at length what it leaves out of each font, and of what went into the document.
    logging.getLogger("fpdf").setLevel(logging.ERROR)
    logging.getLogger("fontTools").setLevel(logging.ERROR)

    class Sheet(FPDF):
        def footer(self) -> None:
            self.set_y(-19)
            self.set_font(_PLAIN, size=8)
            self.set_text_color(90)
            for words in (note.confidential, f"{note.title}. {_made(note)}."):
                self.cell(w=0, h=4, text=words, align="C", new_x="LMARGIN", new_y="NEXT")
            # In a font of the PDF itself, where the number of pages is put in at the end.
            self.set_font("Helvetica", size=8)
            self.cell(w=0, h=4, text=f"Page {self.page_no()} of {_PAGES}", align="C")
            self.set_text_color(0)

    sheet = Sheet(format="letter")
    sheet.alias_nb_pages(_PAGES)
    sheet.set_creation_date(note.made_at)
    sheet.set_title(note.title)
    sheet.set_producer("Preiep")
    sheet.set_margins(20, 18, 20)
    sheet.set_auto_page_break(auto=True, margin=26)
    sheet.add_font(_PLAIN, fname=REGULAR)
    sheet.add_font(_PLAIN, style="B", fname=BOLD)
    others = fonts_for("".join(note.texts()))
    for font in others:
        sheet.add_font(font.stem, fname=font)
    sheet.set_fallback_fonts([font.stem for font in others], exact_match=False)
    # Latin, Greek and Cyrillic letters need no shaping, which takes most of the time.
    sheet.set_text_shaping(use_shaping_engine=bool(others))
    return sheet


class _Writer:
    def __init__(self, paper: "FPDF", known: set[int]) -> None:
        self._paper = paper
        self._known = known
        self.lost = False

    def keep_together(self) -> None:
        """Begin a page where a heading would stand alone at the end of one."""
        if self._paper.will_page_break(_A_FEW_LINES):
            self._paper.add_page()

    def line(
        self,
        text: str,
        *,
        size: float = _SIZE,
        bold: bool = False,
        grey: bool = False,
        before: float = 0,
        after: float = 0,
    ) -> None:
        """Write a paragraph in as many lines as it needs; `before` and `after` are millimetres."""
        words = printable(text, self._known)
        self.lost = self.lost or UNKNOWN in words
        paper = self._paper
        paper.set_y(paper.get_y() + before)
        paper.set_font(_PLAIN, style="B" if bold else "", size=size)
        paper.set_text_color(110 if grey else 0)
        height = _LINE * size / _SIZE
        paper.multi_cell(w=0, h=height, text=words, align="L", new_x="LMARGIN", new_y="NEXT")
        paper.set_y(paper.get_y() + after)


def _made(note: StaffNote) -> str:
    return f"Made {moment(note.made_at)}"


def moment(at: datetime) -> str:
    return f"{in_full(at.date())}, {clock_time(at.time())}"
