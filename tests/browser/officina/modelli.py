"""The pages of the stand-in: the markup of the contract."""

CAMPO = """
<div class="campo-redazione" data-campo="%(nome)s">
  <label for="id_%(nome)s">%(etichetta)s</label>
  <p class="aiuto" id="id_%(nome)s-aiuto">Aiuto del campo.</p>
  %(controllo)s
  <input type="hidden" name="%(nome)s-visto" value="{{ campi.%(chiave)s.visto }}">
  <div class="campo-piede"><span class="campo-stato" data-stato></span> <span data-conto></span>
    <a href="{%% url 'altra' %%}">Storia</a></div>
  <div data-esito></div>
  %(dopo)s
</div>
"""
TESTO = """<textarea name="%(nome)s" id="id_%(nome)s" aria-describedby="id_%(nome)s-aiuto"
  %(altro)s>{{ campi.%(chiave)s.valore }}</textarea>"""
RIGA = (
    """<input type="text" name="%(nome)s" id="id_%(nome)s" value="{{ campi.%(chiave)s.valore }}">"""
)
SCELTA = """<select name="%(nome)s" id="id_%(nome)s">
  <option value="a"{%% if campi.%(chiave)s.valore == "a" %%} selected{%% endif %%}>Primo</option>
  <option value="b"{%% if campi.%(chiave)s.valore == "b" %%} selected{%% endif %%}>Secondo</option>
</select>"""
SPUNTA = """<input type="checkbox" name="%(nome)s" id="id_%(nome)s" value="1"
  {%% if campi.%(chiave)s.valore %%}checked{%% endif %%}>
  <input type="hidden" name="%(nome)s-presente" value="1">"""
RICCO = (
    """<p class="aiuto senza-editor">Senza l’editor qui si scrive testo semplice.</p>"""
    + TESTO % {"nome": "%(nome)s", "chiave": "%(chiave)s", "altro": "data-ricco data-limite=200"}
)
PERCENTUALI = """<div data-lettura></div>
  {% include "istruttoria/redazione/_componi.html" with nome="azione-1-percentuali" %}
  <details class="simulatore" data-simula="{% url 'simula' %}" hidden>
    <summary>Quanto varrebbe</summary>
    <label for="quanti">Quanti</label>
    <input class="form-control" id="quanti" type="number" data-parametro="quanti">
    <div data-punteggio></div>
  </details>"""


def campo(nome: str, etichetta: str, modello: str, altro: str = "", dopo: str = "") -> str:
    pezzi = {"nome": nome, "chiave": nome.replace("-", "_"), "altro": altro}
    controllo = modello % pezzi
    return CAMPO % (pezzi | {"etichetta": etichetta, "controllo": controllo, "dopo": dopo})


LISTA = """<ol id="ordine" data-riordina="{% url 'sposta' %}">
  {% for voce in voci %}
    <li data-voce="{{ voce.id }}" data-nome="{{ voce.nome }}">
      <button type="button" data-maniglia hidden tabindex="-1" aria-hidden="true">⠿</button>
      <span class="voce-testo">{{ voce.nome }}</span>
      <form method="post" action="{% url 'sposta' %}">
        {% csrf_token %}
        <input type="hidden" name="voce" value="{{ voce.id }}">
        <button class="btn btn-sm btn-outline-primary" name="verso" value="su"
          aria-label="Su: {{ voce.nome }}"{% if voce.prima %} disabled{% endif %}>Su</button>
        <button class="btn btn-sm btn-outline-primary" name="verso" value="giu"
          aria-label="Giù: {{ voce.nome }}"{% if voce.ultima %} disabled{% endif %}>Giù</button>
      </form>
    </li>
  {% endfor %}
</ol>
"""

PAGINA = (
    """{% extends "guscio.html" %}{% load static %}
{% block script %}{{ block.super }}
<link rel="stylesheet" href="{% static 'css/redazione.css' %}">
{% include "istruttoria/redazione/_script.html" %}{% endblock %}
{% block contenuto %}
<div class="riga-stato"><p id="stato-salvataggio" role="status"></p>
  <p id="presenze" aria-live="polite"></p></div>
<div class="redazione">
<nav class="redazione-lato" aria-label="Parti del programma">
  <details class="indice-parti" open><summary>Parti del programma</summary>
    <ul><li><a href="{% url 'pagina' %}" aria-current="page">Azioni
        <span class="segno segno-completo">completa</span></a></li>
      <li><a href="{% url 'altra' %}">Altra pagina
        <span class="segno segno-manca">da scrivere</span></a></li></ul>
  </details>
</nav>
<div>
<h1>Azione 1</h1>
<form id="redazione" method="post" action="{% url 'pagina' %}" data-redazione
  data-presenza="{% url 'presenza' %}" data-qui="azione-1" data-utente="{{ utente }}"
  data-accedi="{% url 'accedi_qui' %}" data-programma="3">{% csrf_token %}
"""
    + campo("azione-1-titolo", "Titolo", RIGA)
    + campo("azione-1-descrizione", "Descrizione", TESTO, 'data-limite="40"')
    + campo("azione-1-scadenza", "Scadenza", RIGA)
    + campo("azione-1-ambito", "Ambito", SCELTA)
    + campo("azione-1-strategico", "Progetto strategico", SPUNTA)
    + campo(
        "azione-1-percentuali",
        "Percentuali",
        TESTO,
        "data-leggi=\"{% url 'leggi' %}\"",
        PERCENTUALI,
    )
    + campo("sezione-1-html", "Premessa", RICCO)
    + """<button class="btn btn-primary salva-a-mano">Salva</button></form>
"""
    + LISTA
    + """</div>
<div class="redazione-accanto"><section class="riquadro" data-anteprima="{% url 'pdf' %}">
  <h2>Anteprima</h2><a href="{% url 'pdf' %}">Apri il PDF</a></section></div>
</div>{% endblock %}"""
)

ALTRA = """{% extends "guscio.html" %}{% load static %}
{% block script %}{{ block.super }}
<link rel="stylesheet" href="{% static 'css/redazione.css' %}">
{% include "istruttoria/redazione/_script.html" %}{% endblock %}
{% block contenuto %}<div class="riga-stato"><p id="stato-salvataggio" role="status"></p></div>
<h1>Altra pagina</h1>
<form id="redazione" method="post" action="{% url 'pagina' %}" data-redazione data-qui="altra"
  data-utente="7" data-accedi="{% url 'accedi_qui' %}" data-programma="3">{% csrf_token %}</form>
{% endblock %}"""

ACCEDI = """<div id="accesso-in-pagina"><form method="post">{% csrf_token %}
  {% if errore %}<p class="invalid-feedback">{{ errore }}</p>{% endif %}
  <div class="mb-3"><label class="form-label" for="acc-email">E-mail</label>
    <input class="form-control" id="acc-email" name="email" type="email"></div>
  <div class="mb-3"><label class="form-label" for="acc-password">Password</label>
    <input class="form-control" id="acc-password" name="password" type="password"
      {% if errore %}aria-invalid="true"{% endif %}></div>
  <button class="btn btn-primary">Entra</button></form></div>"""
