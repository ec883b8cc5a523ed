"""Addresses of this app, under /files/; the road and the home are in `root_urls`."""

from credentialing.routes import application, committee, pages

app_name = "credentialing"
urlpatterns = [*pages.urlpatterns, *application.urlpatterns, *committee.urlpatterns]
