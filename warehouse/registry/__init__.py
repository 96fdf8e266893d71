"""The registry of units: divisions, institutions, collectives and local additions, and the resolver of mentions."""

from warehouse.registry.compiling import attest, compile_registry, extend
from warehouse.registry.frames import Registry, unit_frame
from warehouse.registry.issuing import jurisdiction_of
from warehouse.registry.local import LocalFileError, read_local, write_local
from warehouse.registry.localities import addressed
from warehouse.registry.resolving import Context, Resolution, resolve
from warehouse.registry.units import LocalEntry, Unit

__all__ = [
    "Context",
    "LocalEntry",
    "LocalFileError",
    "Registry",
    "Resolution",
    "Unit",
    "addressed",
    "attest",
    "compile_registry",
    "extend",
    "jurisdiction_of",
    "read_local",
    "resolve",
    "unit_frame",
    "write_local",
]
