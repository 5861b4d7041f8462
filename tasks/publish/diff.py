"""The ledger of one document as a readable diff: what was changed, where, how sure that is, and what is gone for good."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.text import Text

from kaozheng.tasks.publish.documents import document_named
from kaozheng.tasks.publish.query import Ask, QueryError, asking
from kaozheng.tasks.tables.validation import literal

CONTEXT = 12  # raw characters that are shown on either side of a change
LONGEST = 60  # characters of a change that are shown; of a longer one its two ends
LIMIT = 200  # changes that are shown unless more are asked for
DOUBTFUL = 0.8  # a change less sure than this stands out
# What a terminal would obey or not show: controls, marks of direction, private-use characters.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ue000-\uf8ff\ufeff]")


@dataclass(frozen=True)
class Change:
    """A row of the ledger, with the raw text on either side; before and after are None for a conversion that spans the document."""

    stage: str
    kind: str
    raw_start: int
    before: str | None
    after: str | None
    n: int
    confidence: float
    lossy: bool
    left: str | None
    right: str | None

    @property
    def is_whole(self) -> bool:
        return self.before is None and self.after is None


def repairs_diff(warehouse: Path, document: str, *, kind: str | None = None, limit: int = LIMIT, colour: bool = False) -> str:
    """The changes of a document as text: a summary by kind, then a line a change, in the order of the raw text.

    `document` is what `document_named` takes; `kind` shows changes of this kind alone; `limit` 0 shows
    all; `colour` adds a terminal's colours. Raises QueryError where no document, or more than one, is meant.
    """
    with asking(warehouse) as ask:
        known = document_named(ask, document)
        changes = _changes(ask, str(known["doc_id"]))
    lines = [_headline(known), *_summary(changes)]
    if kind is not None:
        _require_kind(kind, changes)
        changes = [change for change in changes if change.kind == kind]
    single = [change for change in changes if not change.is_whole]
    shown = single[: limit or len(single)]
    if shown:
        width = max(len(change.kind) for change in shown)
        heading = Text(f"{'at':>8}  {'kind':<{width}}  sure", style="dim")
        lines += [Text(), heading, *(_line(change, width) for change in shown)]
    if len(shown) < len(single):
        lines.append(Text(f"{len(single) - len(shown):,} more changes: --limit 0 shows all", style="dim"))
    return _rendered(lines, colour=colour)


def _changes(ask: Ask, doc_id: str) -> list[Change]:
    _, rows = ask(
        "select r.stage, r.kind, r.raw_start, r.before, r.after, r.n, r.confidence, r.lossy, "
        f"d.raw_text[greatest(r.raw_start - {CONTEXT}, 0) + 1:r.raw_start], d.raw_text[r.raw_end + 1:r.raw_end + {CONTEXT}] "
        f"from repairs r join documents d on r.doc_id = d.doc_id where r.doc_id = {literal(doc_id)} "
        "order by r.raw_start, r.raw_end, r.stage, r.kind, r.before, r.after",
    )
    return [Change(*row) for row in rows]  # type: ignore[arg-type]


def _require_kind(kind: str, changes: list[Change]) -> None:
    kinds = sorted({change.kind for change in changes})
    if kind not in kinds:
        raise QueryError(f"no change of kind {kind} here; there are {', '.join(kinds) or 'none of any kind'}")


def _headline(known: dict[str, object]) -> Text:
    told = [str(known[name]) for name in ("media_type", "charset") if known[name]]
    if known["n_chars"] is not None:
        told.append(f"{known['n_chars']:,} characters")
    if known["status"] != "published":
        told.append(f"{known['status']}: {known['reason']}")
    return Text.assemble((_visible(str(known["source_name"])), "bold"), f"  {str(known['doc_id'])[:12]}  ", ", ".join(told))


def _summary(changes: list[Change]) -> list[Text]:
    """A line a kind; one for each conversion of the whole document."""
    if not changes:
        return [Text("nothing was changed")]
    lines: list[Text] = []
    kinds = sorted({(change.stage, change.kind) for change in changes})
    width = max(len(kind) for _, kind in kinds)
    for stage, kind in kinds:
        of_kind = [change for change in changes if (change.stage, change.kind) == (stage, kind)]
        single = [change for change in of_kind if not change.is_whole]
        told = [f"{change.n:,} characters all over the document" for change in of_kind if change.is_whole]
        if single:
            surest, least = (choose(change.confidence for change in single) for choose in (max, min))
            sure = f"{least:.2f}" if surest == least else f"{least:.2f} to {surest:.2f}"
            told.append(f"{len(single):,} change{'s' * (len(single) > 1)}, confidence {sure}")
        lost = sum(change.lossy for change in of_kind)
        lines.append(
            Text.assemble(f"  {kind:<{width}}  ", "; ".join(told), (f"; {lost:,} lossy" if lost else "", "bold"), (f"  ({stage})", "dim"))
        )
    return lines


def _line(change: Change, width: int) -> Text:
    line = Text.assemble((f"{change.raw_start:>8}  ", "dim"), f"{change.kind:<{width}}  ")
    line.append(f"{change.confidence:.2f}", style="yellow" if change.confidence < DOUBTFUL else "")
    line.append(" lossy  " if change.lossy else "        ", style="bold")
    line.append(_visible(change.left or ""))
    if change.before:
        line.append(f"[-{_shortened(change.before)}-]", style="red")
    if change.after:
        line.append(f"{{+{_shortened(change.after)}+}}", style="green")
    line.append(_visible(change.right or ""))
    return line


def _shortened(text: str) -> str:
    if len(text) > LONGEST:
        text = f"{text[: LONGEST // 2]} … {text[-LONGEST // 2 :]}"
    return _visible(text)


def _visible(text: str) -> str:
    return _UNSEEN.sub(lambda m: "⏎" if m[0] == "\n" else f"\\u{ord(m[0]):04x}", text)


def _rendered(lines: list[Text], *, colour: bool) -> str:
    out = StringIO()
    console = Console(
        file=out, force_terminal=colour, color_system="standard" if colour else None, no_color=not colour, width=10_000, highlight=False
    )
    for line in lines:
        console.print(line, soft_wrap=True)
    return out.getvalue().rstrip("\n")
