-- How damaged each document was: its repairs by stage and kind, with how sure they are.
-- kind: Kind of damage.
-- repairs: Number of repairs.
-- characters: Characters changed.
-- lossy: Number of repairs where information is gone for good.
-- least_confidence: Confidence of the least sure repair, 0 to 1.
-- mean_confidence: Mean confidence of the repairs, 0 to 1.
select
    documents.source_name,
    repairs.stage,
    repairs.kind,
    count(*) as repairs,
    sum(repairs.n)::bigint as characters,
    count(*) filter (where repairs.lossy) as lossy,
    round(min(repairs.confidence), 3) as least_confidence,
    round(avg(repairs.confidence), 3) as mean_confidence,
    repairs.doc_id
from repairs
inner join documents on repairs.doc_id = documents.doc_id
group by documents.source_name, repairs.doc_id, repairs.stage, repairs.kind
order by documents.source_name, repairs.doc_id, characters desc, repairs.stage, repairs.kind
