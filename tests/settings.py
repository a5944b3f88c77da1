"""The product's own settings, but for what a test cannot wait for or must not share.

Nothing but the addresses of the servers comes from the environment, so that a test
passes or fails alike on every machine.
"""

import os

os.environ |= {
    # Tests make databases and empty tables, which the application's role may not. Tests of
    # rights take that role with the `app_role` fixture.
    "DATABASE_AS_OWNER": "1",
    # Plain HTTP and unhashed stylesheets; Django itself turns DEBUG off while tests run.
    "DEBUG": "1",
    "DEMO": "1",
    "REQUIRE_MFA": "0",
    "SECRET_KEY": "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz-!",
    "FIELD_ENCRYPTION_KEYS": "test:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
    "LOOKUP_HASH_KEY": "only-for-tests",
    "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
    "COUNCIL_NAME": "Exampleshire Council",
    "SERVICE_NAME": "Family group conferences",
    "NATION": "ENG",
    "SESSION_IDLE_MINUTES": "30",
    "SESSION_ABSOLUTE_HOURS": "12",
    "TRUSTED_PROXY_COUNT": "0",
    "OIDC_ISSUER": "",
    "RUN_TOKEN": "",
    "READY_TOKEN": "",
    "MESSAGES_VIA": "",
    "DATABASE_POOLED": "0",
    "REPLICA_URL": "",
}

from restorative.settings import *  # noqa: F403
from restorative.settings import CACHES, DATABASES, MIDDLEWARE

# Serves collected files, of which there are none.
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise.")]
# A deliberately slow hash would be most of the running time.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Failed sign-ins are counted here: one test's must not lock out another's.
CACHES |= {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# `make test` migrates once; each test process then copies that database.
if "TEST_DATABASE_TEMPLATE" in os.environ:
    DATABASES["default"]["TEST"] = {"TEMPLATE": os.environ["TEST_DATABASE_TEMPLATE"]}
