//! Which codes a record can provoke. Exhaustive: a new code is put into one of the two here, or this does not compile.

use linli_core::domain::Code;

/// What of a code a record could bring about.
pub(super) enum Provocation {
    /// There is a twin, and receivers refuse it.
    Twin,
    /// There is none, and why.
    None(&'static str),
}

/// That of a code.
pub(super) const fn provocation(code: Code) -> Provocation {
    use Provocation::{None, Twin};
    match code {
        Code::AreaMissing
        | Code::BallotAuthority
        | Code::BallotChoice
        | Code::BallotCorrect
        | Code::ConflictNotFound
        | Code::DeviceUnknown
        | Code::DocumentEngine
        | Code::EditTooLarge
        | Code::FieldMissing
        | Code::FieldRange
        | Code::FieldTooLong
        | Code::FieldUnfit
        | Code::FieldUnknown
        | Code::FlowOff
        | Code::MemberUnknown
        | Code::NotAllowed
        | Code::NotAuthor
        | Code::NotContested
        | Code::PlaceUnknown
        | Code::ReadingChosen
        | Code::ReadingUnknown
        | Code::RecordUnknown
        | Code::RollEmpty
        | Code::RollRepeated
        | Code::RuleUnknown
        | Code::SheetAnswers
        | Code::SheetsUsedUp
        | Code::StepBuiltOn
        | Code::StepMisplaced
        | Code::TallyReturned
        | Code::TallyUnknown
        | Code::VoterUnknown
        | Code::WordUnknown => Twin,
        Code::TallyOpen | Code::TallyUndecided => {
            None("a certificate is a file that says whose it is, and no record")
        }
        Code::KeyHolderUnfit => None(
            "a holder whose rights do not reach the tally hands nothing over that counts: two others open it",
        ),
        Code::KeyNotHeld => None(
            "a share that its holder was not given fits no hash of the opening, and gives no key (stories of sealed tallies)",
        ),
        Code::TallySealed => None(
            "who settles what he cannot read takes a side that counting weighs once it is read, as of any settlement",
        ),
        Code::NeedUnmet => None(
            "a step whose need is not met keeps its effect and is listed: evidence may come late (docs/spec/flows.md)",
        ),
        Code::FlowUnknown => None("a store without the pack keeps and relays what goes by it"),
        Code::PackUnsound => {
            None("a pack that does not hang together is kept in the roster and goes unread")
        }
        Code::NothingToErase => None("an order that names nothing of anybody's changes nothing"),
        Code::AgendaContested => None(
            "which contested changes a store has seen no two receivers know alike: the decision pins the text's hash",
        ),
        Code::BackupDamaged
        | Code::DamagedFile
        | Code::DiskFull
        | Code::ForeignFile
        | Code::Internal
        | Code::Io
        | Code::NewerSchema
        | Code::PhotoNotHere
        | Code::PhotoTooLarge
        | Code::PhotoUnreadable
        | Code::VoiceUnfit
        | Code::ReadOnlyFolder
        | Code::StoreClosed
        | Code::StoreExists
        | Code::StoreInUse
        | Code::StoreMissing
        | Code::WrongKey => None("it is about this store's own files"),
        Code::HubAddress
        | Code::HubBusy
        | Code::HubClaimed
        | Code::HubDeviceUnknown
        | Code::HubMissing
        | Code::HubNotTrusted
        | Code::HubRefused
        | Code::HubTimeout
        | Code::HubToken
        | Code::HubUnreachable
        | Code::PinMalformed
        | Code::SyncCancelled => None("it is about the way to a hub"),
        Code::BundleDamaged
        | Code::BundleNotForUs
        | Code::BundleTooLarge
        | Code::BundleWrongCommunity
        | Code::MeetingMalformed
        | Code::RequestMalformed
        | Code::RequestSignature => None("it is about what carries records (T7)"),
        Code::AlreadyJoined
        | Code::ChallengeMalformed
        | Code::ChallengeMissing
        | Code::CodeMalformed
        | Code::DeviceRevoked
        | Code::DigitsWrong
        | Code::EnrolmentMalformed
        | Code::GrantHeld
        | Code::GrantNone
        | Code::GridUnknown
        | Code::InvitationExpired
        | Code::InvitationMalformed
        | Code::InvitationUnknown
        | Code::InvitationUsed
        | Code::MemberSame
        | Code::NotEnrolled
        | Code::NotRegistrar
        | Code::PlaceExists
        | Code::RecoveryMalformed
        | Code::RecoveryNotEnough
        | Code::RequestUnknown
        | Code::RosterRefused => None("it is about the roster, whose entries the registrar signs"),
        Code::CursorInvalid
        | Code::FieldId
        | Code::HouseholdAmbiguous
        | Code::ReturnUnreadable
        | Code::ScopeMissing
        | Code::ScopeTooSmall
        | Code::TimeInvalid
        | Code::VoterAmbiguous => None("records hold ids and numbers, not what people type"),
        Code::CardMalformed | Code::NotForSharing => {
            None("it is about texts that leave the store for people, and no record")
        }
        Code::HouseholdUnknown => {
            None("a register may come later: until then its visit is shown by the id")
        }
    }
}
