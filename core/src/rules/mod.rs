//! Rule packs and counting: pure functions over data, with their clauses.

pub mod authority;
