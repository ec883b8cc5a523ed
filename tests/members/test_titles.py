"""A name is found however it was typed, and whatever stands before and after it."""

import unicodedata

import pytest

from members.titles import called

SAME = {
    "sylvia marsh": [
        "Sylvia Marsh", "SYLVIA MARSH", "Dr. Sylvia Marsh", "Dr.Sylvia Marsh",
        "Prof. Dr. med. Sylvia Marsh", "Sylvia Marsh, MD", "Sylvia Marsh MD PhD", "Sylvia Marsh, M.D., Ph.D.",
        " sylvia  marsh ",
        "Marsh, Sylvia", "Marsh, Sylvia, MD", "Sylvia Marsh MSW MS", "Sylvia\u00a0Marsh", "Rev. Sylvia Marsh",
        "Sylvia Marsh, MA",
    ],
    "muller strasse": [
        "Müller-Straße", "Mu\u0308ller\u2010Strasse", "MÜLLER STRASSE", "Dipl.-Psych. Müller Straße",
    ],
    "lukasz obrien": ["Łukasz O'Brien", "Lukasz O’Brien", "ŁUKASZ OBRIEN"],
    "john smith jr": ["John Smith, Jr.", "John Smith Jr", "Dr. John Smith, Jr., MD"],
    "yo yo ma": ["Yo-Yo Ma", "Ma, Yo-Yo"],
    "dr": ["Dr."],
}  # fmt: skip


@pytest.mark.parametrize(("key", "name"), [(key, name) for key, names in SAME.items() for name in names])
def test_a_name_is_called_the_same_however_it_is_written(key, name):
    assert called(name) == key
    assert called(unicodedata.normalize("NFD", name)) == key


@pytest.mark.parametrize("other", ["Sylvia Marsch", "S. Marsh", "Marsh", "Sylvia Marsh Jr", "Silvia Marsh"])
def test_another_name_is_another(other):
    assert called(other) != called("Sylvia Marsh")
