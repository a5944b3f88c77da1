"""The addresses of meetings, a file for each group of pages."""

from conferences.urls import (
    briefing,
    calendar,
    circle,
    day,
    files,
    following_up,
    inviting,
    meetings,
    messages,
    people,
    planning,
    report,
    resources,
    scheduling,
)

app_name = "conferences"
urlpatterns = [
    *meetings.urlpatterns,
    *circle.urlpatterns,
    *people.urlpatterns,
    *briefing.urlpatterns,
    *scheduling.urlpatterns,
    *resources.urlpatterns,
    *calendar.urlpatterns,
    *inviting.urlpatterns,
    *day.urlpatterns,
    *planning.urlpatterns,
    *following_up.urlpatterns,
    *messages.urlpatterns,
    *files.urlpatterns,
    *report.urlpatterns,
]
