-- How did the economy fare: volumes, growth, sales, projects, enterprises and jobs, for which period and place?
-- One row a telling: what is told twice stands twice, so compare and don't add up.
-- kind: value, growth (or a share, in percent), sales, projects, enterprises, or jobs (workers and their hiring).
-- text: The count as repaired, in Simplified script.
-- status: Whether the source still has all digits.
-- day: Last day that the number is about; of an open period its first. Null where the text dates it by nothing.
-- sentence: The sentence as repaired, in Simplified script.
-- part: Part of the article that the sentence is.
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
