"""Addresses of the committee pages."""

urlpatterns: list = []
