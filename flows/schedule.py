"""Runs on a schedule: a deployment of the flow, whose runs Prefect creates as they fall due and this process carries out.

Each run is a process of its own, so none inherits what another left behind. The deployment is known by its warehouse: serving a warehouse
again, with other sources or another schedule, replaces what was there.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kaozheng.flows.fingerprints import digest
from kaozheng.flows.settings import Settings, SettingsError

if TYPE_CHECKING:
    from prefect.schedules import Schedule

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_INTERVAL = re.compile(rf"([1-9][0-9]{{0,5}})([{''.join(_UNITS)}])")
# From now to the first run of an interval: what lies in the past when the schedule is stored would wait for a whole interval.
_HEAD_START = datetime.timedelta(seconds=3)


def serve(settings: Settings, schedule: Schedule) -> None:
    """Carry out the runs of a schedule until a signal ends it. Raises ServerError or SettingsError."""
    from prefect.types.entrypoint import EntrypointType

    from kaozheng.flows.pipeline import pipeline, task_runner
    from kaozheng.flows.server import api

    task_runner(settings)  # what is not installed is told now and not in the first run
    settings = replace(settings, sources=tuple(map(_from_anywhere, settings.sources)), warehouse=settings.warehouse.resolve())
    with api(scheduling=True):
        pipeline.serve(
            name=deployment_name(settings.warehouse),
            schedule=schedule,
            parameters=settings.plain(),
            limit=1,
            entrypoint_type=EntrypointType.MODULE_PATH,
            print_starting_message=False,
        )


def every(told: str) -> Schedule:
    """At once and then each interval, like 90s, 30m, 6h or 1d. Raises SettingsError."""
    found = _INTERVAL.fullmatch(told)
    if found is None:
        raise SettingsError(f"{told} is no interval: a number and s, m, h or d, as in 30m")
    from prefect.schedules import Interval

    interval = datetime.timedelta(**{_UNITS[found[2]]: int(found[1])})
    return Interval(interval, anchor_date=datetime.datetime.now(datetime.UTC) + _HEAD_START)


def by_cron(told: str, timezone: str) -> Schedule:
    """At the times that a cron expression names in a time zone. Raises SettingsError."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    from prefect.schedules import Cron

    try:
        ZoneInfo(timezone)
        return Cron(told, timezone=timezone)
    except ZoneInfoNotFoundError as error:
        raise SettingsError(f"no time zone is called {timezone}") from error
    except ValueError as error:
        raise SettingsError(f"{told} is no cron expression") from error


def deployment_name(warehouse: Path) -> str:
    """The name of the deployment of a warehouse, whose path is absolute."""
    return f"{warehouse.name}-{digest(str(warehouse))[:8]}"


def _from_anywhere(source: str) -> str:
    """A source as a run's process can read it, wherever it works."""
    return source if "://" in source else str(Path(source).absolute())
