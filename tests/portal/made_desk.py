"""A warehouse for the desk's tests, made by the real flows from plans written here, and personal links to it."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx
import uvicorn

from portal.app import create_app
from warehouse.connection import open_warehouse
from warehouse.granting import grant

MORNING = datetime(2024, 9, 2, 1, 0, tzinfo=UTC)
"""Monday, nine o'clock in Asia/Shanghai: when the desk of the tests is visited."""


def link(home: Path, name: str = "陈一鸣", role: str = "steward", places: tuple[str, ...] = ()) -> str:
    """The token of a personal link to the desk over the warehouse in `home`."""
    with open_warehouse(home / "warehouse", MORNING.date()) as connection:
        return grant(connection, name, role, places, MORNING)[1]


@contextmanager
def desk_served(out: Path, home: Path) -> Iterator[str]:
    """The portal with its desk, on a port of its own, on the morning of MORNING."""
    app = create_app(out, home, lambda: MORNING)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", server_header=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@contextmanager
def signed_in(address: str, token: str) -> Iterator[httpx.Client]:
    """A client that has used the personal link of a token."""
    with httpx.Client(base_url=address, timeout=30) as client:
        assert client.post("/desk/sign-in", data={"token": token}).status_code == 303
        yield client


def form_token(page: str) -> dict[str, str]:
    """The hidden field that every form of a page carries."""
    found = re.search(r'name="token_of_form" value="([^"]+)"', page)
    assert found is not None
    return {"token_of_form": found[1]}
