"""Addresses of groups and supervision."""

from django.urls import path

from members.views.openings import with_openings
from supervision.openings import PAGES
from supervision.views import corrections, debriefs, desk, groups, requests, sessions, supervision

app_name = "supervision"
urlpatterns = [
    path("groups/", groups.groups, name="groups"),
    path("groups/log/", sessions.log, name="log"),
    path("groups/new/", groups.start, name="group_start"),
    path("groups/<int:pk>/", groups.group, name="group"),
    path("groups/<int:pk>/change/", groups.change, name="group_change"),
    path("groups/<int:pk>/end/", groups.end, name="group_end"),
    path("groups/<int:pk>/resume/", groups.resume, name="group_resume"),
    path("groups/<int:pk>/co-leader/", groups.co_leader, name="co_leader"),
    path("groups/<int:pk>/co-leader/end/", groups.co_leader_end, name="co_leader_end"),
    path("groups/<int:pk>/debrief/", debriefs.log, name="debrief_log"),
    path("groups/sessions/<int:pk>/remove/", sessions.remove, name="session_remove"),
    path("groups/debriefs/<int:pk>/confirm/", debriefs.confirm, name="debrief_confirm"),
    path("groups/debriefs/<int:pk>/remove/", debriefs.remove, name="debrief_remove"),
    path("debriefs/link/<str:token>/", debriefs.by_link, name="debrief_link"),
    path("supervision/", supervision.mine, name="my_supervision"),
    path("desk/sessions/<int:pk>/", supervision.correct, name="supervision_correct"),
    path("desk/sessions/<int:pk>/remove/", supervision.remove, name="supervision_remove"),
    path("desk/sessions/<int:pk>/stand/", corrections.stand, name="supervision_stand"),
    path("desk/requests/<int:pk>/", requests.answer, name="answer"),
    path("desk/", desk.desk, name="desk"),
    path("desk/people/<int:pk>/", supervision.person, name="person"),
    path("desk/people/<int:pk>/record/", supervision.record, name="record"),
    path("desk/people/<int:pk>/override/", supervision.override, name="override"),
]
urlpatterns = with_openings(urlpatterns, PAGES)
