"""The flat table behind tests/slack_limits.py: every path Slack knows, and what may stand there.

A path ends as the pattern does. `[]` is any item of a list, `<x>` an object of type x, `*` any one
name. Kinds: object, null, bool, `text least most`, `list least most`, `whole least most`, day,
clock, number, url, https, or an expression that the whole text matches.
"""

import re

ONE = "(static|external|users|channels|conversations)_select"
MANY = "multi_(static|external|users|channels|conversations)_select"
MENU = f"({ONE}|{MANY})"
STATIC = "(multi_)?static_select"
TICKS = "(checkboxes|radio_buttons)"
DAY_OR_HOUR = "(datepicker|timepicker)"
PICKER = "(datepicker|timepicker|datetimepicker)"
FIELD = "(plain_text_input|email_text_input|url_text_input|number_input|rich_text_input)"
WORDS = "(plain_text|mrkdwn)"
CHOICE = "(options[]|option_groups[].options[]|initial_option|initial_options[])"
EVERYWHERE = "(section|header|divider|context|actions|image|rich_text|video|input)"
PART = "(text|link|emoji|user|usergroup|channel|team|broadcast|color|date)"
PIECE = "(rich_text_section|rich_text_quote|rich_text_preformatted|rich_text_list)"

LINES = f"""
^message.text | text 1 4000
^message.blocks | list 0 50
^(modal|home).blocks | list 1 100
^modal.(title|submit|close)<plain_text> | object
^modal.(title|submit|close)<plain_text>.text | text 1 24
^modal.(clear_on_close|notify_on_close|submit_disabled) | bool
^(modal|home).private_metadata | text 0 3000
^(modal|home).(callback_id|external_id) | text 0 255
^(modal|home|message).blocks[]<{EVERYWHERE}> | object
^message.blocks[]<(file|table)> | object
^*.blocks[]<*>.block_id | text 1 255
<rich_text>.block_id | text 1 255
<plain_text>.emoji | bool
<mrkdwn>.verbatim | bool

<section>.(text|fields[])<{WORDS}> | object
<section>.text<*>.text | text 1 3000
<section>.fields | list 1 10
<section>.fields[]<*>.text | text 1 2000
<section>.expand | bool
<section>.accessory<(button|overflow|image|{MENU}|{TICKS}|{DAY_OR_HOUR})> | object
<header>.text<plain_text> | object
<header>.text<plain_text>.text | text 1 150
<context>.elements | list 1 10
<context>.elements[]<({WORDS}|image)> | object
<context>.elements[]<{WORDS}>.text | text 1 3000
<actions>.elements | list 1 25
<actions>.elements[]<(button|overflow|{MENU}|{TICKS}|{PICKER}|rich_text_input)> | object
<input>.element<({MENU}|{TICKS}|{PICKER}|{FIELD})> | object
^modal.blocks[]<input>.element<file_input> | object
<input>.(label|hint)<plain_text> | object
<input>.(label|hint)<plain_text>.text | text 1 2000
<input>.(optional|dispatch_action) | bool
<image>.alt_text | text 1 2000
<image>.image_url | url
<image>.slack_file | object
<image>.slack_file.id | text 1
<image>.slack_file.url | url
blocks[]<image>.title<plain_text> | object
blocks[]<image>.title<plain_text>.text | text 1 2000
<video>.(title|description)<plain_text> | object
<video>.(title|description)<plain_text>.text | text 1 199
<video>.author_name | text 1 49
<video>.(alt_text|provider_name) | text 1
<video>.(thumbnail_url|provider_icon_url) | url
<video>.(video_url|title_url) | https
<file>.external_id | text 1
<file>.source | remote
<table>.rows | list 1 100
<table>.rows[] | list 1 20
<table>.rows[][]<(raw_text|rich_text)> | object
<raw_text>.text | text 1
<table>.column_settings | list 1 20
<table>.column_settings[] | object
<table>.column_settings[] | null
<table>.column_settings[].align | left|center|right
<table>.column_settings[].is_wrapped | bool

<(button|overflow|file_input|{MENU}|{TICKS}|{PICKER}|{FIELD})>.action_id | text 1 255
<({MENU}|{TICKS}|{PICKER}|{FIELD})>.focus_on_load | bool
<({MENU}|{DAY_OR_HOUR}|{FIELD})>.placeholder<plain_text> | object
<*>.placeholder<plain_text>.text | text 1 150
<(button|overflow|{MENU}|{TICKS}|{PICKER})>.confirm | object
.confirm.(title|confirm|deny)<plain_text> | object
.confirm.text<{WORDS}> | object
.confirm.title<*>.text | text 1 100
.confirm.text<*>.text | text 1 300
.confirm.(confirm|deny)<*>.text | text 1 30
(.confirm|<button>).style | primary|danger
<button>.text<plain_text> | object
<button>.text<plain_text>.text | text 1 75
<button>.value | text 1 2000
<button>.url | url
<button>.accessibility_label | text 1 75

<{STATIC}>.(options|option_groups|option_groups[].options) | list 1 100
<{STATIC}>.option_groups[] | object
<{STATIC}>.option_groups[].label<plain_text> | object
<{STATIC}>.option_groups[].label<plain_text>.text | text 1 75
<{TICKS}>.options | list 1 10
<overflow>.options | list 1 5
<checkboxes>.initial_options | list 1 10
<multi_(static|external)_select>.initial_options | list 0 100
<(static_select|external_select|radio_buttons)>.initial_option | object
<({MENU}|{TICKS}|overflow)>.(options[]|option_groups[].options[]|initial_options[]) | object
<({MENU}|{TICKS}|overflow)>.{CHOICE}.value | text 1 150
<({MENU}|overflow)>.{CHOICE}.(text|description)<plain_text> | object
<{TICKS}>.{CHOICE}.(text|description)<{WORDS}> | object
.{CHOICE}.(text|description)<*>.text | text 1 75
<overflow>.options[].url | url
<{MANY}>.max_selected_items | whole 1
<(multi_)?external_select>.min_query_length | whole 0
<(users|channels|conversations)_select>.initial_(user|channel|conversation) | text 1
<multi_(users|channels|conversations)_select>.initial_(users|channels|conversations) | list 0
<multi_*_select>.initial_(users|channels|conversations)[] | text 1
<(channels|conversations)_select>.response_url_enabled | bool
<(multi_)?conversations_select>.default_to_current_conversation | bool
<(multi_)?conversations_select>.filter | object
.filter.include | list 1 4
.filter.include[] | im|mpim|private|public
.filter.(exclude_external_shared_channels|exclude_bot_users) | bool

<datepicker>.initial_date | day
<timepicker>.initial_time | clock
<timepicker>.timezone | text 1
<datetimepicker>.initial_date_time | whole 1000000000 9999999999
<{FIELD}>.dispatch_action_config | object
.dispatch_action_config.trigger_actions_on | list 1 2
.dispatch_action_config.trigger_actions_on[] | on_enter_pressed|on_character_entered
<(plain|email|url)_text_input>.initial_value | text 0 3000
<plain_text_input>.multiline | bool
<plain_text_input>.min_length | whole 0 3000
<plain_text_input>.max_length | whole 1 3000
<number_input>.is_decimal_allowed | bool
<number_input>.(initial_value|min_value|max_value) | number
<rich_text_input>.initial_value<rich_text> | object
<rich_text_input>.(min_lines|max_lines) | whole 1 100
<file_input>.filetypes | list 1
<file_input>.filetypes[] | text 1
<file_input>.max_files | whole 1 10

<rich_text>.elements | list 1
<rich_text>.elements[]<{PIECE}> | object
<{PIECE}>.elements | list 0
<rich_text_(section|quote|preformatted)>.elements[]<{PART}> | object
<rich_text_list>.elements[]<rich_text_section> | object
<rich_text_list>.style | bullet|ordered
<rich_text_list>.indent | whole 0 8
<rich_text_list>.offset | whole 0
<rich_text_(list|quote|preformatted)>.border | whole 0 1
.elements[]<{PART}>.style | object
.elements[]<{PART}>.style.(bold|italic|strike|code|underline) | bool
.elements[]<(text|link)>.text | text 1
.elements[]<(link|date)>.url | url
.elements[]<link>.unsafe | bool
.elements[]<emoji>.(name|unicode) | text 1
.elements[]<emoji>.skin_tone | whole 1 6
.elements[]<(user|usergroup|channel|team)>.(user|usergroup|channel|team)_id | text 1
.elements[]<broadcast>.range | here|channel|everyone
.elements[]<color>.value | text 1
.elements[]<date>.timestamp | whole 099999
.elements[]<date>.(format|fallback) | text 1
"""

NEEDS = f"""
^message | text
^modal | title blocks
^home | blocks
<(header|button|{WORDS}|raw_text)> | text
<(context|actions|rich_text|{PIECE})> | elements
<input> | label element
<image> | alt_text
<video> | alt_text title thumbnail_url video_url
<file> | external_id source
<table> | rows
<({TICKS}|overflow)> | options
({STATIC}>|{TICKS}>|overflow>|external_select>).{CHOICE} | text value
.option_groups[] | label options
.confirm | title text confirm deny
.dispatch_action_config | trigger_actions_on
<number_input> | is_decimal_allowed
<rich_text_list> | style
.elements[]<text> | text
.elements[]<link> | url
.elements[]<emoji> | name
.elements[]<user> | user_id
.elements[]<usergroup> | usergroup_id
.elements[]<channel> | channel_id
.elements[]<team> | team_id
.elements[]<broadcast> | range
.elements[]<color> | value
.elements[]<date> | timestamp format
"""


def pattern(written: str) -> re.Pattern[str]:
    start, rest = ("", written[1:]) if written.startswith("^") else (".*", written)
    rest = rest.replace(".", r"\.").replace("[]", r"\[\]").replace("*", r"\w+")
    return re.compile(start + rest)


def _table(lines: str) -> list[tuple[re.Pattern[str], str]]:
    rows = [line.split(" | ") for line in lines.splitlines() if line]
    return [(pattern(path), rest) for path, rest in rows]


KNOWN = _table(LINES)
NEEDED = [(path, names.split()) for path, names in _table(NEEDS)]
