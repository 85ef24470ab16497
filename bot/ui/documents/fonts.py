"""The letters a document can print: which font knows a script, and which scripts are needed.

The fonts stand beside this file with their licences (SIL OFL 1.1 and Apache 2.0). They cover what
families of American schools write their names in: Latin with every accent, Greek, Cyrillic,
Arabic, Hebrew, Armenian, Georgian, Ethiopic, Syriac, Thaana, the scripts of India, Khmer, Lao,
Thai, Burmese, Cherokee, Pahawh Hmong, Chinese, Japanese and Korean. What they do not know (emoji,
Tibetan, Mongolian, Nyiakeng Puachue Hmong, historic scripts and rare Chinese characters) is printed
as �, and the document says so.
"""

import unicodedata
from collections.abc import Iterable
from pathlib import Path

FOLDER = Path(__file__).parent / "fonts"
REGULAR, BOLD = FOLDER / "NotoSans-Regular.ttf", FOLDER / "NotoSans-Bold.ttf"
UNKNOWN = "\N{REPLACEMENT CHARACTER}"

_SCRIPTS: dict[str, tuple[tuple[int, int], ...]] = {
    "NotoSansArmenian-Regular.ttf": ((0x530, 0x58F),),
    "NotoSansHebrew-Regular.ttf": ((0x590, 0x5FF), (0xFB1D, 0xFB4F)),
    "NotoSansArabic-Regular.ttf": (
        (0x600, 0x6FF),
        (0x750, 0x77F),
        (0x8A0, 0x8FF),
        (0xFB50, 0xFDFF),
        (0xFE70, 0xFEFC),
    ),
    "NotoSansSyriac-Regular.ttf": ((0x700, 0x74F),),
    "NotoSansThaana-Regular.ttf": ((0x780, 0x7BF),),
    "NotoSansDevanagari-Regular.ttf": ((0x900, 0x97F), (0xA8E0, 0xA8FF)),
    "NotoSansBengali-Regular.ttf": ((0x980, 0x9FF),),
    "NotoSansGurmukhi-Regular.ttf": ((0xA00, 0xA7F),),
    "NotoSansGujarati-Regular.ttf": ((0xA80, 0xAFF),),
    "NotoSansOriya-Regular.ttf": ((0xB00, 0xB7F),),
    "NotoSansTamil-Regular.ttf": ((0xB80, 0xBFF),),
    "NotoSansTelugu-Regular.ttf": ((0xC00, 0xC7F),),
    "NotoSansKannada-Regular.ttf": ((0xC80, 0xCFF),),
    "NotoSansMalayalam-Regular.ttf": ((0xD00, 0xD7F),),
    "NotoSansSinhala-Regular.ttf": ((0xD80, 0xDFF),),
    "NotoSansThai-Regular.ttf": ((0xE00, 0xE7F),),
    "NotoSansLao-Regular.ttf": ((0xE80, 0xEFF),),
    "NotoSansMyanmar-Regular.ttf": ((0x1000, 0x109F), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F)),
    "NotoSansGeorgian-Regular.ttf": ((0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F)),
    "NotoSansEthiopic-Regular.ttf": ((0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB00, 0xAB2F)),
    "NotoSansCherokee-Regular.ttf": ((0x13A0, 0x13FF), (0xAB70, 0xABBF)),
    "NotoSansKhmer-Regular.ttf": ((0x1780, 0x17FF), (0x19E0, 0x19FF)),
    "NotoSansPahawhHmong-Regular.ttf": ((0x16B00, 0x16B8F),),
    "DroidSansFallbackFull.ttf": (
        (0x2E80, 0x312F),
        (0x3190, 0x9FFF),
        (0xF900, 0xFAFF),
        (0xFE10, 0xFE6F),
        (0xFF00, 0xFFEF),
    ),
    # After the Chinese characters: it names many of those and leaves them blank.
    "NanumSquareR.ttf": ((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7A3)),
}
"""The order is that in which a character is looked for."""


def fonts_for(text: str) -> list[Path]:
    """Return the fonts that `text` needs besides the plain one; each costs time to embed."""
    written = {ord(character) for character in text}
    return [
        FOLDER / name
        for name, ranges in _SCRIPTS.items()
        if any(first <= one <= last for one in written for first, last in ranges)
    ]


def printable(text: str, known: Iterable[int]) -> str:
    """Return the text with what no font knows as �, and without what steers a machine.

    An accent is joined to its letter, as it stands in the fonts.
    """
    letters = {*known, ord("\n")}
    tidied = (
        unicodedata.normalize("NFC", text)
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\t", "    ")
    )
    return "".join(
        character if ord(character) in letters else UNKNOWN
        for character in tidied
        if character == "\n" or ord(character) >= 0x20
    )
