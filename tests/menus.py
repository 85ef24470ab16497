"""Pressing what stands on a surface, or in a menu on it."""

from sandbox.blocks.fields import touchables
from sandbox.client import Place, Reply


def press(place: Place, words: str) -> Reply:
    """Press a button, or choose what a menu calls so where no button does."""
    there = list(touchables(place.blocks))
    menus = [one for one in there if one.kind == "overflow"]
    holding = [one for one in menus if words in [each["text"]["text"] for each in one.options]]
    if holding and words not in [one.label for one in there]:
        return place.click(holding[0].action_id, words)
    return place.click(words)
