"""Papers as PDF: tagged, from a template and our own style sheet, with nothing fetched from outside."""

import mimetypes
import unicodedata
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from weasyprint import CSS, HTML, Document
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

STATIC = Path(settings.BASE_DIR, "static").resolve()
SCHEME = "static:"
VARIANT = "pdf/ua-1"
NAMED = 4
"""So many letters that cannot be drawn are named; the rest is counted."""


class ForbiddenAddressError(FatalURLFetchingError):
    """A paper asked for something that is neither a static file of ours nor a data URI."""


class OwnFilesOnly(URLFetcher):
    """Opens `static:img/mark.svg` and data URIs; anything else stops the paper."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=["data"], allow_redirects=False, fail_on_errors=True)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The file or the data; raises ForbiddenAddressError for any other address."""
        if url.startswith(SCHEME):
            return _own_file(url)
        if url.startswith("data:"):
            return super().fetch(url, headers)
        raise ForbiddenAddressError(f"Not fetched: {url[:80]}")


def _own_file(url: str) -> URLFetcherResponse:
    path = (STATIC / url.removeprefix(SCHEME)).resolve()
    if not path.is_relative_to(STATIC) or not path.is_file():
        raise ForbiddenAddressError(f"Not fetched: {url[:80]}")
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})


class NotDrawnError(Exception):
    """No font here has some of the letters of a paper; the message names them."""


def laid_out(template: str, context: dict[str, Any]) -> str:
    """The words of a paper as they are drawn, to be kept with it."""
    return render_to_string(template, context)


def paper(template: str, context: dict[str, Any], *, text: str = "") -> bytes:
    """The template with its context, or the `text` laid out before, as an accessible PDF (PDF/UA-1).

    Raises NotDrawnError where a letter would come out as an empty box.
    """
    document = rendered(text or laid_out(template, context))
    content = document.write_pdf(pdf_variant=VARIANT)
    _refuse_empty_boxes(document)
    return content


def rendered(text: str) -> Document:
    """The pages of a paper whose words are laid out, every word in its place, not yet written as PDF."""
    fetcher = OwnFilesOnly()
    style = CSS(string=(STATIC / "css" / "papers.css").read_text(), url_fetcher=fetcher)
    html = HTML(string=text, url_fetcher=fetcher, base_url="static:")
    return html.render(stylesheets=[style], pdf_variant=VARIANT)


def _refuse_empty_boxes(document: Document) -> None:
    """Each font that was drawn with keeps the letters that neither it nor any other had."""
    missing = sorted({chr(sign) for font in document.fonts.values() for sign in font.missing})
    if not missing:
        return
    named = ", ".join(f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".strip() for sign in missing[:NAMED])
    more = f" and {len(missing) - NAMED} more" if len(missing) > NAMED else ""
    raise NotDrawnError(
        f"No font of this machine draws {named}{more}. Install one, and make the paper again."
    )
