"""The same tables as Django's own tutorial would show them, there being no admin here.

Generic views with a paginator that counts, `select_related` and `prefetch_related` where a
careful reader of the documentation puts them. No rule of access and no record of who looked.
"""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.views.generic import DetailView, ListView

from cases.models import Case, CaseChild, Person

FRAME = '{% extends "base.html" %}{% block main %}'
LIST = (
    FRAME
    + """<h1>{{ page_obj.paginator.count }} cases</h1><table>{% for case in object_list %}<tr>
<th>{% for child in case.children.all %}{{ child.person }} {% endfor %}</th><td>{{ case.reference }}</td>
<td>{{ case.get_stage_display }}</td><td>{{ case.next_step_on }}</td><td>{{ case.coordinator }}</td>
<td>{{ case.team }}</td></tr>{% endfor %}</table>
Page {{ page_obj.number }} of {{ page_obj.paginator.num_pages }}{% endblock %}"""
)
PEOPLE = (
    FRAME
    + """<h1>{{ page_obj.paginator.count }} people</h1><table>{% for person in object_list %}<tr>
<th>{{ person }}</th><td>{{ person.date_of_birth }}</td><td>{% for child in person.cases_about.all %}
{{ child.case }} {% endfor %}</td></tr>{% endfor %}</table>{% endblock %}"""
)
DETAIL = (
    FRAME
    + """<h1>{{ case }}</h1>{{ case.get_stage_display }} {{ case.team }} {{ case.coordinator }}
{% for child in case.children.all %}<p>{{ child.person }} {{ child.social_worker }}</p>{% endfor %}
{% for one in case.network.all %}<p>{{ one.person }} {{ one.get_part_display }}</p>{% endfor %}
{% for note in case.notes.all %}<h2>{{ note }}</h2><p>{{ note.text|linebreaksbr }}</p>{{ note.author }}
{{ note.written_at }}{% endfor %}{% endblock %}"""
)


class Written:
    """A view whose template stands beside it."""

    words = ""
    request: HttpRequest

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        template = engines["django"].from_string(self.words)
        return HttpResponse(template.render(context, self.request))


class CaseList(Written, ListView):
    words = LIST
    model = Case
    paginate_by = 50
    ordering = "-created_at"

    def get_queryset(self) -> QuerySet[Case]:
        cases = super().get_queryset().select_related("coordinator", "team")
        asked = self.request.GET
        if "stage" in asked:
            cases = cases.filter(stage=asked["stage"], team=asked["team"])
        else:
            cases = cases.filter(stage__in=Case.LIVE_STAGES)
        children = CaseChild.objects.filter(left_on=None).select_related("person")
        return cases.prefetch_related(Prefetch("children", children))


class PersonList(Written, ListView):
    words = PEOPLE
    model = Person
    paginate_by = 20

    def get_queryset(self) -> QuerySet[Person]:
        people = super().get_queryset()
        for word in self.request.GET["text"].split():
            people = people.filter(Q(first_name__icontains=word) | Q(last_name__icontains=word))
        return people.prefetch_related("cases_about__case")


class CaseDetail(Written, DetailView):
    words = DETAIL
    slug_field = slug_url_kwarg = "public_id"
    queryset = Case.objects.select_related("team", "coordinator").prefetch_related(
        "children__person", "children__social_worker", "network__person", "notes__author"
    )
