"""Every address × every persona, by the table of ``rotte``; an address without a row fails."""

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
from istruttoria.services import annota
from istruttoria.snapshot import canonico, componi_snapshot
from programmi.models import Programma
from tests.rotte import ALTRE_UFFICIO, CON_MODULO, PAGINE, PUBBLICHE, UFFICIO, VISTE_UFFICIO

PERSONE = [str(p) for p in Persona.values]


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
    uscito = _pubblicato(programma, file)
    copia, firmato = (
        emesso.copie.create(
            nome="firmato.pdf",
            file=file.nome,
            sha256=file.sha256,
            dimensione=15,
            formato="pades",
            conforme=True,
            rilievi={"firme": [], "strati": 0},
            riservati={"codici_fiscali": [], "confronto": {}},
            autore=funzionario,
        )
        for emesso in (documento, Documento.objects.get(versione__programma=uscito))
    )
    rifiutata = documento.copie_rifiutate.create(
        nome="altro.pdf", sha256=file.sha256, dimensione=15, motivo="alterata", autore=funzionario
    )
    remark = Osservazione.objects.create(
        programma=programma, testo="Chiarire", autore=funzionario, inviata_il=timezone.now()
    )
    da_inviare = Osservazione.objects.create(
        programma=programma, testo="Chiarire", autore=funzionario
    )
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
    allegato = passaggio.allegati.create(
        titolo="Delibera", nome="delibera.pdf", file=file.nome, sha256=file.sha256, dimensione=15
    )
    ente = programma.distretto.ente
    modello = ente.modelli_determinazione.create(
        versione=1, oggetto="o", premesse="p", visti="v", dispositivo="d"
    )
    quadro = ente.quadri.create(
        al=date(2025, 12, 31), territoriali=16, tematici=1, family_audit=3, organizzazioni=1178
    )
    volume = ente.volumi.create(numero="1", chiave="1", titolo="A", programma=programma)
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
        "da_inviare": (da_inviare.pk,),
        "documento": (documento.pk,),
        "allegato": (allegato.pk,),
        "copia": (copia.pk,),
        "lettura": (lettura.pk,),
        "volume": (volume.pk,),
        "modello": (modello.pk,),
        "uscito": (uscito.pk,),
        "firmato": (uscito.pk, firmato.pk),
        "edizione": (uscito.pk, 1),
        "parte": (programma.pk, "premessa"),
        "azione": (programma.pk, azione.pk),
        "storia": (programma.pk, f"azione-{azione.pk}-titolo"),
        "tolta": (programma.pk, 1),
        "regola": (programma.pk, azione.regole.first().pk),
        "sito": (1, 1),
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
        "istruttoria_copiafirmata": (copia.pk,),
        "istruttoria_copiarifiutata": (rifiutata.pk,),
        "istruttoria_documento": (documento.pk,),
        "istruttoria_importazione": (lettura.pk,),
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


def _pubblicato(programma: Programma, file: archivio.Archiviato) -> Programma:
    """The programme of an earlier year, approved and published, with its file."""
    uscito = Programma.objects.create(
        distretto=programma.distretto,
        schema=programma.schema,
        anno=2024,
        dal=date(2024, 1, 1),
        al=date(2024, 12, 31),
        stato="pubblicato",
        protocollo_numero="1",
        protocollo_data=date(2024, 4, 30),
        determinazione_numero="2",
        determinazione_data=date(2024, 5, 30),
        pubblicato_il=date(2024, 6, 1),
    )
    contenuto = canonico(componi_snapshot(uscito))
    versione = uscito.versioni.create(
        numero=1, contenuto=contenuto, sha256=impronta(contenuto), motivo="prova"
    )
    uscito.passaggi.create(
        transizione="approva",
        da="in_istruttoria",
        a="approvato",
        persona="dirigente",
        versione=versione,
    )
    versione.documenti.create(tipo="atto", file=file.nome, sha256=file.sha256, dimensione=15)
    return uscito


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
    # What is published is for everybody.
    pagine = {n: riga for n, riga in PAGINE.items() if n not in PUBBLICHE}
    indirizzi = [reverse(n, args=scena[c]) for n, (m, c, _) in pagine.items() if m == "get"]
    for modello in UFFICIO:
        indirizzi.append(reverse(f"admin:{modello}_changelist"))
        indirizzi.append(reverse(f"admin:{modello}_change", args=scena[modello]))
    indirizzi.append(reverse("admin:index"))
    for indirizzo in indirizzi:
        assert b"CANARINO" not in client.get(indirizzo).content, indirizzo


NOTA = "CANARINO-NOTA"
DOVE_SI_LEGGE = dict.fromkeys(
    ("funzionario", "dirigente"), frozenset({"note_interne", "revisione", "revisione_vista"})
)


@pytest.mark.parametrize("persona", PERSONE)
def test_una_nota_interna_si_legge_solo_nell_ufficio(
    persona: str,
    scena: dict[str, tuple[Any, ...]],
    persone: dict[str, Any],
    programma: Programma,
    mailoutbox: list[Any],
) -> None:
    """A canary in a note on each kind of place; every address is asked for as its row says."""
    luoghi = [{}, {"voce": "premessa"}, {"azione_tipo": "riga_vamt", "azione_numero": 1}]
    for luogo in [*luoghi, luoghi[2] | {"campo": "percentuali"}]:
        annota(programma=programma, autore=persone["funzionario"], testo=NOTA, **luogo)
    indirizzi = [(n, m, reverse(n, args=scena[c])) for n, (m, c, _) in PAGINE.items()]
    indirizzi += [
        (f"admin:{n}", m, reverse(f"admin:{n}", args=scena[c]))
        for n, (m, c, _) in ALTRE_UFFICIO.items()
    ]
    for modello in UFFICIO:
        for vista in VISTE_UFFICIO:
            args = () if vista in ("changelist", "add") else scena[modello]
            nome = f"admin:{modello}_{vista}"
            indirizzi.append((nome, "get", reverse(nome, args=args)))
    letta = set()
    for nome, metodo, indirizzo in indirizzi:
        client = Client()
        if persone[persona].pk:
            client.force_login(persone[persona])
        risposta = getattr(client, metodo)(indirizzo, follow=True)
        if NOTA.encode() in risposta.content:
            letta.add(nome)
    assert letta == DOVE_SI_LEGGE.get(persona, set())
    assert not [m for m in mailoutbox if NOTA in str(m.message())]
