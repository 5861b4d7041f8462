-- What is counted about each day and place: the values told for a measure, and by how many documents.
-- A number whose digits the source lost is a mention without a value.
-- day: Last day that the numbers are about; of an open period its first.
-- least: Least value told.
-- greatest: Greatest value told.
-- told: The different values told, in rising order.
-- items: What is counted, in the documents' own words.
-- mentions: Number of mentions.
-- lost: Number of mentions whose value the source lost.
-- documents: Number of documents that tell it.
select
    coalesce(date_end, date_start) as day,
    place,
    measure,
    aspect,
    unit,
    min(value) as least,
    max(coalesce(value_high, value)) as greatest,
    list(distinct value order by value) filter (where value is not null) as told,
    list(distinct item order by item) filter (where item is not null) as items,
    count(*) as mentions,
    count(*) filter (where value is null) as lost,
    count(distinct doc_id) as documents
from counts
where coalesce(date_end, date_start) is not null
group by coalesce(date_end, date_start), place, measure, aspect, unit
order by day, place, measure, aspect, unit
