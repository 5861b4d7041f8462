-- What happened when: each sentence under each day that it names, in date order.
-- date_text: The date as the text has it.
-- counts: The counts of that sentence, as the text has them.
-- raw_start: First character of the date in documents.raw_text.
-- raw_end: One past the last character of the date in documents.raw_text.
-- article_id: The article that the sentence stands in.
-- sentence_id: The sentence.
select
    dates.date_start,
    dates.date_end,
    dates.time_start,
    dates.time_end,
    dates.granularity,
    dates.text as date_text,
    sentences.text as sentence,
    coalesce(counted.texts, []) as counts,
    articles.title,
    documents.source_name,
    dates.raw_start,
    dates.raw_end,
    dates.doc_id,
    dates.article_id,
    dates.sentence_id
from dates
inner join sentences on dates.doc_id = sentences.doc_id and dates.sentence_id = sentences.sentence_id
inner join articles on dates.doc_id = articles.doc_id and dates.article_id = articles.article_id
inner join documents on dates.doc_id = documents.doc_id
left join (
    select doc_id, sentence_id, list(text order by raw_start) as texts
    from counts
    group by doc_id, sentence_id
) as counted on dates.doc_id = counted.doc_id and dates.sentence_id = counted.sentence_id
where dates.status = 'resolved' and sentences.part not in ('header', 'byline')
order by coalesce(dates.date_start, dates.date_end), dates.date_end, dates.time_start, dates.doc_id, dates.raw_start
