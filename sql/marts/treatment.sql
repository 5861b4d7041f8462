-- How many patients were in care, how many were cured, and with which beds, hospitals and shares?
-- One row a telling: what is told twice stands twice, so compare and don't add up.
-- kind: in_care (patients now), patients (otherwise), cured, rate (of cure or of a treatment), beds, hospitals, teams, or staff.
select
    day, date_start, published_on, place, place_code, actor,
    case
        when unit = '%' then 'rate'
        when measure = 'cases_cured' then 'cured'
        when measure = 'cases_confirmed' and aspect = 'current' then 'in_care'
        when measure = 'cases_confirmed' then 'patients'
        when measure = 'facilities' then 'hospitals'
        else measure
    end as kind,
    value, value_high, modifier, unit, item, aspect, text, status,
    sentence, part, source_name, doc_id, raw_start, raw_end
from subjects
where
    measure in ('cases_cured', 'beds')
    or (measure = 'cases_confirmed' and aspect = 'current')
    or (measure in ('cases_confirmed', 'teams', 'staff') and on_care)
    or (measure = 'facilities' and on_hospitals)
    or (measure in ('cases_deaths', 'other') and unit = '%' and on_care)
order by day, place, source_name, doc_id, raw_start
