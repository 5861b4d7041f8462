"""What is said of a person, and the names of bodies and places that it is read from."""

from __future__ import annotations

from typing import NamedTuple

from kaozheng.tasks.extract.compounds import Compound


class Role(NamedTuple):
    role: str | None
    affiliation: str | None

    def vague(self) -> bool:
        """市领导: an office without its name, which gives way to the one that the document tells elsewhere."""
        return self.role is not None and self.role.endswith("领导")


NOTHING = Role(None, None)


class Placed(NamedTuple):
    """A compound with its canonical name."""

    compound: Compound
    name: str
    code: str | None
    basis: str
