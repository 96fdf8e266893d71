-- One number of all that linking reads: where it is the same as at the last linking there is nothing to do.
SELECT md5(concat_ws('|',
    (SELECT sum(hash(measure_id, document_id, duty_id, position, chapter, number, title, text)) FROM live_measures),
    (SELECT sum(hash(deadline_id, measure_id, position, surface, kind, due_on, step)) FROM live_deadlines),
    (SELECT sum(hash(measure_id, surface, unit_id)) FROM mentions),
    (SELECT sum(hash(document_id, number, title, issuer, issued, jurisdiction, issuer_unit)) FROM documents),
    (SELECT sum(hash(document_id, number, title, implements)) FROM citations),
    (SELECT sum(hash(document_id, within_document_id)) FROM forwards),
    (SELECT sum(hash(jurisdiction, jurisdiction_name)) FROM jurisdictions),
    (SELECT sum(hash(decision_id)) FROM effective_decisions WHERE kind IN ('link_make', 'link_part')),
    (SELECT sum(hash(measure_id, other_measure_id, relation, score)) FROM links),
    (SELECT sum(hash(deadline_id, other_deadline_id, score)) FROM alignments),
    $program
)) AS fingerprint
