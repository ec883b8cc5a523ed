"""Papers as PDF: tagged, from a template and our own style sheet, with nothing fetched from outside."""

import mimetypes
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

STATIC = Path(settings.BASE_DIR, "static").resolve()
SCHEME = "static:"


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


def laid_out(template: str, context: dict[str, Any]) -> str:
    """The words of a paper as they are drawn, to be kept with it."""
    return render_to_string(template, context)


def paper(template: str, context: dict[str, Any], *, text: str = "") -> bytes:
    """The template with its context, or the `text` laid out before, as an accessible PDF (PDF/UA-1)."""
    fetcher = OwnFilesOnly()
    style = CSS(string=(STATIC / "css" / "papers.css").read_text(), url_fetcher=fetcher)
    text = text or laid_out(template, context)
    html = HTML(string=text, url_fetcher=fetcher, base_url="static:")
    return html.write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1")
