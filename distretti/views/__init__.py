"""The pages about people and districts, and those of signing in."""
