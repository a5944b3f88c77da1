"""Addresses by stretch of work; what they name is the view, the template and the test."""

from cases.urls import (
    access,
    case,
    deciding,
    drafts,
    finding,
    messages,
    notes,
    offers,
    old_sheet,
    outcomes,
    people,
    referrals,
    reminders,
    work,
)

app_name = "cases"
urlpatterns = [
    *work.urlpatterns,
    *case.urlpatterns,
    *messages.urlpatterns,
    *notes.urlpatterns,
    *people.urlpatterns,
    *finding.urlpatterns,
    *referrals.urlpatterns,
    *offers.urlpatterns,
    *outcomes.urlpatterns,
    *old_sheet.urlpatterns,
    *deciding.urlpatterns,
    *access.urlpatterns,
    *drafts.urlpatterns,
    *reminders.urlpatterns,
]
