-- How many areas were under control, and of which kind? What a number is of stands in its item: sealed, controlled, precautionary, at risk.
-- One row a telling: what is told twice stands twice, so compare and don't add up.
-- kind: zones, residents of them, or checkpoints on the roads.
select
    day, date_start, published_on, place, place_code, actor,
    case measure when 'zones' then 'zones' when 'facilities' then 'checkpoints' else 'residents' end as kind,
    value, value_high, modifier, unit, item, aspect, text, status,
    sentence, part, source_name, doc_id, raw_start, raw_end
from subjects
where
    measure = 'zones'
    or (measure = 'facilities' and on_checkpoints)
    or (measure in ('population', 'households') and on_zones)
order by day, place, source_name, doc_id, raw_start
