-- Which programmes, mechanisms, campaigns and platforms were there, since when, where, and how often are they named?
-- mentions: Number of mentions.
-- documents: Number of documents that name it.
-- first_day: Day of the first article that names it; its dateline, else its publication.
-- last_day: Day of the last article that names it.
-- places: Places that its sentences name, most often first.
-- bodies: Organisations that its sentences name, most often first.
-- sources: Names of the documents.
-- sentence: The first sentence that names it, as repaired.
-- name: The initiative as written, rejoined where the page cut it.
with named as (
    select
        initiatives.*,
        coalesce(articles.dateline_on, articles.published_on) as day,
        sentences.text as sentence,
        documents.source_name
    from initiatives
    inner join sentences on initiatives.doc_id = sentences.doc_id and initiatives.sentence_id = sentences.sentence_id
    inner join articles on initiatives.doc_id = articles.doc_id and initiatives.article_id = articles.article_id
    inner join documents on initiatives.doc_id = documents.doc_id
),

beside as (
    select named.name, actors.type, actors.name as actor, count(*) as times
    from named
    inner join actors on named.doc_id = actors.doc_id and named.sentence_id = actors.sentence_id
    where actors.type in ('place', 'organisation')
    group by named.name, actors.type, actors.name
),

surroundings as (
    select
        name,
        list(actor order by times desc, actor) filter (where type = 'place') as places,
        list(actor order by times desc, actor) filter (where type = 'organisation') as bodies
    from beside
    group by name
),

used as (
    select
        name,
        count(*) as mentions,
        count(distinct doc_id) as documents,
        min(day) as first_day,
        max(day) as last_day,
        list(distinct source_name order by source_name) as sources,
        first(
            {'sentence': sentence, 'doc_id': doc_id, 'raw_start': raw_start, 'raw_end': raw_end} order by day nulls last, doc_id, raw_start
        ) as met
    from named
    group by name
)

select
    used.name, mentions, documents, first_day, last_day, coalesce(places, []) as places, coalesce(bodies, []) as bodies, sources,
    met.sentence, met.doc_id, met.raw_start, met.raw_end
from used
left join surroundings on used.name = surroundings.name
order by documents desc, mentions desc, used.name
