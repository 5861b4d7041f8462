-- Every mention of every kind in one view, for finding what a stretch of text gave.
-- kind: Table that the mention is a row of.
-- text: The mention as repaired, in Simplified script.
-- article_id: The article that the mention stands in.
-- sentence_id: The sentence that the mention starts in.
select 'counts' as kind, doc_id, article_id, sentence_id, text, raw_start, raw_end from counts
union all
select 'dates', doc_id, article_id, sentence_id, text, raw_start, raw_end from dates
union all
select 'actors', doc_id, article_id, sentence_id, text, raw_start, raw_end from actors
union all
select 'quotes', doc_id, article_id, sentence_id, text, raw_start, raw_end from quotes
union all
select 'initiatives', doc_id, article_id, sentence_id, text, raw_start, raw_end from initiatives
