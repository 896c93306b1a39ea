"""Forms of the districts' pages: they check what was typed; services do the rest."""
