"""Tagged PDF (PDF/UA-1) from HTML, for letters and plans that leave the house.

What draws it are libraries of the system (README), which a laptop may lack: the page then
says so and can be printed from the browser instead.
"""


class PdfNotAvailable(Exception):
    """The system lacks the libraries that draw PDFs."""


def pdf_from_html(html: str) -> bytes:
    """Draw a whole HTML document; nothing outside of it is ever fetched, pictures stand in it.

    Its `<title>` and `lang` become the PDF's own. Raises PdfNotAvailable.
    """
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except OSError as missing:
        raise PdfNotAvailable(str(missing)) from missing
    nothing = URLFetcher(allowed_protocols=("data",))
    drawn: bytes = HTML(string=html, url_fetcher=nothing).write_pdf(pdf_variant="pdf/ua-1")
    return drawn
