"""Names are found without accents, in any case and however they were composed, in every list."""

import datetime as dt
import time
import unicodedata

import pytest
from django.db import connection
from django.urls import reverse

from credentialing.enums import State
from credentialing.models import Case
from intensives.actions.faculty import create_small_group
from intensives.models import Intensive
from members.models import Person
from members.names import folded
from members.refusals import Refused
from tests.cast import ApprovalFactory, MembershipFactory, PersonFactory

FOUND_BY = [
    ("Zoë Müller", "zoe muller"),
    ("Zoe\u0308 Mu\u0308ller", "ZOË MÜLLER"),
    ("Łukasz Żółć", "lukasz zolc"),
    ("Nguyễn Thị Hương", "nguyen thi huong"),
    ("Đặng Văn Ơn", "dang van on"),
    ("Søren Ærø", "soren aero"),
    ("Þórdís Guðmundsdóttir", "thordis gudmundsdottir"),
    ("Jürgen Groß", "JURGEN GROSS"),
    ("Jurgen GROẞ", "groß"),
    ("IŞIK İnan", "işik inan"),
    ("Işıl Yıldız", "ISIL YILDIZ"),
    ("ısrafil Inci", "İSRAFİL İNCİ"),
    ("ΝΙΚΟΣ ΠΑΠΑΣ", "Νίκος Παπάς"),
    ("Νίκος Παπάς", "νικοσ παπασ"),
    ("Ёлкин Семён", "елкин семен"),
    ("Їжак Андрій", "іжак андріи"),
    ("مُحَمَّد", "محمد"),
    ("أحمد", "احمد"),
    ("محـــمد", "محمد"),
    ("علی کریمی", "علي كريمي"),
    ("שָׁלוֹם", "שלום"),
    ("김민수", unicodedata.normalize("NFD", "김민수")),
    ("王小明", "小明"),
    ("ヤマダ", "ﾔﾏﾀﾞ"),
    ("Ｍａｒｉａ", "maria"),
    ("ﬁona", "Fiona"),
    ("O’Brien", "o'brien"),
    ("O\u02bcBrien", "O’BRIEN"),
    ("Anne‑Marie", "anne-marie"),
    ("Anne–Marie", "anne-marie"),
    ("Ann\u00a0  Lee", "ann lee"),
    ("Ann\u200bLee", "annlee"),
    ("ก้อง", "ก้อง"),
    ("राज़", "राज"),
    ("100% Sure_Name", "100% sure_"),
    ("Back\\slash", "back\\"),
]


@pytest.mark.parametrize(("name", "typed"), FOUND_BY)
def test_a_name_holds_what_is_typed_of_it(name, typed):
    assert folded(typed) in folded(name)


@pytest.mark.django_db
def test_the_database_finds_each_name_and_no_other_by_what_is_typed():
    for name, _ in FOUND_BY:
        PersonFactory(name=name, email=None)
    names = [name for name, _ in FOUND_BY]
    for name, typed in FOUND_BY:
        found = set(Person.objects.filter(name__folded__contains=typed).values_list("name", flat=True))
        assert found == {each for each in names if folded(typed) in folded(each)}, typed
        assert name in found


@pytest.mark.django_db
def test_python_and_the_database_fold_every_letter_alike():
    """Every sign that this Python knows; a newer Unicode of the database may know more."""
    with connection.cursor() as cursor:
        everything = "generate_series(1, 200000) n WHERE n NOT BETWEEN 55296 AND 57343"
        cursor.execute(f"SELECT n, folded(chr(n)) FROM {everything}")
        otherwise = [
            (hex(number), here, there)
            for number, there in cursor.fetchall()
            if (here := folded(chr(number))) != there and unicodedata.category(chr(number)) != "Cn"
        ]
    assert otherwise == []


@pytest.mark.django_db
def test_folding_twice_changes_nothing_more():
    assert [name for name, _ in FOUND_BY if folded(folded(name)) != folded(name)] == []
    for name, typed in FOUND_BY:
        with connection.cursor() as cursor:
            cursor.execute("SELECT folded(%s), folded(%s), folded(folded(%s))", [name, typed, name])
            assert cursor.fetchone() == (folded(name), folded(typed), folded(name))


@pytest.mark.django_db
def test_looking_through_ten_thousand_names_with_accents_takes_a_moment():
    asked = """SELECT count(*) FROM generate_series(1, 10000) n
        WHERE folded('Dr. Zoë Nguyễn-Łukasz ' || n) LIKE '%%' || folded(%s) || '%%'"""
    begun = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute(asked, ["nguyen-lukasz 99"])
        assert cursor.fetchone() == (111,)
    assert time.perf_counter() - begun < 2


LISTS = {
    "memberships": ("who", "membership_officer"),
    "approvals": ("who", "coordinator"),
    "credentialing:cases": ("q", "chair"),
    "credentialing:fees_due": ("who", "treasurer"),
    "intensives:everything": ("text", "intensives_coordinator"),
}
SOUGHT, OTHER = "Zoë Nguyễn", "Hugo Bell"


@pytest.fixture
def two_of_everything(at, host):
    for name in (SOUGHT, OTHER):
        person = PersonFactory(name=name, email=None)
        MembershipFactory(person=person)
        ApprovalFactory(person=person)
        Case.objects.create(candidate=person, state=State.APPROVED)
        day = dt.date(2026, 9, 1)
        Intensive.objects.create(name=name, site="Reno", start=day, end=day, host=host)


@pytest.mark.parametrize("name", LISTS)
def test_each_list_finds_a_name_however_it_is_typed(name, client, request, sign_in, two_of_everything):
    field, officer = LISTS[name]
    sign_in(client, request.getfixturevalue(officer))
    shown = {}
    for typed in ("zoe", "NGUYEN", "zoe\u0308  nguye\u0302\u0303n", "ZOË N"):
        answer = client.get(reverse(name), {field: typed, "show": "all"}).content.decode()
        shown[typed] = (SOUGHT in answer, OTHER in answer)
    assert set(shown.values()) == {(True, False)}, shown


def test_a_small_group_is_not_made_twice_under_a_name_that_reads_alike(two_of_everything, host):
    intensive = Intensive.objects.get(name=SOUGHT)
    create_small_group(intensive=intensive, name="Grün", by=host)
    for again in ("grun", " GRÜN ", "Gru\u0308n"):
        with pytest.raises(Refused, match="already"):
            create_small_group(intensive=intensive, name=again, by=host)
    assert [group.name for group in intensive.small_groups.all()] == ["Grün"]
