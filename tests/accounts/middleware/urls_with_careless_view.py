from restorative.urls import urlpatterns as product
from tests.accounts.middleware import test_auditing

urlpatterns = [*product, *test_auditing.urlpatterns]
