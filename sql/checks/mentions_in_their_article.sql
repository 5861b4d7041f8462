-- A mention stands in the article that its sentence stands in.
select mentions.kind, mentions.doc_id, mentions.article_id, mentions.sentence_id, mentions.raw_start
from mentions
inner join sentences on mentions.doc_id = sentences.doc_id and mentions.sentence_id = sentences.sentence_id
where mentions.article_id <> sentences.article_id
