"""A passage and the words at fault in it: where they stand, and what to show around them."""

from __future__ import annotations

from dataclasses import dataclass

BEFORE = 80
"""Characters shown before the first word at fault."""
WHOLE = 260
"""Characters of a passage that are shown at most."""
ELLIPSIS = "……"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a passage; `marked` where they are the ones at fault."""

    text: str
    marked: bool


def passage(text: str, surface: str) -> tuple[Piece, ...]:
    """`text` around the places where it says `surface`, those marked, cut to about WHOLE characters.

    Blanks and line breaks do not count in the search, as a surface is kept without them. A surface that the text does
    not hold marks nothing: nothing is guessed. Linear in the length of the text.
    """
    spans = _places(text, surface)
    first = max(0, spans[0][0] - BEFORE) if spans and len(text) > WHOLE else 0
    last = min(len(text), max(first + WHOLE, spans[0][1] if spans else 0))
    pieces = [Piece(ELLIPSIS, False)] if first else []
    at = first
    for start, end in spans:
        if end > last:
            break
        pieces += [Piece(text[at:start], False), Piece(text[start:end], True)]
        at = end
    pieces.append(Piece(text[at:last] + (ELLIPSIS if last < len(text) else ""), False))
    return tuple(piece for piece in pieces if piece.text)


def _places(text: str, surface: str) -> list[tuple[int, int]]:
    """Where `text` says `surface`, as characters of `text`, not overlapping, in order."""
    wanted = "".join(surface.split())
    if not wanted:
        return []
    kept = [position for position, character in enumerate(text) if not character.isspace()]
    dense = "".join(text[position] for position in kept)
    places = []
    at = dense.find(wanted)
    while at >= 0:
        places.append((kept[at], kept[at + len(wanted) - 1] + 1))
        at = dense.find(wanted, at + len(wanted))
    return places
