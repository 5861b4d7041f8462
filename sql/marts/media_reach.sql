-- How many did the media reach, and with how many pieces?
-- One row a telling: what is told twice stands twice, so compare and don't add up.
-- kind: reach (clicks, views, visits) or pieces (broadcasts, films, posts).
-- text: The count as repaired, in Simplified script.
-- status: Whether the source still has all digits.
-- day: Last day that the number is about; of an open period its first. Null where the text dates it by nothing.
-- sentence: The sentence as repaired, in Simplified script.
-- part: Part of the article that the sentence is.
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
