"""The published tables, each declared once.

Names and meanings are the project's contract with its users: columns may be added, none may change its meaning.
"""

from __future__ import annotations

import pyarrow as pa

from kaozheng.tasks.tables.declaration import Column, Reference, Rule, Table
from kaozheng.tasks.tables.values import (
    ACTOR_TYPES,
    ARTICLE_KINDS,
    ASPECTS,
    DATE_BASES,
    GRANULARITIES,
    MEASURES,
    MODIFIERS,
    NAME_BASES,
    PUBLISHED_BASES,
    REPAIR_STAGES,
    SENTENCE_PARTS,
)

STRINGS = pa.list_(pa.string())
FRAGMENTS = pa.list_(pa.struct([pa.field("raw_start", pa.int32()), pa.field("raw_end", pa.int32())]))

DOC_ID = Column(
    "doc_id",
    pa.string(),
    "The document: sha256 of its bytes in hex; of the whole line for JSONL.",
    example="9634bcb88b92ba38…",
    made_by="fetch",
)
RAW_SPAN = (
    Column("raw_start", pa.int32(), "First character of the evidence in documents.raw_text.", unit="characters", least=0, example="1045"),
    Column(
        "raw_end",
        pa.int32(),
        "One past the last character of the evidence in documents.raw_text.",
        unit="characters",
        least=0,
        example="1059",
    ),
)
SPAN_ORDER = Rule("raw_start after raw_end", "raw_start <= raw_end")
DATE_ORDER = Rule("date_start after date_end", "date_start is null or date_end is null or date_start <= date_end")
OF_DOCUMENT = Reference("doc_id", "documents", "doc_id")
OF_ARTICLE = Reference("article_id", "articles", "article_id")
OF_SENTENCE = Reference("sentence_id", "sentences", "sentence_id")
MENTION = (
    DOC_ID,
    Column("article_id", pa.string(), "The article that the mention stands in.", example="9634bcb88b92ba38-a1", made_by="segment"),
    Column("sentence_id", pa.string(), "The sentence that the mention starts in.", example="9634bcb88b92ba38-a1-s12", made_by="segment"),
    Column("text", pa.string(), "The mention as repaired, in Simplified script.", example="425.9万人次全员核酸检测"),
    *RAW_SPAN,
)
PLACE = Column(
    "place", pa.string(), "Canonical name of the place that the number is about.", null="the text names no place for it", example="怀化市"
)
DATE_START = Column("date_start", pa.date32(), "First day covered.", null="unknown, or open at its beginning", example="2022-03-18")
DATE_END = Column(
    "date_end", pa.date32(), "Last day covered; an as-of date stands here alone.", null="unknown, or open at its end", example="2022-03-27"
)

DOCUMENTS = Table(
    "documents",
    "One row a document that a run was given, published or quarantined.",
    (
        DOC_ID,
        Column("uri", pa.string(), "Where the document was first seen.", example="https://example.org/news/1.html", made_by="fetch"),
        Column("uris", STRINGS, "Where else the same bytes were seen.", example="[]", made_by="fetch"),
        Column("source_name", pa.string(), "File name, host, or the id of a JSONL line.", example="notice-17.txt", made_by="fetch"),
        Column(
            "fetched_at",
            pa.timestamp("us", "UTC"),
            "When these bytes were first fetched.",
            example="2026-11-23 02:00:00+00",
            made_by="fetch",
        ),
        Column(
            "media_type",
            pa.string(),
            "Media type as told by the source or found in the bytes.",
            example="text/plain",
            made_by="fetch, decode",
        ),
        Column(
            "charset",
            pa.string(),
            "Charset that the bytes were decoded with, as Python names it.",
            null="the bytes are no text",
            example="gb18030",
            made_by="decode",
        ),
        Column(
            "charset_declared",
            pa.string(),
            "Charset that the source or the document claims.",
            null="none is claimed",
            example="gb2312",
            made_by="fetch, decode",
        ),
        Column(
            "charset_basis",
            pa.string(),
            "What the charset rests on.",
            values=("bom", "valid", "declared", "detected", "none"),
            example="valid",
            made_by="decode",
        ),
        Column("n_bytes", pa.int64(), "Size of the document.", unit="bytes", least=0, example="18388", made_by="fetch"),
        Column("n_chars", pa.int64(), "Length of raw_text.", unit="characters", least=0, example="6371", made_by="decode"),
        Column(
            "title",
            pa.string(),
            "Title that the source gave beside the text.",
            null="the source gave none",
            example="疫情通报",
            made_by="fetch, decode",
        ),
        Column("published_on", pa.date32(), "Day of publication.", null="nothing tells it", example="2022-04-22", made_by="segment"),
        Column(
            "published_basis",
            pa.string(),
            "What the day of publication rests on.",
            values=PUBLISHED_BASES,
            example="dateline",
            made_by="segment",
        ),
        Column(
            "raw_text",
            pa.string(),
            "The text as decoded, or the text layer of HTML and PDF; all raw offsets point into it.",
            null="the bytes are no text",
            example="當(dāng)前位置…",
            made_by="decode",
        ),
        Column("status", pa.string(), "Whether its rows are published.", values=("published", "quarantined"), example="published"),
        Column("reason", pa.string(), "Why it is quarantined.", null="it is published", example="empty file"),
    ),
    key=("doc_id",),
    rules=(
        Rule("quarantined without a reason", "status <> 'quarantined' or reason is not null"),
        Rule("published without its text", "status <> 'published' or raw_text is not null"),
        Rule("n_chars is not the length of raw_text", "raw_text is null or length(raw_text) = n_chars"),
        Rule("a date and its basis disagree", "(published_on is null) = (published_basis = 'none')"),
    ),
    order=("published_on",),
    made_by="prepare",
)

REPAIRS = Table(
    "repairs",
    "The ledger: one row a change that a stage made to the text.",
    (
        DOC_ID,
        Column("stage", pa.string(), "Stage that made the change.", values=REPAIR_STAGES, example="clean"),
        Column(
            "kind",
            pa.string(),
            "Kind of damage: charset, gloss, gbk_shift, script, width, typography, noise, layout, reflow, boilerplate, reorder.",
            example="gloss",
        ),
        *RAW_SPAN,
        Column("before", pa.string(), "What stood there.", null="a conversion that spans the document", example="當(dāng)"),
        Column("after", pa.string(), "What stands there now.", null="a conversion that spans the document", example="当"),
        Column("n", pa.int32(), "Characters changed.", unit="characters", least=0, example="6"),
        Column("confidence", pa.float64(), "How sure the change is.", unit="probability", least=0, most=1, example="0.99"),
        Column("lossy", pa.bool_(), "Whether information is gone for good.", example="false"),
    ),
    references=(OF_DOCUMENT,),
    rules=(SPAN_ORDER,),
    order=("doc_id",),
    made_by="decode, clean, segment",
)

ARTICLES = Table(
    "articles",
    "One row an article, brief or photo caption of a document.",
    (
        DOC_ID,
        Column("article_id", pa.string(), "The article.", example="9634bcb88b92ba38-a1"),
        Column("position", pa.int32(), "Place in the document, from 1.", least=1, example="1"),
        Column("title", pa.string(), "Headline, with a kicker that stands in its line.", null="it has none", example="雪峰山下"),
        Column("subtitle", pa.string(), "Kicker or line below the headline.", null="it has none", example="——写在…之际"),
        Column(
            "bylines", STRINGS, "Reporters, correspondents and photographers as named, each with its outlet.", example="['本报记者 某某']"
        ),
        Column("outlet", pa.string(), "Newspaper, agency or site that reports.", null="not named", example="湖南日报"),
        Column("dateline_on", pa.date32(), "Day of the dateline.", null="it has none", example="2022-04-21"),
        Column("published_on", pa.date32(), "Day of publication.", null="nothing tells it", example="2022-04-22"),
        Column("kind", pa.string(), "Kind of text.", values=ARTICLE_KINDS, example="news"),
        Column("text", pa.string(), "Body as repaired, in Simplified script and in reading order.", example="春风传佳音。…"),
        Column(
            "fragments",
            FRAGMENTS,
            "Raw spans of the body in reading order, without title, subtitle, byline and captions.",
            example="[{69, 1080}, {1285, 2201}]",
        ),
    ),
    key=("article_id",),
    references=(OF_DOCUMENT,),
    rules=(Rule("a fragment that ends before it starts", "len(list_filter(fragments, lambda f: f.raw_start > f.raw_end)) = 0"),),
    order=("doc_id",),
    made_by="segment",
)

SENTENCES = Table(
    "sentences",
    "One row a sentence, headline or byline.",
    (
        DOC_ID,
        Column("article_id", pa.string(), "The article that it stands in.", example="9634bcb88b92ba38-a1"),
        Column("sentence_id", pa.string(), "The sentence.", example="9634bcb88b92ba38-a1-s12"),
        Column("paragraph", pa.int32(), "Paragraph of the article, from 0.", least=0, example="3"),
        Column("position", pa.int32(), "Place in the article, from 1.", least=1, example="12"),
        Column("part", pa.string(), "Part of the article.", values=SENTENCE_PARTS, example="body"),
        Column("text", pa.string(), "The sentence as repaired, in Simplified script.", example="春风传佳音。"),
        *RAW_SPAN,
    ),
    key=("sentence_id",),
    references=(OF_DOCUMENT, OF_ARTICLE),
    rules=(SPAN_ORDER,),
    order=("doc_id",),
    made_by="segment",
)

COUNTS = Table(
    "counts",
    "One row a number that counts or measures something.",
    (
        *MENTION,
        Column(
            "value",
            pa.float64(),
            "The number in the base unit: 万 and 亿 multiplied in, a percentage as its number.",
            null="the source lost digits of it",
            example="4259000",
        ),
        Column("value_high", pa.float64(), "Upper end of a range.", null="it is no range", example="7"),
        Column("modifier", pa.string(), "How the number is hedged.", values=MODIFIERS, example="exact"),
        Column("unit", pa.string(), "Base unit or classifier; supplied where none is written.", null="it has none", example="人次"),
        Column("item", pa.string(), "What is counted.", null="the text does not say", example="全员核酸检测"),
        Column("measure", pa.string(), "What is measured, from a fixed list.", values=MEASURES, example="tests"),
        Column("aspect", pa.string(), "Total so far, new, in force, planned, or a rate.", values=ASPECTS, example="cumulative"),
        PLACE,
        Column(
            "place_code",
            pa.string(),
            "Administrative code of the place (GB/T 2260), of the years that the gazetteer covers.",
            null="no place, or one that is not in the gazetteer for sure",
            example="431200",
        ),
        DATE_START,
        DATE_END,
        Column("actor", pa.string(), "Who did or reported it.", null="the text does not say", example="怀化市"),
        Column(
            "status", pa.string(), "Whether the source still has all digits.", values=("observed", "lost", "partial"), example="observed"
        ),
        Column("count_id", pa.string(), "The count: article_id and its number in the article.", example="98169d94787ca1d8-a1-c3"),
        Column(
            "part_of",
            pa.string(),
            "The count of the whole that this is a part of, by 其中, 含, 分别 or brackets.",
            null="the text does not call it a part",
            example="98169d94787ca1d8-a1-c2",
        ),
    ),
    key=("doc_id", "raw_start", "raw_end", "text"),
    references=(OF_DOCUMENT, OF_ARTICLE, OF_SENTENCE, Reference("part_of", "counts", "count_id")),
    rules=(
        SPAN_ORDER,
        DATE_ORDER,
        Rule("a value although digits are lost", "(status = 'observed') = (value is not null)"),
        Rule("a range that goes down", "value_high is null or value is null or value_high >= value"),
        Rule("a part of itself", "part_of is null or part_of <> count_id"),
        Rule("no finite number", "isfinite(coalesce(value, 0)) and isfinite(coalesce(value_high, 0))"),
    ),
    order=("measure", "date_end"),
    made_by="extract",
)

DATES = Table(
    "dates",
    "One row a calendar or deictic expression.",
    (
        *MENTION,
        DATE_START,
        DATE_END,
        Column("time_start", pa.time64("us"), "Clock time at which it begins.", null="the text gives no clock time", example="12:00:00"),
        Column(
            "time_end", pa.time64("us"), "Clock time at which it ends.", null="the text gives no clock time", example="24:00 is 23:59:59"
        ),
        Column(
            "granularity",
            pa.string(),
            "Finest unit that the text gives; a quarter or half-year is a season.",
            values=GRANULARITIES,
            example="day",
        ),
        Column("basis", pa.string(), "What the resolution rests on.", values=DATE_BASES, example="year_inferred"),
        Column("status", pa.string(), "Whether a day is known.", values=("resolved", "vague", "lost"), example="resolved"),
    ),
    key=("doc_id", "raw_start", "raw_end", "text"),
    references=(OF_DOCUMENT, OF_ARTICLE, OF_SENTENCE),
    rules=(
        SPAN_ORDER,
        DATE_ORDER,
        Rule("resolved without a day", "status <> 'resolved' or date_start is not null or date_end is not null"),
        Rule("lost with a day", "status <> 'lost' or (date_start is null and date_end is null)"),
    ),
    order=("date_start",),
    made_by="extract",
)

ACTORS = Table(
    "actors",
    "One row a mention of a person, organisation, group or place.",
    (
        *MENTION,
        Column("type", pa.string(), "Type of actor.", values=ACTOR_TYPES, example="organisation"),
        Column("name", pa.string(), "Canonical full name.", example="怀化市委"),
        Column(
            "role",
            pa.string(),
            "Office or role that the document gives.",
            null="it gives none, or it is no person",
            example="市委副书记、市长",
        ),
        Column("affiliation", pa.string(), "Body that the role is held in.", null="the document names none", example="怀化市"),
        Column(
            "actor_id", pa.string(), "Identity: stable across documents for the same canonical name and type.", example="o-3f2a9c1b7d60"
        ),
        Column(
            "code", pa.string(), "Administrative division code of a place.", null="no such place, or not in the gazetteer", example="431200"
        ),
        Column(
            "name_basis",
            pa.string(),
            "What the canonical name rests on: the text itself, the gazetteer (怀化 is 怀化市), the place that the document is about or "
            "has just named (市委 is 怀化市委), a fuller name in the document (圣湘生物), or the vocabulary's short names (中石油).",
            values=NAME_BASES,
            example="home",
        ),
    ),
    key=("doc_id", "raw_start", "raw_end", "type", "name"),
    references=(OF_DOCUMENT, OF_ARTICLE, OF_SENTENCE),
    rules=(SPAN_ORDER,),
    order=("type", "name"),
    made_by="extract",
)

QUOTES = Table(
    "quotes",
    "One row a stretch of direct speech.",
    (
        *MENTION,
        Column("speaker", pa.string(), "Canonical name of who says it.", null="nameless, or the text does not say", example="黎春秋"),
    ),
    key=("doc_id", "raw_start", "raw_end"),
    references=(OF_DOCUMENT, OF_ARTICLE, OF_SENTENCE),
    rules=(SPAN_ORDER,),
    order=("doc_id",),
    made_by="extract",
)

INITIATIVES = Table(
    "initiatives",
    "One row a mention of a named programme, mechanism, campaign or platform.",
    (
        *MENTION,
        Column("name", pa.string(), "The initiative as written, rejoined where the page cut it.", example="敲门行动"),
    ),
    key=("doc_id", "raw_start", "raw_end", "name"),
    references=(OF_DOCUMENT, OF_ARTICLE, OF_SENTENCE),
    rules=(SPAN_ORDER,),
    order=("name",),
    made_by="extract",
)

MENTION_TABLES = (COUNTS, DATES, ACTORS, QUOTES, INITIATIVES)
TABLES = (DOCUMENTS, REPAIRS, ARTICLES, SENTENCES, *MENTION_TABLES)
BY_NAME = {table.name: table for table in TABLES}
