from django.urls import path

from conferences.views import calendar, feeds

urlpatterns = [
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/subscribe/", feeds.calendar_feed_settings, name="calendar_feed_settings"),
    path("calendar/<str:secret>.ics", feeds.calendar_feed, name="calendar_feed"),
]
