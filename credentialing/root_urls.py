"""The two addresses everybody begins at: the public road, and one's home."""

from django.urls import path

from credentialing.views import clauses, road

urlpatterns = [
    path("", road.road, name="road"),
    path("home/", road.home, name="home"),
    path("clauses/", clauses.clauses, name="clauses"),
]
