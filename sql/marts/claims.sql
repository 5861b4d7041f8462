-- Do the documents agree? Each measure of a place and day with what was told about it, by whom, and whether the tellings are compatible.
-- A total is compared with totals of the same day, a number of a period with those of the same period; parts of a whole are left aside.
-- Counts without a place or a day can't be compared and stand in evidence alone. The time of day is not told apart.
-- day: Last day that the numbers are about; of an open period its first.
-- period_start: First day of the period that the numbers are about; null for totals so far and states of a day.
-- counted: Of cases which ones: all, local, imported, critical, severe, moderate or mild; of anything else the item.
-- verdict: agreeing (several documents tell it alike), differing (they contradict each other), single (one document tells it), unclear (one document, several numbers), or lost (nobody has all digits).
-- value: The value told as exact, by most documents, last, and of several in one document the greatest, as parts are smaller than their whole.
-- least: Least value told.
-- greatest: Greatest value told.
-- documents: Number of documents that tell it, with its digits or without.
-- mentions: Number of mentions.
-- lost: Number of mentions whose value the source lost.
-- tellings: Each mention with its hedge, its sentence and where it stands in which document.
with placed as (
    select *
    from subjects
    where place is not null and day is not null and measure not in ('age', 'duration', 'distance_area', 'frequency', 'ordinal_round')
),

named as (
    -- Cases of a part are those of its whole: of 58 severe cases (10 here, 6 there) the 10 are severe.
    select
        placed.*,
        case
            when not starts_with(placed.measure, 'cases_') then placed.item
            when placed.scope = 'all' and starts_with(whole.measure, 'cases_') then whole.scope
            else placed.scope
        end as counted,
        -- A part at the same place, not named apart from its whole, would seem to contradict it.
        coalesce(
            placed.place = whole.place and placed.measure = whole.measure and placed.aspect = whole.aspect
            and (placed.scope in ('all', whole.scope) or not starts_with(placed.measure, 'cases_')),
            false
        ) as is_breakdown
    from placed
    left join subjects as whole on placed.part_of = whole.count_id and placed.doc_id = whole.doc_id
),

comparable as (
    select
        day,
        if(aspect in ('cumulative', 'current'), null, date_start) as period_start,
        place,
        place_code,
        measure,
        aspect,
        counted,
        -- 名, 人 and 例 all count people.
        if(starts_with(measure, 'cases_') or measure = 'positives' or unit in ('名', '人', '位'), '例', unit) as counting,
        unit,
        value,
        value_high,
        modifier,
        modifier = 'exact' and value_high is null as exact,
        doc_id,
        published_on,
        {
            'text': text, 'value': value, 'value_high': value_high, 'modifier': modifier, 'status': status, 'sentence': sentence,
            'source_name': source_name, 'published_on': published_on, 'doc_id': doc_id, 'raw_start': raw_start, 'raw_end': raw_end
        } as telling
    from named
    where not is_breakdown and not (measure = 'other' and counted is null)
),

told as (
    select
        day, period_start, place, measure, aspect, counted, counting, value, value_high, exact,
        max(value) filter (where modifier in ('more_than', 'at_least')) as at_least,
        min(value) filter (where modifier = 'less_than') as at_most,
        max(value) filter (where modifier = 'approx') as about,
        any_value(unit) as unit,
        any_value(place_code) as place_code,
        list(distinct doc_id) as doc_ids,
        count(distinct doc_id) as documents,
        count(*) as mentions,
        max(published_on) as latest,
        list(telling order by telling.published_on, telling.doc_id, telling.raw_start) as tellings
    from comparable
    group by day, period_start, place, measure, aspect, counted, counting, value, value_high, exact
),

weighed as (
    select
        day, period_start, place, measure, aspect, counted,
        any_value(unit) as unit,
        any_value(place_code) as place_code,
        first(value order by value is null, exact desc, documents desc, latest desc nulls last, value desc) as value,
        min(value) as least,
        max(coalesce(value_high, value)) as greatest,
        len(list_distinct(flatten(list(doc_ids)))) as documents,
        len(list_distinct(flatten(list(doc_ids) filter (where value is not null)))) as documents_told,
        sum(mentions)::bigint as mentions,
        coalesce(sum(mentions) filter (where value is null), 0)::bigint as lost,
        max(documents) filter (where value is not null) as documents_agreed,
        count(distinct value) filter (where exact) > 1
        or max(at_least) > max(value) filter (where exact)
        or min(at_most) < min(value) filter (where exact)
        or max(about) > 1.1 * min(value) filter (where exact)
        or min(about) < 0.9 * max(value) filter (where exact) as contradicted,
        flatten(list(tellings order by value)) as tellings
    from told
    group by day, period_start, place, measure, aspect, counted, counting
)

select
    day,
    period_start,
    place,
    place_code,
    measure,
    aspect,
    counted,
    unit,
    case
        when lost = mentions then 'lost'
        when not coalesce(contradicted, false) then if(documents_told > 1, 'agreeing', 'single')
        when documents_told = 1 then 'unclear'
        when documents_agreed = documents_told then 'agreeing'
        else 'differing'
    end as verdict,
    value,
    least,
    greatest,
    documents,
    mentions,
    lost,
    tellings
from weighed
order by day, place, measure, aspect, counted, unit
