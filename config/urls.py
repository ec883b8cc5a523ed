"""Where every address leads."""

from django.contrib import admin
from django.urls import include, path

from members.views.doors import behind_doors

urlpatterns = [
    path("", include("credentialing.root_urls")),
    path("", include("members.urls")),
    path("account/", include(behind_doors("allauth.urls"))),
    path("practice/", include("supervision.urls")),
    path("intensives/", include("intensives.urls")),
    path("files/", include("credentialing.urls")),
    path("admin/", admin.site.urls),
]
handler500 = "members.views.errors.server_error"
