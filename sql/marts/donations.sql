-- Who gave what, to whom and where? Money and the worth of goods have 元 for unit.
-- One row a telling: what is told twice stands twice, so compare and don't add up.
-- kind: money (or worth in money), goods, or parties (how many gave or were given).
select
    day, date_start, published_on, place, place_code, actor,
    case
        when measure in ('enterprises', 'population', 'other') then 'parties'
        when unit = '元' then 'money'
        else 'goods'
    end as kind,
    value, value_high, modifier, unit, item, aspect, text, status,
    sentence, part, source_name, doc_id, raw_start, raw_end
from subjects
where
    measure = 'donations'
    or (measure in ('supplies', 'enterprises', 'population', 'other') and on_giving)
order by day, place, source_name, doc_id, raw_start
