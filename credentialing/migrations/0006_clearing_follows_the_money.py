"""Agreements whose first day did not follow a receipt that was reversed: reckon it anew.

Without this, a session could still be dated before the money that counts.
"""

from django.db import migrations

UNSTATED = "unstated"


def reckon(apps, schema_editor):
    """Only days that are there may move or go: nothing begins, and nobody is told, by a migration."""
    agreements = apps.get_model("supervision", "Agreement").objects
    receipts = apps.get_model("credentialing", "FeeReceipt").objects
    counted = receipts.filter(reversal=None).exclude(confirmation=None).order_by("sent_on", "pk")
    for agreement in agreements.exclude(cleared_on=None).order_by("candidate", "pk").iterator():
        case = _case(apps, agreement)
        if case is None or agreement.terms_version == UNSTATED:
            continue
        day = _reached(agreement, counted.filter(case=case).values_list("sent_on", "amount"))
        earlier = agreements.filter(candidate=agreement.candidate_id, pk__lt=agreement.pk)
        ended = earlier.exclude(cleared_on=None).exclude(ended_on=None).order_by("-ended_on").first()
        if day and ended:
            day = max(day, ended.ended_on)
        if day and agreement.ended_on and day > agreement.ended_on:
            day = None
        if day != agreement.cleared_on:
            agreements.filter(pk=agreement.pk).update(cleared_on=day)


def _case(apps, agreement):
    """The attempt it belongs to: the last that was open when it was signed."""
    cases = apps.get_model("credentialing", "Case").objects.filter(candidate=agreement.candidate_id)
    if agreement.supervisor_signed_on is not None:
        cases = cases.filter(opened_at__date__lte=agreement.supervisor_signed_on) or cases
    return cases.order_by("-opened_at", "-pk").first()


def _reached(agreement, receipts):
    if agreement.first_year_amount == 0:
        return agreement.form_filled_on
    total = 0
    for sent_on, amount in receipts:
        total += amount
        if total >= agreement.first_year_amount:
            return sent_on
    return None


class Migration(migrations.Migration):
    """Data alone."""

    dependencies = [
        ("credentialing", "0005_receipt_correction"),
        ("supervision", "0001_initial"),
    ]
    operations = [migrations.RunPython(reckon, migrations.RunPython.noop)]
