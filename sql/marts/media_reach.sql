-- How many did the media reach, and with how many pieces?
-- One row a telling: what is told twice stands twice, so compare and don't add up.
-- kind: reach (clicks, views, visits) or pieces (broadcasts, films, posts).
select
    day, date_start, published_on, place, place_code, actor,
    if(measure = 'media_reach', 'reach', 'pieces') as kind,
    value, value_high, modifier, unit, item, aspect, text, status,
    sentence, part, source_name, doc_id, raw_start, raw_end
from subjects
where
    measure = 'media_reach'
    or (measure in ('frequency', 'other') and on_media)
order by day, place, source_name, doc_id, raw_start
