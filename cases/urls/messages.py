from django.urls import path

from cases.views import notify_callback

urlpatterns = [
    path("notify/receipts/", notify_callback.notify_callback, name="notify_callback"),
]
