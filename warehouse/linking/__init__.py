"""Linking: which measure implements, repeats or is the sister of which, with a score and the reason."""

from warehouse.linking.linker import Linked, Linking, link_measures, linking_of

__all__ = ["Linked", "Linking", "link_measures", "linking_of"]
