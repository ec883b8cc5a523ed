"""Addresses of this app."""

app_name = "credentialing"
urlpatterns: list = []
