"""Addresses of this app."""

app_name = "intensives"
urlpatterns: list = []
