"""What allauth keeps is not for the admin: addresses live in Utente, second factors are secrets."""

import allauth.account.admin
import allauth.mfa.admin  # noqa: F401 - both register themselves when imported
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin

admin.site.unregister([EmailAddress, Authenticator])
