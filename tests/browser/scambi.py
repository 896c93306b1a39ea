"""Every place of our scripts that replaces, removes or hides, with the test of the focus there."""

import re

SCAMBIO = re.compile(
    r"[\w.()]*\.(?:replaceWith|replaceChildren|(?<!classList\.)remove)\b(?=[.(])"
    r"|[\w.]+\.(?:innerHTML|outerHTML|hidden) = (?!false)|\w+\.insertAdjacent\w+\("
)
COPIA = "on a parsed copy, or on a node that is not in the page yet"
REVISIONE = "osserva_e_rimanda"
ALL_INIZIO = "while the page starts, before anybody is there"
CASI: dict[str, dict[str, str]] = {
    "atto.js": {
        "old.replaceWith": "test_l_anteprima_dell_atto_non_prende_ne_perde_il_fuoco",
        "name.replaceWith": COPIA,
    },
    "cerca.js": {
        "elenco.hidden = ": "test_scelta_dal_registro_il_fuoco_resta_nella_casella",
        "elenco.replaceChildren": "test_scelta_dal_registro_il_fuoco_resta_nella_casella",
    },
    "redazione/accesso.js": {
        "place.replaceWith": "test_rientrati_si_torna_al_testo",
        "place.replaceChildren": "test_rientrati_si_torna_al_testo",
    },
    "redazione/anteprima.js": {
        "coming.remove": "test_l_anteprima_non_prende_il_fuoco",
        "shown.remove": "test_l_anteprima_non_prende_il_fuoco",
        "frame.remove": "test_l_anteprima_non_prende_il_fuoco",
        "box.hidden = ": "test_l_anteprima_non_prende_il_fuoco",
    },
    "redazione/barra.js": {"button.hidden = ": "test_tolta_la_tabella_si_torna_al_testo"},
    "redazione/base.js": {
        "br.replaceWith": COPIA,
        "place.innerHTML = ": "test_salvando_e_leggendo_il_fuoco_resta_dov_era",
    },
    "redazione/campi.js": {
        "box.replaceChildren": "test_ogni_scelta_di_un_conflitto_porta_al_campo",
        "box.remove": "test_ogni_scelta_di_un_conflitto_porta_al_campo",
        "p.replaceWith": COPIA,
        "part.replaceWith": COPIA,
    },
    "redazione/conflitti.js": {
        "mine.replaceChildren": "test_ogni_scelta_di_un_conflitto_porta_al_campo",
    },
    "redazione/controlli.js": {
        "old.replaceWith": "test_salvando_e_leggendo_il_fuoco_resta_dov_era",
        "line.remove": "test_salvando_e_leggendo_il_fuoco_resta_dov_era",
    },
    "redazione/dialoghi.js": {"dialog.remove": "test_tolta_la_tabella_si_torna_al_testo"},
    "redazione/incolla.js": dict.fromkeys(
        (
            *("outer.remove", "marker.remove", "node.remove", "comment.remove"),
            *("node.replaceWith", "b.replaceWith", "cell.replaceWith", "span.replaceChildren"),
        ),
        COPIA,
    ),
    "redazione/inizio.js": {"button.hidden = ": ALL_INIZIO},
    "redazione/offerte.js": {
        "item.remove": "test_un_testo_offerto_si_scarta_si_riprende_si_rimette",
        "place.remove": "test_un_testo_offerto_si_scarta_si_riprende_si_rimette",
        "box.replaceChildren": "test_un_testo_offerto_si_scarta_si_riprende_si_rimette",
        "button.replaceWith": "test_il_testo_da_copiare_prende_il_posto_del_pulsante",
    },
    "redazione/percentuali.js": {
        "part.hidden = ": "test_il_modulo_della_frase_cambia_sotto_la_scelta",
    },
    "redazione/proposta.js": {
        "dialog.remove": "test_la_proposta_lasciata_riporta_al_collegamento",
        ".replaceWith": "test_la_proposta_lasciata_riporta_al_collegamento",
        "place.replaceChildren": "test_la_proposta_lasciata_riporta_al_collegamento",
        "altrove.remove": ALL_INIZIO,
    },
    "redazione/ricco.js": {
        "p.replaceWith": COPIA,
        "node.remove": COPIA,
        "body.lastElementChild.remove": COPIA,
        "textarea.hidden = ": "test_chi_era_gia_nella_casella_si_trova_nell_editor",
        "line.hidden = ": ALL_INIZIO,
    },
    "redazione/riordina.js": {"list.replaceWith": "test_riordinata_la_lista_il_fuoco_resta"},
    "revisione.js": {
        ").replaceChildren": REVISIONE,
        "back.replaceWith": COPIA,
        "box.replaceChildren": REVISIONE,
        "old.replaceWith": REVISIONE,
    },
    "redazione/stato.js": {
        "line.replaceChildren": ALL_INIZIO,
        "button.remove": "test_rientrati_si_torna_al_testo",
    },
}
