"""Prefect's API for the time of a run or of a schedule: the server that the user has configured, else one in this process.

Prefect by itself would load the server here, only to start it in a process of its own, which loads all of Prefect once more: a flow that
does nothing takes 16 s of one core, and 10 s so.
"""

from __future__ import annotations

import contextvars
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import uvicorn

# A database that another version of Prefect made is brought up to date first, and a new one takes some seconds.
START_PATIENCE = 180.0
STOP_PATIENCE = 10.0
# What Prefect says by itself is of its own inner life, "database is locked" among it, and no help to who runs a pipeline.
_SILENT = {"PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL", "PREFECT_LOGGING_HANDLERS_DEBUG_LEVEL": "CRITICAL"}
# What a server in this process needs none of.
_SPARED = {
    "server.register_blocks_on_start": False,
    "server.ui.enabled": False,
    "server.analytics_enabled": False,
    "logging.to_api.enabled": False,
    "client.server_version_check_enabled": False,
    "flows.heartbeat_frequency": None,
}


class ServerError(Exception):
    """Prefect has no API to run against; the message says why in one line."""


def silence() -> None:
    """Keep Prefect's own log off the screen; to be called before Prefect is first imported. What the user has set stands."""
    for name, value in _SILENT.items():
        os.environ.setdefault(name, value)


@contextmanager
def api(*, scheduling: bool = False) -> Iterator[None]:
    """An API that flows in this context talk to; `scheduling` has it create the runs of schedules too. Raises ServerError."""
    from prefect.settings import get_current_settings, temporary_settings

    if get_current_settings().api.url:
        yield
        return
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(128)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/api"
        with temporary_settings(updates={"api.url": url, **_SPARED}), _serving(listener, scheduling):
            yield


@contextmanager
def _serving(listener: socket.socket, scheduling: bool) -> Iterator[None]:
    import uvicorn
    from prefect.server.api.server import create_app

    app = create_app(ephemeral=not scheduling, final=True, ignore_cache=True)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="on", timeout_graceful_shutdown=1))
    # The server's thread sees the settings of this context.
    thread = threading.Thread(target=contextvars.copy_context().run, args=(_serve, server, listener), daemon=True)
    thread.start()
    try:
        _wait_until_started(server, thread)
        yield
    finally:
        _drain_events()
        server.should_exit = True
        thread.join(STOP_PATIENCE)


def _serve(server: uvicorn.Server, listener: socket.socket) -> None:
    try:
        server.run(sockets=[listener])
    except SystemExit:  # uvicorn's word for a start that failed; seen by who waits for it
        return


def _wait_until_started(server: uvicorn.Server, thread: threading.Thread) -> None:
    deadline = time.monotonic() + START_PATIENCE
    while not server.started:
        if not thread.is_alive() or time.monotonic() > deadline:
            raise ServerError("Prefect's server does not start (KAOZHENG_DEBUG=1 shows why); --inline does without it")
        time.sleep(0.02)


def _drain_events() -> None:
    """Let Prefect send what it still has to say while there is somebody to listen; it would wait for minutes at exit."""
    from prefect.events.worker import EventsWorker

    # In a thread of its own, for it blocks only where no event loop runs, and in a notebook one does.
    drain = threading.Thread(target=contextvars.copy_context().run, args=(EventsWorker.drain_all,), daemon=True)
    drain.start()
    drain.join(STOP_PATIENCE)
