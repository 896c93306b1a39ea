"""Who may move a programme, from which state: written by hand from the rules of the procedure.

One line for each transition and state in which somebody may do it; every cell that is not here
(another state, another persona) is a refusal.
"""

TABELLA: dict[tuple[str, str], tuple[str, set[str]]] = {
    # (transition, from): (to, personae)
    ("prepara_per_la_giunta", "bozza"): ("bozza", {"manager"}),
    ("trasmetti", "bozza"): (
        "trasmesso",
        {"coordinatore", "referente_amministrativo", "funzionario", "dirigente"},
    ),
    ("annulla", "bozza"): (
        "annullato",
        {"manager", "coordinatore", "referente_amministrativo", "funzionario", "dirigente"},
    ),
    ("prende_in_carico", "trasmesso"): ("in_istruttoria", {"funzionario", "dirigente"}),
    ("chiede_integrazioni", "in_istruttoria"): ("da_integrare", {"funzionario", "dirigente"}),
    ("sposta_termine", "da_integrare"): ("da_integrare", {"funzionario", "dirigente"}),
    ("ritrasmetti", "da_integrare"): (
        "in_istruttoria",
        {"coordinatore", "referente_amministrativo", "funzionario", "dirigente"},
    ),
    ("propone", "in_istruttoria"): ("in_istruttoria", {"funzionario"}),
    ("approva", "in_istruttoria"): ("approvato", {"dirigente"}),
    ("respinge", "in_istruttoria"): ("respinto", {"dirigente"}),
    ("registra_numero", "approvato"): ("approvato", {"funzionario", "dirigente"}),
    ("pubblica", "approvato"): ("pubblicato", {"funzionario", "dirigente"}),
    ("registra_numero", "pubblicato"): ("pubblicato", {"funzionario", "dirigente"}),
    ("apre_rettifica", "approvato"): ("approvato", {"funzionario", "dirigente"}),
    ("apre_rettifica", "pubblicato"): ("pubblicato", {"funzionario", "dirigente"}),
    ("propone_rettifica", "approvato"): ("approvato", {"funzionario"}),
    ("propone_rettifica", "pubblicato"): ("pubblicato", {"funzionario"}),
    ("rettifica", "approvato"): ("approvato", {"dirigente"}),
    ("rettifica", "pubblicato"): ("pubblicato", {"dirigente"}),
    ("abbandona_rettifica", "approvato"): ("approvato", {"funzionario", "dirigente"}),
    ("abbandona_rettifica", "pubblicato"): ("pubblicato", {"funzionario", "dirigente"}),
    ("revoca", "approvato"): ("revocato", {"dirigente"}),
    ("revoca", "pubblicato"): ("revocato", {"dirigente"}),
    ("registra_storico", "bozza"): ("approvato", {"funzionario", "dirigente"}),
}

RICHIEDE: dict[str, set[str]] = {
    "prepara_per_la_giunta": set(),
    "trasmetti": {"delibera_giunta"},
    "annulla": set(),
    "prende_in_carico": {"protocollo_numero", "protocollo_data"},
    "chiede_integrazioni": set(),
    "sposta_termine": {"integrazioni_entro"},
    "ritrasmetti": set(),
    "propone": set(),
    "approva": {"determinazione_numero", "determinazione_data"},
    "respinge": {"atto_di_chiusura"},
    "registra_numero": {"determinazione_numero", "determinazione_data"},
    "pubblica": {"pubblicato_il"},
    "apre_rettifica": set(),
    "propone_rettifica": set(),
    "rettifica": {"determinazione_numero", "determinazione_data"},
    "abbandona_rettifica": set(),
    "revoca": {"atto_di_chiusura"},
    "registra_storico": {"determinazione_numero", "determinazione_data"},
}
"""What each transition cannot do without."""

STATI = (
    "bozza",
    "trasmesso",
    "in_istruttoria",
    "da_integrare",
    "approvato",
    "pubblicato",
    "respinto",
    "revocato",
    "annullato",
)

PERSONAE = (
    "anonimo",
    "estraneo",
    "lettore",
    "manager",
    "coordinatore",
    "referente_amministrativo",
    "funzionario",
    "dirigente",
    "estraneo_ente",
    "amministratore",
)
