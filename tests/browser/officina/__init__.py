"""A small stand-in for the editor's pages, with switches for everything that can go wrong."""
