-- One writer, many readers. Blobs of 16 bytes are ids, of 32 hashes. `num` columns are local and never leave the file.
CREATE TABLE meta(key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;

-- `at_hub`: whether the hub is known to have it.
CREATE TABLE roster_entry(hash BLOB PRIMARY KEY, idx INTEGER NOT NULL, raw BLOB NOT NULL, at_hub INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE roster_request(num INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, raw BLOB NOT NULL, at_hub INTEGER NOT NULL);
CREATE TABLE invitation(id BLOB PRIMARY KEY, raw TEXT NOT NULL, name TEXT NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE chain(num INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, device BLOB NOT NULL, scope BLOB NOT NULL,
  fork INTEGER);                      -- lowest seq with two headers
-- A header may claim any scope for a document id: rows are apart by all three, so that no claim can touch another's.
CREATE TABLE doc(num INTEGER PRIMARY KEY, id BLOB NOT NULL, kind INTEGER NOT NULL, scope BLOB NOT NULL,
  text TEXT, cache BLOB,              -- agendas only: the merged text; Automerge's bytes, dropped at any doubt
  UNIQUE(id, kind, scope));
CREATE INDEX doc_scope ON doc(scope);
CREATE TABLE record(num INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, chain INTEGER NOT NULL, seq INTEGER NOT NULL,
  doc INTEGER NOT NULL, state INTEGER NOT NULL, why INTEGER NOT NULL, op INTEGER, grammar INTEGER NOT NULL,
  body_state INTEGER NOT NULL,
  hub_seq INTEGER,                    -- its number at the hub; null while the hub is not known to have it
  header BLOB NOT NULL, signature BLOB NOT NULL, chunk BLOB, body BLOB);
CREATE INDEX record_chain ON record(chain, seq);
CREATE INDEX record_doc ON record(doc);
CREATE INDEX record_unsettled ON record(state, num) WHERE state <> 1;
CREATE TABLE unverified(id BLOB PRIMARY KEY, source BLOB NOT NULL, device BLOB NOT NULL, raw BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX unverified_device ON unverified(device);
CREATE TABLE erased(record BLOB NOT NULL, num INTEGER NOT NULL, PRIMARY KEY(record, num)) WITHOUT ROWID;
-- When a hub saw which part of a chain: signed by the hub, in no digest.
CREATE TABLE witness(num INTEGER PRIMARY KEY, chain BLOB NOT NULL, through INTEGER NOT NULL, raw BLOB NOT NULL UNIQUE);
CREATE INDEX witness_chain ON witness(chain, through);

-- A hub's own tables; empty on a phone. `feed` is what it hands out, in order: `what` is 0 a record, 1 a body that came
-- late (both by the record's num), 2 a roster entry (by its rowless hash, in `ref`), 3 an officer's request, 4 a witness.
CREATE TABLE feed(seq INTEGER PRIMARY KEY, scope BLOB NOT NULL, kind INTEGER NOT NULL, what INTEGER NOT NULL,
  num INTEGER, ref BLOB, at INTEGER NOT NULL);
CREATE INDEX feed_scope ON feed(scope, seq);
-- `used` is the nonce of the last request that was taken, `body` the hash of that request's body.
CREATE TABLE hub_device(device BLOB PRIMARY KEY, issued BLOB NOT NULL, used BLOB, body BLOB) WITHOUT ROWID;
-- Photos that lie in the hub's folder: by whom handed in, and whether a verified copy lies elsewhere.
CREATE TABLE hub_file(hash BLOB PRIMARY KEY, num INTEGER NOT NULL, device BLOB NOT NULL, size INTEGER NOT NULL,
  safe INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX hub_file_device ON hub_file(device);
CREATE TABLE reading_set(digest BLOB PRIMARY KEY, raw BLOB NOT NULL) WITHOUT ROWID;
-- Up to `valid_to`, numbers of an earlier epoch mean what they mean now; null for the epoch that lasts.
CREATE TABLE epoch(num INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, valid_to INTEGER);

-- Decisions about contested work, by the review record that made them.
CREATE TABLE decision(num INTEGER NOT NULL, chain BLOB NOT NULL, through INTEGER NOT NULL, tip BLOB NOT NULL,
  only INTEGER NOT NULL, adopt INTEGER NOT NULL, PRIMARY KEY(chain, num)) WITHOUT ROWID;
CREATE INDEX decision_tip ON decision(tip);
CREATE INDEX decision_num ON decision(num);

-- Projections: rows of one record each, so that order of arrival cannot matter; who supersedes whom is asked when read.
CREATE TABLE supersedes(target BLOB NOT NULL, num INTEGER NOT NULL, PRIMARY KEY(target, num)) WITHOUT ROWID;
CREATE INDEX supersedes_num ON supersedes(num);
CREATE TABLE undone(target BLOB NOT NULL, num INTEGER NOT NULL, PRIMARY KEY(target, num)) WITHOUT ROWID;
CREATE INDEX undone_num ON undone(num);

CREATE TABLE household(id BLOB NOT NULL, num INTEGER NOT NULL, place BLOB NOT NULL, floor INTEGER, room TEXT NOT NULL,
  PRIMARY KEY(id, num)) WITHOUT ROWID;
CREATE INDEX household_place ON household(place, floor, room);
CREATE INDEX household_num ON household(num);
CREATE TABLE person(id BLOB NOT NULL, num INTEGER NOT NULL, household BLOB NOT NULL, kind INTEGER NOT NULL,
  PRIMARY KEY(id, num)) WITHOUT ROWID;
CREATE INDEX person_household ON person(household);
CREATE INDEX person_num ON person(num);
CREATE TABLE register_value(subject BLOB NOT NULL, field TEXT NOT NULL, num INTEGER NOT NULL, person INTEGER NOT NULL,
  value TEXT, member BLOB NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(subject, field, num)) WITHOUT ROWID;
CREATE INDEX register_value_num ON register_value(num);
CREATE TABLE register_supersedes(subject BLOB NOT NULL, field TEXT NOT NULL, target BLOB NOT NULL, num INTEGER NOT NULL,
  PRIMARY KEY(subject, field, target, num)) WITHOUT ROWID;
CREATE INDEX register_supersedes_num ON register_supersedes(num);

-- Numbers that other systems give things; `record` is null where the document itself is meant.
CREATE TABLE external_id(num INTEGER PRIMARY KEY, doc INTEGER NOT NULL, record BLOB, system TEXT NOT NULL,
  member BLOB NOT NULL, at INTEGER NOT NULL, value TEXT);
CREATE INDEX external_id_doc ON external_id(doc);

-- Photos, and the sealed files that this store has, wants or has handed in.
CREATE TABLE photo(num INTEGER PRIMARY KEY, doc INTEGER NOT NULL, record BLOB, at INTEGER NOT NULL, member BLOB NOT NULL,
  file BLOB, key BLOB, size INTEGER, type TEXT, thumb BLOB, thumb_key BLOB, thumb_size INTEGER, caption TEXT);
CREATE INDEX photo_doc ON photo(doc);
CREATE TABLE file(hash BLOB PRIMARY KEY, here INTEGER NOT NULL, at_hub INTEGER NOT NULL, wanted INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX file_to_send ON file(hash) WHERE here = 1 AND at_hub = 0;

-- `tie` is the head of the record's id: lists of equal times are in one order on every replica.
CREATE TABLE visit(num INTEGER PRIMARY KEY, tie INTEGER NOT NULL, root BLOB, household BLOB, at INTEGER, outcome INTEGER, mode INTEGER,
  call_back INTEGER, done_by BLOB, member BLOB NOT NULL, device BLOB NOT NULL, topics BLOB, note TEXT, met TEXT, reason TEXT);
CREATE INDEX visit_at ON visit(at DESC, tie DESC) WHERE root IS NULL;
CREATE INDEX visit_household ON visit(household, at DESC, tie DESC) WHERE root IS NULL;
CREATE INDEX visit_root ON visit(root) WHERE root IS NOT NULL;
CREATE TABLE topic(num INTEGER PRIMARY KEY, tie INTEGER NOT NULL, doc INTEGER NOT NULL, first INTEGER NOT NULL, source INTEGER, household BLOB,
  at INTEGER, member BLOB NOT NULL, title TEXT, text TEXT, reason TEXT);
CREATE INDEX topic_doc ON topic(doc);
CREATE TABLE agenda(num INTEGER PRIMARY KEY, doc INTEGER NOT NULL, at INTEGER NOT NULL, member BLOB NOT NULL);
CREATE INDEX agenda_doc ON agenda(doc);
CREATE TABLE agenda_field(num INTEGER PRIMARY KEY, doc INTEGER NOT NULL, name TEXT NOT NULL, at INTEGER NOT NULL,
  member BLOB NOT NULL, value TEXT);
CREATE INDEX agenda_field_doc ON agenda_field(doc, name);
CREATE TABLE motion(num INTEGER PRIMARY KEY, doc INTEGER NOT NULL, rule TEXT NOT NULL, at INTEGER NOT NULL,
  deadline INTEGER NOT NULL, voters INTEGER NOT NULL, member BLOB NOT NULL, title TEXT);
CREATE INDEX motion_doc ON motion(doc);
CREATE TABLE ballot(num INTEGER PRIMARY KEY, motion BLOB NOT NULL, voter BLOB NOT NULL, choice INTEGER, kind INTEGER NOT NULL,
  authority INTEGER NOT NULL, member BLOB NOT NULL, sheet INTEGER NOT NULL, at INTEGER NOT NULL);
CREATE INDEX ballot_motion ON ballot(motion, voter);
CREATE TABLE ballot_return(num INTEGER PRIMARY KEY, motion BLOB NOT NULL, member BLOB NOT NULL, chain BLOB NOT NULL,
  first INTEGER NOT NULL, last INTEGER NOT NULL, count INTEGER NOT NULL, sheets INTEGER NOT NULL, hash BLOB NOT NULL,
  at INTEGER NOT NULL);
CREATE INDEX ballot_return_motion ON ballot_return(motion);
-- A round may be started on several phones: its `tie` is the head of the document's id.
CREATE TABLE round(num INTEGER PRIMARY KEY, tie INTEGER NOT NULL, doc INTEGER NOT NULL, place BLOB NOT NULL, template TEXT NOT NULL,
  period TEXT NOT NULL, at INTEGER NOT NULL, member BLOB NOT NULL);
CREATE INDEX round_doc ON round(doc, at, tie);
CREATE TABLE log_entry(num INTEGER PRIMARY KEY, doc INTEGER NOT NULL, root BLOB, item TEXT, result INTEGER, at INTEGER,
  member BLOB NOT NULL, note TEXT, reason TEXT);
CREATE INDEX log_entry_doc ON log_entry(doc, item);
CREATE INDEX log_entry_root ON log_entry(root) WHERE root IS NOT NULL;
CREATE TABLE hazard(num INTEGER PRIMARY KEY, tie INTEGER NOT NULL, doc INTEGER NOT NULL, first INTEGER NOT NULL, place BLOB, kind TEXT,
  severity INTEGER, round BLOB, at INTEGER, member BLOB NOT NULL, text TEXT, reason TEXT);
CREATE INDEX hazard_doc ON hazard(doc);
