"""Views that Slack refuses: each place with the words of the refusal."""

from tests.slack_cases.samples import asks, beside, home, modal, mrkdwn, plain, section, table

SCHEMAS = ("/view", "failed to match all allowed schemas")

REFUSED_VIEWS = {
    "inputs-without-submit": (
        {"type": "modal", "title": plain(), "blocks": [asks({"type": "plain_text_input"})]},
        [("/view/blocks/0/input", "must define `submit` to use an `input` block in modals")],
    ),
    "a-field-that-only-slack-sets": (
        modal(section(), hash="1"),
        [SCHEMAS, ("/view", "invalid additional property: hash")],
    ),
    "a-home-tab-with-a-title": (
        home(section(), title=plain()),
        [SCHEMAS, ("/view", "invalid additional property: title")],
    ),
    "a-modal-without-a-title": (
        {"type": "modal", "blocks": [section()]},
        [SCHEMAS, ("/view", "missing required field: title")],
    ),
    "a-picture-without-an-address": (
        home(section(), beside({"type": "image", "alt_text": "A hill"})),
        [SCHEMAS, ("/view/blocks/1/accessory", "missing required field: image_url")],
    ),
    "a-block-for-messages-only": (
        modal(table()),
        [("/view/blocks/0/type", "unsupported type: table")],
    ),
    "a-file-asked-for-at-home": (
        home(asks({"type": "file_input"})),
        [("/view/blocks/0/element/type", "unsupported type: file_input")],
    ),
    "two-elements-in-focus": (
        modal(*[asks({"type": "plain_text_input", "focus_on_load": True})] * 2),
        [("/view/blocks/1/element/focus_on_load", "only one element can be focused on load")],
    ),
    "no-blocks": (modal(), [("/view/blocks", "no fewer than 1 items allowed")]),
    "a-marked-up-title": (
        modal(section(), title=mrkdwn()),
        [("/view/title/type", "unsupported type: mrkdwn")],
    ),
    "another-kind": ({"type": "drawer"}, [("/view/type", "unsupported type: drawer")]),
    "no-kind": ({"blocks": []}, [SCHEMAS, ("/view", "missing required field: type")]),
    "not-an-object": ("modal", [("/view", "must provide an object")]),
}
