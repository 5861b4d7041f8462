-- How many people and households were in quarantine or under observation, how many were released, and with what means?
-- One row a telling: what is told twice stands twice, so compare and don't add up.
-- kind: people, released, contacts (traced and isolated), households, sites, or means.
select
    day, date_start, published_on, place, place_code, actor,
    case
        when measure = 'quarantined' and on_release then 'released'
        when measure = 'quarantined' then 'people'
        when measure = 'close_contacts' then 'contacts'
        when measure = 'households' then 'households'
        when measure in ('facilities', 'beds') and not on_devices then 'sites'
        else 'means'
    end as kind,
    value, value_high, modifier, unit, item, aspect, text, status,
    sentence, part, source_name, doc_id, raw_start, raw_end
from subjects
where
    measure = 'quarantined'
    or (measure = 'close_contacts' and aspect = 'current' and on_isolation)
    or (measure in ('households', 'facilities', 'beds', 'other') and on_isolation)
order by day, place, source_name, doc_id, raw_start
