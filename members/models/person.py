"""People: everyone the society knows, whether or not they can sign in."""

from collections.abc import Collection
from typing import Any

import pgtrigger
import rules
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from members import clock
from members.addresses import AddressField, is_plain
from members.enums import Profession
from members.history import tracked
from members.models.address import FOLLOWS_THE_PERSON
from members.querysets import PersonQuerySet


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):
    """Creates people; an address is absent for those known from old files only."""

    def create_user(self, email: str | None = None, password: str | None = None, **fields) -> "Person":
        """Return a new person; without a password they sign in by a code sent to the address."""
        person = self.model(email=email or None, **fields)
        person.set_password(password)
        person.full_clean(exclude=["password"])
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "Person":
        """Return a new person who may open the (read-only) admin."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


@tracked(exclude=("password", "last_login"))
class Person(AbstractBaseUser):
    """One human being; the user model. Signs in by e-mail address, unique without regard to case."""

    email = AddressField("e-mail address", null=True, blank=True)
    name = models.CharField(max_length=120, help_text="As it should stand on a certificate, with title.")
    profession = models.CharField(max_length=20, choices=Profession, default=Profession.OTHER)
    time_zone = models.CharField(max_length=64, blank=True, help_text="Empty means the society's own.")
    listed_publicly = models.BooleanField("may be listed publicly", default=False)
    wants_optional_mail = models.BooleanField("mail for what is not essential", default=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    is_superuser = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_records",
        help_text="The record of the same person that stays; this one has ended, and names who signed what.",
    )

    objects = PersonManager()
    _as_read: dict[str, Any] = {}

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="person_email_unique",
                violation_error_message="Somebody uses this address already.",
            ),
            models.CheckConstraint(
                condition=is_plain("email"),
                name="person_email_plain",
                violation_error_message="An address is kept in small letters, without unseen characters.",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="person_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(merged_into=None)
                | models.Q(is_active=False, email=None) & ~models.Q(merged_into=models.F("id")),
                name="person_merged_has_ended",
                violation_error_message="A record that was merged into another stays ended.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="address_in_history",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("email"),
                func=FOLLOWS_THE_PERSON,
            )
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any]) -> "Person":
        """Remember what was read."""
        person = super().from_db(db, field_names, values)
        person._as_read = person._columns()
        return person

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write what has been changed since the row was read, and bring nothing else of it back.

        Whoever read the row before somebody ended the account, put the address right or merged the record,
        and writes a password after that, undoes nothing.
        """
        if not args and not self._state.adding and self._as_read and kwargs.get("update_fields") is None:
            now = self._columns()
            kwargs["update_fields"] = [name for name in now if now[name] != self._as_read.get(name)]
        super().save(*args, **kwargs)
        self._remember(kwargs.get("update_fields"))

    def refresh_from_db(
        self, using: str | None = None, fields: Collection[str] | None = None, **kwargs: Any
    ) -> None:
        """Remember what was read this time."""
        super().refresh_from_db(using, fields, **kwargs)
        self._remember(fields)

    def _remember(self, names: Collection[str] | None) -> None:
        """What of the row is known to be as it is here: the columns named, or all of them."""
        now = self._columns()
        if names is not None:
            read = (self._meta.get_field(name).attname for name in names)
            now = self._as_read | {name: now[name] for name in read}
        self._as_read = now

    def _columns(self) -> dict[str, Any]:
        names = (field.attname for field in self._meta.concrete_fields)
        return {name: self.__dict__[name] for name in names if name in self.__dict__}

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        """The first name, without a leading title."""
        words = [word for word in self.name.split() if word.rstrip(".").lower() not in ("dr", "prof")]
        return words[0] if words else self.name

    def has_perm(self, permission: str, about: object = None) -> bool:
        """Ask the rules alone; being superuser opens the (read-only) admin and no office's right."""
        if rules.perm_exists(permission):
            return self.is_active and rules.has_perm(permission, self, about)
        return self.is_active and self.is_superuser

    def has_module_perms(self, app_label: str) -> bool:
        """Only a superuser sees the admin's lists."""
        return self.is_active and self.is_superuser

    def natural_key(self) -> tuple[str]:
        return (self.email or "",)
