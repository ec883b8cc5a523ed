"""A training in group process may have several laboratories, each with its own dates (P98.CR.1b)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("credentialing", "0003_experience_view_round")]

    operations = [
        migrations.RemoveConstraint(model_name="priorexperience", name="experience_kind_once"),
        migrations.AddConstraint(
            model_name="priorexperience",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind__in", ("other", "process_group")), _negated=True),
                fields=("case", "kind"),
                name="experience_kind_once",
                violation_error_message="This kind of experience is named already.",
            ),
        ),
    ]
