"""Reviewers give their view of a prior experience anew in each round."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("credentialing", "0002_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="experienceview", name="one_view_a_role"),
        migrations.AddField(
            model_name="experienceview",
            name="round",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddConstraint(
            model_name="experienceview",
            constraint=models.UniqueConstraint(
                fields=("experience", "role", "round"), name="one_view_a_role"
            ),
        ),
    ]
