"""What a run came to, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

SHOWN = 20
DONE, PARTLY, NOTHING = 0, 1, 2


@dataclass(frozen=True)
class Summary:
    """`documents`, `rows` and `quarantined` (source name, reason) are of the whole snapshot; `added` and `removed` are documents; of
    those removed, `superseded` have a successor at the same uri. `faults` counts those of the quarantined whose own fault it is not.

    `notes` are what a reader of the tables must know of how they were made; `problems` are sources that gave nothing, `failures` batches
    that were given up, a line each. `snapshot` is None where nothing could be published.
    """

    warehouse: str
    snapshot: str | None = None
    changed: bool = False
    documents: int = 0
    added: int = 0
    removed: int = 0
    superseded: int = 0
    rows: Mapping[str, int] = field(default_factory=dict)
    quarantined: tuple[tuple[str, str], ...] = ()
    faults: int = 0
    batches_done: int = 0
    batches_unchanged: int = 0
    notes: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def exit_status(self) -> int:
        if self.snapshot is None:
            return NOTHING
        return PARTLY if self.problems or self.failures or self.faults else DONE

    def as_json(self) -> str:
        told = asdict(self) | {"quarantined": [{"source_name": name, "reason": reason} for name, reason in self.quarantined]}
        return json.dumps(told | {"seconds": round(self.seconds, 2), "exit_status": self.exit_status}, ensure_ascii=False, indent=1)

    def as_text(self) -> str:
        if self.snapshot is None:
            return f"nothing published: {'each batch failed' if self.failures else 'no source gave a document'}"
        lines = [self._outcome(), f"    {self._tables()}", f"    {self._work()}", *(f"    {note}" for note in self.notes)]
        return "\n".join([*lines, *self._set_aside()])

    def _outcome(self) -> str:
        if not self.changed:
            return f"nothing new: {_documents(self.documents)} as before, snapshot {self.snapshot} of {self.warehouse} stands"
        good = self.documents - len(self.quarantined)
        changes = f"{self.added} new, {self.removed} removed{f', {self.superseded} of them superseded' if self.superseded else ''}"
        return (
            f"published snapshot {self.snapshot} of {self.warehouse}: {_documents(good)}, {len(self.quarantined)} quarantined ({changes})"
        )

    def _tables(self) -> str:
        return ", ".join(f"{name} {count:,}" for name, count in self.rows.items())

    def _work(self) -> str:
        failed = f", {len(self.failures)} failed" if self.failures else ""
        return f"batches: {self.batches_done} done, {self.batches_unchanged} unchanged{failed}; {self.seconds:.1f} s"

    def _set_aside(self) -> list[str]:
        if not self.quarantined:
            return []
        blame = f", {self.faults} of them by a fault of kaozheng" if self.faults else ""
        lines = [f"{len(self.quarantined)} quarantined{blame}:", *(f"    {name}: {reason}" for name, reason in self.quarantined[:SHOWN])]
        if len(self.quarantined) > SHOWN:
            question = "select source_name, reason from documents where status = 'quarantined'"
            lines.append(f'    and {len(self.quarantined) - SHOWN} more: kaozheng query "{question}" --warehouse {self.warehouse}')
        return lines


def _documents(count: int) -> str:
    return f"{count:,} document{'' if count == 1 else 's'}"
