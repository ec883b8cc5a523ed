"""Addresses of the application pages."""

urlpatterns: list = []
