-- How many contacts were traced, by how many teams, along how many chains of transmission?
-- One row a telling: what is told twice stands twice, so compare and don't add up.
-- kind: contacts, teams, or chains and whatever else the tracing counts.
select
    day, date_start, published_on, place, place_code, actor,
    case measure when 'close_contacts' then 'contacts' when 'teams' then 'teams' else 'chains' end as kind,
    value, value_high, modifier, unit, item, aspect, text, status,
    sentence, part, source_name, doc_id, raw_start, raw_end
from subjects
where
    measure = 'close_contacts'
    or (measure in ('teams', 'staff', 'other') and on_tracing)
order by day, place, source_name, doc_id, raw_start
