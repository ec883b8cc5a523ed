"""Dated parameters and dated wordings: on every day exactly one of each."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credentialing.dossier import load, to_json
from credentialing.rules import (
    AMERICAN_BALINT_SOCIETY,
    CLAUSES,
    PARAMETERS,
    Change,
    Standing,
    TwoVersionsError,
    UnknownParameterError,
    assess,
)

from .clean_file import at, clean

DAY = dt.timedelta(days=1)
FEWER = Change("p98.cp1.per_year", 5, dt.date(2023, 1, 1), "CCC", "decided at the January meeting")
MORE = Change("p98.cp1.per_year", 8, dt.date(2025, 1, 1), "CCC", "decided anew")
BOUNDARIES = {
    "P98": [
        ("1998-01-01", Standing.NOT_IN_FORCE),
        ("1998-04-23", Standing.NOT_IN_FORCE),
        ("1998-04-24", Standing.WORDING_NOT_HELD),
        ("1999-07-06", Standing.WORDING_NOT_HELD),
        ("1999-07-07", Standing.WORDING_NOT_HELD),
        ("2002-07-08", Standing.WORDING_NOT_HELD),
        ("2003-04-11", Standing.WORDING_NOT_HELD),
        ("2007-04-08", Standing.WORDING_NOT_HELD),
        ("2007-04-09", Standing.IN_FORCE),
        ("2013-12-31", Standing.IN_FORCE),
        ("2014-01-01", Standing.IN_FORCE),
        ("9999-12-31", Standing.IN_FORCE),
    ],
    "R14": [
        ("1998-01-01", Standing.NOT_IN_FORCE),
        ("2007-04-09", Standing.NOT_IN_FORCE),
        ("2013-12-31", Standing.NOT_IN_FORCE),
        ("2014-01-01", Standing.IN_FORCE),
        ("9999-12-31", Standing.IN_FORCE),
    ],
}


@pytest.mark.parametrize(
    "document, day, standing", [(key, day, how) for key, rows in BOUNDARIES.items() for day, how in rows]
)
def test_on_each_side_of_every_boundary_every_clause_stands_as_its_document_does(document, day, standing):
    versions = AMERICAN_BALINT_SOCIETY.clause_versions(dt.date.fromisoformat(day))
    assert {one.standing for id, one in versions.items() if id.startswith(f"{document}.")} == {standing}


def test_on_every_day_since_1998_each_clause_has_exactly_one_version():
    day = dt.date(1998, 1, 1)
    while day < dt.date(2030, 1, 1):
        versions = AMERICAN_BALINT_SOCIETY.clause_versions(day)
        assert list(versions) == list(CLAUSES)
        for version in versions.values():
            assert (version.edition is None) == (version.standing is Standing.NOT_IN_FORCE)
            assert version.edition is None or version.edition.valid_from <= day
        day += 23 * DAY


def test_the_wordings_we_hold_begin_where_the_parameters_say():
    for key in ("p98", "r14"):
        editions = AMERICAN_BALINT_SOCIETY.rulebook(key.upper()).editions
        assert [one.valid_from for one in editions if one.held] == [PARAMETERS[f"{key}.effective_from"]]


@pytest.mark.parametrize(
    "submitted, mark",
    [
        ("1998-04-23", "not yet approved when the process began; shown in its later wording"),
        ("1998-04-24", "wording before 9 April 2007 not held"),
        ("2007-04-08", "wording before 9 April 2007 not held"),
        ("2007-04-09", None),
    ],
)
def test_a_process_older_than_the_wording_we_hold_is_marked(submitted, mark):
    assert assess(load(at(clean(), "application.submitted_on", submitted))).marks.get("P98") == mark


@pytest.mark.parametrize("submitted, speaks", [("2013-12-31", False), ("2014-01-01", True)])
def test_the_roadmap_speaks_of_processes_begun_since_it_was_issued(submitted, speaks):
    found = assess(load(at(clean(), "application.submitted_on", submitted)))
    assert {finding.outcome == "not_applicable" for finding in found.of("R14")} >= {not speaks}
    assert found.marks.get("R14") == (None if speaks else "not yet issued")
    if not speaks:
        assert {finding.outcome.value for finding in found.of("R14")} == {"not_applicable"}
        assert found.readiness["R14"] == "ready"


def test_every_parameter_says_what_it_is_from_when_and_where_it_comes_from():
    for definition in PARAMETERS:
        (only,) = PARAMETERS.history(definition.name)
        assert (only.value, only.valid_from, only.origin) == (
            definition.value,
            definition.valid_from,
            definition.origin,
        )
        assert only.origin
        assert definition.meaning.endswith(".")
        assert definition.decided_by


@pytest.mark.parametrize(
    "day, value",
    [
        ("1998-01-01", 6),
        ("2007-04-09", 6),
        ("2022-12-31", 6),
        ("2023-01-01", 5),
        ("2024-12-31", 5),
        ("2025-01-01", 8),
        ("9999-12-31", 8),
    ],
)
def test_a_day_finds_the_one_version_in_force(day, value):
    on = PARAMETERS.changed(MORE, FEWER).on(dt.date.fromisoformat(day))
    assert on["p98.cp1.per_year"] == value
    assert on.version("p98.cp1.per_year").value == value


@given(st.lists(st.dates(dt.date(1998, 1, 1), dt.date(2040, 1, 1)), unique=True, max_size=5), st.dates())
def test_whatever_was_changed_when_each_day_has_the_last_version_valid_by_then(days, day):
    changes = [Change("service.months", 10 + n, on, "CCC", "") for n, on in enumerate(days)]
    days_of_first = PARAMETERS.definition("service.months").valid_from
    if days_of_first in days:
        return
    history = PARAMETERS.changed(*changes).history("service.months")
    assert [one.valid_from for one in history] == sorted([*days, days_of_first])
    in_force = [one for one in history if one.valid_from <= day] or history[:1]
    assert PARAMETERS.changed(*changes).on(day).version("service.months") == in_force[-1]


def test_the_history_of_a_parameter_names_who_set_it_and_why():
    first, fewer, more = PARAMETERS.changed(MORE, FEWER).history("p98.cp1.per_year")
    assert (first.origin, first.set_by) == ("P98.CP.1b", "")
    assert (fewer.value, fewer.valid_from, fewer.set_by) == (5, FEWER.valid_from, "CCC")
    assert fewer.why == "decided at the January meeting"
    assert (more.origin, more.valid_from) == ("set by CCC", MORE.valid_from)


def test_a_second_value_from_the_same_day_is_refused_and_so_is_an_unknown_name():
    with pytest.raises(TwoVersionsError):
        PARAMETERS.changed(FEWER, Change(FEWER.name, 4, FEWER.valid_from, "CCC", ""))
    with pytest.raises(UnknownParameterError):
        PARAMETERS.changed(Change("p98.cp1.per_yeer", 4, FEWER.valid_from, "CCC", ""))
    with pytest.raises(UnknownParameterError):
        PARAMETERS.history("p98.cp1.per_yeer")


def test_changing_a_parameter_never_alters_what_was_assessed():
    record = load(clean())
    before = assess(record)
    told = to_json(before)
    changed = PARAMETERS.changed(FEWER)
    after = assess(record, parameters=changed)
    assert to_json(before) == told
    assert before["P98.CP.1b"].required == "six sessions in each of two years"
    assert after["P98.CP.1b"].required == "five sessions in each of two years"
    assert PARAMETERS["p98.cp1.per_year"] == 6


def test_a_record_read_on_an_earlier_day_is_measured_against_the_figures_of_that_day():
    record, changed = load(clean()), PARAMETERS.changed(FEWER)
    used = {
        day: assess(record, dt.date.fromisoformat(day), parameters=changed)["P98.CP.1b"].parameters[0]
        for day in ("2022-12-31", "2023-01-01")
    }
    assert [one.value for one in used.values()] == [6, 5]
    assert [one.valid_from for one in used.values()] == [dt.date(2007, 4, 9), FEWER.valid_from]
    assert [one.origin for one in used.values()] == ["P98.CP.1b", "set by CCC"]


def test_trying_another_reading_keeps_the_day_and_leaves_the_rest():
    on = PARAMETERS.changed(FEWER).on(dt.date(2022, 12, 31))
    tried = on.trying("r14.9a.gap", "extend")
    assert (tried["r14.9a.gap"], tried["p98.cp1.per_year"]) == ("extend", 6)
    assert tried is on.trying("r14.9a.gap", "extend")
    assert tried.version("r14.9a.gap").origin == "tried as another reading"


@pytest.mark.parametrize("text, value", [("0", 0), ("7", 7), ("30", 30), ("9999", 9999)])
def test_where_any_number_can_be_meant_a_whole_one_of_four_figures_at_most_is_read(text, value):
    assert PARAMETERS.definition("membership.grace_days").reads(text) == value


@pytest.mark.parametrize(
    "name, text",
    [
        ("membership.grace_days", "10000"),
        ("membership.grace_days", "-1"),
        ("membership.grace_days", "1.5"),
        ("membership.grace_days", "²"),
        ("membership.grace_days", "٣"),
        ("membership.grace_days", "many"),
        ("membership.grace_days", ""),
        ("date.leap_rounding", "30"),
        ("service.months", "30"),
    ],
)
def test_no_other_text_is_read_as_a_value(name, text):
    with pytest.raises(UnknownParameterError):
        PARAMETERS.definition(name).reads(text)


def test_parameters_are_equal_if_their_values_are():
    assert PARAMETERS.with_({"membership.grace_days": 0}) == PARAMETERS
    assert PARAMETERS.with_({"membership.grace_days": 1}) != PARAMETERS
    assert PARAMETERS != 1
