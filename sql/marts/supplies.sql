-- What was made, held and sent: how much of what, where, by whom? What was given stands in donations.
-- One row a telling: what is told twice stands twice, so compare and don't add up.
-- kind: supplies (held or sent) or production (made; a day, where the aspect is rate).
select
    day, date_start, published_on, place, place_code, actor,
    measure as kind,
    value, value_high, modifier, unit, item, aspect, text, status,
    sentence, part, source_name, doc_id, raw_start, raw_end
from subjects
where
    measure = 'production'
    or (measure = 'supplies' and not on_giving)
order by day, place, source_name, doc_id, raw_start
