"""A representative of each block and element, made by Slack's own library."""

from typing import Any

from slack_sdk.models import blocks as kit
from slack_sdk.models.blocks.basic_components import DispatchActionConfig
from slack_sdk.models.blocks.block_elements import FileInputElement, RichTextElementParts

PARTS = RichTextElementParts

RENDERED_OPTIONS = [kit.Option(value="a", text="First"), kit.Option(value="b", text="Second")]
RENDERED_CONFIRM = kit.ConfirmObject(title="Sure", text="It goes out", confirm="Yes", deny="No")
MENU: dict[str, Any] = {"action_id": "a", "placeholder": "Pick", "confirm": RENDERED_CONFIRM}
CHOICE: dict[str, Any] = {"action_id": "a", "options": RENDERED_OPTIONS}
FIELD: dict[str, Any] = {"action_id": "a", "placeholder": "Type", "focus_on_load": True}
KEYSTROKES = DispatchActionConfig(trigger_actions_on=["on_character_entered"])

PRESSED = [
    kit.ButtonElement(
        text="Go", action_id="a", value="1", style="primary", confirm=RENDERED_CONFIRM
    ),
    kit.ButtonElement(
        text="Go", action_id="a", url="https://example.org", accessibility_label="Go"
    ),
    kit.OverflowMenuElement(action_id="a", options=RENDERED_OPTIONS, confirm=RENDERED_CONFIRM),
]
MENUS = [
    kit.StaticSelectElement(**MENU, options=RENDERED_OPTIONS, initial_option=RENDERED_OPTIONS[0]),
    kit.StaticSelectElement(
        **MENU, option_groups=[kit.OptionGroup(label="All", options=RENDERED_OPTIONS)]
    ),
    kit.StaticMultiSelectElement(
        **MENU, options=RENDERED_OPTIONS, initial_options=RENDERED_OPTIONS, max_selected_items=2
    ),
    kit.ExternalDataSelectElement(**MENU, min_query_length=0, initial_option=RENDERED_OPTIONS[0]),
    kit.ExternalDataMultiSelectElement(**MENU, initial_options=RENDERED_OPTIONS),
    kit.UserSelectElement(**MENU, initial_user="U1"),
    kit.UserMultiSelectElement(**MENU, initial_users=["U1"], max_selected_items=1),
    kit.ConversationSelectElement(
        **MENU,
        default_to_current_conversation=True,
        filter=kit.ConversationFilter(include=["private"], exclude_bot_users=True),
    ),
    kit.ConversationMultiSelectElement(**MENU, initial_conversations=["C1"]),
    kit.ChannelSelectElement(**MENU, initial_channel="C1", response_url_enabled=True),
    kit.ChannelMultiSelectElement(**MENU, initial_channels=["C1"]),
]
CHOICES = [
    kit.CheckboxesElement(**CHOICE, initial_options=RENDERED_OPTIONS[:1]),
    kit.RadioButtonsElement(**CHOICE, initial_option=RENDERED_OPTIONS[1]),
    kit.DatePickerElement(action_id="a", initial_date="2026-10-08", placeholder="Day"),
    kit.TimePickerElement(action_id="a", initial_time="08:30", timezone="America/Los_Angeles"),
]
MOMENT = kit.DateTimePickerElement(action_id="a", initial_date_time=1_791_500_000)
RICH_FIELD = kit.RichTextInputElement(**FIELD, min_lines=1, max_lines=20)
FIELDS = [
    kit.PlainTextInputElement(
        **FIELD, initial_value="x", multiline=True, min_length=0, max_length=3000
    ),
    kit.PlainTextInputElement(**FIELD, dispatch_action_config=KEYSTROKES),
    kit.EmailInputElement(**FIELD, initial_value="pat@example.org"),
    kit.UrlInputElement(**FIELD, initial_value="https://example.org"),
    kit.NumberInputElement(
        **FIELD, is_decimal_allowed=False, initial_value=1, min_value=1, max_value=10
    ),
    RICH_FIELD,
]
IMAGE = kit.ImageElement(image_url="https://example.org/a.png", alt_text="A hill")
WRITING = kit.RichTextBlock(
    elements=[
        kit.RichTextSectionElement(
            elements=[
                PARTS.Text(text="Bold", style=PARTS.TextStyle(bold=True)),
                PARTS.Link(url="https://example.org", text="here"),
                PARTS.User(user_id="U1"),
                PARTS.UserGroup(usergroup_id="S1"),
                PARTS.Channel(channel_id="C1"),
                PARTS.Team(team_id="T1"),
                PARTS.Emoji(name="wave", skin_tone=2),
                PARTS.Broadcast(range="here"),
                PARTS.Color(value="#F405B3"),
                PARTS.Date(timestamp=1_791_500_000, format="{date}", fallback="Thursday"),
            ]
        ),
        kit.RichTextListElement(
            style="ordered",
            indent=1,
            border=0,
            elements=[kit.RichTextSectionElement(elements=[PARTS.Text(text="First")])],
        ),
        kit.RichTextQuoteElement(elements=[PARTS.Text(text="Said")]),
        kit.RichTextPreformattedElement(elements=[PARTS.Text(text="Set")], border=0),
    ]
)
SHOWN = [
    kit.DividerBlock(block_id="a"),
    kit.HeaderBlock(text="Today"),
    kit.SectionBlock(text="Words", fields=["One", "Two"], expand=True),
    kit.ContextBlock(elements=[kit.PlainTextObject(text="x", emoji=True), IMAGE]),
    kit.ImageBlock(image_url="https://example.org/a.png", alt_text="A hill", title="Hill"),
    kit.ImageBlock(slack_file={"id": "F1"}, alt_text="A hill"),
    kit.VideoBlock(
        alt_text="A film",
        title="Film",
        thumbnail_url="https://example.org/a.png",
        video_url="https://example.org/film",
        author_name="Pat",
    ),
    WRITING,
    *[kit.SectionBlock(text="x", accessory=one) for one in [*PRESSED, *MENUS, *CHOICES, IMAGE]],
    *[kit.ActionsBlock(elements=[one]) for one in [*PRESSED, *MENUS, *CHOICES, MOMENT, RICH_FIELD]],
    *[
        kit.InputBlock(label="Ask", hint="So", optional=True, dispatch_action=True, element=one)
        for one in [*MENUS, *CHOICES, MOMENT, *FIELDS]
    ],
]
ONLY_IN_MESSAGES = [
    kit.FileBlock(external_id="a"),
    kit.TableBlock(
        rows=[[{"type": "raw_text", "text": "x"}, WRITING.to_dict()]],
        column_settings=[{"align": "left", "is_wrapped": True}],
    ),
]
ONLY_IN_MODALS = [
    kit.InputBlock(
        label="Ask", element=FileInputElement(action_id="a", filetypes=["pdf"], max_files=10)
    )
]
