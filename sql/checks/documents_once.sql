-- A document is in one batch only.
select doc_id, any_value(source_name) as source_name, count(*) as times
from documents
group by doc_id
having count(*) > 1
