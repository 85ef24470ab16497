"""Which lines of the meeting's checklist are said in this district, beside what always is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.checklists import is_said, switchable
from bot.content import Content, Line
from bot.ui import blocks, settings
from bot.ui.blocks import Block
from bot.workspaces import Workspace

_LINES, _CHARTER = "lines", "charter"


@dataclass(frozen=True, kw_only=True)
class Lines:
    content: Content
    id: str = "lines"
    title: str = "Checklist lines"

    def summary(self, workspace: Workspace) -> str:
        said = [line.short for line in self._lines if is_said(line, workspace.lines)]
        words = " · ".join(map(blocks.escaped, said)) or "Nothing beside the lines of every meeting"
        return f"{words} · a school of choice: {'yes' if workspace.charter else 'no'}"

    def fields(self, workspace: Workspace) -> list[Block]:
        options = [blocks.option(line.id, line.short) for line in self._lines]
        on = [line.id for line in self._lines if is_said(line, workspace.lines)]
        return [
            *(
                [
                    blocks.field(
                        "Said at every meeting",
                        blocks.checkboxes(_LINES, options, ticked=on),
                        block_id=_LINES,
                        hint="The other lines always stand in the checklist.",
                    )
                ]
                if options
                else []
            ),
            blocks.field(
                "A charter school",
                blocks.checkboxes(
                    _CHARTER,
                    [blocks.option(_CHARTER, "Families choose the school, and we say so")],
                    ticked=[_CHARTER] if workspace.charter else [],
                ),
                block_id=_CHARTER,
                hint="Adds a sentence to the line about enrollment, where that line is said.",
            ),
        ]

    def read(self, view: Mapping[str, Any], workspace: Workspace) -> Workspace:
        on = settings.ticked(view, _LINES)
        changed = {line.id: line.id in on for line in self._lines if line.on != (line.id in on)}
        charter = _CHARTER in settings.ticked(view, _CHARTER)
        return replace(workspace, lines=changed, charter=charter)

    @property
    def _lines(self) -> list[Line]:
        return switchable(self.content)
