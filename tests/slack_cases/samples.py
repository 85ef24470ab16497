"""Blocks and views small enough to read, for tests that need one to bend."""


def plain(text="Fine"):
    return {"type": "plain_text", "text": text}


def mrkdwn(text="Fine"):
    return {"type": "mrkdwn", "text": text}


def section(**fields):
    return {"type": "section", "text": mrkdwn(), **fields}


def beside(element):
    return section(accessory=element)


def actions(*elements):
    return {"type": "actions", "elements": list(elements)}


def asks(element, **fields):
    return {"type": "input", "label": plain(), "element": element, **fields}


def button(**fields):
    return {"type": "button", "text": plain(), "action_id": "go", **fields}


def option(value="a", **fields):
    return {"text": plain(), "value": value, **fields}


def options(count):
    return [option(str(number)) for number in range(count)]


def confirm(**fields):
    words = {"title": plain(), "text": mrkdwn(), "confirm": plain(), "deny": plain()}
    return {**words, **fields}


def rich_text(*pieces):
    return {"type": "rich_text", "elements": list(pieces)}


def written(*parts):
    return {"type": "rich_text_section", "elements": list(parts)}


def table(rows=1, columns=1, **fields):
    cells = [{"type": "raw_text", "text": "x"}] * columns
    return {"type": "table", "rows": [cells] * rows, **fields}


def modal(*blocks, **fields):
    basis = {"type": "modal", "title": plain(), "submit": plain(), "blocks": list(blocks)}
    return {**basis, **fields}


def home(*blocks, **fields):
    return {"type": "home", "blocks": list(blocks), **fields}


PICTURE = {"type": "image", "alt_text": "A hill", "image_url": "https://example.org/a.png"}
VIDEO = {
    "type": "video",
    "alt_text": "A film",
    "title": plain(),
    "thumbnail_url": "https://example.org/a.png",
    "video_url": "https://example.org/film",
}
