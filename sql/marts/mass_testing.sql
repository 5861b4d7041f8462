-- How many were tested where and by when, in how many rounds, at how many sites, and how many were found positive?
-- One row a telling: what is told twice stands twice, so compare and don't add up.
-- kind: tests (samples or people), rounds (which round, or how many), times (how often one person), sites, or positive_rate.
select
    day, date_start, published_on, place, place_code, actor,
    case
        when measure = 'tests' then 'tests'
        when measure = 'positives' then 'positive_rate'
        when measure = 'facilities' then 'sites'
        when unit = '轮' or measure = 'ordinal_round' then 'rounds'
        else 'times'
    end as kind,
    value, value_high, modifier, unit, item, aspect, text, status,
    sentence, part, source_name, doc_id, raw_start, raw_end
from subjects
where
    measure = 'tests'
    or (measure = 'positives' and aspect = 'rate')
    or (measure in ('facilities', 'ordinal_round', 'frequency') and on_testing)
order by day, place, source_name, doc_id, raw_start
