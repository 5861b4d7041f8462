-- Under which words each actor is named, and on what evidence a short name is taken for the full one: 市委 for 怀化市委, 圣湘生物 for
-- 圣湘生物科技股份有限公司. One row a name, words and basis; the evidence is the first mention, and the first one in the same document that
-- has the name in full.
-- actor_id: Identity: stable across documents for the same canonical name and type.
-- type: Type of actor.
-- name: Canonical full name.
-- alias: The words that the text has, in Simplified script and without spaces.
-- name_basis: What the canonical name rests on: written, gazetteer, home, document or vocabulary; see actors.
-- mentions: Number of mentions in these words.
-- documents: Number of documents that use them.
-- raw_start: First character of the first mention in documents.raw_text.
-- raw_end: One past its last character.
-- full_start: First character of the first mention in full in the same document; null where it has none.
-- full_end: One past its last character.
with named as (
    select *, regexp_replace(text, '\s', '', 'g') as alias
    from actors
),

fulls as (
    select doc_id, actor_id, min(raw_start) as full_start, arg_min(raw_end, raw_start) as full_end
    from named
    where alias = name
    group by doc_id, actor_id
),

aliases as (
    select
        actor_id,
        type,
        name,
        alias,
        name_basis,
        count(*) as mentions,
        count(distinct named.doc_id) as documents,
        arg_min(doc_id, (doc_id, raw_start)) as doc_id,
        arg_min(raw_start, (doc_id, raw_start)) as raw_start,
        arg_min(raw_end, (doc_id, raw_start)) as raw_end
    from named
    where alias <> name
    group by actor_id, type, name, alias, name_basis
)

select
    aliases.actor_id,
    aliases.type,
    aliases.name,
    aliases.alias,
    aliases.name_basis,
    aliases.mentions,
    aliases.documents,
    documents.source_name,
    aliases.doc_id,
    aliases.raw_start,
    aliases.raw_end,
    fulls.full_start,
    fulls.full_end
from aliases
inner join documents on aliases.doc_id = documents.doc_id
left join fulls on aliases.doc_id = fulls.doc_id and aliases.actor_id = fulls.actor_id
order by aliases.type, aliases.name, aliases.alias, aliases.name_basis
