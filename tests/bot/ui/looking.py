"""Finding one's way about in a message."""

import json


def words(message):
    return json.dumps(message, ensure_ascii=False)


def elements(message):
    for block in message["blocks"]:
        yield from block.get("elements", [])
        if "accessory" in block:
            yield block["accessory"]


def button(message, action_id):
    return next((e for e in elements(message) if e.get("action_id") == action_id), None)


def boxes(message):
    return [element for element in elements(message) if element["type"] == "checkboxes"]
