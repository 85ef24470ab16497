"""What the presses of each step do, and what they look at while they do it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.request import Request

from bot.forms.rehearsal.rehearsals import ADDRESS, VIEW
from bot.people.people import SlackUserId
from bot.refusals import RefusalMeaning, meaning_of
from bot.rehearsal.reports import UNTRIED, Found
from bot.rehearsal.shapes import shape_of
from bot.rehearsal.steps import SIZES, USES, RehearsalStep
from bot.ui.kit.blocks import Message
from bot.ui.rehearsal import probes
from bot.ui.rehearsal import rehearsals as ui
from handlers.kit.asked import Asked
from handlers.kit.clients import opener_like
from handlers.rehearsal.looks import called, code_of, look, patient, replied

MOST_PEOPLE = 200
"""Among whom a closed account and a guest are looked for."""


def change(asked: Asked) -> Found:
    channel, ts = asked.message
    said = ui.done(RehearsalStep.BUTTON)
    updated = look(patient(asked.client).chat_update, channel=channel, ts=ts, **said)
    return {"pressed": shape_of(asked.body), "updated": updated}


def open_form(asked: Asked) -> Found:
    trigger = asked.body["trigger_id"]
    opened = look(patient(asked.client).views_open, trigger_id=trigger, view=ui.form())
    again = look(patient(asked.client).views_open, trigger_id=trigger, view=ui.form())
    return {"opened": opened, "opened_again": again}


def open_screen(asked: Asked) -> Found:
    trigger = asked.body["trigger_id"]
    return {"opened": look(patient(asked.client).views_open, trigger_id=trigger, view=ui.screen(1))}


def draw_what_is_closed(asked: Asked) -> Found:
    view = asked.clicked(VIEW)
    if not view:  # The step before was left out, and nothing was opened.
        return {"updated": UNTRIED}
    return {"updated": look(patient(asked.client).views_update, view_id=view, view=ui.screen(1))}


def post_long(asked: Asked) -> Found:
    tried = {f"of_{size}": ui.long_message(size) for size in SIZES}
    tried |= {"of_50_blocks": ui.many_blocks(50), "of_51_blocks": ui.many_blocks(51)}
    return {name: _passing(asked, message) for name, message in tried.items()}


def post_in_thread(asked: Asked) -> Found:
    channel, ts = asked.message
    said = ui.second(RehearsalStep.THREAD)
    return {
        "posted": look(
            patient(asked.client).chat_postMessage, channel=channel, thread_ts=ts, **said
        )
    }


def post_notice(asked: Asked) -> Found:
    said = ui.second(RehearsalStep.NOTICE)
    method = patient(asked.client).chat_postEphemeral
    return {"posted": look(method, channel=asked.message[0], user=asked.user, **said)}


def share_file(asked: Asked) -> Found:
    """Send a file in Slack's three steps, and delete it."""
    client, content = patient(asked.client), b"Invented words of a rehearsal."
    begin = client.files_getUploadURLExternal
    begun = called(begin, filename="rehearsal.txt", length=len(content))
    if not begun.get("ok"):
        return {"begun": shape_of(begun)}
    file = str(begun["file_id"])
    address = Request(str(begun["upload_url"]), content)  # noqa: S310 - Slack's own, just told
    with opener_like(client).open(address, timeout=client.timeout) as answer:
        sent = {"status": answer.status}
    complete = client.files_completeUploadExternal
    shared = look(complete, files=[{"id": file, "title": "Rehearsal"}], channel_id=asked.message[0])
    return {
        "begun": shape_of(begun),
        "sent": shape_of(sent),
        "shared": shared,
        "deleted": look(client.files_delete, file=file),
    }


def post_in_channel(asked: Asked) -> Found:
    """Look at the channel that was chosen, and put a button there."""
    client, said = patient(asked.client), ui.second(RehearsalStep.CHANNEL)
    return {
        "chosen": shape_of(asked.body),
        "described": look(client.conversations_info, channel=asked.value),
        "posted": look(client.chat_postMessage, channel=asked.value, **said),
    }


def post_box(asked: Asked) -> Found:
    said = ui.box(mark="new")
    return {
        "posted": look(patient(asked.client).chat_postMessage, channel=asked.message[0], **said)
    }


def draw_box_anew(asked: Asked) -> Found:
    """Draw the box without its tick, under the ids that it had."""
    channel, ts = asked.message
    updated = look(
        patient(asked.client).chat_update, channel=channel, ts=ts, **ui.box(mark="drawn anew")
    )
    return {"ticked": shape_of(asked.body), "updated": updated}


def try_kinds(asked: Asked) -> Found:
    """Try each block in a message, in a modal and in the home tab, and note the codes."""
    client = patient(asked.client)
    opened = called(
        client.views_open, trigger_id=asked.body["trigger_id"], view=probes.in_a_modal()
    )
    view = (opened.get("view") or {}).get("id", "")
    found: dict[str, str] = {"opened": code_of(opened)}
    for name, block in probes.probes().items():
        at_home, in_a_modal = probes.at_home(block), probes.in_a_modal(block)
        drawn = code_of(called(client.views_update, view_id=view, view=in_a_modal))
        found |= {
            f"{name}_message": _passing(asked, {"text": "Rehearsal", "blocks": [block]})["posted"],
            f"{name}_modal": UNTRIED if meaning_of(drawn) is RefusalMeaning.WENT_ON else drawn,
            f"{name}_home": code_of(called(client.views_publish, user_id=asked.user, view=at_home)),
        }
    called(client.views_publish, user_id=asked.user, view=probes.at_home())
    called(client.views_update, view_id=view, view=probes.all_tried())
    return found


def publish_to_others(asked: Asked) -> Found:
    """Draw a home tab for a closed account and for a guest, where there are any."""
    members = called(patient(asked.client).users_list, limit=MOST_PEOPLE).get("members") or []
    people = [one for one in members if not one.get("is_bot")]
    closed = (one["id"] for one in people if one.get("deleted"))
    return {
        "closed_account": _published(asked, closed),
        "guest": _published(asked, _guests(asked, people)),
    }


def use_up_address(asked: Asked) -> Found:
    return {
        f"use_{number}": replied(asked, text=f"Notice {number} of {USES}.")
        for number in range(1, USES + 1)
    }


def look_later(asked: Asked) -> Found:
    """Change a message that is an hour old, and answer a press that is as old."""
    channel, ts = asked.message
    done = ui.done(RehearsalStep.LATER)
    return {
        "answered": replied(asked, to=asked.clicked(ADDRESS), text="This came too late."),
        "updated": look(patient(asked.client).chat_update, channel=channel, ts=ts, **done),
    }


def ask_what_they_saw(step: RehearsalStep, asked: Asked) -> Found:
    called(patient(asked.client).chat_postMessage, channel=asked.message[0], **ui.did_you_see(step))
    return {}


def answer_in_thread(asked: Asked) -> Found:
    return {"answered": replied(asked, text="Heard. This is a notice in the thread.")}


def take_notice_away(asked: Asked) -> Found:
    return {"taken_away": replied(asked, delete_original=True)}


def take_message_away(asked: Asked) -> Found:
    channel, ts = asked.message
    return {"deleted": look(patient(asked.client).chat_delete, channel=channel, ts=ts)}


FIRST: Mapping[RehearsalStep, Callable[[Asked], Found]] = {
    RehearsalStep.BUTTON: change,
    RehearsalStep.FORM: open_form,
    RehearsalStep.THREE_DEEP: open_screen,
    RehearsalStep.CLOSED: draw_what_is_closed,
    RehearsalStep.LONG: post_long,
    RehearsalStep.THREAD: post_in_thread,
    RehearsalStep.NOTICE: post_notice,
    RehearsalStep.FILE: share_file,
    RehearsalStep.TICKS: post_box,
    RehearsalStep.KINDS: try_kinds,
    RehearsalStep.OTHERS: publish_to_others,
    RehearsalStep.ADDRESSES: use_up_address,
    RehearsalStep.LATER: look_later,
}
"""What the button of a step does."""

SECOND: Mapping[RehearsalStep, Callable[[Asked], Found]] = {
    RehearsalStep.THREAD: answer_in_thread,
    RehearsalStep.NOTICE: take_notice_away,
    RehearsalStep.CHANNEL: take_message_away,
}
"""What the second button does, where a step has one."""


def _passing(asked: Asked, message: Message) -> Mapping[str, str]:
    """Post a message and take it away again; return what became of it, in codes."""
    client = patient(asked.client)
    answer = called(client.chat_postMessage, channel=asked.message[0], **message)
    if not answer.get("ok"):
        return {"posted": code_of(answer)}
    gone = called(client.chat_delete, channel=answer["channel"], ts=answer["ts"])
    return {"posted": "ok", "deleted": code_of(gone)}


def _published(asked: Asked, whom: Iterator[str]) -> Any:
    for user in whom:
        return look(patient(asked.client).views_publish, user_id=user, view=probes.at_home())
    return UNTRIED


def _guests(asked: Asked, people: list[Mapping[str, Any]]) -> Iterator[str]:
    """Find guests who are not on record: nobody's own home tab is drawn over."""
    for one in people:
        user, is_guest = str(one["id"]), one.get("is_restricted") and not one.get("deleted")
        if is_guest and asked.storage.person_by_slack(SlackUserId(user)) is None:
            yield user
