from django.db import migrations

# What people sign in with so far: the address that mail goes to, and any other that was shown to be theirs.
FILL = """
INSERT INTO members_address (person_id, address, since, source)
SELECT id, email, LEAST(created_at, now()), 'before' FROM members_person WHERE email IS NOT NULL
ON CONFLICT DO NOTHING;
INSERT INTO members_address (person_id, address, since, source)
SELECT user_id, lower(normalize(email)), now(), 'before' FROM account_emailaddress WHERE verified
ON CONFLICT DO NOTHING;
"""


class Migration(migrations.Migration):
    dependencies = [("members", "0014_addresses")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
