"""A dropped file is UTF-8 text of a bounded size, or the person reads why it is not read."""

import pytest

from bot.imports.dropped_files import LARGEST, DroppedFileError, Unread, text_in

ROWS = "date,name\n2026-11-11,Día de los Veteranos\n"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(ROWS.encode(), id="utf-8"),
        pytest.param(ROWS.encode("utf-8-sig"), id="utf-8-with-a-mark"),
    ],
)
def test_text_is_read_with_and_without_a_mark(content):
    assert text_in(content) == ROWS


def test_a_file_of_just_the_largest_size_is_read():
    assert len(text_in(b"x" * LARGEST)) == LARGEST


@pytest.mark.parametrize(
    ("content", "why"),
    [
        pytest.param(b"x" * (LARGEST + 1), Unread.TOO_LARGE, id="a-byte-too-many"),
        pytest.param(ROWS.encode("cp1252"), Unread.NOT_TEXT, id="windows-letters"),
        pytest.param(ROWS.encode("utf-16"), Unread.NOT_TEXT, id="utf-16"),
        pytest.param(b"date\0name", Unread.NOT_TEXT, id="no-text-at-all"),
        pytest.param(b"PK\x03\x04\x14\x00\x06\x00", Unread.NOT_TEXT, id="a-workbook"),
        pytest.param(b"", Unread.EMPTY, id="nothing"),
        pytest.param(b"\xef\xbb\xbf \r\n", Unread.EMPTY, id="a-mark-and-blanks"),
    ],
)
def test_what_is_not_read_says_why(content, why):
    with pytest.raises(DroppedFileError) as refused:
        text_in(content)

    assert refused.value.why is why
    assert str(refused.value) == why.value
