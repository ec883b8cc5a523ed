"""Every public action that locks people is in the catalogue of steps, with everybody whom it locks."""

from tests.locks.reach import HOUSE, locking_actions, named_in

CATALOGUE = HOUSE / "tests" / "locks" / "steps.py"
REACHED_OTHERWISE = {
    ("credentialing.actions.move", "move_case"): "the door itself, at which every step of a file locks",
    ("credentialing.actions.fees.clearing", "lock_fees"): "how actions on fees lock",
    ("credentialing.actions.own_draft", "lock_draft"): "how actions on a draft lock",
    ("credentialing.actions.fees.clearing", "follow_the_money"): "by actions on fees, which have locked",
    ("credentialing.actions.imports.identity", "recognised"): "by import_dossier",
    ("credentialing.actions.counting", "close_due"): "takes close_motion, one vote after another",
    (
        "members.actions.founding",
        "appoint_first_officer",
    ): "the first step there is: nobody else can take one",
    ("intensives.actions.faculty", "create_small_group"): "locks the Intensive alone: nobody is in it yet",
    ("intensives.actions.faculty", "remove_small_group"): "locks the Intensive alone: nobody is in it",
}
"""Actions that lock and are no rows of their own, each with the reason."""


def test_every_action_that_locks_somebody_is_in_the_catalogue():
    missing = locking_actions() - named_in(CATALOGUE) - set(REACHED_OTHERWISE)
    assert sorted(missing) == []


def test_every_reason_is_still_needed():
    assert sorted(set(REACHED_OTHERWISE) - (locking_actions() - named_in(CATALOGUE))) == []


def test_the_reading_finds_what_locks_itself_and_what_locks_through_others():
    found = {name for _, name in locking_actions()}
    assert {"update_me", "withdraw", "save_draft", "start_group", "cancel", "log_group"} <= found
    assert not found & {"notify", "turnout_of", "append_event", "set_reading"}
