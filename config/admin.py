"""The admin site of the officers."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig


class DistrettiAdminSite(AdminSite):
    site_header = "Distretti famiglia"
    site_title = "Distretti famiglia"
    index_title = "Ufficio"


class AdminConfig(DjangoAdminConfig):
    default_site = "config.admin.DistrettiAdminSite"
