"""Addresses of signing in: those of django-allauth that we serve, under its own names.

What is not here (sign-up, addresses, social accounts, codes by mail) does not exist.
"""

from django.urls import path, re_path

from distretti.views import accesso

urlpatterns = [
    path("accedi/", accesso.accedi, name="accedi"),
    path("accedi/", accesso.accedi, name="account_login"),
    path("accedi-qui/", accesso.accedi_qui, name="accedi_qui"),
    path("esci/", accesso.esci, name="esci"),
    path("esci/", accesso.esci, name="account_logout"),
    path("accesso/conferma/", accesso.conferma, name="account_reauthenticate"),
    path("accesso/password/", accesso.password, name="account_change_password"),
    path(
        "accesso/password-dimenticata/",
        accesso.password_dimenticata,
        name="account_reset_password",
    ),
    path(
        "accesso/password-dimenticata/mandata/",
        accesso.password_mandata,
        name="account_reset_password_done",
    ),
    path(
        "accesso/password-nuova/fatto/",
        accesso.password_fatta,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^accesso/password-nuova/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        accesso.password_nuova,
        name="account_reset_password_from_key",
    ),
    path("accesso/", accesso.il_mio_accesso, name="mfa_index"),
    path("accesso/codice/", accesso.codice, name="mfa_authenticate"),
    path("accesso/codice/conferma/", accesso.conferma_codice, name="mfa_reauthenticate"),
    path("accesso/app/", accesso.attiva_app, name="mfa_activate_totp"),
    path("accesso/app/togli/", accesso.togli_app, name="mfa_deactivate_totp"),
    path("accesso/recupero/", accesso.codici, name="mfa_view_recovery_codes"),
    path("accesso/recupero/nuovi/", accesso.codici_nuovi, name="mfa_generate_recovery_codes"),
    path("accesso/recupero/file/", accesso.codici_file, name="mfa_download_recovery_codes"),
]
