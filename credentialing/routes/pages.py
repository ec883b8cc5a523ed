"""Addresses of the pages that show a case, or many."""

from django.urls import path

from credentialing.views import dashboard, file, findings, listing, papers, plan, readings, what_if

urlpatterns = [
    path("today/", dashboard.today, name="today"),
    path("what-if/", what_if.simulate, name="simulate"),
    path("readings/", readings.readings, name="readings"),
    path("readings/<str:name>/set/", readings.set_one, name="set_reading"),
    path("readings/<int:pk>/withdraw/", readings.withdraw, name="withdraw_reading"),
    path("", listing.cases, name="cases"),
    path("<int:pk>/", file.case_file, name="case"),
    path("<int:pk>/findings/", findings.findings, name="findings"),
    path("<int:pk>/plan/", plan.plan, name="plan"),
    path("<int:pk>/timeline/", file.timeline, name="timeline"),
    path("<int:pk>/record.json", papers.dossier, name="dossier"),
]
