"""From an empty workspace to the first digest, at the page alone: no command line, no file."""

from playwright.sync_api import Browser, expect

from tests.sandbox.page.demo import Demo
from tests.sandbox.page.visitor import Visitor

ROWS = """\
student_id	first_name	last_name	grade	school	home_language	case_manager	annual_due	triennial_due	meeting_date	meeting_time	meeting_kind	meeting_mode	team
QM20501	Fennel	Copperwick	7	Heronsgate Middle	English	marigold.kestrel@quillmarsh.example	2026-11-06	2027-11-05	2026-10-22	09:30	annual	phone conference	teacher:pat.orchard@quillmarsh.example
QM20502	Linnet	Ashgrove	6	Heronsgate Middle	Spanish	marigold.kestrel@quillmarsh.example	2026-11-20	2028-11-20					teacher:pat.orchard@quillmarsh.example
QM20503	Corwin	Saltmarsh	8	Heronsgate Middle	English	marigold.kestrel@quillmarsh.example	2027-04-16	2027-04-16					teacher:gideon.marshlight@quillmarsh.example
"""  # noqa: E501 - as a spreadsheet gives them


def test_a_district_is_set_up_in_slack_and_the_next_morning_brings_the_first_digest(
    browser: Browser, nothing_set_up: Demo
):
    with Visitor(browser, nothing_set_up.sandbox.url) as somebody:
        somebody.becomes("Winifred Larkspur")
        the_first_admin_finds_what_is_left_to_do(somebody)
        the_calendar_is_confirmed(somebody)
        people_get_their_roles(somebody)
        students_are_pasted(somebody)
        all_of_it_is_ticked(somebody, nothing_set_up)

        somebody.becomes("Marigold Kestrel")
        the_case_manager_sets_a_meeting(somebody, nothing_set_up)
        the_next_morning_brings_the_first_digest(somebody)
    assert nothing_set_up.client.strict_errors() == []


def the_first_admin_finds_what_is_left_to_do(winifred: Visitor) -> None:
    home = winifred.opens_home()
    expect(home).to_contain_text("✅ An admin is named")
    expect(home).to_contain_text("⬜ The school calendar is confirmed")
    winifred.picture("setting-up-begins")
    winifred.button("Settings").click()
    expect(winifred.modal.locator("h2")).to_have_text("Settings")


def the_calendar_is_confirmed(winifred: Visitor) -> None:
    winifred.button("Change School calendar").click()
    expect(winifred.modal.locator("h2")).to_have_text("School calendar")
    winifred.picture("setting-up-calendar")
    winifred.button("Confirm").click()
    sure = winifred.page.locator("dialog.confirm")
    winifred.button("Confirm", sure).click()
    expect(winifred.modal).to_contain_text("The calendar is confirmed.")
    winifred.button("Back", winifred.modal.locator(".modal-blocks")).click()
    expect(winifred.modal).to_contain_text("Confirmed · Mon, Aug 17, 2026")


def people_get_their_roles(winifred: Visitor) -> None:
    winifred.button("Change People and roles").click()
    for name, role in (
        ("Marigold Kestrel", "Case manager"),
        ("Cornelius Bramblewood", "Supervisor"),
        ("Dahlia Inkwell", "Office"),
    ):
        winifred.button("Give somebody a role").click()
        winifred.picks("Person", name[:5], name)
        winifred.button("Next").click()
        winifred.modal.get_by_role("checkbox", name=role).check()
        if role == "Supervisor":
            winifred.picture("setting-up-roles")
        winifred.button("Save").click()
        expect(winifred.modal).to_contain_text(name)
        expect(winifred.modal).to_contain_text("Saved, and in force at once.")
    winifred.page.keyboard.press("Escape")
    expect(winifred.modal).to_have_count(0)


def students_are_pasted(winifred: Visitor) -> None:
    winifred.button("Paste students").click()
    winifred.field("Rows, part 1").click()
    winifred.page.keyboard.insert_text(ROWS)
    winifred.button("Next").click()
    expect(winifred.modal).to_contain_text("3 students added, 0 changed, 0 unchanged")
    expect(winifred.modal).to_contain_text("Nothing is changed yet.")
    winifred.picture("setting-up-paste")
    winifred.button("Take these in").click()
    expect(winifred.modal.locator("h2")).to_have_text("Taken in")
    winifred.button("Close", winifred.modal.locator(".modal-foot")).click()


def all_of_it_is_ticked(winifred: Visitor, demo: Demo) -> None:
    demo.settle()
    home = winifred.opens_home()
    expect(home).not_to_contain_text("⬜")
    expect(home).not_to_contain_text("not confirmed")


def the_case_manager_sets_a_meeting(marigold: Visitor, demo: Demo) -> None:
    home = marigold.opens_home()
    expect(home).to_contain_text("Linnet Ashgrove")
    expect(home).not_to_contain_text("not confirmed")
    marigold.page.get_by_role("button", name="Set a meeting for LA-").click()
    expect(marigold.modal.locator("h2")).to_have_text("Set a meeting")
    marigold.modal.locator("button.picker").first.click()
    days = marigold.page.get_by_role("dialog", name="Choose a date")
    marigold.button("Next month", days).click()
    days.get_by_role("button", name="November 10, 2026").click()
    marigold.modal.get_by_role("radio", name="Video").check()
    marigold.picture("setting-up-meeting")
    marigold.button("Save").click()
    expect(marigold.modal).to_contain_text("Tuesday, November 10")
    marigold.picture("setting-up-meeting-set")
    marigold.page.keyboard.press("Escape")
    expect(marigold.modal).to_have_count(0)
    demo.settle()
    expect(home).to_contain_text("Tue, Nov 10, time not known yet")


def the_next_morning_brings_the_first_digest(marigold: Visitor) -> None:
    marigold.page.get_by_role("tab", name="Messages").click()
    marigold.button("Next morning").click()
    digest = marigold.messages.filter(has_text="Thu, Oct 1")
    expect(digest).to_be_visible()
    marigold.picture("setting-up-digest")
