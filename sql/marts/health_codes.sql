-- How many health and place codes were issued, how often were they scanned, and at how many sites?
-- One row a telling: what is told twice stands twice, so compare and don't add up.
-- kind: codes, scans, or sites.
select
    day, date_start, published_on, place, place_code, actor,
    case measure when 'frequency' then 'scans' when 'facilities' then 'sites' else 'codes' end as kind,
    value, value_high, modifier, unit, item, aspect, text, status,
    sentence, part, source_name, doc_id, raw_start, raw_end
from subjects
where
    measure in ('other', 'frequency', 'facilities', 'population', 'households') and on_codes
order by day, place, source_name, doc_id, raw_start
