-- How far has work resumed: which enterprises, projects and workers are back, at which rate, after how long?
-- One row a telling: what is told twice stands twice, so compare and don't add up.
-- kind: enterprises, projects, workers, rate, or downtime.
select
    day, date_start, published_on, place, place_code, actor,
    case
        when unit = '%' then 'rate'
        when measure = 'staff' then 'workers'
        when measure = 'duration' then 'downtime'
        else measure
    end as kind,
    value, value_high, modifier, unit, item, aspect, text, status,
    sentence, part, source_name, doc_id, raw_start, raw_end
from subjects
where
    on_resumption
    and (
        measure in ('enterprises', 'projects')
        or (measure = 'economy_rate' and unit = '%')
        or (measure = 'staff' and on_workers)
        or (measure = 'duration' and on_downtime)
    )
order by day, place, source_name, doc_id, raw_start
