"""The quarterly report: the figures of the page on paper, as tagged PDF."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import User
from conferences.dashboards.figure_words import Said
from conferences.dashboards.filtering import Chosen
from conferences.dashboards.five_sentences import sentences
from conferences.exports.figures import NOT_IN_IT, STILL_COUNTED, Figures, read_figures
from conferences.exports.report_pictures import pictures_of
from conferences.measures import funnel
from conferences.measures.documenting import GROUPS
from restorative.pdf import pdf_from_html

# Called with what is being done and how many steps have been.
Tell = Callable[..., None]


@dataclass(frozen=True)
class Section:
    title: str
    figures: list[Said]


def report_pdf(chosen: Chosen, reader: User, tell: Tell) -> bytes:
    """The report on the cases a reader may see. Raises PdfNotAvailable."""
    tell("Counting", 0)
    figures = read_figures(chosen, reader, months=False)
    tell("Writing the report", 1)
    html = report_html(figures)
    tell("Drawing the pages", 2)
    return pdf_from_html(html)


def report_html(figures: Figures) -> str:
    """The same document as HTML, whole: what the PDF is drawn from."""
    return render_to_string("conferences/files/report_document.html", report_context(figures))


def report_context(figures: Figures) -> dict[str, Any]:
    return {
        "council": settings.COUNCIL_NAME,
        "service": settings.SERVICE_NAME,
        "words": figures.chosen.words,
        "reader": str(figures.reader),
        "at": timezone.localtime(figures.at),
        "not_in_it": NOT_IN_IT if figures.is_current else f"{NOT_IN_IT} {STILL_COUNTED}",
        "sentences": sentences(figures.whole),
        "sections": sections_of(figures),
        "steps": steps_of(figures),
        "pictures": pictures_of(figures),
        "defined": [Said(one) for one in figures.listed],
    }


def sections_of(figures: Figures) -> list[Section]:
    """The figures by what they count, in the order in which docs/measures.md prints them."""
    sections = []
    for name, title in GROUPS:
        of_it = [Said(one) for one in figures.listed if one.measure.rows.name == name]
        if of_it:
            sections.append(Section(title, of_it))
    return sections


def steps_of(figures: Figures) -> list[tuple[str, str, int, int | None, int | None]]:
    """The way from referral to closure: step, who, reached, ended after it, still under way."""

    def of(measure: Any) -> int | None:
        figure = figures.whole.get(measure.key) if measure else None
        return figure.n if figure else None

    return [
        (
            step.name,
            step.words,
            of(funnel.REACHED[step.key]) or 0,
            of(funnel.LEFT.get(step.key)),
            of(funnel.UNDER_WAY.get(step.key)),
        )
        for step in funnel.STEPS
    ]
