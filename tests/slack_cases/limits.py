"""Slack's limits: the most there may be, where it stands, and a block that has as many."""

from tests.slack_cases.samples import (
    PICTURE,
    VIDEO,
    actions,
    asks,
    beside,
    button,
    confirm,
    mrkdwn,
    option,
    options,
    plain,
    section,
)

TEXT_LIMITS = {
    "section-text": (3000, "text/text", lambda text: section(text=mrkdwn(text))),
    "field": (2000, "fields/0/text", lambda text: section(fields=[mrkdwn(text)])),
    "header": (150, "text/text", lambda text: {"type": "header", "text": plain(text)}),
    "context": (
        3000,
        "elements/0/text",
        lambda text: {"type": "context", "elements": [mrkdwn(text)]},
    ),
    "block-id": (255, "block_id", lambda text: {"type": "divider", "block_id": text}),
    "action-id": (255, "accessory/action_id", lambda text: beside(button(action_id=text))),
    "button": (75, "accessory/text/text", lambda text: beside(button(text=plain(text)))),
    "button-value": (2000, "accessory/value", lambda text: beside(button(value=text))),
    "button-aloud": (
        75,
        "accessory/accessibility_label",
        lambda text: beside(button(accessibility_label=text)),
    ),
    "confirm-title": (
        100,
        "accessory/confirm/title/text",
        lambda text: beside(button(confirm=confirm(title=plain(text)))),
    ),
    "confirm-text": (
        300,
        "accessory/confirm/text/text",
        lambda text: beside(button(confirm=confirm(text=plain(text)))),
    ),
    "confirm-yes": (
        30,
        "accessory/confirm/confirm/text",
        lambda text: beside(button(confirm=confirm(confirm=plain(text)))),
    ),
    "confirm-no": (
        30,
        "accessory/confirm/deny/text",
        lambda text: beside(button(confirm=confirm(deny=plain(text)))),
    ),
    "option": (
        75,
        "accessory/options/0/text/text",
        lambda text: beside({"type": "overflow", "options": [option(text=plain(text))]}),
    ),
    "option-value": (
        150,
        "accessory/options/0/value",
        lambda text: beside({"type": "overflow", "options": [option(value=text)]}),
    ),
    "option-description": (
        75,
        "accessory/options/0/description/text",
        lambda text: beside({"type": "overflow", "options": [option(description=plain(text))]}),
    ),
    "group-label": (
        75,
        "accessory/option_groups/0/label/text",
        lambda text: beside(
            {
                "type": "static_select",
                "option_groups": [{"label": plain(text), "options": options(1)}],
            }
        ),
    ),
    "placeholder": (
        150,
        "accessory/placeholder/text",
        lambda text: beside({"type": "users_select", "placeholder": plain(text)}),
    ),
    "label": (
        2000,
        "label/text",
        lambda text: asks({"type": "plain_text_input"}, label=plain(text)),
    ),
    "hint": (2000, "hint/text", lambda text: asks({"type": "plain_text_input"}, hint=plain(text))),
    "first-words": (
        3000,
        "element/initial_value",
        lambda text: asks({"type": "plain_text_input", "initial_value": text}),
    ),
    "alt-text": (2000, "alt_text", lambda text: {**PICTURE, "alt_text": text}),
    "image-title": (2000, "title/text", lambda text: {**PICTURE, "title": plain(text)}),
    "video-author": (49, "author_name", lambda text: {**VIDEO, "author_name": text}),
    "video-title": (199, "title/text", lambda text: {**VIDEO, "title": plain(text)}),
}

LIST_LIMITS = {
    "fields": (10, "fields", lambda n: section(fields=[mrkdwn()] * n)),
    "context": (10, "elements", lambda n: {"type": "context", "elements": [mrkdwn()] * n}),
    "actions": (
        25,
        "elements",
        lambda n: actions(*(button(action_id=f"go{number}") for number in range(n))),
    ),
    "menu": (
        100,
        "accessory/options",
        lambda n: beside({"type": "static_select", "options": options(n)}),
    ),
    "menu-of-several": (
        100,
        "accessory/options",
        lambda n: beside({"type": "multi_static_select", "options": options(n)}),
    ),
    "groups": (
        100,
        "accessory/option_groups",
        lambda n: beside(
            {
                "type": "static_select",
                "option_groups": [{"label": plain(), "options": options(1)}] * n,
            }
        ),
    ),
    "options-of-a-group": (
        100,
        "accessory/option_groups/0/options",
        lambda n: beside(
            {"type": "static_select", "option_groups": [{"label": plain(), "options": options(n)}]}
        ),
    ),
    "checkboxes": (
        10,
        "accessory/options",
        lambda n: beside({"type": "checkboxes", "options": options(n)}),
    ),
    "radio-buttons": (
        10,
        "accessory/options",
        lambda n: beside({"type": "radio_buttons", "options": options(n)}),
    ),
    "overflow": (
        5,
        "accessory/options",
        lambda n: beside({"type": "overflow", "options": options(n)}),
    ),
}


NUMBER_LIMITS = {
    "min-length": ("plain_text_input", "min_length", 0, 3000),
    "max-length": ("plain_text_input", "max_length", 1, 3000),
    "files": ("file_input", "max_files", 1, 10),
    "lines": ("rich_text_input", "max_lines", 1, 100),
    "first-lines": ("rich_text_input", "min_lines", 1, 100),
}


VIEW_TEXTS = {
    "title": (24, "title/text", lambda text: {"title": plain(text)}),
    "submit": (24, "submit/text", lambda text: {"submit": plain(text)}),
    "close": (24, "close/text", lambda text: {"close": plain(text)}),
    "callback-id": (255, "callback_id", lambda text: {"callback_id": text}),
    "external-id": (255, "external_id", lambda text: {"external_id": text}),
    "private-metadata": (3000, "private_metadata", lambda text: {"private_metadata": text}),
}
