-- How many volunteers were there, where, and for what?
-- One row a telling: what is told twice stands twice, so compare and don't add up.
-- kind: volunteers, teams of them, or enterprises that volunteer.
select
    day, date_start, published_on, place, place_code, actor,
    measure as kind,
    value, value_high, modifier, unit, item, aspect, text, status,
    sentence, part, source_name, doc_id, raw_start, raw_end
from subjects
where
    measure = 'volunteers'
    or (measure in ('teams', 'enterprises') and on_volunteering)
order by day, place, source_name, doc_id, raw_start
