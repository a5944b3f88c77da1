"""All settings, from the environment. `.env.example` explains each variable."""

from pathlib import Path
from typing import Any

import django_stubs_ext
import pghistory
from csp.constants import NONCE, NONE, SELF

from restorative.environment import (
    DEMO_SCALES,
    database,
    flag,
    number,
    numbers_by_name,
    one_of,
    required,
    scales,
    text,
    words,
)
from restorative.logs import logging_config

# Before anything else is imported: see pyproject.toml.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent

# How this runs -------------------------------------------------------------------------

DEBUG = flag("DEBUG", default=False)
LIVE = not DEBUG
# Made-up families, one-click sign-in, nothing sent. restorative/environment.py refuses it live.
DEMO = flag("DEMO", default=False)
# Set by `make run`, so that a server left over from another run is not mistaken for ours.
RUN_TOKEN = text("RUN_TOKEN")
# Whoever asks /readyz shows this; without it the page does not exist.
READY_TOKEN = text("READY_TOKEN")

# Secrets -------------------------------------------------------------------------------

SECRET_KEY = required("SECRET_KEY")
SECRET_KEY_FALLBACKS = words("SECRET_KEY_FALLBACKS")
# "id:key,id:key": the first writes, all read. Apart from SECRET_KEY, so each rotates alone.
FIELD_ENCRYPTION_KEYS = required("FIELD_ENCRYPTION_KEYS")
LOOKUP_HASH_KEY = required("LOOKUP_HASH_KEY")

# The product ---------------------------------------------------------------------------

COUNCIL_NAME = required("COUNCIL_NAME", when=LIVE) or "Exampleshire Council"
SERVICE_NAME = text("SERVICE_NAME", "Family group conferences")
BRAND_COLOUR = text("BRAND_COLOUR", "#1d70b8")
NATION = one_of("NATION", ("ENG", "WLS", "SCT", "NIR"), "ENG")
# How many days the service gives itself for a step, where it differs: cases/timescales.py.
TIMESCALES = numbers_by_name("TIMESCALES")
# The scales on which families give their own scores at follow-ups: none unless a service chooses.
OUTCOME_SCALES = scales("OUTCOME_SCALES") or (DEMO_SCALES if DEMO else ())
# What is asked at follow-ups beyond what each kind of meeting asks: cases/outcomes/items.py.
OUTCOME_ALSO = words("OUTCOME_ALSO")
# Kinds of meeting from outside conferences/formats/: modules with a FORMAT each.
MORE_FORMATS = words("MORE_FORMATS")
REQUIRE_MFA = flag("REQUIRE_MFA", default=not DEMO)
SESSION_IDLE_MINUTES = number("SESSION_IDLE_MINUTES", 30)
SESSION_ABSOLUTE_HOURS = number("SESSION_ABSOLUTE_HOURS", 12)

# The application -----------------------------------------------------------------------

INSTALLED_APPS = [
    "restorative.apps.RestorativeConfig",
    "accounts",
    "cases",
    "conferences",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "pgtrigger",
    "pghistory",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "crispy_forms",
    "csp",
]

MIDDLEWARE = [
    "restorative.health.HealthMiddleware",
    "restorative.middleware.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Outside everything that asks for a nonce.
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    # Before the first that reads the form.
    "restorative.middleware.WholeBody",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Django's LoginRequiredMiddleware, which also gives back what was typed.
    "accounts.middleware.signing_in.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "accounts.middleware.signing_in.PrivateAnswers",
    "accounts.middleware.session_limits.SessionLimits",
    "accounts.middleware.second_factor.RequireMFA",
    "restorative.one_look.OneLook",
    "accounts.middleware.auditing.AuditContext",
    "accounts.middleware.auditing.ForeignChoices",
    "accounts.middleware.auditing.Refusals",
]

ROOT_URLCONF = "restorative.urls"
WSGI_APPLICATION = "restorative.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "restorative.context.product",
                "accounts.context.frame",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_TEMPLATE_PACK = "govuk"
CRISPY_ALLOWED_TEMPLATE_PACKS = ("govuk",)
CRISPY_FAIL_SILENTLY = False

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
# English alone, as families are written to; without catalogues a page is drawn faster.
USE_I18N = False
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if LIVE
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# Database and cache --------------------------------------------------------------------

# Two roles: the owner migrates, the application reads and writes but cannot touch what is
# written once. manage.py chooses the owner for the commands that need it.
_APP_DATABASE = database(required("DATABASE_URL"))
_OWNER_DATABASE = database(text("DATABASE_OWNER_URL") or text("DATABASE_URL"))
# Whether a pool hands each transaction another connection. The cache then needs one beside it
# (or none): who holds a connection and waits for a second of the same pool may wait for ever.
DATABASE_POOLED = flag("DATABASE_POOLED", default=False)
_CACHE_DATABASE = database(required("DATABASE_CACHE_URL", when=DATABASE_POOLED))
DATABASE_APP_ROLE = _APP_DATABASE["USER"]
DATABASE_AS_OWNER = flag("DATABASE_AS_OWNER", default=False)
# Besides all history tables: who looked, and what happened.
WRITTEN_ONCE_TABLES = [
    "accounts_accessevent",
    "cases_earliersummary",
    "cases_event",
    "cases_remindertext",
    "conferences_attendancedecision",
    "conferences_briefsignature",
    "conferences_pairdecision",
]
# Never changed either, but thrown away with a draft: a trigger keeps all others.
UNCHANGED_TABLES = ["cases_fact"]
_DATABASE: dict[str, Any] = {
    **(_OWNER_DATABASE if DATABASE_AS_OWNER else _APP_DATABASE),
    "CONN_MAX_AGE": 60,
    "CONN_HEALTH_CHECKS": True,
    # A cursor that the server keeps from one transaction to the next would be lost in a pool.
    "DISABLE_SERVER_SIDE_CURSORS": DATABASE_POOLED,
}
DATABASES: dict[str, dict[str, Any]] = {
    "default": {**_DATABASE, "ATOMIC_REQUESTS": True},
    # The cache counts failed sign-ins. On a connection of its own a count survives the
    # rollback of the request that made it, and its row locks do not wait for the request.
    "cache": {
        **_DATABASE,
        **(_CACHE_DATABASE if DATABASE_POOLED and not DATABASE_AS_OWNER else {}),
        "ATOMIC_REQUESTS": False,
        "TEST": {"MIRROR": "default"},
    },
}
# For figures and files, where there is one (restorative/replica.py). Never waited for long.
REPLICA_URL = text("REPLICA_URL")
if REPLICA_URL:
    _REPLICA = database(REPLICA_URL)
    _LIMITS = {"connect_timeout": "2", "tcp_user_timeout": "5000"}
    DATABASES["replica"] = {
        **_REPLICA,
        "OPTIONS": {**_LIMITS, **_REPLICA["OPTIONS"]},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"MIRROR": "default"},
    }
DATABASE_ROUTERS = ["restorative.routers.CacheRouter", "restorative.replica.ReplicaRouter"]

# In PostgreSQL, not Redis: sign-in and its limits work while Redis is away. The default of
# 300 entries would let a spray of passwords push the limits out.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    },
    # Parts of the frame of pages, in each process of its own, by all that they say.
    "process": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "process",
    },
}

# History rows carry their own context: the library's shared table is updated in place,
# which the application's role may not do to anything that is written once.
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_APPEND_ONLY = True

# Sign-in -------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.NotTheDemoPassword"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"

# By invitation only; secrets encrypted; work accounts connected by an explicit rule.
ACCOUNT_ADAPTER = "accounts.adapters.InvitedAccountAdapter"
MFA_ADAPTER = "accounts.adapters.EncryptingMFAAdapter"
SOCIALACCOUNT_ADAPTER = "accounts.adapters.WorkAccountAdapter"
# An administrator changes it: whoever holds the address can set a new password.
ACCOUNT_MAX_EMAIL_ADDRESSES = 1
# The same forms with our words.
_FORMS = "accounts.forms.sign_in"
ACCOUNT_FORMS = {
    "login": f"{_FORMS}.LoginForm",
    "change_password": f"{_FORMS}.ChangePasswordForm",
    "set_password": f"{_FORMS}.SetPasswordForm",
    "reset_password": f"{_FORMS}.ResetPasswordForm",
    "reset_password_from_key": f"{_FORMS}.ResetPasswordKeyForm",
    "reauthenticate": f"{_FORMS}.PasswordAgainForm",
}
MFA_FORMS = {
    "authenticate": f"{_FORMS}.CodeForm",
    "reauthenticate": f"{_FORMS}.CodeAgainForm",
    "activate_totp": f"{_FORMS}.ActivateAppForm",
    "add_webauthn": "accounts.forms.passkeys.AddPasskeyForm",
    "login_webauthn": "accounts.forms.passkeys.PasskeyLoginForm",
    "authenticate_webauthn": "accounts.forms.passkeys.PasskeyForm",
    "reauthenticate_webauthn": "accounts.forms.passkeys.PasskeyAgainForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if LIVE else "http"
# After so many within five minutes the next is refused, and the owner is told.
FAILED_SIGN_INS = 5
ACCOUNT_RATE_LIMITS = {
    "login_failed": f"10/m/ip,{FAILED_SIGN_INS}/300s/key",
    "reset_password": "5/m/ip,3/h/key",
}
# The number of proxies in front of us: with a wrong one, everybody shares one limit.
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT = number("TRUSTED_PROXY_COUNT", 0)

MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RECOVERY_CODE_DIGITS = 10
MFA_TRUST_ENABLED = False
MFA_TOTP_ISSUER = SERVICE_NAME
# Written by accounts.middleware.session_limits, once a minute, not on every request.
USERSESSIONS_TRACK_ACTIVITY = False

SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = False
SOCIALACCOUNT_STORE_TOKENS = False
# One tenant's issuer, never a shared one such as /common.
OIDC_ISSUER = text("OIDC_ISSUER")
OIDC_NAME = text("OIDC_NAME", "your work account")
# Only where the provider itself always asks for a second factor (Conditional Access).
OIDC_PROVIDES_MFA = flag("OIDC_PROVIDES_MFA", default=False)
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, Any]] = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "work",
                "name": OIDC_NAME,
                "client_id": required("OIDC_CLIENT_ID", when=bool(OIDC_ISSUER)),
                "secret": required("OIDC_CLIENT_SECRET", when=bool(OIDC_ISSUER)),
                "settings": {
                    "server_url": OIDC_ISSUER,
                    "uid_field": text("OIDC_UID_FIELD", "oid"),
                    # The lasting id and the tenant stand in the token alone.
                    "fetch_userinfo": False,
                },
            }
        ]
        if OIDC_ISSUER
        else [],
    }
}

# Sessions, cookies, headers ------------------------------------------------------------

SESSION_ENGINE = "django.contrib.sessions.backends.db"
# A message may name somebody: it does not lie in a cookie on a shared laptop.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_HOURS * 60 * 60
# The prefix binds a cookie to this host, and browsers accept it over HTTPS only.
_COOKIE_PREFIX = "__Host-" if LIVE else ""
SESSION_COOKIE_NAME = f"{_COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{_COOKIE_PREFIX}csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LIVE
# Lax, not Strict: the way back from the identity provider comes from another site.
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "accounts.views.expired.csrf_failure"

required("ALLOWED_HOSTS", when=LIVE)
ALLOWED_HOSTS = words("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS")
# Django's own limit lets a hundred be opened by one request.
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_HANDLERS = ["restorative.uploads.NamelessFiles"]
# Of one request: a little more than the largest spreadsheet, so that it is told how large it is.
UPLOAD_MOST_BYTES = 101 * 1024 * 1024
SECURE_SSL_REDIRECT = LIVE
if TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 63_072_000 if LIVE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = LIVE
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        # data: for the square code that enrols an authenticator app.
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *([OIDC_ISSUER] if OIDC_ISSUER else [])],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
_NO_ONE: list[str] = []
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "camera": _NO_ONE,
    "display-capture": _NO_ONE,
    "geolocation": _NO_ONE,
    "microphone": _NO_ONE,
    "payment": _NO_ONE,
    "usb": _NO_ONE,
}
SILENCED_SYSTEM_CHECKS = [
    # HSTS preloading binds the council's whole domain: theirs to decide, not an application's.
    "security.W021",
    # An email address is unique whatever its capitals: a constraint says so, not the field.
    "auth.W004",
]

# Mail ----------------------------------------------------------------------------------

if DEMO:
    EMAIL_BACKEND = "accounts.outbox.OutboxEmailBackend"
else:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = required("EMAIL_HOST", when=LIVE) or "localhost"
EMAIL_PORT = number("EMAIL_PORT", 587 if LIVE else 25)
EMAIL_HOST_USER = text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS", default=LIVE)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = required("DEFAULT_FROM_EMAIL", when=LIVE) or "restorative@localhost"
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# After so many days somebody asks again whether a way to write to a person is safe.
CONFIRMED_WITHIN_DAYS = number("CONFIRMED_WITHIN_DAYS", 183)

# Messages to families and reminders ------------------------------------------------------

# Who takes them: GOV.UK Notify, the mail server above, or a demo's outbox (docs/running/reminders.md).
# A demo reaches nobody, whatever is set.
_VIA = ("outbox",) if DEMO else ("smtp", "notify")
MESSAGES_VIA = one_of("MESSAGES_VIA", _VIA, _VIA[0])
_NOTIFY = MESSAGES_VIA == "notify"
NOTIFY_API_KEY = required("NOTIFY_API_KEY", when=_NOTIFY)
NOTIFY_BASE_URL = text("NOTIFY_BASE_URL", "https://api.notifications.service.gov.uk")
NOTIFY_TEXT_TEMPLATE = required("NOTIFY_TEXT_TEMPLATE", when=_NOTIFY)
NOTIFY_EMAIL_TEMPLATE = required("NOTIFY_EMAIL_TEMPLATE", when=_NOTIFY)
# Without it, letters are written by hand.
NOTIFY_LETTER_TEMPLATE = text("NOTIFY_LETTER_TEMPLATE")
# What Notify shows when it tells us how a message fared. Without it we ask for ourselves.
NOTIFY_CALLBACK_TOKEN = text("NOTIFY_CALLBACK_TOKEN")
NOTIFY_TIMEOUT_SECONDS = number("NOTIFY_TIMEOUT_SECONDS", 10)
# How long a worker has for what it took. Far more than the time-out: when it ends, nothing is
# under way any more, and the provider can be asked what it got.
REMINDER_LEASE_SECONDS = number("REMINDER_LEASE_SECONDS", 90)
# How long to wait after each attempt that failed.
REMINDER_RETRY_SECONDS = [
    int(seconds) for seconds in words("REMINDER_RETRY_SECONDS", "60,300,900,3600,10800")
]
# How many messages are on their way at once, for each worker.
REMINDER_SENDERS = number("REMINDER_SENDERS", 16)

# Work in the background ----------------------------------------------------------------

# Tasks are nudges: rows in the database say what is due, so a lost broker loses nothing,
# and a request must not wait for one.
CELERY_BROKER_URL = required("REDIS_URL", when=LIVE) or "redis://localhost:6379/0"
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "UTC"
CELERY_ENABLE_UTC = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 150
CELERY_TASK_SOFT_TIME_LIMIT = 120
CELERY_TASK_PUBLISH_RETRY_POLICY = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.2,
}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_TIMEOUT = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {
    "visibility_timeout": 600,
    "socket_timeout": 2,
    "socket_connect_timeout": 1,
    "socket_keepalive": True,
    "max_retries": 1,
}
# Intervals, not local times: no clock change can drop or double one. Short ones: beat counts
# anew when it starts, so that what comes once a day would never come to a server restarted daily.
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "clear-expired-sessions": {
        "task": "restorative.tasks.clear_expired_sessions",
        "schedule": 3600.0,
        "options": {"expires": 3000},
    },
    "warn-of-refusals": {
        "task": "accounts.tasks.warn_of_refusals_task",
        "schedule": 60.0,
        "options": {"expires": 50},
    },
    "dispatch-reminders": {
        "task": "cases.tasks.dispatch_reminders_task",
        "schedule": 15.0,
        "options": {"expires": 14},
    },
    "recover-reminders": {
        "task": "cases.tasks.recover_reminders_task",
        "schedule": 30.0,
        "options": {"expires": 25},
    },
    "ask-for-receipts": {
        "task": "cases.tasks.ask_for_receipts_task",
        "schedule": 900.0,
        "options": {"expires": 600},
    },
    "plan-reminders": {
        "task": "cases.tasks.plan_reminders_task",
        "schedule": 600.0,
        "options": {"expires": 500},
    },
    "mail-digests": {
        "task": "cases.tasks.mail_digests_task",
        "schedule": 600.0,
        "options": {"expires": 500},
    },
    "sweep-drafts": {
        "task": "cases.tasks.sweep_drafts_task",
        "schedule": 3600.0,
        "options": {"expires": 3000},
    },
    "escalate-glass-reviews": {
        "task": "cases.tasks.escalate_glass_reviews_task",
        "schedule": 900.0,
        "options": {"expires": 600},
    },
    "warn-of-the-excluded": {
        "task": "cases.tasks.warn_of_the_excluded_task",
        "schedule": 60.0,
        "options": {"expires": 50},
    },
    "refresh-figures": {
        "task": "conferences.tasks.refresh_figures_task",
        "schedule": 60.0,
        "options": {"expires": 50},
    },
    "remind-without-a-case": {
        "task": "conferences.tasks.remind_alone_task",
        "schedule": 3600.0,
        "options": {"expires": 3000},
    },
    "sweep-reflections": {
        "task": "conferences.tasks.sweep_reflections_task",
        "schedule": 86400.0,
        "options": {"expires": 3000},
    },
    "sweep-files": {
        "task": "conferences.tasks.sweep_files_task",
        "schedule": 60.0,
        "options": {"expires": 50},
    },
    "publish-report": {
        "task": "conferences.tasks.publish_report_task",
        "schedule": 3600.0,
        "options": {"expires": 3000},
    },
    "sweep-sheets": {
        "task": "conferences.tasks.sweep_sheets_task",
        "schedule": 60.0,
        "options": {"expires": 50},
    },
}

# Logs ----------------------------------------------------------------------------------

LOGGING = logging_config(readable=DEBUG)
