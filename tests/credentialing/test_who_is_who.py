"""Two older files that name the same person give one, if the officer says that it is the same."""

import io
import itertools
import json
import unicodedata

import pytest
from django.core.management import CommandError, call_command

from credentialing.actions.imports import Unanswered, import_dossier
from credentialing.actions.imports.identity import as_one
from credentialing.dossier import loads
from credentialing.models import Case, Event
from credentialing.record import record
from members.models import Credential, Person, SupervisorApproval
from members.refusals import Refused
from supervision.models import Agreement
from tests.cast import PersonFactory, somebody_new
from tests.credentialing.test_imports import CASES, dossier_of

NAMED = ["Sylvia Marsh", "Carl Dorn", "Fay Lindqvist", "Femi Adeyemi", "Edda Novak"]
"""Supervisor, co-leader, both faculty and evaluator of the shared cases."""


@pytest.fixture
def take_over(membership_officer, chair):
    """Import a file, with an answer to who is who."""

    def take(dossier: dict, who=somebody_new) -> Case:
        return import_dossier(dossier=loads(json.dumps(dossier)), by=membership_officer, chair=chair, who=who)

    return take


def the_same(question):
    """The one person of this name."""
    (person,) = question.known
    return person


def raising(question):
    """Nobody has said."""
    raise Unanswered(" Say so.")


def if_it_is(person: Person):
    """The person where they are asked about, somebody new otherwise."""
    return lambda question: person if person in question.known else None


def called_otherwise(dossier: dict, change) -> dict:
    for one in dossier["people"].values():
        one["name"] = change(one["name"])
    return dossier


WRITTEN = {
    "as before": str,
    "in capitals": str.upper,
    "with a title": lambda name: f"Prof. Dr. {name}",
    "with degrees": lambda name: f"{name}, M.D., PhD",
    "in another composition": lambda name: unicodedata.normalize("NFD", name.replace("a", "á")),
    "surname first": lambda name: ", ".join(reversed(name.split(" "))),
}


@pytest.mark.parametrize("how", WRITTEN)
def test_whoever_two_files_name_is_one_person_however_they_are_written(how, take_over):
    first = take_over(dossier_of("D01"))
    asked = []

    def answered(question):
        asked.append(question.known[0].name)
        return the_same(question)

    before = Person.objects.count()
    second = take_over(called_otherwise(dossier_of("D12"), WRITTEN[how]), answered)
    assert sorted(set(asked)) == sorted(NAMED)
    assert Person.objects.count() == before + 1
    one, two = (Agreement.objects.get(candidate=case.candidate).supervisor for case in (first, second))
    assert one == two
    assert SupervisorApproval.objects.filter(person=one).count() == 1
    credentials = Credential.objects.filter(person__name__in=NAMED)
    assert credentials.count() == len({(row.person_id, row.awarded_on) for row in credentials})
    said = Event.objects.filter(case=second, kind="imported_known").values_list("staff", flat=True)
    assert len(said) == len(NAMED)


def test_all_shared_cases_name_the_same_five_people(take_over):
    cases = [take_over(dossier_of(path.stem), the_same) for path in CASES]
    assert [Person.objects.filter(name=name).count() for name in NAMED] == [1] * len(NAMED)
    assert len({case.candidate_id for case in cases}) == len(CASES)


def test_without_an_answer_nothing_changes_and_every_question_is_told(take_over):
    take_over(dossier_of("D01"))
    before = Person.objects.count(), Case.objects.count()

    with pytest.raises(Refused) as refusal:
        take_over(dossier_of("D12"), raising)
    assert (Person.objects.count(), Case.objects.count()) == before
    for name in NAMED:
        number = Person.objects.get(name=name).pk
        assert f"number {number}). The same person, or somebody new? Say so." in refusal.value.sentence


def test_somebody_new_of_the_same_name_is_another_person(take_over):
    take_over(dossier_of("D01"))
    take_over(dossier_of("D12"), somebody_new)
    assert Person.objects.filter(name="Sylvia Marsh").count() == 2


def test_another_profession_is_asked_about_too(take_over):
    PersonFactory(name="Dr Sylvia Marsh", profession="lawyer")
    asked = []
    take_over(dossier_of("D01"), lambda question: asked.append(str(question)))
    known = "Sylvia Marsh (psychologist): the society knows Dr Sylvia Marsh (Lawyer"
    assert any(said.startswith(known) for said in asked)


def test_a_candidate_known_by_name_is_asked_about_and_gets_the_address_of_the_file(take_over):
    take_over(dossier_of("D12c", candidate={"name": "Ann Lee", "profession": "physician"}))
    person = Person.objects.get(name="Ann Lee")
    named = {"name": "Dr. Ann Lee", "profession": "physician", "email": "ann@example.org"}
    with pytest.raises(Refused, match="Ann Lee"):
        take_over(dossier_of("D02", candidate=named), raising)
    case = take_over(dossier_of("D02", candidate=named), if_it_is(person))
    person.refresh_from_db()
    assert (case.candidate, person.email) == (person, "ann@example.org")


def test_somebody_who_can_sign_in_gets_no_right_from_paper(take_over):
    known = PersonFactory(name="Sylvia Marsh", profession="psychologist")
    case = take_over(dossier_of("D01"), if_it_is(known))
    assert Agreement.objects.get(candidate=case.candidate).supervisor == known
    assert not SupervisorApproval.objects.filter(person=known).exists()
    assert "other findings than on paper" in Event.objects.get(case=case, kind="imported_with_more").staff


def test_nobody_takes_over_their_own_file_under_their_name(take_over, chair):
    own = {"name": chair.name.upper(), "profession": "physician"}
    with pytest.raises(Refused, match="Nobody takes over their own file"):
        take_over(dossier_of("D02", candidate=own), if_it_is(chair))


def test_two_names_in_one_file_that_are_the_same_are_one_person(take_over):
    dossier = dossier_of("D01")
    dossier["people"]["E1"] = dossier["people"]["S1"] | {"name": "Dr. Sylvia MARSH, PhD"}
    case = take_over(dossier)
    (one,) = Person.objects.filter(name__icontains="marsh")
    held = record(case, loads(json.dumps(dossier)).as_of)
    assert held.final_intensive.evaluator == held.supervisor_request.supervisor == f"P{one.pk}"
    told = Event.objects.get(case=case, kind="imported_known")
    assert told.staff == "The file lists E1 and S1 apart; they are one person, Sylvia Marsh"


def test_whom_a_profession_tells_apart_somebody_without_one_does_not_join():
    listed = {"A": "physician", "B": "", "C": "psychologist", "D": "physician", "E": ""}
    for order in itertools.permutations(listed):
        people = {id: {"name": "John Smith", "profession": listed[id] or None} for id in order}
        dossier = dossier_of("D01")
        dossier["people"] |= {id: people[id] for id in order}
        held, told = as_one(loads(json.dumps(dossier)))
        left = [one.profession or "" for id, one in held.people.items() if id in listed]
        assert sorted(left) == ["", "physician", "psychologist"]
        assert len(told) == 2
    for one in ("physician", ""):
        dossier = dossier_of("D01")
        dossier["people"] |= {
            "A": {"name": "John Smith", "profession": one or None},
            "B": {"name": "Dr. John SMITH"},
        }
        held, told = as_one(loads(json.dumps(dossier)))
        assert [held.people[id].profession or "" for id in listed if id in held.people] == [one]


def test_two_of_one_name_whom_a_file_tells_apart_stay_two_and_cannot_both_be_one(take_over):
    dossier = dossier_of("D01")
    dossier["people"]["E1"] |= {"name": "Sylvia Marsh", "profession": "lawyer"}
    take_over(dossier)
    with pytest.raises(
        Refused, match="S1 and E1 of the file are two people; they cannot both be Sylvia Marsh"
    ):
        take_over(dossier_of("D12") | {"people": dossier["people"]}, lambda question: question.known[0])


# The command


def run(*files: object, officer: Person, chair: Person, **options) -> tuple[str, str, int]:
    out, err, status = io.StringIO(), io.StringIO(), 0
    people = {"by_officer": officer.email, "chair": chair.email}
    try:
        call_command("import_dossier", *map(str, files), stdout=out, stderr=err, **people, **options)
    except CommandError as error:
        status = error.returncode
    return out.getvalue(), err.getvalue(), status


def test_the_command_asks_and_takes_the_answer(membership_officer, chair):
    people = {"officer": membership_officer, "chair": chair}
    one, two = CASES[0], CASES[1]
    dry = run(one, two, dry_run=True, **people)
    assert (dry[2], Person.objects.filter(name__in=NAMED).count()) == (2, 0)
    assert '--same "Sylvia Marsh=' in dry[1]
    assert run(one, **people)[2] == 0
    sylvia = Person.objects.get(name="Sylvia Marsh")
    _, err, status = run(two, **people)
    assert (status, Case.objects.count()) == (2, 1)
    assert f'Add --same "Sylvia Marsh={sylvia.pk}" or --new "Sylvia Marsh" to the command.' in err
    same = ["dr sylvia marsh", "Carl Dorn", "Fay Lindqvist", "Femi Adeyemi"]
    assert run(two, same=same, new=["Edda Novak"], **people)[2] == 0
    assert Person.objects.filter(name="Sylvia Marsh").count() == 1
    assert Person.objects.filter(name="Edda Novak").count() == 2
    _, err, status = run(CASES[2], same=[*same, "Edda Novak"], **people)
    assert status == 2
    assert "Edda Novak=" in err
    latest = Person.objects.filter(name="Edda Novak").latest("pk")
    wrong = run(CASES[2], same=[*same, f"Edda Novak={sylvia.pk}"], **people)
    assert f"None of them has the number {sylvia.pk}." in wrong[1]
    assert run(CASES[2], same=[*same, f"Edda Novak={latest.pk}"], **people)[2] == 0


def test_two_files_in_one_command_give_one_supervisor(membership_officer, chair):
    _, err, status = run(*CASES[:2], same=NAMED, officer=membership_officer, chair=chair)
    assert (err, status) == ("", 0)
    assert [Person.objects.filter(name=name).count() for name in NAMED] == [1] * len(NAMED)


def test_the_same_and_new_at_once_is_refused(membership_officer, chair):
    assert run(CASES[0], same=["A B"], new=["Dr. A B"], officer=membership_officer, chair=chair)[2] == 2
