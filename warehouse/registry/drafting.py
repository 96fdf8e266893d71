"""The registry while it is being compiled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from warehouse.registry import jurisdictions
from warehouse.registry.frames import Registry
from warehouse.registry.jurisdictions import Jurisdiction
from warehouse.registry.names import normalise, unique
from warehouse.registry.units import Grade, Sense, Unit


class Draft:
    """Units, names and members as they gather; `registry` freezes them."""

    def __init__(self) -> None:
        self.places: dict[str, Jurisdiction] = {}
        self.entries: dict[str, Unit] = {}
        self.names: dict[str, dict[str, list[Sense]]] = defaultdict(lambda: defaultdict(list))
        self.members: dict[str, tuple[str, ...]] = {}
        self.towns: dict[str, list[str]] = defaultdict(list)
        self.zones: dict[str, list[str]] = defaultdict(list)
        self.place_names: dict[str, str] = {}  # of places that only local additions know, and their codes
        self.patterned: set[str] = set()  # zones that no list names; they yield to one that is named
        self.taken: set[str] = set()
        self.local: set[str] = set()  # units that local additions name

    def add_places(self, code: str) -> None:
        """A place and all above it; unknown codes are passed over."""
        while code and code not in self.places and code in jurisdictions.divisions():
            self.places[code] = jurisdictions.divisions()[code]
            code = self.places[code].parent

    def above(self, place: Jurisdiction) -> Jurisdiction | None:
        """The place directly above."""
        return self.places.get(place.parent)

    def add(self, unit: Unit) -> str:
        """A unit whose id is its own already (an institution in a place); the same one twice is one."""
        self.taken.add(unit.unit_id)
        self.entries.setdefault(unit.unit_id, unit)
        return unit.unit_id

    def new_id(self, wanted: str) -> str:
        """An id that nobody has."""
        return unique(wanted, self.taken)

    def take_names(self, code: str, texts: Iterable[str], unit_id: str, grade: Grade) -> None:
        """Names that a local addition takes for itself: no pattern has them any more in this place."""
        for text in texts:
            known = self.names[code][normalise(text)]
            others = [sense for sense in known if sense.unit_id in self.local and sense.unit_id != unit_id]
            own = [sense for sense in known if sense.unit_id == unit_id and sense.grade == "exact"]
            self.names[code][normalise(text)] = [*others, *(own or [Sense(unit_id, grade)])]
        self.local.add(unit_id)

    def name(self, code: str, texts: Iterable[str], unit_id: str, grade: Grade = "exact") -> None:
        """Names by which a unit is known in a place."""
        for text in texts:
            sense = Sense(unit_id, grade)
            known = self.names[code][normalise(text)]
            if all(other.unit_id != unit_id for other in known):
                known.append(sense)

    def date(self, unit_id: str, valid_from: date | None, valid_to: date | None, aliases: tuple[str, ...]) -> None:
        """The days of a local addition's validity, and the aliases that its row gives."""
        unit = self.entries[unit_id]
        known = tuple(dict.fromkeys((*unit.aliases, *aliases)))
        self.entries[unit_id] = replace(unit, valid_from=valid_from, valid_to=valid_to, aliases=known)

    def succeed(self, unit_id: str, successor_id: str) -> None:
        """Who inherits a unit's duties and subscribers."""
        self.entries[unit_id] = replace(self.entries[unit_id], successor_id=successor_id)

    def registry(self) -> Registry:
        """The registry as it stands."""
        own = {code: {text: tuple(senses) for text, senses in names.items()} for code, names in self.names.items()}
        places = dict(sorted(self.place_names.items(), key=lambda named: (-len(named[0]), named[0])))
        return Registry(self.places, self.entries, self.members, own, places)
