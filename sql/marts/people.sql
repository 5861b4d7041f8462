-- Who held which office, and when? A person under each office that documents give, with the days of the articles that name the person so.
-- Two people of one name and type have one identity: look at the affiliation, and at namesakes.
-- name: Canonical name of the person.
-- role: Office or role that the documents give. Null where they give none.
-- first_day: Day of the first article that names the person so; its dateline, else its publication.
-- last_day: Day of the last article that names the person so.
-- mentions: Number of mentions.
-- bylines: Number of mentions that are bylines or credits.
-- documents: Number of documents.
-- sources: Names of the documents.
-- sentence: The first sentence that names the person so, as repaired.
with named as (
    select
        actors.*,
        coalesce(articles.dateline_on, articles.published_on) as day,
        sentences.part,
        sentences.text as sentence,
        documents.source_name
    from actors
    inner join sentences on actors.doc_id = sentences.doc_id and actors.sentence_id = sentences.sentence_id
    inner join articles on actors.doc_id = articles.doc_id and actors.article_id = articles.article_id
    inner join documents on actors.doc_id = documents.doc_id
    where actors.type = 'person'
),

offices as (
    select
        actor_id, name, role, affiliation,
        min(day) as first_day,
        max(day) as last_day,
        count(*) as mentions,
        count(*) filter (where part = 'byline') as bylines,
        count(distinct doc_id) as documents,
        list(distinct source_name order by source_name) as sources,
        first(
            {'sentence': sentence, 'doc_id': doc_id, 'raw_start': raw_start, 'raw_end': raw_end}
            order by day nulls last, part = 'byline', doc_id, raw_start
        ) as met
    from named
    group by actor_id, name, role, affiliation
)

select
    name, role, affiliation, first_day, last_day, mentions, bylines, documents, sources,
    met.sentence, met.doc_id, met.raw_start, met.raw_end, actor_id
from offices
order by name, actor_id, first_day, role, affiliation
