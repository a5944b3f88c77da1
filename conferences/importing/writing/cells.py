"""What no record holds, and what somebody has to look at: "from the old sheet" on the case."""

from cases.models import Person
from cases.names import fold
from conferences.importing.records import Remark
from conferences.importing.values import plain
from conferences.importing.writing.batch import Kept
from conferences.importing.writing.work import Work

SECRET = ("address", "postcode")


def write_cells(work: Work, rows: list[int]) -> None:
    """Keep every cell of these rows that has not been claimed, and each remark."""
    family, mapping = work.family, work.setting.mapping
    keys = {column: key for key, column in mapping.columns.items()}
    left = {(cell.row, cell.column) for cell in family.leftovers}
    secrets = _secrets(work)
    remarks = [remark for remark in family.remarks if remark.row in rows]
    whole = {
        (remark.row, remark.column): remark
        for remark in reversed(remarks)
        if _cell(work, remark.row, remark.column) == remark.text
    }
    for row in rows:
        for column, text in enumerate(family.sources[row].cells):
            text = text.strip()
            key = keys.get(column, "")
            is_held = key and (row, key) in work.claimed and (row, column) not in left
            if not text or is_held or (row, column) in whole:
                continue
            _keep(work, row, column, text, secrets)
    for remark in remarks:
        _keep(work, remark.row, remark.column, remark.text, secrets, remark)


def _cell(work: Work, row: int, column: int) -> str:
    cells = work.family.sources[row].cells
    return cells[column].strip() if column < len(cells) else ""


def _keep(
    work: Work,
    row: int,
    column: int,
    text: str,
    secrets: set[str],
    remark: Remark | None = None,
) -> None:
    mapping = work.setting.mapping
    key = next((key for key, at in mapping.columns.items() if at == column), "")
    is_address = bool(secrets) and (key in SECRET or any(one in plain(text) for one in secrets))
    work.batch.cells.append(
        Kept(
            case=work.case,
            number=row,
            column=column,
            heading=mapping.heading(column),
            text=text,
            kind=remark.kind if remark else "",
            person=_about(work, remark) if remark else None,
            is_confidential=is_address,
        )
    )


def _about(work: Work, remark: Remark) -> Person | None:
    if remark.about == "child":
        found = (here.person for child, here in work.children if remark.row in child.rows)
        return next(found, None)
    return {"mother": work.mother, "father": work.father}.get(remark.about)


def _secrets(work: Work) -> set[str]:
    """What gives a secret address away wherever it stands: its words, and its postcode."""
    found = set()
    for child in work.family.children:
        if child.home and child.home.is_secret:
            found |= {plain(child.home.text), fold(child.postcode)}
            found.add(plain(child.home.text.split(",")[0]))
    return {text for text in found if len(text) > 4}
