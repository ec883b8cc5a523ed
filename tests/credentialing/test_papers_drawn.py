"""What a paper says is on it: each letter drawn, each word inside its page and beside no other."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from credentialing.models import Document
from credentialing.pdf import NotDrawnError, laid_out, paper, rendered
from members.models import Notice
from tests.credentialing.test_papers_in_trouble import case, letter, tried  # noqa: F401

NOBODY_HAS = "\U0010fffd"
"""The last sign for private use."""
SCRIPTS = {
    "Latin": "Zoë Nguyễn Łukasz Þórdís Ğül",
    "decomposed": "Zoe\u0308 Nguye\u0302\u0303n",
    "Greek": "Νίκος Παπάς",
    "Cyrillic": "Їжак Семён",
    "Armenian": "Արամ Խաչատրյան",
    "Georgian": "შოთა რუსთაველი",
    "Hebrew": "שָׁלוֹם",
    "Arabic": "مُحَمَّد",
    "Amharic": "ኃይለ ሥላሴ",
    "Hindi": "राज़ कुमार",
    "Bengali": "রবীন্দ্রনাথ ঠাকুর",
    "Tamil": "செல்வி",
    "Thai": "สมชาย",
    "Khmer": "សុខា",
    "Burmese": "အောင်",
    "Japanese": "山田 花子 ガク",
    "Korean": "김민수",
    "Chinese": "王小明 𠮷",
    "emoji": "Anna 🎉",
}
CERTIFICATE = {
    "name": "Maya Ferreira",
    "decided_on": "2026-06-01",
    "number": "ABS-2026-001",
    "code": "ABCD-EFGH-JKLM-NPQR",
    "verify": "https://example.org/verify/ABCD-EFGH-JKLM-NPQR/",
}
LETTER = {**CERTIFICATE, "carried": True, "tie": False, "paragraph": "", "recommended_on": "2026-05-01"}
PAPERS = {"papers/certificate.html": CERTIFICATE, "papers/letter.html": LETTER}


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_name_is_drawn_or_the_paper_is_refused_by_its_letters(name):
    """Which scripts a machine has fonts for is its own affair; a paper with empty boxes is never made."""
    made, refused = _made(SCRIPTS[name])
    assert made[:5] == b"%PDF-" or any(f"U+{ord(sign):04X}" in refused for sign in SCRIPTS[name])
    assert made or name not in ("Latin", "decomposed", "Greek", "Cyrillic")


def _made(name: str) -> tuple[bytes, str]:
    try:
        return paper("papers/certificate.html", {**CERTIFICATE, "name": name}), ""
    except NotDrawnError as refusal:
        return b"", str(refusal)


@pytest.mark.parametrize("template", PAPERS)
def test_a_letter_that_no_font_has_is_named(template):
    with pytest.raises(NotDrawnError, match=r"^No font of this machine draws U\+10FFFD\. Install one"):
        paper(template, {**PAPERS[template], "name": f"Maya {NOBODY_HAS}"})


def test_many_that_no_font_has_are_counted():
    name = "".join(chr(ord(NOBODY_HAS) - more) for more in range(10))
    with pytest.raises(NotDrawnError, match=r"U\+10FFF4, U\+10FFF5, U\+10FFF6, U\+10FFF7 and 6 more"):
        paper("papers/letter.html", {**LETTER, "name": name})


def test_a_paper_with_such_a_name_is_not_called_made_and_the_chair_is_told_the_letter(case, letter):  # noqa: F811
    whole = letter.context
    Document.objects.filter(pk=letter.pk).update(context={**whole, "name": f"Maya {NOBODY_HAS}"})
    tried(letter)
    assert (letter.state, letter.made_at, letter.file.name) == ("failed", None, "")
    assert "U+10FFFD" in letter.last_error
    (told,) = Notice.objects.filter(kind="document_failed")
    assert (told.office, "U+10FFFD" in str(told.context)) == ("ccc_chair", True)
    assert list(Path(settings.MEDIA_ROOT, "documents").glob("letter*")) == []


def _texts(template: str, context: dict) -> Iterator[tuple[int, object, str]]:
    """Every drawn piece of text: its page's number, its box, its words."""
    for number, page in enumerate(rendered(laid_out(template, context)).pages):
        for box in page._page_box.descendants():
            if getattr(box, "text", "").strip():
                yield number, page, box


def _apart(one, other) -> bool:
    return (
        one.position_x + one.width <= other.position_x + 0.5
        or other.position_x + other.width <= one.position_x + 0.5
        or one.position_y + one.height <= other.position_y + 2
        or other.position_y + other.height <= one.position_y + 2
    )


LONG = {
    "a word of 120 wide letters": "W" * 120,
    "a word of 120 letters": "Donaudampfschifffahrt" * 5 + "elektrizitaeten",
    "a word of 120 signs": "鷹" * 120,
    "many words": ("Wolfeschlegelsteinhausen " * 5)[:120],
    "with hyphens": ("Llanfair-pwllgwyn-" * 7)[:120],
    "accents apart": "e\u0301" * 60,
    "stacked accents": "Z\u0351\u036b\u0343\u036a\u0302\u036b" * 17,
}


@pytest.mark.parametrize("name", LONG)
@pytest.mark.parametrize("template", PAPERS)
def test_long_words_break_and_stay_in_their_place(template, name):
    word = LONG[name]
    given = {
        **PAPERS[template],
        "name": word,
        "paragraph": f"{word * 5}\n{word}",
        "verify": f"https://{'a-very-long-name' * 8}.example.org/verify/ABCD-EFGH-JKLM-NPQR/",
    }
    boxes = list(_texts(template, given))
    outside = []
    for _, page, box in boxes:
        inner = page._page_box
        across = inner.margin_left - 1 <= box.position_x and (
            box.position_x + box.width <= inner.margin_left + inner.width + 1
        )
        down = box.position_y >= 0 and box.position_y + box.height <= inner.margin_height()
        if not (across and down):
            outside.append(box.text)
    assert outside == []
    upon = [
        (one.text, other.text)
        for at, (number, _, one) in enumerate(boxes)
        for next_number, _, other in boxes[at + 1 :]
        if number == next_number and not _apart(one, other)
    ]
    assert upon == []
    if template == "papers/certificate.html":
        assert {number for number, _, _ in boxes} == {0}
