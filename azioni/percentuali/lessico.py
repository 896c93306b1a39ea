"""The words the reading leans on: countable things, stop words, months, cues. Lower case."""

from __future__ import annotations

from typing import Final


def insieme(testo: str) -> frozenset[str]:
    return frozenset(testo.split())


def elenco(testo: str) -> tuple[str, ...]:
    return tuple(testo.split())


# Singular and plural of things a plan counts; "25% per incontro" counts, "50% per relazione" no.
_COPPIE: Final = elenco(
    "incontro/incontri evento/eventi mail/mail e-mail/e-mail email/email post/post "
    "articolo/articoli newsletter/newsletter comunicato/comunicati comunicazione/comunicazioni "
    "laboratorio/laboratori serata/serate iniziativa/iniziative riunione/riunioni "
    "convenzione/convenzioni aderente/aderenti organizzazione/organizzazioni "
    "adesione/adesioni partecipante/partecipanti corso/corsi seminario/seminari "
    "workshop/workshop webinar/webinar gruppo/gruppi tavolo/tavoli progetto/progetti "
    "azienda/aziende associazione/associazioni famiglia/famiglie ente/enti comune/comuni "
    "scuola/scuole membro/membri persona/persone dipendente/dipendenti iscritto/iscritti "
    "utente/utenti intervista/interviste questionario/questionari volantino/volantini "
    "locandina/locandine video/video foto/foto pubblicazione/pubblicazioni visita/visite "
    "sportello/sportelli accordo/accordi contatto/contatti telefonata/telefonate "
    "messaggio/messaggi storia/storie reel/reel podcast/podcast numero/numeri "
    "giornata/giornate sessione/sessioni appuntamento/appuntamenti spettacolo/spettacoli "
    "proiezione/proiezioni passeggiata/passeggiate uscita/uscite gita/gite torneo/tornei "
    "attività/attività azione/azioni proposta/proposte segnalazione/segnalazioni "
    "certificazione/certificazioni distretto/distretti volta/volte edizione/edizioni "
    "lezione/lezioni modulo/moduli testimonianza/testimonianze risposta/risposte "
    "opportunità/opportunità buona/buone ora/ore giorno/giorni settimana/settimane "
    "mese/mesi trimestre/trimestri bimestre/bimestri quadrimestre/quadrimestri "
    "semestre/semestri anno/anni verbale/verbali percorso/percorsi "
    "ciclo/cicli conferenza/conferenze convegno/convegni festa/feste mostra/mostre "
    "camp/camp centro/centri servizio/servizi partner/partner socio/soci "
    "cooperativa/cooperative impresa/imprese realtà/realtà referente/referenti "
    "genitore/genitori bambino/bambini ragazzo/ragazzi giovane/giovani anziano/anziani "
    "collaborazione/collaborazioni scheda/schede layer/layer prodotto/prodotti "
    "strumento/strumenti canale/canali documento/documenti report/report "
    "rilevazione/rilevazioni consulenza/consulenze colloquio/colloqui presenza/presenze "
    "tema/temi argomento/argomenti bando/bandi sede/sedi pagina/pagine"
)
_CONTABILI: Final[dict[str, str]] = dict(coppia.split("/") for coppia in _COPPIE)
CONTABILI: Final = frozenset(_CONTABILI)
CONTABILI_PLURALI: Final = frozenset(_CONTABILI.values())
SINGOLARE: Final[dict[str, str]] = {plurale: singolare for singolare, plurale in _CONTABILI.items()}
PLURALE: Final[dict[str, str]] = dict(_CONTABILI)
INVARIABILI: Final = insieme("stampa tipo web social online sms whatsapp facebook instagram ped")

ORGANIZZAZIONI: Final = insieme(
    "organizzazione organizzazioni aderente aderenti ente enti azienda aziende impresa imprese "
    "associazione associazioni cooperativa cooperative comune comuni membro membri partner socio "
    "soci realtà scuola scuole istituto istituti amministrazione amministrazioni firmatario "
    "firmatari"
)
MEMBRI: Final = insieme("aderente aderenti membro membri socio soci firmatario firmatari")
# Who receives something: "una mail ad ogni aderente" does not count the members.
DESTINATARI: Final = ORGANIZZAZIONI | insieme(
    "famiglia famiglie dipendente dipendenti partecipante partecipanti persona referente "
    "genitore lavoratore collaboratore iscritto utente cittadino distretto"
)
# Numbers of these say how a thing is made, not how many are needed.
QUALITA: Final = insieme(
    "anni anno figli figlio mesi minori euro € pagina pagine righe battute minuti caratteri"
)
TEMPO: Final = insieme(
    "mese mesi trimestre trimestri bimestre bimestri quadrimestre quadrimestri semestre semestri "
    "settimana settimane giorno giorni anno anni quindicina"
)
MESI: Final = elenco(
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"
)

# A noun phrase ends before these.
FERMA: Final = insieme(
    "a ad al allo alla ai agli alle all' da dal dallo dalla dai dagli dalle dall' di del dello "
    "della dei degli delle dell' d' in nel nello nella nei negli nelle nell' con col coi su sul "
    "sullo sulla sui sugli sulle sull' per tra fra che chi cui dove quando se e ed o od oppure "
    "ma entro durante presso verso oltre senza mediante tramite attraverso come fino almeno non "
    "più il lo la i gli le l' un uno una un' si ci vi ne è sono sia siano viene vengono ha "
    "hanno abbia abbiano ogni ciascun ciascuno ciascuna cad x massimo max minimo min via previa "
    "secondo nonché quale quali dopo prima rispetto circa solo anche organizza realizza "
    "successivo successiva successivi successive complessivo complessiva complessivi complessive "
    "aggiuntivo aggiuntiva ulteriore ulteriori sino "
    "purché affinché qualora nonostante"
)
VERBI: Final = insieme(
    "utilizza utilizzano utilizzi utilizzino usa usano usi usino partecipa partecipano "
    "partecipi partecipino partecipasse aderisce aderiscono aderisca aderiscano risponde "
    "rispondono risponda rispondano compila compilano compili compilino pubblica pubblicano "
    "pubblichi pubblichino riceve ricevono riceva ricevano condivide condividono condivida "
    "condividano attiva attivano attivi attivino mantiene mantengono mantenga mantengano "
    "ottiene ottengono ottenga ottengano possiede possiedono conosce conoscono presenta "
    "presentano presenti presentino invia inviano invii inviino realizza realizzano organizza "
    "organizzano organizzi promuove promuovono promuova promuovano sottoscrive sottoscrivono "
    "sottoscriva sottoscrivano firma firmano firmi rinnova rinnovano rinnovi conferma "
    "confermano confermi frequenta frequentano frequenti espone espongono esponga inserisce "
    "inseriscono inserisca inseriscano dichiara dichiarano dichiari esprime esprimono esprima "
    "valuta valutano valuti segue seguono segua raggiunge raggiungono raggiunga è sono sia "
    "siano viene vengono venga vengano ha hanno abbia abbiano risulta risultano risulti fa "
    "fanno faccia facciano prende prendono prenda prendano dà danno dia mette mettono metta "
    "mettano svolge svolgono svolga coinvolge coinvolgono coinvolga diffonde diffondono "
    "diffonda restituisce restituiscono restituisca manda mandano mandi iscrive iscrivono "
    "iscriva vale valgono sarà saranno adotta adottano adotti aggiorna aggiornano aggiorni "
    "espresso dispone dispongono interviene intervengono intervenga collabora collaborano "
    "collabori corrisponde corrispondono equivale equivalgono attribuisce attribuiscono riconosce "
    "riconoscono assegna assegnano approva approvano approvi delibera deliberano recede recedono "
    "gradisce gradiscono fornisce forniscono offre offrono propone propongono crea creano "
    "applica applicano accetta accettano indica indicano ospita ospitano sceglie scelgono vota "
    "votano visualizza visualizzano apre aprono legge leggono nomina nominano carica caricano"
)
# Irregular participles (the regular ones are told by their ending).
PARTICIPI: Final = elenco(
    "svolt fatt scritt sottoscritt prodott condott conclus condivis diffus promoss emess trasmess "
    "coinvolt rivolt raccolt tenut apert propost predispost espost redatt inclus chius raggiunt "
    "aggiunt dedicat iscritt pervenut intrapres previst"
)
NON_PARTICIPI: Final = insieme(
    "privato privata privati private partito comitato sindacato obbligatorio stato comunicato "
    "mercato attestato certificato laboratorio risultato aderito"
)
# Participles and adjectives that still belong to what a share is taken of.
DELLA_BASE: Final = elenco(
    "dedicat previst programmat propost pianificat calendarizzat obbligator iscritt organizzat "
    "convocat invitat"
)
AGGETTIVI_PRIMA: Final = elenco(
    "nuov ulterior altr divers propri specific singol important ver buon prim"
)

# "azione 3", "fase 2": the number names the thing, it does not count it.
NUMERATI: Final = insieme(
    "azione azioni fase obiettivo goal progetto progettualità indicatore punto allegato art "
    "articolo comma legge delibera deliberazione determinazione agenda anno annualità livello "
    "ambito step lotto parte piano zona decreto lp dgp scheda versione classe covid tappa "
    "edizione protocollo prot pag pagina capitolo voce tabella regolamento via"
)
