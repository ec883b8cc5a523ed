"""The Celery application: one queue, late acknowledgement, nothing scheduled but the sweeps."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("credentialing")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
