-- How did the economy fare: volumes, growth, sales, projects, enterprises and jobs, for which period and place?
-- One row a telling: what is told twice stands twice, so compare and don't add up.
-- kind: value, growth (or a share, in percent), sales, projects, enterprises, or jobs (workers and their hiring).
select
    day, date_start, published_on, place, place_code, actor,
    case measure when 'economy_value' then 'value' when 'economy_rate' then 'growth' when 'staff' then 'jobs' else measure end as kind,
    value, value_high, modifier, unit, item, aspect, text, status,
    sentence, part, source_name, doc_id, raw_start, raw_end
from subjects
where
    measure in ('economy_value', 'sales', 'projects')
    or (measure = 'staff' and on_workers)
    or (measure in ('economy_rate', 'enterprises') and not on_resumption)
order by day, place, source_name, doc_id, raw_start
