"""What can stop a run that no room below can know of."""

from __future__ import annotations

from documents.errors import ShixianError


class WrongUsageError(ShixianError):
    """Raised where a command or a setting cannot be meant as it is written; the message says which, and what may be."""


class ServerError(ShixianError):
    """Raised where Prefect's temporary server does not start; the message says where its log lies."""


class RunFailedError(ShixianError):
    """Raised where a run ended before its time by something that no room foresaw; the message says what stands."""


class PublicationHeldError(ShixianError):
    """Raised where a publication would lose or double a deadline: the last good one stays until the cause is gone."""


class LocalUnitsError(ShixianError):
    """Raised where a run names no local list of units and the one used last is gone: feeds would vanish with it."""
