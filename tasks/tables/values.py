"""The fixed lists of values that columns of the published tables take. They may grow, but no value may change its meaning."""

from __future__ import annotations

MEASURES = (
    "cases_confirmed",
    "cases_asymptomatic",
    "cases_cured",
    "cases_deaths",
    "cases_suspected",
    "positives",
    "tests",
    "close_contacts",
    "quarantined",
    "zones",
    "vaccinations",
    "staff",
    "volunteers",
    "party_members",
    "teams",
    "facilities",
    "beds",
    "supplies",
    "donations",
    "production",
    "sales",
    "projects",
    "enterprises",
    "households",
    "population",
    "economy_rate",
    "economy_value",
    "duration",
    "age",
    "frequency",
    "media_reach",
    "ordinal_round",
    "distance_area",
    "other",
)
ASPECTS = ("cumulative", "incremental", "current", "target", "rate", "none")
MODIFIERS = ("exact", "approx", "at_least", "more_than", "less_than", "missing")
GRANULARITIES = ("minute", "hour", "day", "month", "year", "range", "season", "vague", "missing")
DATE_BASES = ("explicit", "year_inferred", "relative", "none")
PUBLISHED_BASES = ("header", "dateline", "url", "metadata", "none")
ARTICLE_KINDS = ("news", "commentary", "brief", "caption", "other")
SENTENCE_PARTS = ("header", "title", "subtitle", "byline", "body", "table", "caption")
NAME_BASES = ("written", "gazetteer", "home", "document", "vocabulary")
ACTOR_TYPES = ("person", "organisation", "group", "place")
REPAIR_STAGES = ("decode", "clean", "segment")
