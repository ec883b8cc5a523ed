"""Addresses of this app, under /files/; the road and the home are in `root_urls`."""

from credentialing.openings import about
from credentialing.routes import application, committee, pages
from members.views.openings import with_openings

app_name = "credentialing"
_pages = [*pages.urlpatterns, *application.urlpatterns, *committee.urlpatterns]
_about = {one.name: about(one.name, str(one.pattern)) for one in _pages}
urlpatterns = with_openings(_pages, {name: found for name, found in _about.items() if found})
