-- A quarantined document has no row in any other table.
select documents.doc_id, documents.source_name
from documents
where
    documents.status = 'quarantined'
    and documents.doc_id in (select doc_id from articles union all select doc_id from repairs union all select doc_id from mentions)
