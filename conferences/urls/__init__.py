"""The addresses of meetings, a file for each group of pages."""

from conferences.urls import (
    briefing,
    calendar,
    circle,
    day,
    director,
    files,
    following_up,
    inviting,
    learning,
    meetings,
    messages,
    outcomes,
    overseeing,
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
    *director.urlpatterns,
    *planning.urlpatterns,
    *following_up.urlpatterns,
    *messages.urlpatterns,
    *learning.urlpatterns,
    *outcomes.urlpatterns,
    *files.urlpatterns,
    *report.urlpatterns,
    *overseeing.urlpatterns,
]
