from django.urls import include, path

from restorative import brand

urlpatterns = [
    path("brand.css", brand.brand_css, name="brand_css"),
    path("account/", include("allauth.urls")),
    path("", include("accounts.urls")),
    path("", include("cases.urls")),
    path("", include("conferences.urls")),
]
handler400 = "restorative.errors.bad_request"
handler500 = "restorative.errors.server_error"
