-- Which members of the party, staff and teams did who send, and where?
-- One row a telling: what is told twice stands twice, so compare and don't add up.
-- kind: party_members, party_bodies, staff, or teams.
-- text: The count as repaired, in Simplified script.
-- status: Whether the source still has all digits.
-- day: Last day that the number is about; of an open period its first. Null where the text dates it by nothing.
-- sentence: The sentence as repaired, in Simplified script.
-- part: Part of the article that the sentence is.
select
    day, date_start, published_on, place, place_code, actor,
    case when measure = 'other' or (measure = 'teams' and on_party) then 'party_bodies' else measure end as kind,
    value, value_high, modifier, unit, item, aspect, text, status,
    sentence, part, source_name, doc_id, raw_start, raw_end
from subjects
where
    measure in ('party_members', 'teams')
    or (measure = 'staff' and not on_workers)
    or (measure = 'other' and on_party)
order by day, place, source_name, doc_id, raw_start
