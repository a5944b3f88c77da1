import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "restorative.settings")

application = get_wsgi_application()

from restorative.environment import require_complete  # noqa: E402  # settings must be read first

require_complete()
