-- Each count beside its evidence: the sentence as repaired, and the raw text that it was read from with what stands around it.
-- text: The count as repaired, in Simplified script.
-- status: Whether the source still has all digits.
-- sentence: The sentence as repaired, in Simplified script.
-- raw: The evidence in documents.raw_text, as it stands there.
-- raw_around: The evidence with 30 characters of raw text on either side.
-- title: Headline of the article.
-- article_id: The article that the count stands in.
-- sentence_id: The sentence that the count starts in.
select
    counts.text,
    counts.value,
    counts.value_high,
    counts.modifier,
    counts.unit,
    counts.item,
    counts.measure,
    counts.aspect,
    counts.place,
    counts.date_start,
    counts.date_end,
    counts.actor,
    counts.status,
    sentences.text as sentence,
    documents.raw_text[counts.raw_start + 1:counts.raw_end] as raw,
    documents.raw_text[greatest(counts.raw_start - 30, 0) + 1:counts.raw_end + 30] as raw_around,
    counts.raw_start,
    counts.raw_end,
    articles.title,
    documents.source_name,
    counts.doc_id,
    counts.article_id,
    counts.sentence_id
from counts
inner join sentences on counts.doc_id = sentences.doc_id and counts.sentence_id = sentences.sentence_id
inner join articles on counts.doc_id = articles.doc_id and counts.article_id = articles.article_id
inner join documents on counts.doc_id = documents.doc_id
order by documents.source_name, counts.doc_id, counts.raw_start
