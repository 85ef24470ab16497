"""Blocks that Slack refuses in a message: the place, and the words of the refusal."""

from tests.slack_cases.samples import (
    PICTURE,
    VIDEO,
    actions,
    asks,
    beside,
    button,
    mrkdwn,
    option,
    options,
    plain,
    rich_text,
    section,
    written,
)


def chosen(kind, **fields):
    return beside({"type": kind, "options": options(2), **fields})


def aside(kind, **fields):
    return [beside({"type": kind, **fields})]


def asked(kind, **fields):
    return [asks({"type": kind, **fields})]


BULLETS = {"type": "rich_text_list", "style": "bullet", "elements": []}
NOT_OFFERED = "must be one of the provided options"

REFUSED_BLOCKS = {
    "not-a-list": ({"type": "divider"}, "/blocks", "must provide an array"),
    "a-bare-string": (["Hello"], "/blocks/0", "must provide an object"),
    "no-type": ([{"text": mrkdwn()}], "/blocks/0", "missing required field: type"),
    "a-section-of-nothing": (
        [{"type": "section"}],
        "/blocks/0/type",
        "must define either `text` or `fields`",
    ),
    "a-bare-text": (
        [{"type": "header", "text": "Hello"}],
        "/blocks/0/text",
        "must provide an object",
    ),
    "a-marked-up-header": (
        [{"type": "header", "text": mrkdwn()}],
        "/blocks/0/text/type",
        "unsupported type: mrkdwn",
    ),
    "an-emoji-flag-on-mark-up": (
        [section(text={**mrkdwn(), "emoji": True})],
        "/blocks/0/text",
        "invalid additional property: emoji",
    ),
    "null": ([section(accessory=None)], "/blocks/0/accessory", "must provide an object"),
    "an-unknown-property": (
        [beside(button(colour="blue"))],
        "/blocks/0/accessory",
        "invalid additional property: colour",
    ),
    "another-style": (
        [beside(button(style="default"))],
        "/blocks/0/accessory/style",
        "must be one of: primary, danger",
    ),
    "no-address": ([beside(button(url="example.org"))], "/blocks/0/accessory/url", "invalid url"),
    "an-empty-address": (
        aside("overflow", options=[option(url="")]),
        "/blocks/0/accessory/options/0/url",
        "must be more than 0 characters",
    ),
    "an-address-in-a-menu": (
        aside("static_select", options=[option(url="https://example.org")]),
        "/blocks/0/accessory/options/0",
        "invalid additional property: url",
    ),
    "a-confirm-without-words": (
        [beside(button(confirm={"title": plain(), "confirm": plain(), "deny": plain()}))],
        "/blocks/0/accessory/confirm",
        "missing required field: text",
    ),
    "a-field-beside-a-section": (
        aside("plain_text_input"),
        "/blocks/0/accessory/type",
        "unsupported type: plain_text_input",
    ),
    "a-moment-beside-a-section": (
        aside("datetimepicker"),
        "/blocks/0/accessory/type",
        "unsupported type: datetimepicker",
    ),
    "a-picture-among-actions": (
        [actions({"type": "image", "image_url": "https://example.org", "alt_text": "A hill"})],
        "/blocks/0/elements/0/type",
        "unsupported type: image",
    ),
    "a-button-to-answer": ([asks(button())], "/blocks/0/element/type", "unsupported type: button"),
    "a-menu-without-options": (
        aside("static_select"),
        "/blocks/0/accessory",
        "must define either `options` or `option_groups`",
    ),
    "chosen-but-described-otherwise": (
        [chosen("radio_buttons", initial_option=option("0", description=plain()))],
        "/blocks/0/accessory/initial_option",
        NOT_OFFERED,
    ),
    "chosen-with-another-emoji-flag": (
        [chosen("static_select", initial_option=option("0", text={**plain(), "emoji": True}))],
        "/blocks/0/accessory/initial_option",
        NOT_OFFERED,
    ),
    "one-of-two-chosen-not-offered": (
        [chosen("checkboxes", initial_options=[option("0"), option("9")])],
        "/blocks/0/accessory/initial_options",
        NOT_OFFERED,
    ),
    "chosen-none": (
        [chosen("multi_static_select", initial_options=[])],
        "/blocks/0/accessory/initial_options",
        NOT_OFFERED,
    ),
    "the-same-block-twice": (
        [{"type": "divider", "block_id": "a"}, section(block_id="a")],
        "/blocks/1/block_id",
        "`block_id` already exists: a",
    ),
    "the-same-action-twice-in-a-block": (
        [actions(button(), button())],
        "/blocks/0/elements/1/action_id",
        "`action_id` already exists: go",
    ),
    "shorter-than-it-may-be": (
        asked("plain_text_input", min_length=5, max_length=4),
        "/blocks/0/element/min_length",
        "must not be more than `max_length`",
    ),
    "begins-longer-than-it-may-be": (
        asked("plain_text_input", max_length=4, initial_value="12345"),
        "/blocks/0/element/initial_value",
        "must be less than 5 characters",
    ),
    "a-number-of-no-kind": (
        asked("number_input"),
        "/blocks/0/element",
        "missing required field: is_decimal_allowed",
    ),
    "a-number-in-words": (
        asked("number_input", is_decimal_allowed=True, min_value="two"),
        "/blocks/0/element/min_value",
        "must be a number",
    ),
    "a-half-where-only-wholes": (
        asked("number_input", is_decimal_allowed=False, initial_value="1.5"),
        "/blocks/0/element/initial_value",
        "must not be a decimal number",
    ),
    "beginning-above-its-end": (
        asked("number_input", is_decimal_allowed=False, initial_value="11", max_value="10"),
        "/blocks/0/element/initial_value",
        "must not be more than `max_value`",
    ),
    "no-such-day": (
        asked("datepicker", initial_date="2027-02-29"),
        "/blocks/0/element/initial_date",
        "must be a date as YYYY-MM-DD",
    ),
    "a-day-without-dashes": (
        asked("datepicker", initial_date="20270228"),
        "/blocks/0/element/initial_date",
        "must be a date as YYYY-MM-DD",
    ),
    "a-day-that-is-empty": (
        asked("datepicker", initial_date=""),
        "/blocks/0/element/initial_date",
        "must be more than 0 characters",
    ),
    "a-yes-in-words": (
        [asks({"type": "plain_text_input"}, optional="yes")],
        "/blocks/0/optional",
        "must provide a boolean",
    ),
    "no-such-hour": (
        asked("timepicker", initial_time="24:00"),
        "/blocks/0/element/initial_time",
        "must be HH:mm",
    ),
    "a-moment-in-words": (
        asked("datetimepicker", initial_date_time="noon"),
        "/blocks/0/element/initial_date_time",
        "must provide an integer",
    ),
    "no-keystroke-named": (
        asked("plain_text_input", dispatch_action_config={"trigger_actions_on": []}),
        "/blocks/0/element/dispatch_action_config/trigger_actions_on",
        "no fewer than 1 items allowed",
    ),
    "an-unknown-keystroke": (
        asked("plain_text_input", dispatch_action_config={"trigger_actions_on": ["on_blur"]}),
        "/blocks/0/element/dispatch_action_config/trigger_actions_on/0",
        "must be one of: on_enter_pressed, on_character_entered",
    ),
    "a-filter-of-no-kind": (
        aside("conversations_select", filter={"include": ["dm"]}),
        "/blocks/0/accessory/filter/include/0",
        "must be one of: im, mpim, private, public",
    ),
    "two-sources-of-a-picture": (
        [{**PICTURE, "slack_file": {"id": "F1"}}],
        "/blocks/0",
        "must define either `image_url` or `slack_file`",
    ),
    "a-film-without-encryption": (
        [{**VIDEO, "video_url": "http://example.org/film"}],
        "/blocks/0/video_url",
        "must be an https url",
    ),
    "a-local-file": (
        [{"type": "file", "external_id": "a", "source": "local"}],
        "/blocks/0/source",
        "must be one of: remote",
    ),
    "a-piece-of-no-kind": (
        [rich_text({"type": "rich_text_table", "elements": []})],
        "/blocks/0/elements/0/type",
        "unsupported type: rich_text_table",
    ),
    "a-list-in-a-list": (
        [rich_text({**BULLETS, "elements": [written(BULLETS)]})],
        "/blocks/0/elements/0/elements/0/elements/0/type",
        "unsupported type: rich_text_list",
    ),
    "an-unknown-style-of-writing": (
        [rich_text(written({"type": "text", "text": "x", "style": {"blink": True}}))],
        "/blocks/0/elements/0/elements/0/style",
        "invalid additional property: blink",
    ),
    "a-list-too-far-in": (
        [rich_text({**BULLETS, "indent": 9})],
        "/blocks/0/elements/0/indent",
        "must be less than 9",
    ),
}
