"""Who is compared with whom: pools of measures, in which others look for their like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from warehouse.identity import words
from warehouse.linking.relations import Head

IMPLEMENTS, REPEATS, SISTER = "implements", "repeats", "sister"


@dataclass(frozen=True, slots=True)
class Pools:
    """`kinds` (`pool`, `relation`, `reach`: pair, document or place), `seekers` and `members` (`pool`, `key`)."""

    kinds: pl.DataFrame
    seekers: pl.DataFrame
    members: pl.DataFrame


def pools_of(
    measures: pl.DataFrame,
    heads: Sequence[Head],
    acts_on: Mapping[str, Sequence[str]],
    sister_pairs: Sequence[tuple[str, str]],
) -> Pools:
    """Each document with those it acts on, with itself and with its sisters; and each place's documents with one another."""
    place_of = {head.document_id: f"place {head.jurisdiction or words(head.issuer)}" for head in heads}
    places = sorted({place for place in place_of.values() if place != "place "})
    kinds = [
        *((IMPLEMENTS, "pair", own, other) for own, others in acts_on.items() for other in others),
        *((SISTER, "pair", own, other) for own, other in sister_pairs),
        *((REPEATS, "document", head.document_id, head.document_id) for head in heads),
        *((REPEATS, "place", place, place) for place in places),
    ]
    pools = pl.DataFrame(kinds, schema=dict.fromkeys(("relation", "reach", "own", "others"), pl.String), orient="row")
    pools = pools.with_row_index("pool")
    groups = pl.concat(
        [
            measures.select(group="document_id", key="key"),
            measures.select(group=pl.col("document_id").replace_strict(place_of, default=""), key="key"),
        ]
    )
    sides = [
        pools.join(groups, left_on=side, right_on="group", maintain_order="left_right").select("pool", "key")
        for side in ("own", "others")
    ]
    return Pools(pools.select("pool", "relation", "reach"), *sides)
