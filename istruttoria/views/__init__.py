"""Pages of the procedure. A view is short: fetch what the user may see, call, respond."""
