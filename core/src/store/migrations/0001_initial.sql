-- One writer, many readers. Blobs of 16 bytes are ids, of 32 hashes. `num` columns are local and never leave the file.
CREATE TABLE meta(key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;

-- `at_hub`: whether the hub is known to have it.
CREATE TABLE roster_entry(hash BLOB PRIMARY KEY, idx INTEGER NOT NULL, raw BLOB NOT NULL, at_hub INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE roster_request(num INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, raw BLOB NOT NULL, at_hub INTEGER NOT NULL);
CREATE TABLE invitation(id BLOB PRIMARY KEY, raw TEXT NOT NULL, name TEXT NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID;

-- Whose a chain is is part of its key: what another device signs under its id, or for another scope, has a row of its own.
CREATE TABLE chain(num INTEGER PRIMARY KEY, id BLOB NOT NULL, device BLOB NOT NULL, scope BLOB NOT NULL,
  fork INTEGER,                       -- lowest seq with two headers
  tip INTEGER,                        -- the last record that is linked to the start; null while the start is not here
  loose INTEGER NOT NULL DEFAULT 0,   -- whether any of its records is not linked
  UNIQUE(id, device, scope));
CREATE INDEX chain_device ON chain(device);
-- A header may claim any scope for a document id: rows are apart by all three, so that no claim can touch another's.
CREATE TABLE doc(num INTEGER PRIMARY KEY, id BLOB NOT NULL, kind INTEGER NOT NULL, scope BLOB NOT NULL,
  text TEXT, cache BLOB,              -- agendas only: the merged text; Automerge's bytes, dropped at any doubt
  UNIQUE(id, kind, scope));
CREATE INDEX doc_scope ON doc(scope);
CREATE TABLE record(num INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, chain INTEGER NOT NULL, seq INTEGER NOT NULL,
  doc INTEGER NOT NULL, state INTEGER NOT NULL, why INTEGER NOT NULL, op TEXT, grammar INTEGER NOT NULL,
  body_state INTEGER NOT NULL,
  hub_seq INTEGER,                    -- its number at the hub; null while the hub is not known to have it
  header BLOB NOT NULL, signature BLOB NOT NULL, chunk BLOB, body BLOB,
  seen INTEGER NOT NULL);             -- when it was first here, milliseconds since 1970
CREATE INDEX record_chain ON record(chain, seq);
CREATE INDEX record_doc ON record(doc);
CREATE INDEX record_unsettled ON record(state, num) WHERE state <> 1;
CREATE INDEX record_unsettled_chain ON record(chain) WHERE state <> 1;
-- Of what is not accepted: who handed it in, if that was not its author.
CREATE TABLE carried(num INTEGER PRIMARY KEY, carrier BLOB NOT NULL);
CREATE INDEX carried_by ON carried(carrier);
CREATE TABLE unverified(id BLOB PRIMARY KEY, source BLOB NOT NULL, device BLOB NOT NULL, size INTEGER NOT NULL, raw BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX unverified_device ON unverified(device);
CREATE INDEX unverified_source ON unverified(source, size);
-- Whatever these records name is erased; `text`: the chunk too, a change of an agenda's text. Of roster entries, the names.
CREATE TABLE erased(record BLOB NOT NULL, num INTEGER NOT NULL, text INTEGER NOT NULL, PRIMARY KEY(record, num)) WITHOUT ROWID;
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

-- Sealed files of photos that this store has, wants or has handed in.
CREATE TABLE file(hash BLOB PRIMARY KEY, here INTEGER NOT NULL, at_hub INTEGER NOT NULL, wanted INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX file_to_send ON file(hash) WHERE here = 1 AND at_hub = 0;

-- Tables that records fill and that can be dropped and filled again are made by `projection`, each by its room.
