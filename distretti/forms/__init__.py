"""Forms about people and districts: they check what was typed; services do the rest."""
