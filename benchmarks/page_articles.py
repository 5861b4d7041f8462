"""The articles that the page generator sets: our own, read from `texts/pages/` (its README tells the format)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

HOME = Path(__file__).resolve().parent / "texts" / "pages"
_SUBHEAD, _CAPTION = "## ", "@ "


class Part(StrEnum):
    PARAGRAPH = "paragraph"
    SUBHEAD = "subhead"
    CAPTION = "caption"


@dataclass(frozen=True)
class Block:
    part: Part
    text: str


@dataclass(frozen=True)
class SourceArticle:
    """An article as its paper printed it. `title` holds one string a line of the headline."""

    name: str
    title: list[str]
    kicker: str = ""
    subtitle: str = ""
    byline: str = ""
    kind: str = "news"
    blocks: list[Block] = field(default_factory=list)

    @property
    def head(self) -> list[str]:
        """The lines above the body, in the order of print."""
        return [line for line in (self.kicker, *self.title, self.subtitle, self.byline) if line]

    @property
    def body(self) -> list[Block]:
        """Paragraphs and subheads."""
        return [block for block in self.blocks if block.part is not Part.CAPTION]

    @property
    def captions(self) -> list[str]:
        return [block.text for block in self.blocks if block.part is Part.CAPTION]

    @property
    def body_text(self) -> str:
        return "\n".join(block.text for block in self.body)

    @property
    def alone(self) -> str:
        """The article as a document of its own, its captions at the end."""
        return "\n".join([*self.head, self.body_text, *self.captions])


def load_articles(home: Path = HOME) -> list[SourceArticle]:
    """By file name. Raises ValueError on a file that has no title or no body, or an unknown label."""
    return [_read(path) for path in sorted(home.glob("*.txt"))]


def _read(path: Path) -> SourceArticle:
    top, _, rest = path.read_text(encoding="utf-8").strip().partition("\n\n")
    labels = dict(line.split(":", 1) for line in top.splitlines())
    unknown = labels.keys() - {"kicker", "title", "subtitle", "byline", "kind"}
    if unknown or "title" not in labels or not rest.strip():
        raise ValueError(f"{path}: unknown labels {sorted(unknown)}, no title or no body")
    title = [line.strip() for line in labels.pop("title").split("|")]
    blocks = [_block(line.strip()) for line in rest.splitlines() if line.strip()]
    return SourceArticle(path.stem, title, **{label: text.strip() for label, text in labels.items()}, blocks=blocks)


def _block(line: str) -> Block:
    if line.startswith(_SUBHEAD):
        return Block(Part.SUBHEAD, line.removeprefix(_SUBHEAD))
    if line.startswith(_CAPTION):
        return Block(Part.CAPTION, line.removeprefix(_CAPTION))
    return Block(Part.PARAGRAPH, line)
