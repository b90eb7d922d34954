//! 权限: which role may do what (5.8), and what a member reads within his scope and of the scopes above it.
//!
//! Owns the matrices, which are data (`packs/authority.tsv`, `packs/reading_within.tsv`, `packs/reading_above.tsv`). Knows nothing of members,
//! devices or places: that is the roster's.

use crate::domain::{DocKind, Role};
use std::collections::BTreeMap;
use std::sync::OnceLock;

macro_rules! operations {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        /// An act of a member: one row of 5.8 (a row that treats two acts differently is two operations).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Operation { $($(#[$doc])* $name,)* }

        impl Operation {
            /// Every operation, in the order of 5.8.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// A stable name.
            #[must_use]
            pub const fn name(self) -> &'static str { match self { $(Self::$name => $text,)* } }

            /// The operation of a name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|op| op.name() == name)
            }
        }
    };
}

operations! {
    /// 走访: record a visit or a call-back.
    RecordVisit = "record_visit";
    /// Propose a change to the register (名册).
    ProposeRegister = "propose_register";
    /// Decide such a proposal; import a register.
    DecideRegister = "decide_register";
    /// Appoint a 户代表.
    AppointRepresentative = "appoint_representative";
    /// Collect a topic at the door (5.1.3.2.1.1).
    CollectTopic = "collect_topic";
    /// Raise a topic to 小区议事 (5.1.3.2.1.3).
    RaiseTopic = "raise_topic";
    /// Lead the joint meeting, with minutes and sign-in.
    LeadMeeting = "lead_meeting";
    /// Edit an agenda (ours).
    EditAgenda = "edit_agenda";
    /// Review (5.1.1, 5.1.3).
    Review = "review";
    /// Screen and confirm a stairwell topic.
    ScreenTopic = "screen_topic";
    /// Open or close a stairwell tally.
    OpenStairwellTally = "open_stairwell_tally";
    /// Take a ballot.
    TakeBallot = "take_ballot";
    /// Settle a disputed voter.
    SettleBallot = "settle_ballot";
    /// Hand out slips (票据), each household's own key of a tally (ours).
    HandOutSlips = "hand_out_slips";
    /// Hold a share of a sealed tally's key, and hand it over after the closing (ours).
    HandOverKey = "hand_over_key";
    /// Open or close an assembly (业主大会).
    OpenAssembly = "open_assembly";
    /// 巡查: start a round, log, report a hazard.
    Inspect = "inspect";
    /// Assign or rectify a hazard.
    AssignHazard = "assign_hazard";
    /// Re-inspect; the caller sees to it that it is another member.
    Reinspect = "reinspect";
    /// Collect and transmit an incident.
    ReportIncident = "report_incident";
    /// Receive, handle and close an incident.
    HandleIncident = "handle_incident";
    /// Dispute patrol (5.1.4.1.1).
    PatrolDisputes = "patrol_disputes";
    /// Monthly analysis of disputes; choose the form; assign a mediator.
    AnalyseDisputes = "analyse_disputes";
    /// Mediate.
    Mediate = "mediate";
    /// Half-year publication; ledger entry.
    KeepLedger = "keep_ledger";
    /// 公示: publish, prove by photo, remove.
    Publish = "publish";
    /// 备案: file.
    File = "file";
    /// Survey, needs, resources (4.2.2, 4.2.4).
    Survey = "survey";
    /// Grant and revoke; return a record for correction; adopt or set aside contested records, each within one's own
    /// rights.
    Grant = "grant";
    /// Erase the words of records for good (ours: the office's).
    Erase = "erase";
}

/// The right of a role to an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Permission {
    /// Refused.
    No,
    /// ● May.
    Yes,
    /// ○ May; the result is marked as relayed or waits for a confirmation.
    Confirmed,
    /// May for himself only, or for the body he belongs to.
    Own,
}

/// A cell of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The right that it gives.
    pub permission: Permission,
    /// Whether the standard's visible text names the role here; else it is our default.
    pub named: bool,
    /// The words of the cell beside its mark (`joins`, `own board`), empty if none.
    pub words: String,
}

/// The part of a record that somebody receives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reading {
    /// Nothing.
    None,
    /// Header and signature, so that the chain stays linked.
    Header,
    /// Chunk too: which household, which outcome, when, by whom; no words of a body (no name, telephone number, note).
    Facts,
    /// Body too.
    Full,
}

/// The half of the reading matrix that a place falls under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Half {
    /// Within the grant's scope.
    Within,
    /// Strictly above it.
    Above,
}

const REFUSED: &Cell = &Cell {
    permission: Permission::No,
    named: false,
    words: String::new(),
};

type Table<T> = BTreeMap<(String, Role), T>;

/// Rows of a tab-separated table whose first line names the roles.
fn table<T>(text: &str, parse: impl Fn(&str) -> Option<T>) -> Table<T> {
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    let roles: Vec<Option<Role>> = lines.next().map_or_else(Vec::new, |head| {
        head.split('\t').skip(1).map(Role::from_name).collect()
    });
    let mut out = Table::new();
    for line in lines {
        let mut cells = line.split('\t');
        let row = cells.next().unwrap_or_default();
        for (role, cell) in roles.iter().zip(cells) {
            if let (Some(role), Some(value)) = (role, parse(cell)) {
                out.insert((row.to_owned(), *role), value);
            }
        }
    }
    out
}

/// Words that let somebody take part without doing the thing itself.
const ONLOOKERS: [&str; 9] = [
    "guides",
    "joins",
    "supervises",
    "watches",
    "vote",
    "transmit",
    "check",
    "read",
    "receives",
];

fn parse_cell(text: &str) -> Option<Cell> {
    let bold = text.matches("**").count() == 2;
    let plain = text.replace("**", "");
    let plain = plain.trim();
    let (permission, words) = if let Some(rest) = plain.strip_prefix('●') {
        (Permission::Yes, rest)
    } else if let Some(rest) = plain.strip_prefix('○') {
        (Permission::Confirmed, rest)
    } else if plain.starts_with("own") || plain == "answer" {
        (Permission::Own, plain)
    } else if matches!(plain, "records" | "transmits" | "≥ 20 %") {
        (Permission::Confirmed, plain)
    } else if plain.is_empty() || ONLOOKERS.contains(&plain) {
        (Permission::No, plain)
    } else {
        return None;
    };
    Some(Cell {
        permission,
        named: bold,
        words: words.trim().to_owned(),
    })
}

fn parse_reading(text: &str) -> Option<Reading> {
    match text {
        "full" => Some(Reading::Full),
        "header" => Some(Reading::Header),
        "facts" => Some(Reading::Facts),
        "none" => Some(Reading::None),
        _ => None,
    }
}

/// The cell of a role and an operation.
#[must_use]
pub fn cell(role: Role, op: Operation) -> &'static Cell {
    static TABLE: OnceLock<BTreeMap<(Operation, Role), Cell>> = OnceLock::new();
    TABLE
        .get_or_init(|| {
            table(include_str!("packs/authority.tsv"), parse_cell)
                .into_iter()
                .filter_map(|((row, role), cell)| Some(((Operation::from_name(&row)?, role), cell)))
                .collect()
        })
        .get(&(op, role))
        .unwrap_or(REFUSED)
}

/// The right of a role to an operation.
#[must_use]
pub fn permission(role: Role, op: Operation) -> Permission {
    cell(role, op).permission
}

/// The roles with a mark, ● or ○, for the operation of a name, in the order of the table's columns. Words that give a right
/// without a mark (`records`, `≥ 20 %`) are not among them: who comes in by those is asked case by case.
#[must_use]
pub fn open_to(operation: &str) -> &'static [&'static str] {
    static MARKED: OnceLock<BTreeMap<&'static str, Vec<&'static str>>> = OnceLock::new();
    let marked = MARKED.get_or_init(|| {
        let mut lines = include_str!("packs/authority.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'));
        let roles: Vec<&str> = lines
            .next()
            .map_or_else(Vec::new, |head| head.split('\t').skip(1).collect());
        let row = |line: &'static str| {
            let mut cells = line.split('\t');
            let name = cells.next().unwrap_or_default();
            let is_marked = |(_, cell): &(_, &str)| cell.contains(['●', '○']);
            (
                name,
                roles
                    .iter()
                    .copied()
                    .zip(cells)
                    .filter(is_marked)
                    .map(|(role, _)| role)
                    .collect(),
            )
        };
        lines.map(row).collect()
    });
    marked.get(operation).map_or(&[], Vec::as_slice)
}

/// Whether a role may grant another (and revoke it): the office all, a grid leader the two that work for him, a body
/// its own.
#[must_use]
pub fn may_grant(granter: Role, granted: Role) -> bool {
    let cell = cell(granter, Operation::Grant);
    match (cell.permission, cell.words.strip_prefix("to ")) {
        (Permission::Yes, None) => true,
        (Permission::Yes, Some(list)) => list.split(',').any(|name| name.trim() == granted.name()),
        (Permission::Own, _) => granter == granted,
        (Permission::No | Permission::Confirmed, _) => false,
    }
}

/// The part of a kind of document that a member of a role reads within his grant's scope or strictly above it.
#[must_use]
pub fn may_read(role: Role, kind: DocKind, half: Half) -> Reading {
    static WITHIN: OnceLock<Table<Reading>> = OnceLock::new();
    static ABOVE: OnceLock<Table<Reading>> = OnceLock::new();
    let table = match half {
        Half::Within => {
            WITHIN.get_or_init(|| table(include_str!("packs/reading_within.tsv"), parse_reading))
        }
        Half::Above => {
            ABOVE.get_or_init(|| table(include_str!("packs/reading_above.tsv"), parse_reading))
        }
    };
    table
        .get(&(kind.name().to_owned(), role))
        .copied()
        .unwrap_or(Reading::None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Permission::{Confirmed, No, Own, Yes};

    #[test]
    fn every_operation_has_its_row_and_every_cell_is_understood() {
        let text = include_str!("packs/authority.tsv");
        let rows: Vec<&str> = text
            .lines()
            .filter(|l| !l.starts_with('#'))
            .skip(1)
            .collect();
        let names: Vec<&str> = rows.iter().filter_map(|r| r.split('\t').next()).collect();
        let ours: Vec<&str> = Operation::ALL.iter().map(|op| op.name()).collect();
        assert_eq!(names, ours);
        for row in rows {
            assert_eq!(row.split('\t').count(), 14, "{row}");
            for text in row.split('\t').skip(1) {
                assert!(parse_cell(text).is_some(), "{text} in {row}");
            }
        }
    }

    #[test]
    fn table_5_8_says_who_may_do_what() {
        let p = permission;
        assert_eq!(p(Role::BuildingLeader, Operation::RecordVisit), Yes);
        assert_eq!(p(Role::Committee, Operation::RecordVisit), No);
        assert_eq!(p(Role::Party, Operation::ProposeRegister), Confirmed);
        assert_eq!(p(Role::GridLeader, Operation::DecideRegister), No);
        assert_eq!(
            p(Role::GridLeader, Operation::AppointRepresentative),
            Confirmed
        );
        // 网格长 is not 网格员: topics name the one, dispute patrol the other.
        assert_eq!(p(Role::GridLeader, Operation::CollectTopic), Yes);
        assert_eq!(p(Role::GridWorker, Operation::CollectTopic), Confirmed);
        assert_eq!(p(Role::GridLeader, Operation::PatrolDisputes), No);
        assert_eq!(p(Role::GridWorker, Operation::PatrolDisputes), Yes);
        assert_eq!(
            p(Role::OwnersRepresentative, Operation::RaiseTopic),
            Confirmed
        );
        assert_eq!(p(Role::HouseholdRepresentative, Operation::TakeBallot), Own);
        assert_eq!(p(Role::Supervisors, Operation::OpenAssembly), No);
        assert_eq!(p(Role::CommunityOffice, Operation::OpenAssembly), Confirmed);
        assert_eq!(p(Role::Committee, Operation::File), Yes);
        assert_eq!(p(Role::SocialOrganisation, Operation::ReportIncident), Yes);
        assert_eq!(
            p(Role::SocialOrganisation, Operation::CollectTopic),
            Confirmed
        );
        assert_eq!(p(Role::SocialOrganisation, Operation::TakeBallot), No);
        let hands_out = |role: &&Role| p(**role, Operation::HandOutSlips) != No;
        let all: Vec<&Role> = Role::ALL.iter().filter(hands_out).collect();
        assert_eq!(all, [&Role::CommunityOffice]);
        assert_eq!(cell(Role::Party, Operation::LeadMeeting).words, "guides");
        assert!(cell(Role::BuildingLeader, Operation::ScreenTopic).named);
        assert!(!cell(Role::CommunityOffice, Operation::CollectTopic).named);
    }

    #[test]
    fn a_step_is_open_to_the_roles_with_a_mark_in_the_order_of_the_columns() {
        let proposers = [
            "party",
            "committee",
            "community_office",
            "grid_leader",
            "building_leader",
        ];
        assert_eq!(open_to("raise_topic"), proposers);
        assert_eq!(open_to("open_assembly"), ["committee"]);
        assert_eq!(open_to("screen_topic"), ["grid_leader", "building_leader"]);
        assert_eq!(open_to("no_such_operation"), [""; 0]);
        for operation in Operation::ALL {
            for role in open_to(operation.name()) {
                let role = Role::from_name(role).expect("a role");
                assert!(
                    matches!(permission(role, *operation), Yes | Confirmed),
                    "{operation:?} {role:?}"
                );
            }
        }
    }

    #[test]
    fn a_grid_leader_grants_only_to_those_who_work_for_him_and_a_body_only_its_own() {
        for granted in Role::ALL {
            assert!(may_grant(Role::CommunityOffice, *granted));
            let his = matches!(granted, Role::BuildingLeader | Role::GridWorker);
            assert_eq!(may_grant(Role::GridLeader, *granted), his);
            assert_eq!(
                may_grant(Role::Committee, *granted),
                *granted == Role::Committee
            );
            assert!(!may_grant(Role::BuildingLeader, *granted));
        }
    }

    #[test]
    fn notices_agendas_and_motions_of_wider_scopes_are_everybodys() {
        for role in Role::ALL {
            for kind in [DocKind::Notice, DocKind::Agenda, DocKind::Motion] {
                assert_eq!(may_read(*role, kind, Half::Above), Reading::Full);
            }
            let rest = may_read(*role, DocKind::Dispute, Half::Above);
            let office = *role == Role::CommunityOffice;
            assert_eq!(
                rest,
                if office {
                    Reading::Full
                } else {
                    Reading::Header
                }
            );
        }
    }

    #[test]
    fn within_their_scope_residents_and_companies_read_no_numbers_visits_or_disputes() {
        let within = |role, kind| may_read(role, kind, Half::Within);
        for role in [
            Role::HouseholdRepresentative,
            Role::OwnersRepresentative,
            Role::PropertyCompany,
            Role::SocialOrganisation,
        ] {
            assert_eq!(within(role, DocKind::Register), Reading::Facts);
            assert_eq!(within(role, DocKind::Visits), Reading::Header);
            assert_eq!(within(role, DocKind::Dispute), Reading::Header);
            assert_eq!(within(role, DocKind::Agenda), Reading::Full);
        }
        for role in [
            Role::CommunityOffice,
            Role::BuildingLeader,
            Role::GridWorker,
        ] {
            for kind in [DocKind::Register, DocKind::Visits, DocKind::Dispute] {
                assert_eq!(within(role, kind), Reading::Full);
            }
        }
    }

    #[test]
    fn both_halves_of_the_reading_matrix_have_every_kind_and_every_role() {
        for text in [
            include_str!("packs/reading_within.tsv"),
            include_str!("packs/reading_above.tsv"),
        ] {
            let lines: Vec<&str> = text.lines().filter(|l| !l.starts_with('#')).collect();
            assert_eq!(lines.len(), 1 + DocKind::WRITTEN.len());
            for line in lines {
                assert_eq!(line.split('\t').count(), 1 + Role::ALL.len(), "{line}");
            }
            let cells = table(text, parse_reading);
            assert_eq!(cells.len(), DocKind::WRITTEN.len() * Role::ALL.len());
        }
    }
}
