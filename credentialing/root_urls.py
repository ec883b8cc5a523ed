"""The two addresses everybody begins at: the public road, and one's home."""

from django.contrib.auth.decorators import login_required
from django.urls import path
from django.views.generic import TemplateView

urlpatterns = [
    path("", TemplateView.as_view(template_name="base.html"), name="road"),
    path("home/", login_required(TemplateView.as_view(template_name="base.html")), name="home"),
]
