"""By what a row is known again: what it says, in whichever file and however it is spaced."""

from cases.models import SheetImport
from conferences.importing.records import Family
from conferences.importing.values import clean
from restorative.fields import keyed_hash


def prints_of(family: Family, sheet_import: SheetImport) -> dict[int, str]:
    """The fingerprint of each row: of the service, the family's reference and its fields.

    A row that differs from another of its family in a column alone that is no field is told
    apart by its place among them.
    """
    found: dict[int, str] = {}
    seen: dict[str, int] = {}
    for row in sorted(family.rows):
        marks = family.sources[row].marks
        said = "¦".join(
            f"{key}={clean(text)}" for key, text in sorted(marks.items()) if key != "reference"
        )
        start = f"{sheet_import.kind}¦{sheet_import.team_id}¦{family.reference}"
        seen[said] = seen.get(said, 0) + 1
        again = f"¦{seen[said]}" if seen[said] > 1 else ""
        found[row] = keyed_hash(f"{start}¦{said}{again}")
    return found
