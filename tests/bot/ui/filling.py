"""Filling in a modal as a person would."""


def filled(view, **typed):
    """The modal as Slack submits it: what was drawn, and over it what a person typed."""
    values = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            drawn = {
                "plain_text_input": {"value": element.get("initial_value")},
                "static_select": {"selected_option": element.get("initial_option")},
                "radio_buttons": {"selected_option": element.get("initial_option")},
                "checkboxes": {"selected_options": element.get("initial_options", [])},
                "datepicker": {"selected_date": element.get("initial_date")},
                "users_select": {"selected_user": None},
            }[element["type"]]
            values[block["block_id"]] = {element["action_id"]: drawn}
    for name, value in typed.items():
        block_id = name.replace("__", ":")
        (action_id,) = values[block_id]
        (kind,) = values[block_id][action_id]
        values[block_id][action_id] = {kind: _as_slack_sends(kind, value)}
    return {**view, "state": {"values": values}}


def _as_slack_sends(kind, value):
    if kind == "selected_options":
        return [{"value": one} for one in value]
    return {"value": value} if kind == "selected_option" else value
