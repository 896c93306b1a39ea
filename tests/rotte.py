"""Every address × every persona, as one table written by hand.

Codes: 200 shown, 302 done or sent to sign in, 403 wrong role, 404 not among one's districts,
405 wrong method. Personae in the order of ``Persona``: anonimo, estraneo, lettore, manager,
coordinatore, referente amministrativo, funzionario, dirigente, estraneo dell'Ente, amministratore.
"""


def tabella(righe: str) -> dict[str, tuple[str, str, str]]:
    """name: (method, what the address speaks of, codes)."""
    lette = (r.split(maxsplit=3) for r in righe.strip().splitlines() if not r.startswith("#"))
    return {nome: (metodo, cosa.strip("-"), codici) for nome, metodo, cosa, codici in lette}


PAGINE = tabella("""
#                                    ano est let man coo ref fun dir  eE amm
scrivania             get  -         302 200 200 200 200 200 200 200 200 200
accedi                get  -         200 302 302 302 302 302 302 302 302 302
accedi_qui            get  -         200 204 204 204 204 204 204 204 204 204
avvisi                get  -         302 200 200 200 200 200 200 200 200 200
visto                 post -         302 422 422 422 422 422 422 422 422 422
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
privacy               get  -         200 200 200 200 200 200 200 200 200 200
accessibilita         get  -         200 200 200 200 200 200 200 200 200 200
pubblicati            get  -         200 200 200 200 200 200 200 200 200 200
pubblicato            get  uscito    200 200 200 200 200 200 200 200 200 200
pubblicato_pdf        get  edizione  200 200 200 200 200 200 200 200 200 200
pubblicato_firmato    get  firmato   200 200 200 200 200 200 200 200 200 200
pubblicato_json       get  edizione  200 200 200 200 200 200 200 200 200 200
verifica              get  -         200 200 200 200 200 200 200 200 200 200
verifica_atto         get  programma 200 200 200 200 200 200 200 200 200 200
programmi             get  -         302 403 403 403 403 403 200 200 200 200
programmi_conta       post -         302 403 403 403 403 403 302 302 302 302
programmi_csv         get  -         302 403 403 403 403 403 200 200 200 200
programmi_xlsx        get  -         302 403 403 403 403 403 200 200 200 200
programma             get  programma 302 404 200 200 200 200 200 200 404 200
programma_confronto   get  programma 302 404 200 200 200 200 200 200 404 200
programma_pdf         get  programma 302 404 200 200 200 200 200 200 404 200
programma_word        get  programma 302 404 200 200 200 200 200 200 404 200
programma_json        get  programma 302 404 200 200 200 200 200 200 404 200
passo                 get  passo     302 404 403 403 403 403 200 200 404 403
approvazioni          get  -         302 403 403 403 403 403 403 200 403 403
atto                  get  programma 302 404 403 403 403 403 200 200 404 403
atto_anteprima        post programma 302 404 403 403 403 403 200 200 404 403
osserva               get  programma 302 404 403 403 403 403 200 200 404 403
revisione             get  programma 302 404 403 403 403 403 200 200 404 403
revisione_vista       post programma 302 404 403 403 403 403 302 302 404 403
note_interne          get  programma 302 404 403 403 403 403 200 200 404 403
supera                get  programma 302 404 403 403 403 403 200 200 404 403
correggi              get  da_inviare 302 404 404 404 404 404 200 200 404 404
ritira                get  da_inviare 302 404 404 404 404 404 200 200 404 404
rispondi              get  remark    302 404 403 200 200 200 200 200 404 403
chiudi                post remark    302 404 403 403 403 403 302 302 404 403
riapri                get  remark    302 404 403 403 403 403 200 200 404 403
documento             get  documento 302 404 200 200 200 200 200 200 404 200
copia_nuova           get  documento 302 404 403 403 403 403 200 200 404 403
copia                 get  copia     302 404 200 200 200 200 200 200 404 200
copiafirmata          get  copia     302 404 200 200 200 200 200 200 404 200
programma_storia      get  programma 302 404 200 200 200 200 200 200 404 200
programma_fascicolo   get  programma 302 404 403 403 403 403 200 200 404 403
allegato              get  allegato  302 404 200 200 200 200 200 200 404 200
redazione             get  programma 302 404 403 200 403 200 403 403 404 403
redazione_parte       get  parte     302 404 403 200 403 200 403 403 404 403
redazione_azione      get  azione    302 404 403 200 403 200 403 403 404 403
redazione_ripresa     get  programma 302 404 403 200 403 200 403 403 404 403
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
anni                  get  -         302 403 403 403 403 403 200 200 200 403
anno                  get  schema    302 403 403 403 403 403 200 200 404 403
anno_proroga          get  schema    302 403 403 403 403 403 200 200 404 403
avvisi_non_consegnati get  -         302 403 403 403 403 403 200 200 200 200
cerca_testi           get  -         302 200 200 200 200 200 200 200 200 200
collana               get  -         302 403 403 403 403 403 200 200 200 403
collana_volume        get  volume    302 403 403 403 403 403 200 200 404 403
collana_togli         post volume    302 403 403 403 403 403 302 302 404 403
modello               get  -         302 403 403 403 403 403 200 200 200 403
modello_rettifica     get  -         302 403 403 403 403 403 200 200 200 403
modello_anteprima     post -         302 403 403 403 403 403 200 200 200 403
modello_pdf           post -         302 403 403 403 403 403 422 422 422 403
modello_versione      get  modello   302 403 403 403 403 403 200 200 404 403
modello_riprendi      post modello   302 403 403 403 403 403 302 302 404 403
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
    *("pubblicati", "pubblicato", "pubblicato_pdf", "pubblicato_json"),
    "pubblicato_firmato",
    *("verifica", "verifica_atto", "privacy", "accessibilita"),
}
# What shows a form and takes it back.
CON_MODULO = {
    *(
        "passo",
        "osserva",
        "note_interne",
        "supera",
        "rispondi",
        "correggi",
        "ritira",
        "riapri",
        "importa",
    ),
    *("redazione", "redazione_parte", "redazione_azione", "redazione_storia"),
    "redazione_ripresa",
    *(
        "collana",
        "collana_volume",
        "modello",
        "modello_rettifica",
        "atto",
        "approvazioni",
        "anno",
        "anno_proroga",
        "programmi",
    ),
    *("collana", "collana_volume"),
    *("verifica", "verifica_atto"),
    *("copia_nuova", "copia"),
    *("avvisi", "avvisi_non_consegnati"),
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
    "istruttoria_copiafirmata": "200 403 200 200 403",
    "istruttoria_copiarifiutata": "200 403 200 200 403",
    "istruttoria_documento": "200 403 200 200 403",
    "istruttoria_importazione": "200 403 200 200 403",
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
