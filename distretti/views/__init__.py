"""Pages of the districts. A view is short: fetch what the user may see, call, respond."""
