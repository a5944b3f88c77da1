"""Where records came from that were brought in from a spreadsheet, and the file itself."""

import json
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.permissions import Seat
from cases.models.compartment import CaseOwnedQuerySet, Compartment
from restorative.fields import EncryptedBytesField, EncryptedTextField, public_id_field

if TYPE_CHECKING:
    from accounts.models import User


class SheetImportQuerySet(models.QuerySet["SheetImport"]):
    def visible_to(self, user: "User") -> Self:
        """Those into a team the reader manages: a sheet holds all families of a service."""
        return self.filter(team__in=user.team_ids(Seat.SERVICE_MANAGER))


class SheetImport(models.Model):
    """One uploaded file, what was said of its columns and values, and what came of it.

    While it is checked, brought in or taken back a worker has it: `heard_at` is when that
    worker last said how far it is, and empty while none has begun. `columns` is the number
    (from 0) of the column of each field; `answers` as importing.records.Answers;
    `same_people` what was said of people who seem to be known already, by their key in
    `found`: the public id of the person they are, or "" for somebody new.
    """

    class Kind(models.TextChoices):
        TRACKER = "tracker", "Families and their conferences"
        STAFF = "staff", "Staff"
        VENUES = "venues", "Venues"

    class State(models.TextChoices):
        UPLOADED = "uploaded", "Columns to be matched"
        CHECKING = "checking", "Being gone through"
        CHECKED = "checked", "Ready to be brought in"
        IMPORTING = "importing", "Being brought in"
        DONE = "done", "Brought in"
        UNDOING = "undoing", "Being taken back"
        UNDONE = "undone", "Taken back"
        FAILED = "failed", "Could not go on"

    AT_WORK = (State.CHECKING, State.IMPORTING, State.UNDOING)

    public_id = public_id_field()
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.TRACKER)
    state = models.CharField(max_length=10, choices=State, default=State.UPLOADED)
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField("bytes")
    # Of the content, keyed: two uploads of one file are known without reading it.
    file_hash = models.CharField(max_length=64, db_index=True)
    description = models.CharField(max_length=100, blank=True)
    sheet = models.CharField(max_length=100, blank=True)
    header_row = models.PositiveIntegerField(default=1)
    columns = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    same_people = models.JSONField(default=dict)
    # As importing.understood.Counts; of what was made, once it is brought in.
    counts = models.JSONField(default=dict)
    made = models.JSONField(default=dict)
    # What was found when it was gone through, as text: it names people.
    _found = EncryptedTextField(db_column="found", blank=True)
    done = models.PositiveIntegerField("rows done", default=0)
    total = models.PositiveIntegerField("rows in all", null=True)
    says = models.CharField(max_length=300, blank=True)
    heard_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    uploaded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)
    undone_why = models.CharField(max_length=300, blank=True)
    # The file is not kept for ever; what it held is in the product by then.
    file_gone_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = SheetImportQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        indexes = [
            models.Index(fields=["team", "-uploaded_at"], name="sheet_import_of_team"),
            models.Index(
                fields=["heard_at"],
                condition=Q(state__in=("checking", "importing", "undoing")),
                name="sheet_import_at_work",
            ),
        ]

    class Privacy:
        operational = (
            "public_id",
            "kind",
            "state",
            "team",
            "size",
            "file_hash",
            "description",
            "sheet",
            "header_row",
            "columns",
            "counts",
            "made",
            "done",
            "total",
            "says",
            "heard_at",
            "attempts",
            "uploaded_by",
            "uploaded_at",
            "finished_at",
            "undone_by",
            "undone_at",
            "file_gone_at",
            "version",
        )
        personal = ("filename", "answers", "same_people", "_found")
        free_text = ("undone_why",)

    def __str__(self) -> str:
        return self.filename

    def get_absolute_url(self) -> str:
        return reverse("conferences:import_detail", kwargs={"public_id": self.public_id})

    @property
    def is_at_work(self) -> bool:
        return self.state in self.AT_WORK

    @property
    def found(self) -> dict[str, Any]:
        """What going through it found: questions, people who seem to be known, doubles, rules."""
        found: dict[str, Any] = json.loads(self._found) if self._found else {}
        return found

    @found.setter
    def found(self, value: dict[str, Any]) -> None:
        self._found = json.dumps(value)


class SheetPiece(models.Model):
    """A piece of an uploaded file, encrypted: it holds what is confidential in clear words."""

    sheet_import = models.ForeignKey(SheetImport, on_delete=models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()
    content = EncryptedBytesField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["sheet_import", "number"], name="one_piece_per_number"),
        ]

    class Privacy:
        operational = ("sheet_import", "number")
        personal = ("content",)

    def __str__(self) -> str:
        return f"piece {self.number}"


class RefusedRow(models.Model):
    """A row that cannot be taken, the cell that is in the way, and why in a plain sentence."""

    sheet_import = models.ForeignKey(SheetImport, on_delete=models.CASCADE, related_name="refused")
    number = models.PositiveIntegerField()
    cell = models.CharField(max_length=150)
    why = models.CharField(max_length=500)

    class Meta:
        ordering = ["number", "pk"]

    class Privacy:
        operational = ("sheet_import", "number", "cell")
        personal = ("why",)

    def __str__(self) -> str:
        return self.cell


class ImportedRow(models.Model):
    """A row that is in the product. Its fingerprint, keyed, is never brought in a second time."""

    sheet_import = models.ForeignKey(SheetImport, on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64)
    case = models.ForeignKey(
        "cases.Case", on_delete=models.PROTECT, null=True, related_name="imported_rows"
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["fingerprint"], name="a_row_is_brought_in_once"),
            models.UniqueConstraint(
                fields=["sheet_import", "number"], name="a_row_of_a_sheet_is_one_row"
            ),
        ]

    class Privacy:
        operational = ("sheet_import", "number", "fingerprint", "case")

    def __str__(self) -> str:
        return f"row {self.number}"


class ImportedRecord(models.Model):
    """That a record was made by an import, and from which row: of whatever kind it is."""

    sheet_import = models.ForeignKey(SheetImport, on_delete=models.PROTECT, related_name="records")
    number = models.PositiveIntegerField("row")
    model = models.CharField(max_length=60)
    record_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["model", "record_id"], name="a_record_is_made_once"),
        ]
        indexes = [
            models.Index(fields=["sheet_import", "model", "record_id"], name="imported_record_of"),
        ]

    class Privacy:
        operational = ("sheet_import", "number", "model", "record_id")

    def __str__(self) -> str:
        return f"{self.model} {self.record_id}"


class ImportedCellQuerySet(CaseOwnedQuerySet["ImportedCell"]):
    """Cells of cases the reader may see; confidential ones are revealed one by one."""

    def visible_to(self, user: "User") -> Self:
        """Without those about somebody of whom the reader may not know."""
        from cases.models.person import Person

        about = Q(person=None) | Q(person__in=Person.objects.visible_to(user))
        return super().visible_to(user).filter(about)


class ImportedCell(models.Model):
    """What a cell of the old sheet says that no field took, or that a person has to look at.

    `kind` is empty, or that of importing.records.Remark: then somebody has to confirm it
    (`settled_at`), and until they do nothing is sent by itself to whom it is about.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="imported_cells")
    compartment = models.CharField(max_length=10, choices=Compartment, default=Compartment.OPEN)
    sheet_import = models.ForeignKey(SheetImport, on_delete=models.PROTECT, related_name="cells")
    number = models.PositiveIntegerField("row")
    column = models.PositiveIntegerField()
    heading = models.CharField(max_length=200, blank=True)
    text = EncryptedTextField()
    kind = models.CharField(max_length=30, blank=True)
    person = models.ForeignKey(
        "cases.Person", on_delete=models.PROTECT, null=True, related_name="imported_cells"
    )
    is_confidential = models.BooleanField(default=False)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    settled_how = models.CharField(max_length=300, blank=True)

    objects = ImportedCellQuerySet.as_manager()

    class Meta:
        ordering = ["number", "column", "pk"]
        indexes = [
            models.Index(fields=["case", "number", "column"], name="imported_cell_of_case"),
            models.Index(
                fields=["person"],
                condition=Q(settled_at__isnull=True) & ~Q(kind=""),
                name="imported_cell_to_settle",
            ),
        ]

    class Privacy:
        operational = (
            "case",
            "compartment",
            "sheet_import",
            "number",
            "column",
            "heading",
            "kind",
            "person",
            "is_confidential",
            "settled_at",
            "settled_by",
        )
        free_text = ("text", "settled_how")

    def __str__(self) -> str:
        return f"{self.heading} of row {self.number}"


class KeptMapping(models.Model):
    """Which heading was which field, and what values meant, under a name for next time."""

    team = models.ForeignKey("accounts.Team", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=SheetImport.Kind)
    name = models.CharField(max_length=100)
    headings = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    kept_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["team", "kind", "name"], name="one_mapping_per_name"),
        ]

    class Privacy:
        operational = ("team", "kind", "name", "headings", "kept_by", "kept_at")
        personal = ("answers",)

    def __str__(self) -> str:
        return self.name
