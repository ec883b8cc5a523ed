"""All settings, read from the environment; production refuses to start on a weak one.

`APP_MODE` says what this process serves: `production` (default), `demo` (a demonstration
society, sign-in by one button per role, a clock that can be moved) or `test`.
"""

from pathlib import Path
from urllib.parse import unquote

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

APP_MODE = env.str("APP_MODE", "production")
if APP_MODE not in ("production", "demo", "test"):
    raise ImproperlyConfigured("APP_MODE is one of production, demo, test.")
IN_PRODUCTION = APP_MODE == "production"

DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "" if IN_PRODUCTION else "only-for-demonstration-and-tests-" + "x" * 32)
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[] if IN_PRODUCTION else ["127.0.0.1", "localhost", "testserver"]
)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
DEMO_SIGN_IN = env.bool("DEMO_SIGN_IN", APP_MODE == "demo")
MOVABLE_CLOCK = env.bool("MOVABLE_CLOCK", not IN_PRODUCTION)
BASE_URL = env.str("BASE_URL", "http://127.0.0.1:8000")
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("ALLAUTH_TRUSTED_PROXY_COUNT", 0)
TRUST_FORWARDED_PROTO = env.bool("TRUST_FORWARDED_PROTO", False)
LOOPBACK = ("127.0.0.1", "localhost", "::1")


MAIL = env.str("EMAIL_URL", "") or ("dummymail://" if IN_PRODUCTION else "consolemail://")
EMAIL_CONFIG = env.email_url_config(MAIL)
EMAIL_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_HOST = EMAIL_CONFIG.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = EMAIL_CONFIG.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = EMAIL_CONFIG.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = EMAIL_CONFIG.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = EMAIL_CONFIG.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL_CONFIG.get("EMAIL_USE_SSL", False)
EMAIL_FILE_PATH = EMAIL_CONFIG.get("EMAIL_FILE_PATH") or None


def refuse_weak_production() -> None:
    """Raise ImproperlyConfigured naming every setting that must not be used in production."""
    faults = []
    if (
        len(SECRET_KEY) < 50
        or len(set(SECRET_KEY)) < 10
        or SECRET_KEY.startswith(("django-insecure", "only-for-"))
    ):
        faults.append("SECRET_KEY is missing or weak: give at least 50 random characters")
    if DEBUG:
        faults.append("DEBUG is on")
    if not ALLOWED_HOSTS or any(host == "*" or host.startswith(".") for host in ALLOWED_HOSTS):
        faults.append("ALLOWED_HOSTS is empty or holds a wildcard: name each host")
    if DEMO_SIGN_IN:
        faults.append("DEMO_SIGN_IN is on: anyone could sign in as anyone")
    if MOVABLE_CLOCK:
        faults.append("MOVABLE_CLOCK is on: dates could be forged")
    if not EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        faults.append(
            "EMAIL_URL names no mail server: nobody could sign in, and nobody would be told anything"
        )
    elif EMAIL_HOST_PASSWORD and not (EMAIL_USE_TLS or EMAIL_USE_SSL) and EMAIL_HOST not in LOOPBACK:
        faults.append("EMAIL_URL would send a password in the clear: use smtp+tls:// or smtp+ssl://")
    if not BASE_URL.startswith("https://"):
        faults.append("BASE_URL is not an https address")
    if faults:
        raise ImproperlyConfigured("Refusing to start in production: " + "; ".join(faults) + ".")


if IN_PRODUCTION:
    refuse_weak_production()

INSTALLED_APPS = [
    "members.apps.House",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "pgtrigger",
    "pghistory",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_include_bootstrap",
    "django_filters",
    "heroicons",
    "import_export",
    "rules",
    "csp",
    "members",
    "supervision",
    "intensives",
    "credentialing",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "members.middleware.readable",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "members.middleware.what_was_typed",
    "members.middleware.refusals_and_references",
    "members.middleware.history_context",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "members.context.shell",
            ],
            "builtins": ["django.contrib.humanize.templatetags.humanize", "members.templatetags.pieces"],
        },
    },
]

DATABASES = {"default": env.db_url("DATABASE_URL", default="postgres:///credentialing")}
DATABASES["default"]["HOST"] = unquote(
    DATABASES["default"].get("HOST", "")
)  # a socket's folder is percent-encoded
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", 60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"].setdefault("OPTIONS", {})
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entry",
        "OPTIONS": {"MAX_ENTRIES": 200_000},  # counted tries live here: a flood must not push them out
    }
}

AUTH_USER_MODEL = "members.Person"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "road"

SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # the address is unique by an index on its lower case
ACCOUNT_ADAPTER = "members.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_SIGNUP_FORM_CLASS = "members.forms.JoinForm"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_FORMS = {
    "login": "members.forms.sign_in.SignInForm",
    "request_login_code": "members.forms.sign_in.AskForCodeForm",
    "signup": "members.forms.sign_in.JoiningForm",
    "add_email": "members.forms.sign_in.AnotherAddressForm",
    "reset_password": "members.forms.sign_in.NewPasswordForm",
    "change_password": "allauth.account.forms.SetPasswordForm",
}
ACCOUNT_MAX_EMAIL_ADDRESSES = 5
ACCOUNT_RATE_LIMITS = {  # by address and account (members.limits), so that nobody uses up another's tries
    "login_failed": "10/m/ip,5/300s/key",
    "request_login_code": "20/m/ip",
    "reset_password": "20/m/ip",
    "confirm_email": "20/m/ip",
}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
USERSESSIONS_TRACK_ACTIVITY = False

LANGUAGE_CODE = "en-us"
TIME_ZONE = env.str("ORG_TIMEZONE", "America/New_York")
USE_I18N = False
USE_TZ = True
DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"

STATIC_URL = "static/"
STATIC_ROOT = env.path("STATIC_ROOT", str(BASE_DIR / "staticfiles"))
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = not IN_PRODUCTION
WHITENOISE_AUTOREFRESH = False
MEDIA_ROOT = env.path("MEDIA_ROOT", str(BASE_DIR / ".local" / "media"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if IN_PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Balint Credentialing <credentialing@example.org>")

CELERY_BROKER_URL = env.str("REDIS_URL", "redis://127.0.0.1:6379/0")
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_SOFT_TIME_LIMIT = 90
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
SWEEP_SECONDS = env.float("SWEEP_SECONDS", 5.0)
NOTICE_LEASE_SECONDS = env.float("NOTICE_LEASE_SECONDS", 300.0)
CELERY_BEAT_SCHEDULE = {
    "sweep-notices": {"task": "members.tasks.sweep_notices", "schedule": SWEEP_SECONDS},
    "beat-heartbeat": {"task": "members.tasks.heartbeat", "schedule": 15.0},
    "close-ballots": {"task": "credentialing.tasks.close_ballots", "schedule": max(SWEEP_SECONDS, 1.0)},
    "make-documents": {"task": "credentialing.tasks.make_documents", "schedule": SWEEP_SECONDS},
    "daily-watch": {"task": "credentialing.tasks.daily_watch", "schedule": max(SWEEP_SECONDS * 12, 5.0)},
}
CELERY_BEAT_SCHEDULE["tidy"] = {"task": "members.tasks.tidy", "schedule": 3600.0}
for job in CELERY_BEAT_SCHEDULE.values():
    job["options"] = {
        "expires": max(3 * job["schedule"], 30.0)
    }  # an absent worker finds no heap of old sweeps

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "style-src": [SELF],
        "script-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "members.kept.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IN_PRODUCTION
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", IN_PRODUCTION)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUST_FORWARDED_PROTO else None
SECURE_HSTS_SECONDS = 31_536_000 if IN_PRODUCTION else 0

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", "INFO" if IN_PRODUCTION else "WARNING")},
}
