"""The addresses of a person: those in use, of which one gets the mail, and those that were.

Signing in keeps its own table (allauth's EmailAddress), which knows no history; `Person.email` is the
address that mail goes to. This table follows both, by triggers, whoever writes: so that an address is in use
here if and only if its person can sign in with it, and what was stays findable.
"""

import pgtrigger
from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import models

from members import clock
from members.addresses import AddressField, is_plain
from members.enums import AddressSource
from members.history import never_emptied
from members.querysets import AddressQuerySet

FROM_CONTEXT = "NULLIF(current_setting('pghistory.context_metadata', true), '')::jsonb"
BY = f"({FROM_CONTEXT} ->> 'person')::bigint"
"""Whoever is signed in, as the row history has it too."""
IN_USE = """EXISTS (
    SELECT 1 FROM members_address WHERE person_id = {person} AND address = {address} AND until IS NULL
)"""
NOTE = f"""INSERT INTO members_address (person_id, address, since, by_id, source)
VALUES ({{person}}, {{address}}, now(), {BY}, CASE
    WHEN {FROM_CONTEXT} ->> 'path' = 'import_dossier' THEN '{AddressSource.OLDER_FILE}'
    WHEN {BY} = {{person}} OR {FROM_CONTEXT} ->> 'path' LIKE '/account/%' THEN '{AddressSource.OWN}'
    WHEN {BY} IS NOT NULL THEN '{AddressSource.OFFICER}'
    ELSE '{AddressSource.UNSTATED}' END);"""
END = f"UPDATE members_address SET until = greatest(now(), since), ended_by_id = {BY} WHERE until IS NULL AND"

FOLLOWS_THE_PERSON = f"""
IF TG_OP = 'UPDATE' THEN
    IF NEW.email IS NOT DISTINCT FROM OLD.email THEN RETURN NULL; END IF;
    IF NEW.email IS NULL THEN
        {END} person_id = NEW.id;
    ELSIF NOT {IN_USE.format(person="NEW.id", address="NEW.email")} THEN
        {END} person_id = NEW.id AND address = OLD.email;
    END IF;
END IF;
IF NEW.email IS NOT NULL AND NOT {IN_USE.format(person="NEW.id", address="NEW.email")} THEN
    {NOTE.format(person="NEW.id", address="NEW.email")}
END IF;
RETURN NULL;
"""
"""To choose another address in use leaves the one before in use; a new one in its place ends it."""

FOLLOWS_SIGNING_IN = f"""
IF TG_OP = 'DELETE' THEN
    {END} person_id = OLD.user_id AND address = OLD.email AND NOT EXISTS (
        SELECT 1 FROM members_person WHERE id = OLD.user_id AND email = OLD.email
    );
ELSIF NEW.verified AND NOT {IN_USE.format(person="NEW.user_id", address="NEW.email")} THEN
    {NOTE.format(person="NEW.user_id", address="NEW.email")}
END IF;
RETURN NULL;
"""

KEPT = """
IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'An address that was in use stays on record.';
END IF;
IF (NEW.address, NEW.since, NEW.by_id, NEW.source)
        IS DISTINCT FROM (OLD.address, OLD.since, OLD.by_id, OLD.source)
    OR (OLD.until IS NOT NULL AND NEW.until IS DISTINCT FROM OLD.until)
    OR (OLD.until IS NULL AND NEW.person_id <> OLD.person_id) THEN
    RAISE EXCEPTION 'An address on record is ended, and changed in no other way.';
END IF;
IF NEW.until IS NOT NULL AND OLD.until IS NULL AND EXISTS (
    SELECT 1 FROM members_person WHERE id = OLD.person_id AND email = OLD.address
) THEN
    RAISE EXCEPTION 'Mail goes to this address: choose another one first.';
END IF;
RETURN NEW;
"""

SIGNS_IN_NO_MORE = """
IF NEW.until IS NOT NULL AND OLD.until IS NULL THEN
    DELETE FROM account_emailaddress WHERE user_id = NEW.person_id AND email = NEW.address;
END IF;
RETURN NULL;
"""


class Address(models.Model):
    """An address of somebody from one moment until another; in use while `until` is absent.

    One address is in use by one person at a time. Once it has ended it may come to be another's, who has to
    show by a code that it is theirs now.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="addresses")
    address = AddressField()
    since = models.DateTimeField(default=clock.real_now, editable=False)
    until = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who gave it, where somebody was signed in.",
    )
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    source = models.CharField(max_length=12, choices=AddressSource)

    objects = AddressQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "addresses"
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["address"],
                condition=models.Q(until=None),
                name="address_in_use_once",
                violation_error_message="Somebody uses this address already.",
            ),
            models.CheckConstraint(
                condition=is_plain("address"),
                name="address_plain",
                violation_error_message="An address is kept in small letters, without unseen characters.",
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="address_ends_after_start",
            ),
        ]
        indexes = [models.Index(fields=["address"], name="address_to_find_by")]
        triggers = [
            never_emptied(),
            pgtrigger.Trigger(
                name="kept",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=KEPT,
            ),
            pgtrigger.Trigger(
                name="signs_in_no_more",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                func=SIGNS_IN_NO_MORE,
            ),
        ]

    def __str__(self) -> str:
        return self.address


class SigningIn(EmailAddress):
    """The library's table of addresses that sign somebody in, for the trigger that follows it."""

    class Meta:
        proxy = True
        ordering = ["pk"]
        triggers = [
            pgtrigger.Trigger(
                name="kept_in_history",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=FOLLOWS_SIGNING_IN,
            )
        ]
