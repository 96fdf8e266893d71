"""What can go wrong between a frame of entries and a published feed.

    CalendarError
    ├── FrameError         a frame lacks columns, or holds a type that they cannot have
    ├── EventError         one entry cannot become a correct event
    │   └── RuleError      … because nobody can tell on which days its duty recurs
    ├── FeedError          a written feed does not read back as what was built
    └── PublicationError   nothing was published; the last good publication stands
        └── LinksError     … because the file system has no symbolic links

Messages are Chinese: findings and the command line show them to people.
"""

from __future__ import annotations

from documents.errors import ShixianError


class CalendarError(ShixianError):
    """Base of all errors of this package."""


class FrameError(CalendarError):
    """A frame lacks columns of the contract, or a column cannot be cast to its type."""


class EventError(CalendarError):
    """One entry cannot become an event that RFC 5545 allows; the message says which and why."""


class RuleError(EventError):
    """A recurrence rule is no RFC 5545 RRULE value, or never falls on a day."""


class FeedError(CalendarError):
    """A feed, read back by a second parser, is broken or differs from what was built."""


class PublicationError(CalendarError):
    """Nothing was published, and the last good publication stands; the message says why."""


class LinksError(PublicationError):
    """The folder for results lies on a file system (or an account) that cannot make symbolic links."""
