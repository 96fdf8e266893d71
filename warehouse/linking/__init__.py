"""Linking: which measure implements, repeats or is the sister of which, with a score and the reason."""

from warehouse.linking.linker import Facts, Linked, Linking, facts_of, link_measures, linking_of

__all__ = ["Facts", "Linked", "Linking", "facts_of", "link_measures", "linking_of"]
