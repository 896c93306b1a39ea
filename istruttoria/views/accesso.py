"""Signing in with an e-mail address, and out."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpResponse


class AccessoForm(AuthenticationForm):
    """Addresses are kept in lower case: who types capitals still enters."""

    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": "E-mail o password non corrette. Attenzione a maiuscole e minuscole.",
    }

    def clean_username(self) -> str:
        return self.cleaned_data["username"].strip().lower()


class Accesso(LoginView):
    template_name = "accesso/accedi.html"
    authentication_form = AccessoForm
    http_method_names = ["get", "head", "post"]

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        risposta = super().form_invalid(form)
        risposta.status_code = 422
        return risposta


accedi = login_not_required(Accesso.as_view())
esci = LogoutView.as_view(http_method_names=["post"])
