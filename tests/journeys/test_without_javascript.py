"""The daily work of a candidate in a browser that runs no script at all."""

from tests.journeys import beginning, founding


def test_without_javascript_one_signs_in_logs_a_group_and_keeps_a_draft(running, visitor, looks):
    name, email = founding.OFFICER
    running.manage("appoint_first_officer", email, name)
    miriam = visitor(name, email, java_script_enabled=False).sign_in_by_button()
    miriam.reads("Membership officer")

    miriam.follow("My groups").follow("Start a group")
    miriam.fill(name="Thursday residents", started_on=miriam.page.locator("#id_started_on").input_value())
    miriam.press("Start the group").reads("The group is here.")
    miriam.follow("Log this group").fill(debrief_minutes=35).press("Log it").reads("Logged:", "35 min")

    miriam.go("/files/begin/").press("Begin my application")
    miriam.fill(**beginning.WORDS).press("Save draft").reads("Your draft is saved.")
    miriam.go("/home/").follow("My application")
    kept = {field: miriam.page.locator(f"[name='{field}']").input_value() for field in beginning.WORDS}
    assert kept == beginning.WORDS
