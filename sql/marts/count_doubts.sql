-- Counts that the documents themselves cast doubt on. Nothing is corrected: each row shows a count, what speaks against it, and where both stand.
-- doubt: duration_contradicted, part_exceeds_whole, parts_exceed_whole (by their sum), share_over_100, total_falls, total_leaps (tenfold in a week).
-- value: The number that is doubted.
-- against: What speaks against it, as the text has it.
-- against_value: The number that follows from it.
-- against_doc_id: The document of what speaks against it.
-- against_start: First character of what speaks against it in the raw_text of that document.
with told as (
    select counts.*, documents.raw_text, documents.source_name, contains(sentences.text, '境外') as imported
    from counts
    inner join documents on counts.doc_id = documents.doc_id
    inner join sentences on counts.doc_id = sentences.doc_id and counts.sentence_id = sentences.sentence_id
    where counts.value is not null
),

durations as (
    select
        told.*,
        dates.text as against,
        date_diff('day', dates.date_start, dates.date_end) as days,
        dates.raw_start as against_start
    from told
    inner join dates on told.doc_id = dates.doc_id and told.sentence_id = dates.sentence_id
    where
        told.measure = 'duration' and told.unit = '天' and told.modifier = 'exact' and told.value_high is null
        and dates.granularity = 'range' and dates.status = 'resolved'
        -- The range stands right before the days (从…到…，历时20天) or in brackets behind them.
        and (
            regexp_full_match(
                told.raw_text[dates.raw_end + 1:told.raw_start], '[，,（(\s]{0,2}(一共|共计|总共|前后|历时|为期|共|连续|持续|奋战|坚守|整整|的)?.{0,4}'
            )
            or regexp_full_match(told.raw_text[told.raw_end + 1:dates.raw_start], '[（(，,\s]{1,2}(即|从|自)?')
        )
),

parts as (
    select part.*, whole.text as against, whole.value as whole_value, whole.raw_start as against_start
    from told as part
    inner join told as whole on part.doc_id = whole.doc_id and part.part_of = whole.count_id
    where part.unit = whole.unit and whole.modifier = 'exact' and whole.value_high is null
),

sums as (
    -- Parts of one kind: by place, or by condition, but not both at once.
    select doc_id, part_of, sum(value) as parts_value, string_agg(text, '、' order by raw_start) as parts_text, min(raw_start) as first_start
    from parts
    group by doc_id, part_of, measure, item
    having count(*) > 1 and max(value) <= any_value(whole_value)
),

totals as (
    select
        *,
        lag(value) over reports as earlier_value,
        lag(text) over reports as earlier_text,
        lag(doc_id) over reports as earlier_doc_id,
        lag(raw_start) over reports as earlier_start,
        lag(date_end) over reports as earlier_day
    from told
    where aspect = 'cumulative' and place is not null and date_end is not null and part_of is null and modifier = 'exact' and measure <> 'other'
    -- What is counted from another day is another total: 2021年抓获90人, 2022年1至4月抓获20人.
    window reports as (partition by place, measure, unit, item, imported, date_start order by date_end, value)
)

select
    'duration_contradicted' as doubt, text, value, against, days + 1.0 as against_value, source_name, doc_id, raw_start, raw_end,
    doc_id as against_doc_id, against_start, article_id, sentence_id
from durations
where value not between days and days + 1
union all
select
    'part_exceeds_whole', text, value, against, whole_value, source_name, doc_id, raw_start, raw_end, doc_id, against_start, article_id,
    sentence_id
from parts
where value > whole_value
union all
select
    'parts_exceed_whole', told.text, told.value, sums.parts_text, sums.parts_value, told.source_name, told.doc_id, told.raw_start, told.raw_end,
    told.doc_id, sums.first_start, told.article_id, told.sentence_id
from sums
inner join told on sums.doc_id = told.doc_id and sums.part_of = told.count_id
where sums.parts_value > told.value
union all
select
    'share_over_100', text, value, '100%', 100.0, source_name, doc_id, raw_start, raw_end, doc_id, raw_start, article_id, sentence_id
from told
where
    unit = '%' and value > 100 and measure <> 'economy_rate'
    and not regexp_matches(raw_text[greatest(raw_start - 12, 0) + 1:raw_end + 2], '[增长升涨超高翻倍]|为.{0,8}的')
union all
select
    case when value < earlier_value then 'total_falls' else 'total_leaps' end, text, value, earlier_text, earlier_value, source_name, doc_id,
    raw_start, raw_end, earlier_doc_id, earlier_start, article_id, sentence_id
from totals
where
    (value < earlier_value and date_end > earlier_day)
    or (value > 10 * earlier_value and earlier_value >= 10 and date_diff('day', earlier_day, date_end) <= 7)
order by doubt, source_name, doc_id, raw_start
