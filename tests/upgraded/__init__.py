"""A small app that has been upgraded twice, to see that row history survives it: test_history.py walks it.

Its migrations are made as any app's are: `DJANGO_SETTINGS_MODULE=tests.upgraded.settings manage.py
makemigrations upgraded`, once for each state of the model: as it is, with a `colour`, and as it is again.
"""
