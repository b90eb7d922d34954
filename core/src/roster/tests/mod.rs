//! The roster, sentence by sentence.
