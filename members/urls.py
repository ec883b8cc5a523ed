"""Addresses of people, offices, messages and the public lists."""

from django.urls import path

from members.views import account, approvals, demo, health, imports, memberships, offices, public, reauth

urlpatterns = [
    path("supervisors/", public.supervisors, name="supervisors"),
    path("leaders/", public.leaders, name="leaders"),
    path("verify/", public.verify, name="verify"),
    path("verify/<str:code>/", public.certificate, name="certificate"),
    path("health/", health.health, name="health"),
    path("me/", account.me, name="me"),
    path("me/openings/", account.openings, name="openings"),
    path("notices/", account.notices, name="notices"),
    path("again/<str:token>/", reauth.fresh_sign_in, name="fresh_sign_in"),
    path("demo/", demo.demo, name="demo"),
    path("demo/sign-in/", demo.sign_in, name="demo_sign_in"),
    path("demo/clock/", demo.move, name="demo_clock"),
    path("society/memberships/", memberships.memberships, name="memberships"),
    path("society/memberships/new/", memberships.new, name="membership_new"),
    path("society/memberships/import/", imports.choose, name="memberships_import"),
    path("society/memberships/import/confirm/", imports.confirm, name="memberships_import_confirm"),
    path("society/memberships/export/", imports.export, name="memberships_export"),
    path("society/memberships/<int:pk>/renew/", memberships.renew, name="membership_renew"),
    path("society/memberships/<int:pk>/end/", memberships.end, name="membership_end"),
    path("society/people/new/", memberships.new_person, name="person_new"),
    path("society/people/<int:pk>/memberships/new/", memberships.new_for, name="membership_new_for"),
    path("society/offices/", offices.offices, name="offices"),
    path("society/offices/new/", offices.new, name="appointment_new"),
    path("society/offices/<int:pk>/end/", offices.end, name="appointment_end"),
    path("society/supervisors/", approvals.approvals, name="approvals"),
    path("society/supervisors/new/", approvals.new, name="approval_new"),
    path("society/supervisors/<int:pk>/", approvals.change, name="approval_change"),
    path("society/supervisors/<int:pk>/end/", approvals.end, name="approval_end"),
]
