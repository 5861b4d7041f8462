-- Each count beside its evidence: the sentence and the clause as repaired, and the raw text that it was read from. The other views of counts rest on this one.
-- text: The count as repaired, in Simplified script.
-- status: Whether the source still has all digits.
-- day: Last day that the number is about; of an open period its first. Null where the text dates it by nothing.
-- part: Part of the article that the sentence is.
-- sentence: The sentence as repaired, in Simplified script.
-- clause: What stands around the count between two punctuation marks of its sentence.
-- raw: The evidence in documents.raw_text, as it stands there.
-- raw_around: The evidence with 30 characters of raw text on either side.
-- title: Headline of the article.
-- article_id: The article that the count stands in.
-- sentence_id: The sentence that the count starts in.
with placed as (
    select
        counts.*,
        sentences.text as sentence,
        sentences.part,
        -- Where repairs changed no length before it, the raw offsets tell which of several equal numbers it is; else it is the first.
        if(
            starts_with(sentences.text[counts.raw_start - sentences.raw_start + 1:], counts.text),
            counts.raw_start - sentences.raw_start + 1,
            strpos(sentences.text, counts.text)
        ) as position
    from counts
    inner join sentences on counts.doc_id = sentences.doc_id and counts.sentence_id = sentences.sentence_id
)

select
    placed.text,
    placed.value,
    placed.value_high,
    placed.modifier,
    placed.unit,
    placed.item,
    placed.measure,
    placed.aspect,
    placed.place,
    placed.place_code,
    coalesce(placed.date_end, placed.date_start) as day,
    placed.date_start,
    placed.date_end,
    placed.actor,
    placed.status,
    placed.sentence,
    regexp_extract(placed.sentence[:placed.position - 1], '[^，。；：！？（）]*$')
    || regexp_extract(placed.sentence[placed.position:], '^.[^，。；：！？（）]*') as clause,
    documents.raw_text[placed.raw_start + 1:placed.raw_end] as raw,
    documents.raw_text[greatest(placed.raw_start - 30, 0) + 1:placed.raw_end + 30] as raw_around,
    placed.raw_start,
    placed.raw_end,
    placed.part,
    articles.title,
    articles.published_on,
    documents.source_name,
    placed.doc_id,
    placed.article_id,
    placed.sentence_id,
    placed.count_id,
    placed.part_of
from placed
inner join articles on placed.doc_id = articles.doc_id and placed.article_id = articles.article_id
inner join documents on placed.doc_id = documents.doc_id
