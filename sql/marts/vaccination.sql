-- How many doses were given to how many, which share is that, and with which sites and means?
-- One row a telling: what is told twice stands twice, so compare and don't add up.
-- kind: vaccinations, rate, people, sites, or means.
select
    day, date_start, published_on, place, place_code, actor,
    case
        when measure = 'facilities' then 'sites'
        when measure = 'population' then 'people'
        when measure <> 'vaccinations' then 'means'
        when aspect = 'rate' then 'rate'
        else 'vaccinations'
    end as kind,
    value, value_high, modifier, unit, item, aspect, text, status,
    sentence, part, source_name, doc_id, raw_start, raw_end
from subjects
where
    measure = 'vaccinations'
    or (measure in ('facilities', 'supplies', 'population', 'other') and on_vaccination)
order by day, place, source_name, doc_id, raw_start
