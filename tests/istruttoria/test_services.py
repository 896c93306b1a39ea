"""Transitions through the one service: what each writes, and that a refusal writes nothing."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from distretti.models import Utente
from istruttoria import services
from istruttoria.models import Documento, Passaggio, Versione
from istruttoria.services import TransizioneRifiutata, esegui
from istruttoria.snapshot import componi_snapshot
from programmi.models import Programma
from tests.istruttoria.conftest import DINIEGO, GIUNTA
from tests.istruttoria.tabella_transizioni import RICHIEDE, STATI, TABELLA

Porta = Callable[[str], Programma]
Persone = dict[str, Any]

DATI: dict[str, dict[str, Any]] = {
    "trasmetti": {"delibera_giunta": GIUNTA},
    "prende_in_carico": {"protocollo_numero": "366010", "protocollo_data": "2026-04-30"},
    "approva": {"determinazione_numero": "5663", "determinazione_data": "28/05/2026"},
    "respinge": {"atto_di_chiusura": DINIEGO},
    "pubblica": {"pubblicato_il": date(2026, 6, 1), "serie_numero": "7.65"},
    "revoca": {"atto_di_chiusura": DINIEGO},
    "registra_storico": {"determinazione_numero": "5663", "determinazione_data": "28/05/2026"},
}
CHI = {nome: sorted(personae)[-1] for (nome, _), (_, personae) in TABELLA.items()}
CON_VERSIONE = {
    "prepara_per_la_giunta",
    "trasmetti",
    "ritrasmetti",
    "propone",
    "approva",
    "respinge",
    "registra_storico",
}


def pronto(nome: str, stato: str, nello_stato: Porta, funzionario: Utente) -> Programma:
    """A programme on which the transition can be made."""
    programma = nello_stato(stato)
    if nome == "chiede_integrazioni":
        programma.osservazioni.create(testo="Manca un dato.", autore=funzionario)
    if nome == "registra_storico":
        Programma.objects.filter(pk=programma.pk).update(storico=True)
        programma.refresh_from_db()
    return programma


def fai(nome: str, programma: Programma, attore: Any, **dati: Any) -> Programma:
    return esegui(
        nome, programma=programma, attore=attore, dati=DATI.get(nome, {}) | dati, nota="Perché sì."
    )


def rifiuto(nome: str, programma: Programma, attore: Any, **dati: Any) -> TransizioneRifiutata:
    with pytest.raises(TransizioneRifiutata) as preso:
        fai(nome, programma, attore, **dati)
    return preso.value


def intatto(programma: Programma) -> bool:
    attuale = Programma.objects.get(pk=programma.pk)
    return attuale.stato == programma.stato and not Passaggio.objects.exists()


# --- every transition -----------------------------------------------------------------------


@pytest.mark.parametrize(("nome", "stato"), TABELLA)
def test_riesce_a_chi_spetta(
    nome: str, stato: str, nello_stato: Porta, persone: Persone, funzionario: Utente
) -> None:
    programma = pronto(nome, stato, nello_stato, funzionario)
    fatto = fai(nome, programma, persone[CHI[nome]])
    passaggio = Passaggio.objects.get()
    assert fatto.stato == Programma.objects.get().stato == TABELLA[nome, stato][0]
    assert (passaggio.da, passaggio.a) == (stato, fatto.stato)
    assert (passaggio.persona, passaggio.autore) == (CHI[nome], persone[CHI[nome]])


@pytest.mark.parametrize(("nome", "stato"), TABELLA)
@pytest.mark.parametrize("persona", ["anonimo", "estraneo", "lettore", "estraneo_ente"])
def test_a_un_estraneo_mai(
    persona: str, nome: str, stato: str, nello_stato: Porta, persone: Persone, funzionario: Utente
) -> None:
    programma = pronto(nome, stato, nello_stato, funzionario)
    assert rifiuto(nome, programma, persone[persona]).motivo
    assert intatto(programma)


@pytest.mark.parametrize(("nome", "stato"), TABELLA)
def test_a_chi_ha_un_altro_ruolo_no(
    nome: str, stato: str, nello_stato: Porta, persone: Persone, funzionario: Utente
) -> None:
    programma = pronto(nome, stato, nello_stato, funzionario)
    altra = next(p for p in ("amministratore",) if p not in TABELLA[nome, stato][1])
    assert "Può farlo" in rifiuto(nome, programma, persone[altra]).motivo
    assert intatto(programma)


@pytest.mark.parametrize("nome", CHI)
def test_da_un_altro_stato_no(
    nome: str, nello_stato: Porta, persone: Persone, funzionario: Utente
) -> None:
    sbagliato = next(s for s in reversed(STATI) if (nome, s) not in TABELLA)
    programma = pronto(nome, sbagliato, nello_stato, funzionario)
    assert "si può solo quando è" in rifiuto(nome, programma, persone[CHI[nome]]).motivo
    assert intatto(programma)


@pytest.mark.parametrize(
    ("nome", "campo"), [(nome, campo) for nome, campi in RICHIEDE.items() for campo in campi]
)
def test_senza_un_dato_richiesto_no(
    nome: str, campo: str, nello_stato: Porta, persone: Persone, funzionario: Utente
) -> None:
    stato = next(s for altra, s in TABELLA if altra == nome)
    programma = pronto(nome, stato, nello_stato, funzionario)
    setattr(programma, campo, None)
    negato = rifiuto(nome, programma, persone[CHI[nome]], **{campo: " "})
    assert negato.campo == campo
    assert negato.motivo.startswith("Indicare")
    assert intatto(programma)


@pytest.mark.parametrize(("nome", "stato"), TABELLA)
def test_fissa_una_versione_quando_deve(
    nome: str, stato: str, nello_stato: Porta, persone: Persone, funzionario: Utente
) -> None:
    programma = pronto(nome, stato, nello_stato, funzionario)
    fai(nome, programma, persone[CHI[nome]])
    assert Versione.objects.exists() == (nome in CON_VERSIONE)
    assert Passaggio.objects.get().versione == Versione.objects.first()


def test_una_transizione_che_non_esiste(in_istruttoria: Programma, dirigente: Utente) -> None:
    with pytest.raises(KeyError):
        esegui("promuovi", programma=in_istruttoria, attore=dirigente)


def test_un_dato_che_la_transizione_non_registra(
    in_istruttoria: Programma, dirigente: Utente
) -> None:
    with pytest.raises(ValueError, match="stato"):
        fai("approva", in_istruttoria, dirigente, stato="pubblicato")


# --- what is recorded -----------------------------------------------------------------------


def test_la_delibera_si_legge_come_e_scritta(nello_stato: Porta, coordinatore: Utente) -> None:
    scritta = "Deliberazione Giunta Comunale n. 65 dd. 28.04.2026"
    fatto = fai("trasmetti", nello_stato("bozza"), coordinatore, delibera_giunta=scritta)
    assert str(fatto.delibera_giunta) == GIUNTA
    assert fatto.trasmesso_il == date(2026, 6, 15)
    assert Passaggio.objects.get().dati["delibera_giunta"] == GIUNTA


@pytest.mark.parametrize("scritta", ["65 del 28/04/2026", "n. 65 dd. 28.04.2026"])
def test_di_una_delibera_bastano_numero_e_data(
    scritta: str, nello_stato: Porta, coordinatore: Utente
) -> None:
    fatto = fai("trasmetti", nello_stato("bozza"), coordinatore, delibera_giunta=scritta)
    assert str(fatto.delibera_giunta) == "n. 65 del 28 aprile 2026"


@pytest.mark.parametrize("scritta", ["n. 65", "la delibera di ieri", "del 28 aprile 2026"])
def test_una_delibera_senza_numero_o_data_no(
    scritta: str, nello_stato: Porta, coordinatore: Utente
) -> None:
    programma = nello_stato("bozza")
    negato = rifiuto("trasmetti", programma, coordinatore, delibera_giunta=scritta)
    assert negato.campo == "delibera_giunta"


def test_la_presa_in_carico_dice_di_chi_e(nello_stato: Porta, funzionario: Utente) -> None:
    fatto = fai("prende_in_carico", nello_stato("trasmesso"), funzionario)
    assert fatto.in_carico_a == funzionario
    assert (fatto.protocollo_numero, fatto.protocollo_data) == ("366010", date(2026, 4, 30))


@pytest.mark.parametrize("nome", ["trasmetti", "ritrasmetti", "annulla"])
def test_l_ufficio_al_posto_del_distretto_spiega_come(
    nome: str, nello_stato: Porta, funzionario: Utente
) -> None:
    programma = nello_stato("da_integrare" if nome == "ritrasmetti" else "bozza")
    with pytest.raises(TransizioneRifiutata, match="nota") as negato:
        esegui(nome, programma=programma, attore=funzionario, dati=DATI.get(nome), nota="  ")
    assert negato.value.campo == "nota"


def test_il_distretto_trasmette_senza_nota(nello_stato: Porta, coordinatore: Utente) -> None:
    programma = nello_stato("bozza")
    esegui("trasmetti", programma=programma, attore=coordinatore, dati=DATI["trasmetti"])
    assert Passaggio.objects.get().nota == ""


def test_la_nota_resta_nel_registro(nello_stato: Porta, funzionario: Utente) -> None:
    fai("trasmetti", nello_stato("bozza"), funzionario)
    assert Passaggio.objects.get().nota == "Perché sì."


@pytest.mark.parametrize(
    ("nome", "stato", "campo", "valore", "atteso"),
    [
        ("trasmetti", "bozza", "delibera_giunta", "delibera n. 1 del 16 giugno 2026", "futuro"),
        ("prende_in_carico", "trasmesso", "protocollo_data", "2026-06-16", "futuro"),
        ("prende_in_carico", "trasmesso", "protocollo_data", "2026-04-27", "viene prima"),
        ("approva", "in_istruttoria", "determinazione_data", "2026-04-29", "viene prima"),
        ("approva", "in_istruttoria", "determinazione_data", "2026-06-16", "futuro"),
        ("pubblica", "approvato", "pubblicato_il", "2026-05-27", "viene prima"),
        ("revoca", "approvato", "atto_di_chiusura", "determina n. 3 del 1 aprile 2026", "prima"),
        ("approva", "in_istruttoria", "determinazione_data", "31/02/2026", ""),
        ("approva", "in_istruttoria", "determinazione_numero", "9" * 41, "40"),
    ],
)
def test_i_dati_impossibili_no(
    nome: str,
    stato: str,
    campo: str,
    valore: str,
    atteso: str,
    nello_stato: Porta,
    persone: Persone,
) -> None:
    programma = nello_stato(stato)
    negato = rifiuto(nome, programma, persone[CHI[nome]], **{campo: valore})
    assert atteso in negato.motivo
    assert negato.campo == campo
    assert intatto(programma)


# --- approval -------------------------------------------------------------------------------


def test_l_approvazione_fissa_programma_e_atto(
    in_istruttoria: Programma, dirigente: Utente
) -> None:
    fai("approva", in_istruttoria, dirigente)
    contenuto = json.loads(Versione.objects.get().contenuto)
    assert contenuto["stato"] == "approvato"
    assert contenuto["determinazione"]["numero"] == "5663"
    assert contenuto["determinazione"]["firmatario"] == "Dora Dirige"
    assert contenuto["determinazione"]["mancanti"] == []


def test_l_approvazione_emette_il_documento(
    in_istruttoria: Programma, dirigente: Utente, pdf_finto: list[Any]
) -> None:
    approvato = fai("approva", in_istruttoria, dirigente)
    documento = Documento.objects.get()
    assert documento.tipo == "atto"
    assert services.contenuto_documento(documento) == b"%PDF approvato True False 1"
    assert services.pdf(approvato, determinazione=True) == b"%PDF approvato True False 1"
    assert len(pdf_finto) == 1


def test_cio_che_cambia_dopo_non_cambia_l_atto(
    in_istruttoria: Programma, dirigente: Utente, modello: Any, pdf_finto: list[Any]
) -> None:
    approvato = fai("approva", in_istruttoria, dirigente)
    prima = Versione.objects.get().contenuto
    services.registra_modello(approvato.distretto.ente, {"oggetto": "Altro", "dispositivo": "No"})
    approvato.distretto.denominazione = "Distretto rinominato"
    approvato.distretto.save()
    services.pdf(approvato, determinazione=False)
    assert Versione.objects.get().contenuto == prima
    assert pdf_finto[-1]["distretto"]["denominazione"] == "Distretto family audit Alta Valsugana"


def test_si_approva_solo_il_testo_che_si_e_letto(
    in_istruttoria: Programma, dirigente: Utente
) -> None:
    negato = rifiuto("approva", in_istruttoria, dirigente, impronta="0" * 64)
    assert "cambiato" in negato.motivo
    assert intatto(in_istruttoria)


def test_con_l_impronta_giusta_si_approva(in_istruttoria: Programma, dirigente: Utente) -> None:
    mostrata = services.congela(in_istruttoria, motivo="prova", autore=None).sha256
    assert fai("approva", in_istruttoria, dirigente, impronta=mostrata).stato == "approvato"


def test_se_il_programma_cambia_mentre_si_impagina_non_si_approva(
    in_istruttoria: Programma, dirigente: Utente, monkeypatch: pytest.MonkeyPatch
) -> None:
    def componi(snapshot: dict[str, Any], **opzioni: bool) -> bytes:
        in_istruttoria.sezioni.update(html="<p>Riscritto.</p>")
        return b"%PDF"

    monkeypatch.setattr("istruttoria.services.documenti.componi", componi)
    assert "cambiato" in rifiuto("approva", in_istruttoria, dirigente).motivo
    assert intatto(in_istruttoria)
    assert not Versione.objects.exists()


def test_se_il_pdf_non_si_produce_non_si_approva(
    in_istruttoria: Programma, dirigente: Utente, monkeypatch: pytest.MonkeyPatch
) -> None:
    from documenti.pdf import PdfNonProducibile

    def componi(snapshot: dict[str, Any], **opzioni: bool) -> bytes:
        raise PdfNonProducibile("Il PDF richiede troppo tempo.")

    monkeypatch.setattr("istruttoria.services.documenti.componi", componi)
    assert rifiuto("approva", in_istruttoria, dirigente).motivo == "Il PDF richiede troppo tempo."
    assert intatto(in_istruttoria)


def test_il_registro_sa_chi_ha_proposto(
    in_istruttoria: Programma, funzionario: Utente, dirigente: Utente
) -> None:
    proposto = fai("propone", in_istruttoria, funzionario)
    fai("approva", proposto, dirigente)
    proposta, approvazione = Passaggio.objects.all()
    assert approvazione.dati["proposta"] == proposta.pk


def test_lo_stesso_testo_si_propone_una_volta(
    in_istruttoria: Programma, funzionario: Utente
) -> None:
    fai("propone", in_istruttoria, funzionario)
    assert "già stato proposto" in rifiuto("propone", in_istruttoria, funzionario).motivo


def test_un_testo_cambiato_si_propone_di_nuovo(
    in_istruttoria: Programma, funzionario: Utente
) -> None:
    fai("propone", in_istruttoria, funzionario)
    in_istruttoria.sezioni.update(html="<p>Riscritto.</p>")
    fai("propone", in_istruttoria, funzionario)
    assert Passaggio.objects.count() == 2


# --- numbers used once ----------------------------------------------------------------------


@pytest.fixture
def altro_approvato(in_istruttoria: Programma, altro_distretto: Any) -> Programma:
    """The programme of another district of the Ente, approved with number 5663 of 2026."""
    from azioni.services import apri_programma
    from tests.istruttoria.conftest import porta

    altro = apri_programma(schema=in_istruttoria.schema, distretto=altro_distretto, anno=2026)
    return porta(altro, "pubblicato")


def test_una_determinazione_non_approva_due_programmi(
    in_istruttoria: Programma, altro_approvato: Programma, dirigente: Utente
) -> None:
    negato = rifiuto("approva", in_istruttoria, dirigente)
    assert "è già quella di «Distretto famiglia Rotaliana Königsberg 2026»" in negato.motivo
    assert negato.campo == "determinazione_numero"
    assert intatto(in_istruttoria)


def test_lo_stesso_numero_di_un_altro_anno_si(
    in_istruttoria: Programma, altro_approvato: Programma, dirigente: Utente
) -> None:
    Programma.objects.filter(pk=altro_approvato.pk).update(determinazione_data="2025-05-28")
    assert fai("approva", in_istruttoria, dirigente).stato == "approvato"


def test_un_atto_storico_puo_averne_approvati_diversi(
    in_istruttoria: Programma, altro_approvato: Programma, dirigente: Utente
) -> None:
    Programma.objects.filter(pk=altro_approvato.pk).update(storico=True)
    assert fai("approva", in_istruttoria, dirigente).stato == "approvato"


def test_il_numero_della_collana_e_unico(
    nello_stato: Porta, altro_approvato: Programma, funzionario: Utente
) -> None:
    Programma.objects.filter(pk=altro_approvato.pk).update(serie_numero="7.65")
    negato = rifiuto("pubblica", nello_stato("approvato"), funzionario)
    assert negato.campo == "serie_numero"


# --- conditions -----------------------------------------------------------------------------


def test_un_controllo_che_blocca_ferma_finche_non_lo_si_supera(
    in_istruttoria: Programma,
    dirigente: Utente,
    funzionario: Utente,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from istruttoria.controlli import Esito, Posto

    esito = Esito("prova", "blocca", "manca la percentuale.", "Progettualità 1", Posto())
    monkeypatch.setattr("istruttoria.fatti.controlli.esegui", lambda snapshot: [esito])
    assert (
        "Progettualità 1: manca la percentuale."
        in rifiuto("approva", in_istruttoria, dirigente).motivo
    )
    services.supera_controllo(
        programma=in_istruttoria,
        codice="prova",
        dove="Progettualità 1",
        motivo="Valutata a parte.",
        autore=funzionario,
    )
    assert [e.superato for e in services.controlli(in_istruttoria)] == ["Valutata a parte."]
    assert fai("approva", in_istruttoria, dirigente).stato == "approvato"


def test_se_il_testo_non_e_quello_della_giunta_lo_si_spiega(
    nello_stato: Porta, manager: Utente, coordinatore: Utente
) -> None:
    programma = nello_stato("bozza")
    fai("prepara_per_la_giunta", programma, manager)
    programma.sezioni.filter(voce__codice="premessa").update(html="<p>Riscritta.</p>")
    with pytest.raises(TransizioneRifiutata, match="la parte «PREMESSA»"):
        esegui("trasmetti", programma=programma, attore=coordinatore, dati=DATI["trasmetti"])
    fatto = fai("trasmetti", programma, coordinatore)
    assert fatto.stato == "trasmesso"


def test_il_testo_della_giunta_si_trasmette_senza_nota(
    nello_stato: Porta, manager: Utente, coordinatore: Utente
) -> None:
    programma = fai("prepara_per_la_giunta", nello_stato("bozza"), manager)
    esegui("trasmetti", programma=programma, attore=coordinatore, dati=DATI["trasmetti"])
    assert Versione.objects.count() == 2


# --- versions, documents, lists -------------------------------------------------------------


def test_lo_stesso_testo_si_congela_una_volta(in_istruttoria: Programma) -> None:
    prima = services.congela(in_istruttoria, motivo="uno", autore=None)
    assert services.congela(in_istruttoria, motivo="due", autore=None) == prima
    in_istruttoria.sezioni.update(html="<p>Altro.</p>")
    assert services.congela(in_istruttoria, motivo="tre", autore=None).numero == 2


def test_la_bozza_e_marcata(in_istruttoria: Programma, pdf_finto: list[Any]) -> None:
    assert services.pdf(in_istruttoria, determinazione=False).endswith(b"False True 1")
    assert not Documento.objects.exists()


def test_la_bozza_della_determinazione_elenca_cio_che_manca(
    in_istruttoria: Programma, pdf_finto: list[Any]
) -> None:
    services.pdf(in_istruttoria, determinazione=True)
    assert pdf_finto[-1]["determinazione"]["mancanti"] == [
        "numero della determinazione",
        "data della determinazione",
    ]


def test_la_determinazione_di_uno_storico_non_c_e(nello_stato: Porta, funzionario: Utente) -> None:
    programma = pronto("registra_storico", "bozza", nello_stato, funzionario)
    storico = fai("registra_storico", programma, funzionario)
    assert services.pdf(storico, determinazione=False)
    with pytest.raises(services.Rifiuto, match="non è nel sistema"):
        services.pdf(storico, determinazione=True)


def test_emettere_due_volte_da_lo_stesso_documento(in_istruttoria: Programma) -> None:
    from istruttoria.enums import TipoDocumento

    versione = services.congela(in_istruttoria, motivo="prova", autore=None)
    primo = services.emetti(versione, tipo=TipoDocumento.PROGRAMMA)
    assert services.emetti(versione, tipo=TipoDocumento.PROGRAMMA) == primo


def test_le_transizioni_possibili_con_la_risposta(
    in_istruttoria: Programma, funzionario: Utente
) -> None:
    risposte = {t.nome: r.ok for t, r in services.transizioni(in_istruttoria, funzionario)}
    assert risposte == {
        "chiede_integrazioni": False,
        "propone": True,
        "approva": False,
        "respinge": False,
    }


def test_una_bozza_storica_si_registra_o_si_annulla(
    nello_stato: Porta, funzionario: Utente
) -> None:
    programma = pronto("registra_storico", "bozza", nello_stato, funzionario)
    nomi = [t.nome for t, _ in services.transizioni(programma, funzionario)]
    assert nomi == ["annulla", "registra_storico"]


def test_lo_snapshot_di_un_programma_non_dipende_dal_giorno(in_istruttoria: Programma) -> None:
    assert componi_snapshot(in_istruttoria) == componi_snapshot(in_istruttoria)
