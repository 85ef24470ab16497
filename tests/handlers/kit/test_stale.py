"""A click on something of long ago is answered in words, never with a warning sign."""

from slack_sdk import WebClient

from bot.ui.kit import blocks, elements


def test_a_button_that_nobody_listens_to_any_more_explains_itself(school):
    client = WebClient(token=school.sandbox.bot_token, base_url=school.sandbox.api_url)
    old = [blocks.actions([elements.button("Do it", "of_long_ago")])]
    client.chat_postMessage(channel="U0PAT", text="An old message.", blocks=old)

    school.pat.dms()[-1].click("Do it")
    school.settle()

    assert "older version of Preiep" in school.pat.ephemerals[-1].text


def test_an_old_form_says_that_it_cannot_be_kept_and_stays(school):
    school.pat.command("/preiep", "juniper")
    school.settle()
    client = WebClient(token=school.sandbox.bot_token, base_url=school.sandbox.api_url)
    field = blocks.field("Notes", elements.text_field("notes"), block_id="notes")
    old = blocks.modal("Old form", [field], callback_id="of_long_ago", submit="Save")
    client.views_update(view_id=school.pat.modal.id, view=old)
    school.pat.modal.fill("Notes", "Words of long ago")

    apology = school.pat.modal.submit()

    assert "older version of Preiep" in apology.text
    assert apology.close().values["Notes"] == "Words of long ago"
