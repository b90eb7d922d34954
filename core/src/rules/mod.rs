//! Rule packs, the authority matrix and counting: pure functions over data, with their clauses.
//!
//! # From a clause to its test
//!
//! Everything that is built. A rule without a pack is authority alone; a command is a method of
//! the `Workspace` above. Arithmetic: docs/spec/rules.md 5.0.
//!
//! | clause | pack | rule | operation | command | test |
//! |---|---|---|---|---|---|
//! | 5.1.3.2.1.1 走访 | – | – | `record_visit` | `record_visit` | `table_5_8_says_who_may_do_what` |
//! | 5.1.3.2.1.1 议题 | – | – | `collect_topic` | `collect_topic` | `table_5_8_says_who_may_do_what` |
//! | 5.1.3.2.1 议程 | – | – | `edit_agenda` | `edit_agenda` | `table_5_8_says_who_may_do_what` |
//! | 5.1.3.2.1.3 提议 | `db3305-309-2024` | `proposal` | `open_assembly` | `open_tally` | `proposal_needs_a_fifth_of_all_and_nobody_else_to_take_part_5_1_3_2_1_3` |
//! | 5.1.3.2.1 业主代表 | `db3305-309-2024` | `representatives` | `open_assembly` | `open_tally` | `representatives_count_like_a_stairwell_without_ties` |
//! | 5.1.1.2 一致通过 | `db3305-309-2024` | `unanimous` | `open_assembly` | `open_tally` | `unanimous_needs_every_body_and_one_objection_returns_it_5_1_1_2` |
//! | 5.1.3.2.2.5 楼道议事 | `db3305-309-2024` | `stairwell` | `open_stairwell_tally` | `open_tally` | `stairwell_needs_two_thirds_taking_part_and_more_than_half_of_them_5_1_3_2_2_5` |
//! | 5.1.3.2.2.5 表决票 | `db3305-309-2024` | `stairwell` | `take_ballot` | `cast_ballot` | `golden_vectors_of_5_4` |
//! | 5.1.3.2.2.5 存疑 | `db3305-309-2024` | `stairwell` | `settle_ballot` | `cast_ballot` | `a_disputed_household_takes_part_once_and_leaves_its_choice_open_5_4` |
//! | 民法典 279 | `civil-code` | `unanimous` | `open_assembly` | `open_tally` | `unanimous_needs_every_body_and_one_objection_returns_it_5_1_1_2` |
//! | 业主委员会 | `civil-code` | `committee` | `open_assembly` | `open_tally` | `committee_needs_more_than_half_of_all_members_to_take_part_and_to_agree` |
//! | 民法典 278 | `civil-code` | `assembly-ordinary` | `open_assembly` | `open_tally` | `assembly_needs_both_heads_and_area_civil_code_278` |
//! | 民法典 278 (6–8) | `civil-code` | `assembly-special` | `open_assembly` | `open_tally` | `a_special_matter_needs_three_quarters_of_heads_and_area_taking_part` |
//! | 5.1.4.1.1 巡查 | – | – | `inspect` | `start_round` | `table_5_8_says_who_may_do_what` |
//! | 5.1.5 隐患 | – | – | `inspect` | `report_hazard` | `table_5_8_says_who_may_do_what` |
//! | 名册 | – | – | `decide_register` | `import_register` | `table_5_8_says_who_may_do_what` |
//! | 授权 | – | – | `grant` | `invite` | `a_grid_leader_grants_only_to_those_who_work_for_him_and_a_body_only_its_own` |

pub mod authority;
pub mod counting;
pub mod flows;
pub mod pages;
mod reasons;
#[cfg(test)]
mod table;
