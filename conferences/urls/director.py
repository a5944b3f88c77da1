from django.urls import URLPattern, path

from conferences.views import director

urlpatterns: list[URLPattern] = [path("outcomes/summary/", director.director, name="director")]
