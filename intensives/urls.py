"""Addresses of Intensives, places and evaluations."""

from django.urls import path

from intensives.openings import PAGES
from intensives.views import desk, final, office, public
from members.views.openings import with_openings

app_name = "intensives"
urlpatterns = [
    path("", public.coming, name="coming"),
    path("mine/", public.mine, name="mine"),
    path("all/", office.everything, name="everything"),
    path("new/", office.announce, name="announce"),
    path("<int:pk>/", public.intensive, name="intensive"),
    path("<int:pk>/register/", public.register, name="register"),
    path("<int:pk>/desk/", desk.desk, name="desk"),
    path("<int:pk>/change/", office.change, name="change"),
    path("<int:pk>/cancel/", office.cancel, name="cancel"),
    path("<int:pk>/attendance/", desk.attend, name="attend"),
    path("<int:pk>/groups/", desk.assign, name="assign"),
    path("<int:pk>/groups/new/", desk.small_group, name="small_group"),
    path("<int:pk>/people/new/", desk.add, name="add"),
    path("groups/<int:pk>/remove/", desk.remove_group, name="remove_group"),
    path("groups/<int:pk>/seats/<int:number>/", desk.seat, name="seat"),
    path("faculty/<int:pk>/remove/", desk.unseat, name="unseat"),
    path("places/<int:pk>/withdraw/", public.withdraw, name="withdraw"),
    path("places/<int:pk>/co-led/", final.co_led, name="co_led"),
    path("co-led/<int:pk>/remove/", final.co_led_remove, name="co_led_remove"),
    path("evaluations/<int:pk>/", final.assessment, name="assessment"),
    path("evaluations/<int:pk>/write/", final.write, name="write"),
    path("evaluations/<int:pk>/draft/", final.autosave, name="autosave"),
    path("evaluations/<int:pk>/meeting/", final.meeting, name="meeting"),
]
urlpatterns = with_openings(urlpatterns, PAGES)
