"""The published report as CSV and XLSX: the cells of its page, and not a number more."""

from collections.abc import Iterator

from django.conf import settings

from conferences.exports.sheets import Cell, Sheet, csv_chunks, xlsx_bytes
from conferences.measures import Measure
from conferences.measures.documenting import how_it_is_counted
from conferences.published.lattice import HEADS, KEPT_BACK, Report, Row
from conferences.published.lattice import Cell as Printed

HEADINGS = ("Measure", "Table", "Of", "Row", *HEADS)
WIDTHS = (44, 40, 20, 44, 14, 14, 14, 44, 16)
READERS = "Readers who see no case: small numbers are kept back."


def published_csv(report: Report) -> Iterator[str]:
    """One table; how each is counted and what kept back means stand on each line."""
    meaning = " ".join(KEPT_BACK)
    rows = (
        [*line, counted_in_words(measure), report.period.words, report.made_at, meaning]
        for measure, line in _lines(report)
    )
    also = ("How it is counted", "Report", "As at", "What the words mean")
    return csv_chunks(Sheet("Figures", (*HEADINGS, *also), rows))


def published_xlsx(report: Report) -> bytes:
    """Whole service, Each measure, Definitions, How to read this, About."""
    whole = [[row.head, *_cells(row)] for row in report.headline.rows]
    explained = [[words] for words in report.explained]
    return xlsx_bytes(
        (
            Sheet("Whole service", ("Measure", *HEADS), whole, (WIDTHS[0], *WIDTHS[4:])),
            Sheet("Each measure", HEADINGS, (line for _, line in _lines(report)), WIDTHS),
            _definitions(report),
            Sheet("How to read this", ("How to read this",), explained, (60,)),
            _about(report),
        ),
        title=f"{settings.SERVICE_NAME} in figures: {report.period.words}",
    )


def counted_in_words(measure: Measure) -> str:
    return ". ".join(f"{term}: {words}" for term, words in how_it_is_counted(measure))


def _lines(report: Report) -> Iterator[tuple[Measure, list[Cell]]]:
    """Every table of the page, one figure a line; the whole service first."""
    whole = report.headline
    for section, row in zip(report.sections, whole.rows, strict=True):
        head = [section.measure.name, whole.title, whole.row_head, row.head]
        yield section.measure, [*head, *_cells(row)]
    for section in report.sections:
        for table in section.tables:
            for row in table.rows:
                head = [section.measure.name, table.title, table.row_head, row.head]
                yield section.measure, [*head, *_cells(row)]


def _cells(row: Row) -> list[Cell]:
    return [_as_printed(cell) for cell in row.cells]


def _as_printed(cell: Printed) -> Cell:
    """A count as a number; a share or a median as its words, which are rounded on purpose."""
    if cell.value is not None and cell.text == f"{cell.value:,.0f}":
        return int(cell.value)
    return cell.text


def _definitions(report: Report) -> Sheet:
    rows = [
        [section.measure.name, section.measure.question, term, words]
        for section in report.sections
        for term, words in how_it_is_counted(section.measure)
    ]
    return Sheet("Definitions", ("Measure", "Question", "Term", "Words"), rows, (44, 50, 20, 60))


def _about(report: Report) -> Sheet:
    rows: list[tuple[str, Cell]] = [
        ("Council", settings.COUNCIL_NAME),
        ("Service", settings.SERVICE_NAME),
        ("Report", report.period.words),
        ("As at", report.made_at),
        ("For", READERS),
    ]
    return Sheet("About", ("About", ""), rows, (24, 60))
