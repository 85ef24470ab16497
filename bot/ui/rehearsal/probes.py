"""Blocks of which not even Slack's own pages say alike where they stand, and how large they are."""

from collections.abc import Mapping

from bot.ui.kit.blocks import Block, View, home, modal, section

_SAID = "Invented words of a rehearsal."
_PLAIN = {"type": "plain_text", "text": _SAID}


def probes() -> Mapping[str, Block]:
    """Return what is tried on every surface, by name."""
    tables = {f"data_table_{rows}": _data_table(rows) for rows in (2, 101, 102, 201, 202)}
    values = {f"option_value_{length}": _select(length) for length in (75, 76, 150, 151)}
    menus = {f"overflow_{count}": _overflow(count) for count in (1, 2)}
    return {
        "alert": {"type": "alert", "text": _PLAIN, "level": "info"},
        "card": {"type": "card", "title": _PLAIN, "body": _PLAIN},
        "container": {"type": "container", "title": _PLAIN, "child_blocks": [section(_SAID)]},
        **tables,
        **values,
        **menus,
    }


def in_a_modal(*drawn: Block) -> View:
    return modal("Rehearsal", [section("Please leave this open."), *drawn], callback_id="probe")


def all_tried() -> View:
    said = "That was all here. Please close this, and go on in the messages."
    return modal("Rehearsal", [section(said)], callback_id="probe")


def at_home(*drawn: Block) -> View:
    said = section("Please open this tab again: what stands here is drawn anew then.")
    return home([said, *drawn])


def _data_table(rows: int) -> Block:
    cells = [[{"type": "raw_text", "text": f"{row}"}] for row in range(rows)]
    return {"type": "data_table", "caption": "Invented", "rows": cells}


def _select(length: int) -> Block:
    option = {"text": {"type": "plain_text", "text": "Invented"}, "value": "v" * length}
    chooser = {
        "type": "static_select",
        "action_id": "probe_select",
        "placeholder": {"type": "plain_text", "text": "Choose"},
        "options": [option],
    }
    return {"type": "actions", "elements": [chooser]}


def _overflow(count: int) -> Block:
    options = [
        {"text": {"type": "plain_text", "text": f"Invented {number}"}, "value": f"{number}"}
        for number in range(count)
    ]
    return {
        "type": "actions",
        "elements": [{"type": "overflow", "action_id": "probe_overflow", "options": options}],
    }
