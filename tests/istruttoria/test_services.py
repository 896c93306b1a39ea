"""Transitions through the one service: what each writes, and that a refusal writes nothing."""

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
from tests.istruttoria.conftest import GIUNTA
from tests.istruttoria.passi import (
    DATI,
    apri_rettifica,
    fai,
    fatti,
    intatto,
    rifiuto,
    senza_numero,
)
from tests.istruttoria.tabella_transizioni import RICHIEDE, STATI, TABELLA

Porta = Callable[[str], Programma]
Persone = dict[str, Any]

CHI = {nome: sorted(personae)[-1] for (nome, _), (_, personae) in TABELLA.items()}
CON_VERSIONE = {
    "prepara_per_la_giunta",
    "trasmetti",
    "ritrasmetti",
    "propone",
    "approva",
    "respinge",
    "registra_storico",
    "apre_rettifica",
    "propone_rettifica",
    "rettifica",
}
IN_RETTIFICA = {"propone_rettifica", "rettifica", "abbandona_rettifica"}


def pronto(nome: str, stato: str, nello_stato: Porta, funzionario: Utente) -> Programma:
    """A programme on which the transition can be made."""
    programma = nello_stato(stato)
    if nome == "chiede_integrazioni":
        programma.osservazioni.create(testo="Manca un dato.", autore=funzionario)
    if nome == "registra_storico":
        Programma.objects.filter(pk=programma.pk).update(storico=True)
        programma.refresh_from_db()
    if nome == "registra_numero":
        programma = senza_numero(programma)
    if nome in IN_RETTIFICA and stato in ("approvato", "pubblicato"):
        programma = apri_rettifica(programma)
    return programma


# --- every transition -----------------------------------------------------------------------


@pytest.mark.parametrize(("nome", "stato"), TABELLA)
def test_riesce_a_chi_spetta(
    nome: str, stato: str, nello_stato: Porta, persone: Persone, funzionario: Utente
) -> None:
    programma = pronto(nome, stato, nello_stato, funzionario)
    fatto = fai(nome, programma, persone[CHI[nome]])
    passaggio = fatti().get()
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
    assert fatti().get().versione == Versione.objects.first()


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
