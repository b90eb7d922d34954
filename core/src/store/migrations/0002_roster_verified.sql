-- `verified`: the mark of the signatures of an entry that was verified where it stands; null while it waits.
ALTER TABLE roster_entry ADD COLUMN verified BLOB;
-- Entries that are here already are marked as the roster is read once more.
DELETE FROM meta WHERE key = 'reader';
