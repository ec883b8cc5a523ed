"""The admin as a place: behind the site's own sign-in, and with our own tables in it alone."""

from collections.abc import Iterable
from typing import Any

from allauth.account.utils import get_next_redirect_url
from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

OURS = ("members", "supervision", "intensives", "credentialing")


class House(admin.AdminSite):
    """Its sign-in, second factor, limits and password page are those of the site."""

    site_header = "Balint credentialing: tables, to look at"

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """To the sign-in of the site; whoever is signed in and may not look is told so."""
        where = get_next_redirect_url(request) or reverse("admin:index")
        if self.has_permission(request):
            return HttpResponseRedirect(where)
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(where)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """To the page of one's own account, which asks first who one is."""
        return redirect("account_change_password")

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Our own tables; those of libraries could be changed here, and hold the keys of second factors."""
        models_given = model_or_iterable if isinstance(model_or_iterable, Iterable) else [model_or_iterable]
        ours: list[type[models.Model]] = [one for one in models_given if one._meta.app_label in OURS]
        super().register(ours, admin_class, **options)
