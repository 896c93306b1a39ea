"""Every address × every persona, as one table written by hand; an address without a row fails.

Codes: 200 shown, 302 done or sent to sign in, 403 wrong role, 404 not among one's districts,
405 wrong method. Personae in the order of ``Persona``: anonimo, estraneo, lettore, manager,
coordinatore, referente amministrativo, funzionario, dirigente, estraneo dell'Ente, amministratore.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from distretti.enums import Persona
from distretti.models import Distretto
from distretti.services import impronta
from istruttoria import archivio
from istruttoria.models import Documento, Importazione, Osservazione, Versione
from programmi.models import Programma

PERSONE = [str(p) for p in Persona.values]


def tabella(righe: str) -> dict[str, tuple[str, str, str]]:
    """name: (method, what the address speaks of, codes)."""
    lette = (r.split(maxsplit=3) for r in righe.strip().splitlines() if not r.startswith("#"))
    return {nome: (metodo, cosa.strip("-"), codici) for nome, metodo, cosa, codici in lette}


PAGINE = tabella("""
#                                    ano est let man coo ref fun dir  eE amm
scrivania             get  -         302 200 200 200 200 200 200 200 200 200
accedi                get  -         200 302 302 302 302 302 302 302 302 302
accedi_qui            get  -         200 204 204 204 204 204 204 204 204 204
esci                  post -         302 302 302 302 302 302 302 302 302 302
account_login         get  -         200 302 302 302 302 302 302 302 302 302
account_logout        post -         302 302 302 302 302 302 302 302 302 302
account_reauthenticate get -         302 200 200 200 200 200 200 200 200 200
account_change_password get -        302 200 200 200 200 200 200 200 200 200
account_reset_password get -         200 200 200 200 200 200 200 200 200 200
account_reset_password_done get -    200 200 200 200 200 200 200 200 200 200
account_reset_password_from_key get chiave 410 410 410 410 410 410 410 410 410 410
account_reset_password_from_key_done get - 200 200 200 200 200 200 200 200 200 200
mfa_index             get  -         302 200 200 200 200 200 200 200 200 200
mfa_authenticate      get  -         302 302 302 302 302 302 302 302 302 302
mfa_reauthenticate    get  -         302 302 302 302 302 302 302 302 302 302
mfa_activate_totp     get  -         302 302 302 302 302 302 302 302 302 302
mfa_deactivate_totp   get  -         302 404 404 404 404 404 404 404 404 404
mfa_view_recovery_codes get -        302 404 404 404 404 404 404 404 404 404
mfa_generate_recovery_codes get -    302 302 302 302 302 302 302 302 302 302
mfa_download_recovery_codes get -    302 404 404 404 404 404 404 404 404 404
persone               get  distretto 302 404 200 200 200 200 200 200 404 200
incarico_nuovo        get  distretto 302 404 403 403 200 403 200 200 404 200
incarico_consegne     get  incarico  302 404 403 403 200 403 200 200 404 200
incarico_chiudi       get  incarico  302 404 403 403 200 403 200 200 404 200
incarico_invita       post incarico  302 404 403 403 302 403 302 302 404 302
invito_rimanda        post invito    302 404 403 403 302 403 302 302 404 302
invito_ritira         post invito    302 404 403 403 302 403 302 302 404 302
invito_accetta        get  gettone   200 200 200 200 200 200 200 200 200 200
programma             get  programma 302 404 200 200 200 200 200 200 404 200
programma_pdf         get  programma 302 404 200 200 200 200 200 200 404 200
programma_word        get  programma 302 404 200 200 200 200 200 200 404 200
programma_json        get  programma 302 404 200 200 200 200 200 200 404 200
passo                 get  passo     302 404 403 403 403 403 200 200 404 403
osserva               get  programma 302 404 403 403 403 403 200 200 404 403
supera                get  programma 302 404 403 403 403 403 200 200 404 403
rispondi              get  remark    302 404 403 200 200 200 200 200 404 403
chiudi                post remark    302 404 403 403 403 403 302 302 404 403
riapri                post remark    302 404 403 403 403 403 302 302 404 403
documento             get  documento 302 404 200 200 200 200 200 200 404 200
redazione             get  programma 302 404 403 200 403 200 403 403 404 403
redazione_parte       get  parte     302 404 403 200 403 200 403 403 404 403
redazione_azione      get  azione    302 404 403 200 403 200 403 403 404 403
redazione_storia      get  storia    302 404 403 200 403 200 403 403 404 403
redazione_controlli   get  programma 302 404 403 200 403 200 403 403 404 403
redazione_lettura     get  programma 302 404 200 200 200 200 200 200 404 200
redazione_prova       get  azione    302 404 200 200 200 200 200 200 404 200
redazione_presenza    post programma 302 404 403 200 403 200 403 403 404 403
redazione_aderenti    post programma 302 404 403 302 403 302 403 403 404 403
redazione_sposta      post programma 302 404 403 302 403 302 403 403 404 403
redazione_azione_nuova       post programma 302 404 403 302 403 302 403 403 404 403
redazione_azione_duplica     post azione    302 404 403 302 403 302 403 403 404 403
redazione_azione_elimina     post azione    302 404 403 302 403 302 403 403 404 403
redazione_azione_ripristina  post tolta     302 404 403 302 403 302 403 403 404 403
redazione_conferma_lettura   post regola    302 404 403 302 403 302 403 403 404 403
distretti             get  -         302 200 200 200 200 200 200 200 200 200
distretto             get  distretto 302 404 200 200 200 200 200 200 404 200
distretto_aderenti    get  distretto 302 404 200 200 200 200 200 200 404 200
distretto_proposte    get  distretto 302 404 200 200 200 200 200 200 404 200
aderenti_csv          get  distretto 302 404 200 200 200 200 200 200 404 200
aderenti_xlsx         get  distretto 302 404 200 200 200 200 200 200 404 200
aderenti_importa      get  distretto 302 404 403 200 200 200 200 200 404 200
aderenti_conferma     post distretto 302 404 403 302 302 302 302 302 404 302
proposte              get  -         302 200 200 200 200 200 200 200 200 200
proposta_nuova        get  nuova     302 404 403 200 200 200 200 200 404 200
proposta              get  proposta  302 404 200 200 200 200 200 200 404 200
proposta_conferma     post proposta  302 404 403 403 403 403 302 302 404 302
proposta_respingi     post proposta  302 404 403 403 403 403 422 422 404 422
proposta_ritira       post proposta  302 404 403 302 302 302 403 403 404 403
organizzazioni_cerca  get  -         302 200 200 200 200 200 200 200 200 200
importa               get  -         302 403 403 403 403 403 200 200 200 200
importazione          get  lettura   302 403 403 403 403 403 200 200 404 200
importazione_conferma post lettura   302 403 403 403 403 403 302 302 404 302
importazione_scarta   post lettura   302 403 403 403 403 403 302 302 404 302
""")

# Where the anonymous visitor has business: signing in, a new password, an invitation.
PUBBLICHE = {
    *("accedi", "accedi_qui", "account_login", "mfa_authenticate", "esci", "account_logout"),
    *("account_reset_password", "account_reset_password_done"),
    *("account_reset_password_from_key", "account_reset_password_from_key_done"),
    "invito_accetta",
}
# What shows a form and takes it back.
CON_MODULO = {
    *("passo", "osserva", "supera", "rispondi", "importa"),
    *("redazione", "redazione_parte", "redazione_azione", "redazione_storia"),
    *("proposta_nuova", "aderenti_importa"),
    *("accedi", "accedi_qui", "account_login", "account_reauthenticate"),
    *("account_change_password", "account_reset_password", "account_reset_password_from_key"),
    *("mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp"),
    "mfa_generate_recovery_codes",
    *("incarico_nuovo", "incarico_consegne", "incarico_chiudi", "invito_accetta"),
}

# model: codes for the list, the page to add, a row, its history, its deletion. The funzionario's,
# then the dirigente's and the administrator's where they differ.
UFFICIO: dict[str, str] = {
    "azioni_azione": "200 403 200 200 403",
    "distretti_adesione": "200 200 200 200 403",
    "distretti_distretto": "200 200 200 200 403",
    "distretti_ente": "200 403 200 200 403 | 200 403 200 200 403 | 200 200 200 200 403",
    "distretti_incarico": "200 200 200 200 403",
    "distretti_organizzazione": "200 200 200 200 403",
    "distretti_utente": "200 200 200 200 403",
    "istruttoria_documento": "200 403 200 200 403",
    "istruttoria_importazione": "200 403 200 200 403",
    "istruttoria_modellodeterminazione": "200 200 200 200 403",
    "istruttoria_osservazione": "200 403 200 200 403",
    "istruttoria_passaggio": "200 403 200 200 403",
    "istruttoria_quadroprovinciale": "200 200 200 200 403",
    "istruttoria_versione": "200 403 200 200 403",
    "programmi_ambito": "200 403 200 200 403",
    "programmi_modifica": "200 403 200 200 403",
    "programmi_programma": "200 200 200 200 403",
    "programmi_scadenza": "200 403 200 200 403",
    "programmi_schema": "200 200 200 200 403",
    "programmi_sezione": "200 403 200 200 403",
    "programmi_voce": "200 403 200 200 403",
}
VISTE_UFFICIO = ("changelist", "add", "change", "history", "delete")

# the other addresses of the admin: method, what they speak of, codes for funzionario and dirigente,
# for the officer of another Ente, for the administrator. Districts get 403, nobody else enters.
ALTRE_UFFICIO = tabella("""
#                                                 f/d  eE amm
index                           get  -            200 200 200
login                           get  -            302 302 302
logout                          post -            302 302 302
password_change                 get  -            200 200 200
password_change_done            get  -            200 200 200
autocomplete                    get  -            403 403 403
jsi18n                          get  -            200 200 200
view_on_site                    get  sito         404 404 404
app_list                        get  stanza       200 200 200
auth_user_password_change       get  utente       200 404 200
distretti_organizzazione_unisci get  duplicata    200 404 200
programmi_schema_copia          get  schema       200 404 200
ufficio_passo                   get  passo        200 404 200
ufficio_osserva                 get  programma    200 404 200
ufficio_osservazione            post osservazione 302 404 302
ufficio_supera                  get  programma    200 404 200
ufficio_aderenti                get  programma    200 404 200
""")


@pytest.fixture
def scena(
    programma: Programma, persone: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> dict[str, tuple[Any, ...]]:
    """A programme under review with one of each thing that an address can speak of."""
    monkeypatch.setattr("istruttoria.services.pdf", lambda *a, **k: b"%PDF-1.7 prova")
    Programma.objects.filter(pk=programma.pk).update(
        stato="in_istruttoria", protocollo_numero="1", protocollo_data=date(2026, 4, 30)
    )
    funzionario = persone["funzionario"]
    versione = Versione.objects.create(
        programma=programma, numero=1, contenuto="{}", sha256="0" * 64, motivo="prova"
    )
    file = archivio.archivia(b"%PDF-1.7 emesso")
    documento = Documento.objects.create(
        versione=versione, tipo="programma", file=file.nome, sha256=file.sha256, dimensione=15
    )
    remark = Osservazione.objects.create(programma=programma, testo="Chiarire", autore=funzionario)
    lettura = Importazione.objects.create(
        distretto=programma.distretto,
        anno=2027,
        schema=programma.schema,
        nome_file="prova.docx",
        sha256="0" * 64,
        lettura=LETTURA,
        autore=funzionario,
    )
    scadenza = programma.schema.scadenze.create(tipo="trasmissione", giorno=date(2026, 4, 30))
    organizzazione = programma.distretto.capofila
    adesione = programma.distretto.adesioni.create(
        organizzazione=organizzazione, dal=date(2022, 7, 15)
    )
    proposta = programma.distretto.proposte.create(
        tipo="uscita",
        organizzazione=organizzazione,
        contenuto={"al": "2026-06-30", "motivo_uscita": "prova"},
        autore=persone["manager"],
    )
    passaggio = programma.passaggi.create(
        transizione="prende_in_carico", da="trasmesso", a="in_istruttoria", persona="funzionario"
    )
    ente = programma.distretto.ente
    modello = ente.modelli_determinazione.create(
        versione=1, oggetto="o", premesse="p", visti="v", dispositivo="d"
    )
    quadro = ente.quadri.create(
        al=date(2025, 12, 31), territoriali=16, tematici=1, family_audit=3, organizzazioni=1178
    )
    voce = programma.schema.voci.exclude(ambiti=None).first()
    manager = persone["manager"]
    azione = programma.azioni.first()
    invito = manager.incarichi.get().inviti.create(
        email="invitata@example.org",
        impronta=impronta("gettone-di-prova"),
        inviato_il=timezone.now(),
        scade_il=timezone.now() + timedelta(days=7),
    )
    return {
        "": (),
        "distretto": (programma.distretto_id,),
        "incarico": (manager.incarichi.get().pk,),
        "invito": (invito.pk,),
        "gettone": ("gettone-di-prova",),
        "chiave": ("1", "chiave-inventata"),
        "programma": (programma.pk,),
        "passo": (programma.pk, "chiede_integrazioni"),
        "remark": (remark.pk,),
        "documento": (documento.pk,),
        "lettura": (lettura.pk,),
        "parte": (programma.pk, "premessa"),
        "azione": (programma.pk, azione.pk),
        "storia": (programma.pk, f"azione-{azione.pk}-titolo"),
        "tolta": (programma.pk, 1),
        "regola": (programma.pk, azione.regole.first().pk),
        "sito": (1, 1),
        "distretto": (programma.distretto_id,),
        "nuova": (programma.distretto_id, "adesione"),
        "proposta": (proposta.pk,),
        "stanza": ("programmi",),
        "utente": (manager.pk,),
        "duplicata": (organizzazione.pk,),
        "schema": (programma.schema_id,),
        "osservazione": (programma.pk, remark.pk, "chiudi"),
        "azioni_azione": (azione.pk,),
        "distretti_adesione": (adesione.pk,),
        "distretti_distretto": (programma.distretto_id,),
        "distretti_ente": (ente.pk,),
        "distretti_incarico": (manager.incarichi.get().pk,),
        "distretti_organizzazione": (organizzazione.pk,),
        "distretti_utente": (manager.pk,),
        "istruttoria_documento": (documento.pk,),
        "istruttoria_importazione": (lettura.pk,),
        "istruttoria_modellodeterminazione": (modello.pk,),
        "istruttoria_osservazione": (remark.pk,),
        "istruttoria_passaggio": (passaggio.pk,),
        "istruttoria_quadroprovinciale": (quadro.pk,),
        "istruttoria_versione": (versione.pk,),
        "programmi_ambito": (voce.ambiti.first().pk,),
        "programmi_modifica": (programma.modifiche.first().pk,),
        "programmi_programma": (programma.pk,),
        "programmi_scadenza": (scadenza.pk,),
        "programmi_schema": (programma.schema_id,),
        "programmi_sezione": (programma.sezioni.first().pk,),
        "programmi_voce": (voce.pk,),
    }


LETTURA: dict[str, Any] = {
    "schema": "2026",
    "anno": 2027,
    "titolo": ["PROGRAMMA DI LAVORO"],
    "distretto": {"denominazione": "", "nome_breve": "", "tipo": "family_audit"},
    "sezioni": [],
    "ambiti": [],
    "dati_distretto": [],
    "attori": [],
    "canali": [],
    "azioni": [],
    "aderenti": [],
    "aderenti_al": None,
    "dubbi": [],
    "non_riconosciuti": [],
}


def _indirizzi(
    righe: list[Any] | None = None, spazio: str = "", dentro: str = ""
) -> Iterator[tuple[str, str]]:
    """(name, route) of every address; the admin's names without their namespace."""
    for riga in righe if righe is not None else get_resolver().url_patterns:
        if isinstance(riga, URLResolver):
            yield from _indirizzi(
                riga.url_patterns, riga.namespace or spazio, dentro + str(riga.pattern)
            )
        elif isinstance(riga, URLPattern):
            yield f"{spazio}:{riga.name}" if spazio else str(riga.name), dentro + str(riga.pattern)


def _persone(persone: dict[str, Any]) -> Iterator[tuple[str, Client]]:
    for persona in PERSONE:
        client = Client()
        if persone[persona].pk:
            client.force_login(persone[persona])
        yield persona, client


def test_ogni_indirizzo_ha_la_sua_riga() -> None:
    attesi = set(PAGINE) | {f"admin:{nome}" for nome in ALTRE_UFFICIO}
    attesi |= {f"admin:{m}_{v}" for m in UFFICIO for v in VISTE_UFFICIO}
    senza_nome = {"admin:None"}  # the old address of a row, and the catch-all: both redirect or 404
    assert {nome for nome, _ in _indirizzi()} == attesi | senza_nome


@pytest.mark.parametrize("nome", PAGINE)
def test_pagina_per_persona(
    nome: str, scena: dict[str, tuple[Any, ...]], persone: dict[str, Any]
) -> None:
    metodo, cosa, codici = PAGINE[nome]
    url = reverse(nome, args=scena[cosa])
    avuti = {p: getattr(c, metodo)(url).status_code for p, c in _persone(persone)}
    assert avuti == dict(zip(PERSONE, map(int, codici.split()), strict=True))


@pytest.mark.parametrize("nome", [n for n in PAGINE if n not in PUBBLICHE])
def test_l_anonimo_e_mandato_ad_accedere(nome: str, scena: dict[str, Any], client: Client) -> None:
    metodo, cosa, _ = PAGINE[nome]
    url = reverse(nome, args=scena[cosa])
    assert getattr(client, metodo)(url).url == f"{reverse('accedi')}?next={url}"


@pytest.mark.parametrize("nome", PAGINE)
@pytest.mark.parametrize("metodo", ["get", "post", "put", "delete", "patch"])
def test_metodo_sbagliato(
    nome: str, metodo: str, scena: dict[str, Any], persone: dict[str, Any]
) -> None:
    """GET never changes anything: what acts answers POST alone, and nothing answers the rest."""
    giusto, cosa, _ = PAGINE[nome]

    ammessi = {giusto, *(["post"] if nome in CON_MODULO else [])}
    client = Client()
    client.force_login(persone["dirigente"])
    if metodo not in ammessi:
        url = reverse(nome, args=scena[cosa])
        assert getattr(client, metodo)(url).status_code == 405


@pytest.mark.parametrize("nome", UFFICIO)
def test_ufficio_per_persona(
    nome: str, scena: dict[str, tuple[Any, ...]], persone: dict[str, Any]
) -> None:
    righe = [riga.split() for riga in UFFICIO[nome].split("|")]
    attesi = dict(
        zip(("funzionario", "dirigente", "amministratore"), righe * 3, strict=False)
        if len(righe) == 1
        else zip(("funzionario", "dirigente", "amministratore"), righe, strict=True)
    )
    for persona, client in _persone(persone):
        avuti = []
        for vista in VISTE_UFFICIO:
            args = () if vista in ("changelist", "add") else scena[nome]
            avuti.append(str(client.get(reverse(f"admin:{nome}_{vista}", args=args)).status_code))
        if persona == "anonimo":
            assert avuti == ["302"] * 5, persona
        elif persona == "estraneo_ente":
            assert avuti[0] == "200", persona
            assert avuti[2] == "404", persona
            assert set(avuti[3:]) <= {"403", "404"}, persona
        elif persona in attesi:
            assert avuti == attesi[persona], persona
        else:
            assert avuti == ["403"] * 5, persona


@pytest.mark.parametrize("nome", ALTRE_UFFICIO)
def test_altre_pagine_dell_ufficio(
    nome: str, scena: dict[str, tuple[Any, ...]], persone: dict[str, Any]
) -> None:
    metodo, cosa, codici = ALTRE_UFFICIO[nome]
    ufficio, altro, sistema = map(int, codici.split())
    attesi = {"funzionario": ufficio, "dirigente": ufficio}
    attesi |= {"estraneo_ente": altro, "amministratore": sistema, "anonimo": 302}
    url = reverse(f"admin:{nome}", args=scena[cosa])
    for persona, client in _persone(persone):
        assert getattr(client, metodo)(url).status_code == attesi.get(persona, 403), persona


@pytest.mark.parametrize("persona", ["estraneo", "estraneo_ente"])
def test_nessuna_pagina_nomina_il_distretto_altrui(
    persona: str, scena: dict[str, tuple[Any, ...]], persone: dict[str, Any], distretto: Distretto
) -> None:
    """A canary in the district's name: no page that an outsider can open may hold it."""
    Distretto.objects.filter(pk=distretto.pk).update(denominazione="CANARINO", codice="CANARINO")
    Programma.objects.update(stato_dal=timezone.now())
    client = Client()
    client.force_login(persone[persona])
    # Who has the link of an invitation is told to which district: the link is the permission.
    pagine = {n: riga for n, riga in PAGINE.items() if n != "invito_accetta"}
    indirizzi = [reverse(n, args=scena[c]) for n, (m, c, _) in pagine.items() if m == "get"]
    for modello in UFFICIO:
        indirizzi.append(reverse(f"admin:{modello}_changelist"))
        indirizzi.append(reverse(f"admin:{modello}_change", args=scena[modello]))
    indirizzi.append(reverse("admin:index"))
    for indirizzo in indirizzi:
        assert b"CANARINO" not in client.get(indirizzo).content, indirizzo
