"""The words of the assistant: prompts, checklist lines, tips, the agenda, what forms ask.

The words stand in TOML files, a folder for each locale. A district puts files of the same names
into a folder of its own, and each takes the place of ours.
"""

from bot.content.reading import read
from bot.content.words import (
    AgendaPart,
    Choice,
    Content,
    FormPage,
    FormQuestion,
    Line,
    Part,
    Prompt,
    Tip,
)

__all__ = [
    "AgendaPart",
    "Choice",
    "Content",
    "FormPage",
    "FormQuestion",
    "Line",
    "Part",
    "Prompt",
    "Tip",
    "read",
]
