-- Which members of the party, staff and teams did who send, and where?
-- One row a telling: what is told twice stands twice, so compare and don't add up.
-- kind: party_members, party_bodies, staff, or teams.
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
