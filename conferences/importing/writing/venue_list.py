"""A list of venues: new ones are made, those of the same name and postcode left as they are."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import ProtectedError

from accounts.permissions import Permission, can
from cases.models import SheetImport
from conferences.domain.resources import add_resource
from conferences.importing.venues import Venue, understand_venues
from conferences.importing.writing.listing import Writer, records_of
from conferences.models import Resource

Kind = Resource.Kind


def judge_venue(sheet_import: SheetImport, row: Venue) -> bool:
    """Whether this is a new one. Raises ValidationError for another of the same name."""
    if not can(sheet_import.uploaded_by, Permission.RESOURCE_MANAGE):
        raise ValidationError("You may not add venues.")
    same = Resource.objects.in_use().filter(kind=Kind.VENUE, name__iexact=row.name)
    postcodes = set(same.values_list("postcode", flat=True))
    if not postcodes:
        return True
    if row.postcode in postcodes or "" in postcodes or not row.postcode:
        return False
    raise ValidationError(
        "There is a venue of this name with another postcode. Give this one a name of its own.",
        code="name",
    )


def make_venue(sheet_import: SheetImport, row: Venue) -> list[models.Model]:
    return [
        add_resource(
            Kind.VENUE,
            by=sheet_import.uploaded_by,
            name=row.name,
            postcode=row.postcode,
            **row.facts,
        )
    ]


def take_venues_back(sheet_import: SheetImport) -> None:
    """Delete them all. Raises ValidationError where one has been booked or changed since."""
    in_use = 0
    for venue in Resource.objects.filter(pk__in=records_of(sheet_import, Resource)).order_by("pk"):
        try:
            with transaction.atomic():
                if venue.version > 1 or venue.hours.exists() or venue.away.exists():
                    in_use += 1
                else:
                    venue.delete()
        except ProtectedError:
            in_use += 1
    if in_use:
        who = "One of them has" if in_use == 1 else f"{in_use} of them have"
        raise ValidationError(f"Nothing was taken back: {who} been booked or changed since.")


VENUES = Writer("venues", understand_venues, judge_venue, make_venue, take_venues_back)
