-- Which names may be two people? Every two affiliations that documents give to one name, where neither is a part of the other: the same
-- person may have moved or hold both, so nothing is merged or parted here, and the reader decides by the sentences.
-- name: Canonical name.
-- actor_id: Identity that both share, because it is of the name.
-- affiliation: One body that the name is given, the first in order of writing.
-- role: Role there; null where none is given.
-- other_affiliation: Another body that the name is given.
-- other_role: Role there; null where none is given.
-- same_document: Whether one document gives both, as when a person holds two offices.
-- sentence: A sentence that gives the first.
-- other_sentence: A sentence that gives the other.
-- raw_start: First character of that mention with the first affiliation in documents.raw_text.
-- raw_end: One past its last character.
-- doc_id: Document of that mention.
-- other_doc_id: Document of the mention with the other affiliation.
-- other_start: First character of the mention with the other affiliation.
-- other_end: One past its last character.
with held as (
    select
        actor_id,
        name,
        affiliation,
        list(distinct actors.doc_id) as doc_ids,
        first({'role': role, 'sentence': sentences.text, 'doc_id': actors.doc_id, 'raw_start': actors.raw_start, 'raw_end': actors.raw_end}
            order by role is null, actors.doc_id, actors.raw_start) as met
    from actors
    inner join sentences on actors.doc_id = sentences.doc_id and actors.sentence_id = sentences.sentence_id
    where type = 'person' and affiliation is not null
    group by actor_id, name, affiliation
)

select
    one.name,
    one.actor_id,
    one.affiliation,
    one.met.role as role,
    other.affiliation as other_affiliation,
    other.met.role as other_role,
    list_has_any(one.doc_ids, other.doc_ids) as same_document,
    one.met.sentence as sentence,
    other.met.sentence as other_sentence,
    one.met.doc_id as doc_id,
    one.met.raw_start as raw_start,
    one.met.raw_end as raw_end,
    other.met.doc_id as other_doc_id,
    other.met.raw_start as other_start,
    other.met.raw_end as other_end
from held as one
inner join held as other on one.actor_id = other.actor_id and one.affiliation < other.affiliation
where not contains(one.affiliation, other.affiliation) and not contains(other.affiliation, one.affiliation)
order by one.name, one.affiliation, other.affiliation
