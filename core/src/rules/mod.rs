//! Rule packs, the authority matrix and counting: pure functions over data, with their clauses.

pub mod authority;
pub mod counting;
