"""Files that ended before the whole ending was known: let go of what still binds their people.

Without this, a supervisor's places stay taken by candidates who were credentialed long ago.
"""

from django.db import migrations

ENDED = ("declined", "credentialed", "not_credentialed", "withdrawn", "closed")
WHY = "The file it belonged to has ended."


def let_go(apps, schema_editor):
    """The day is that on which the last file of the person ended; who has an open file is left alone."""
    cases = apps.get_model("credentialing", "Case").objects
    busy = cases.exclude(state__in=ENDED).values("candidate")
    last = {}
    for case in cases.filter(state__in=ENDED).exclude(candidate__in=busy).order_by("state_since"):
        last[case.candidate_id] = case.state_since.date()
        apps.get_model("credentialing", "CommitteeRequest").objects.filter(case=case, closed_on=None).update(
            closed_on=last[case.candidate_id]
        )
        apps.get_model("credentialing", "FurtherWork").objects.filter(case=case, closed_on=None).update(
            closed_on=last[case.candidate_id], closed_reason=WHY
        )
    for person, day in last.items():
        _part(apps, person, day)


def _part(apps, person, day):
    agreements = apps.get_model("supervision", "Agreement").objects.filter(candidate=person)
    had = set(agreements.values_list("supervisor", flat=True))
    agreements.filter(ended_on=None).update(ended_on=day, ended_reason=WHY)
    requests = apps.get_model("supervision", "SupervisorRequest").objects
    asked = requests.filter(candidate=person, withdrawn_on=None).exclude(accepted=False)
    asked.exclude(supervisor__in=had).update(withdrawn_on=day)
    asked.filter(accepted=None).update(withdrawn_on=day)
    apps.get_model("intensives", "Evaluation").objects.filter(
        attendance__person=person, ended_on=None, delivered_on=None
    ).update(ended_on=day, ended_reason=WHY)


class Migration(migrations.Migration):
    """Data alone."""

    dependencies = [
        ("credentialing", "0002_parameter_change"),
        ("supervision", "0001_initial"),
        ("intensives", "0001_initial"),
    ]
    operations = [migrations.RunPython(let_go, migrations.RunPython.noop)]
