//! The codes of errors, each with its sentences: Chinese first, then English; what happened and what to do about it.

/// Makes the enum and everything that is told of a code from one table: variant, stable name, Chinese, English.
macro_rules! codes {
    ($($variant:ident $name:literal $zh:literal $en:literal)*) => {
        /// The reason why something was not done, as a stable code with a sentence in both languages.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $en] $variant,)*
        }

        impl Code {
            /// Every code, in the order of the names.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Name, Chinese and English of every code, in the order of the names.
            pub const TEXTS: &'static [(&'static str, &'static str, &'static str)] =
                &[$(($name, $zh, $en)),*];

            /// The stable name in `snake_case`, as every interface gives it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// The sentence in Chinese.
            #[must_use]
            pub const fn zh(self) -> &'static str {
                match self { $(Self::$variant => $zh),* }
            }

            /// The sentence in English.
            #[must_use]
            pub const fn en(self) -> &'static str {
                match self { $(Self::$variant => $en),* }
            }
        }
    };
}

/// Hands the table to the macro of that name, so that another crate can make an enum of its own from it: a variant, a stable
/// name, a sentence in Chinese, one in English, and so on.
#[macro_export]
macro_rules! error_codes {
    ($with:ident) => {
        $with! {
            AgendaContested "agenda_contested"
                "议程正文中有未决的争议修改。请先采纳或搁置，再作决定。"
                "The agenda's text holds contested changes that nobody has decided about; adopt them or set them aside first."
            AlreadyJoined "already_joined"
                "本机已属于一个社区。"
                "This store already belongs to a community."
            AreaMissing "area_missing"
                "名册中有住户没有专有面积，按面积计票无法开始。请先补齐面积。"
                "Some households on the roll have no floor area; complete the register before opening a tally by area."
            BackupDamaged "backup_damaged"
                "备份文件损坏，或恢复码属于另一份备份。"
                "The backup is damaged, or the code belongs to another one."
            BallotAuthority "ballot_authority"
                "投票凭据不成立：票据投票须出示有效票据。"
                "This authority does not hold: a slip ballot needs a valid slip."
            BallotChoice "ballot_choice"
                "撤回票不带选项，其他票必须有一个选项。"
                "A withdrawal carries no choice; every other ballot needs one."
            BallotCorrect "ballot_correct"
                "表决票请用“更正”或“撤回”票处理，不能用一般更正。"
                "Correct a ballot by casting a correction or a withdrawal, not by a general correction."
            BundleDamaged "bundle_damaged"
                "文件损坏或不完整，请对方重新发送。"
                "The file is damaged or incomplete; ask for it again."
            BundleNotForUs "bundle_not_for_us"
                "这个文件是发给另一台设备的。"
                "This file is sealed to another device."
            BundleTooLarge "bundle_too_large"
                "文件太大。"
                "The file is too large."
            BundleWrongCommunity "bundle_wrong_community"
                "这个文件属于另一个社区。"
                "This file belongs to another community."
            ChallengeMalformed "challenge_malformed"
                "核对码无法识别，或不是给这台手机的。请重新扫描。"
                "The challenge cannot be read, or is not for this phone; scan it again."
            ChallengeMissing "challenge_missing"
                "请先出示核对码，让对方算出六位数字。"
                "Show the challenge first; the six digits follow from it."
            CodeMalformed "code_malformed"
                "恢复码有误，请逐字核对。"
                "The code is wrong; check it letter by letter."
            ConflictNotFound "conflict_not_found"
                "这里没有冲突，无需裁定。"
                "There is no conflict here to resolve."
            CursorInvalid "cursor_invalid"
                "列表位置无效，请从头读取。"
                "The list cursor is not valid; start from the beginning."
            DamagedFile "damaged_file"
                "数据文件损坏。文件原样保留，未删除；请用备份或其他手机恢复。"
                "The data file is damaged. It is kept as it is; recover from a backup or another phone."
            DeviceRevoked "device_revoked"
                "这台手机已被社区停用。已交的记录都在，新的内容不再下发。"
                "This phone has been revoked. What it handed in is safe; it receives nothing more."
            DeviceUnknown "device_unknown"
                "名册中没有这台设备。"
                "The roster knows no such device."
            DigitsWrong "digits_wrong"
                "六位数字不一致，请重新核对。"
                "The six digits do not match; read them again."
            DiskFull "disk_full"
                "存储空间已满，没有保存。请腾出空间后重试；已有记录都在。"
                "The disk is full and nothing was saved. Free some space and try again; everything saved before is safe."
            DocumentEngine "document_engine"
                "文档引擎无法完成这次修改，内容没有改变。"
                "The document engine could not make this edit; nothing changed."
            EditTooLarge "edit_too_large"
                "一次修改太多，请分几次保存。"
                "Too much changed at once; save in smaller steps."
            EnrolmentMalformed "enrolment_malformed"
                "加入码无法识别，请重新扫描或粘贴。"
                "The enrolment cannot be read; scan or paste it again."
            FieldId "field_id"
                "这个字段应是一个标识（小写十六进制）。"
                "This field should hold an id (lower-case hexadecimal)."
            FieldMissing "field_missing"
                "缺少必填内容。"
                "A required value is missing."
            FieldRange "field_range"
                "这个数字或列表的长度超出了允许的范围。"
                "This number, or the length of this list, is out of range."
            FieldTooLong "field_too_long"
                "内容太长。"
                "The value is too long."
            FieldUnfit "field_unfit"
                "这一项的内容与表单要求的类型不符。"
                "This value is not of the type that the form asks for."
            FieldUnknown "field_unknown"
                "这个字段的值不在允许的词汇之内。"
                "The value of this field is none of the known words."
            FlowOff "flow_off"
                "本社区没有启用这个流程，或没有启用它的规则包。"
                "This community does not go by this flow, or not by its pack."
            FlowUnknown "flow_unknown"
                "没有这个流程，或本机缺少它的规则包。"
                "There is no such flow, or this store lacks its pack."
            ForeignFile "foreign_file"
                "这个文件不是邻里的数据文件，已原样保留。"
                "This file was not made by Linli; it is left as it is."
            GrantHeld "grant_held"
                "这位成员已有这项职务。"
                "This member holds that grant already."
            GrantNone "grant_none"
                "这位成员在这个范围内没有职务。"
                "This member holds nothing within that scope."
            GridUnknown "grid_unknown"
                "没有这个网格。"
                "There is no such grid."
            HouseholdAmbiguous "household_ambiguous"
                "门牌不够明确，请写明小区、幢和单元。"
                "The door number is ambiguous; name compound, building and stairwell."
            HouseholdUnknown "household_unknown"
                "没有这一户。"
                "There is no such household."
            HubAddress "hub_address"
                "服务器地址应以 https:// 开头。"
                "A hub's address begins with https://."
            HubBusy "hub_busy"
                "服务器正忙，请稍后再试。记录都在手机里。"
                "The hub is busy; try again later. Everything is safe on this phone."
            HubClaimed "hub_claimed"
                "这台服务器已归另一个社区使用。"
                "This hub already serves another community."
            HubDeviceUnknown "hub_device_unknown"
                "服务器还不认识这台手机。请社区先完成同步，再试一次。"
                "The hub does not know this phone yet: let the office sync first, then try again."
            HubMissing "hub_missing"
                "本社区还没有服务器，可以手机之间交换。"
                "This community has no hub; exchange from phone to phone."
            HubNotTrusted "hub_not_trusted"
                "对方不是本社区登记的服务器，没有发送内容。"
                "The other side is not this community's hub."
            HubRefused "hub_refused"
                "服务器没有接受这次请求，请更新软件后再试。"
                "The hub did not accept the request; update the app and try again."
            HubTimeout "hub_timeout"
                "服务器没有及时回应，请稍后再试。记录都在手机里。"
                "The hub did not answer in time; try again later. Everything is safe on this phone."
            HubToken "hub_token"
                "领用码不对、已用过或已过期，请向服务器管理员要新的。"
                "The token is wrong, used or too old; ask the hub's operator for a new one."
            HubUnreachable "hub_unreachable"
                "连不上服务器。记录都在手机里，有网时再同步。"
                "The hub cannot be reached. Everything is safe on this phone; sync when there is a network."
            Internal "internal"
                "程序内部错误，没有保存。请重试并告知开发者。"
                "An internal error; nothing was saved. Try again and tell the developers."
            InvitationExpired "invitation_expired"
                "邀请已过期，请重新邀请。"
                "The invitation has expired; ask for a new one."
            InvitationMalformed "invitation_malformed"
                "邀请码无法识别，请重新扫描或粘贴。"
                "The invitation cannot be read; scan or paste it again."
            InvitationUnknown "invitation_unknown"
                "这不是本机发出的邀请。"
                "This store did not issue that invitation."
            InvitationUsed "invitation_used"
                "邀请已被使用，每个邀请只能用一次。"
                "The invitation was used already; each works once."
            Io "io"
                "读写存储失败，没有保存。"
                "Reading or writing the disk failed; nothing was saved."
            KeyHolderUnfit "key_holder_unfit"
                "钥匙保管人须是能在此处交出钥匙的在册成员，并有可用的设备。请另选一位。"
                "A key holder must be a member who can hand a share over here and has a device; choose another one."
            KeyNotHeld "key_not_held"
                "本机没有这次表决的钥匙：它只在开启表决时保管人已有的设备上。另外两位保管人交出即可。"
                "This device has no share of the tally's key: only those that a holder had at its opening do. The other two holders are enough."
            MeetingMalformed "meeting_malformed"
                "对方发来的内容无法识别，请双方更新软件。"
                "What the other phone sent cannot be read; update both apps."
            MemberSame "member_same"
                "交接双方应是两个人。"
                "A handover is between two members."
            MemberUnknown "member_unknown"
                "名册中没有这位成员。"
                "The roster knows no such member."
            NeedUnmet "need_unmet"
                "办理条件尚未满足："
                "A condition of this step is not met:"
            NewerSchema "newer_schema"
                "数据由新版本写入，请先升级程序。文件未改动。"
                "A newer version wrote this data; update first. The file is unchanged."
            NotAllowed "not_allowed"
                "您的角色无权进行此操作，或不在您的范围内。"
                "Your role does not allow this, or it lies outside your scope."
            NotAuthor "not_author"
                "只有记录人本人可以更正。"
                "Only the author can correct this."
            NotContested "not_contested"
                "这条记录没有争议。"
                "That record is not contested."
            NotEnrolled "not_enrolled"
                "本机还没有加入社区，或还没有收到名册。"
                "This store has not joined a community yet, or has not received its roster."
            NotRegistrar "not_registrar"
                "只有登记机可以进行此操作。"
                "Only the registrar's device can do this."
            NothingToErase "nothing_to_erase"
                "没有可删除的内容：所指的记录没有文字，或已经删除。"
                "There is nothing to erase: what was named has no words, or they are erased already."
            PackUnsound "pack_unsound"
                "规则包不成立。请用 linli pack check 查看问题所在。"
                "The pack does not hang together; linli pack check says where."
            PhotoNotHere "photo_not_here"
                "这张照片还不在本机，有网时再取。"
                "This photo is not on this phone yet; fetch it when there is a network."
            PhotoTooLarge "photo_too_large"
                "照片太大。"
                "The photo is too large."
            PhotoUnreadable "photo_unreadable"
                "照片文件读取失败，请检查文件是否存在。"
                "The photo's file cannot be read; check that it exists."
            PinMalformed "pin_malformed"
                "服务器指纹应为 64 位十六进制字符。"
                "A hub's pin is 64 hexadecimal digits."
            PlaceExists "place_exists"
                "这个地点已经存在。"
                "That place exists already."
            PlaceUnknown "place_unknown"
                "没有这个地点。"
                "There is no such place."
            ReadOnlyFolder "read_only_folder"
                "文件夹不可写，没有保存。"
                "The folder cannot be written; nothing was saved."
            ReadingChosen "reading_chosen"
                "社区已选定这一计票规则的读法，不能另选。"
                "The community has chosen how it reads this counting rule; a tally cannot be opened under another reading."
            ReadingUnknown "reading_unknown"
                "规则没有这种读法。"
                "The rule has no such reading."
            RecordUnknown "record_unknown"
                "没有这条记录。"
                "There is no such record."
            RecoveryMalformed "recovery_malformed"
                "恢复码有误，请逐字核对。"
                "The recovery text is wrong; check it letter by letter."
            RecoveryNotEnough "recovery_not_enough"
                "恢复码数量不足或不属于本社区。"
                "Too few recovery texts, or they belong to another community."
            RequestMalformed "request_malformed"
                "请求无法识别，请对方重新生成。"
                "The request cannot be read; ask for a new one."
            RequestSignature "request_signature"
                "请求的签名无效。"
                "The request's signature is not valid."
            RequestUnknown "request_unknown"
                "没有这样一条待处理的申请。"
                "No such request waits here."
            ReturnUnreadable "return_unreadable"
                "这不是本次表决的交回凭据，或有字符读错。"
                "That is no return of this tally, or a character was misread."
            RollEmpty "roll_empty"
                "没有可以投票的人。"
                "Nobody is on the roll."
            RollRepeated "roll_repeated"
                "名单中有重复。"
                "The roll names somebody twice."
            RosterRefused "roster_refused"
                "名册条目无效。"
                "The roster entry is not valid."
            RuleUnknown "rule_unknown"
                "没有这条表决规则。"
                "There is no such rule."
            ScopeMissing "scope_missing"
                "请写明范围。"
                "Name the scope."
            ScopeTooSmall "scope_too_small"
                "范围应是一个楼道。"
                "The scope must be one stairwell."
            SheetAnswers "sheet_answers"
                "一张票要整张录入：每项议题一个答案，且不超过可选的数目。"
                "A sheet is taken as a whole: one answer for each of its motions, and no more than may be chosen."
            SheetsUsedUp "sheets_used_up"
                "分配给您的票纸已用完，请向楼道长或社区领取。"
                "All sheets allotted to you are used; ask for more."
            StepBuiltOn "step_built_on"
                "已有后续步骤，不能撤回。"
                "Others have built on this step; it cannot be taken back."
            StepMisplaced "step_misplaced"
                "事项现在的状态下不能办理这一步。"
                "This step cannot be taken in the matter's present state."
            StoreClosed "store_closed"
                "存储已关闭。"
                "The store is closed."
            StoreExists "store_exists"
                "这个文件夹里已有数据，不能覆盖。"
                "There is a store in this folder already; it is not overwritten."
            StoreInUse "store_in_use"
                "存储正被另一个程序使用。"
                "Another program has this store open."
            StoreMissing "store_missing"
                "这里用过的数据库不见了。没有新建；请把它找回来，或换一个空文件夹。"
                "The database that was used here is gone. None was made in its place: put it back, or take an empty folder."
            SyncCancelled "sync_cancelled"
                "同步已取消；已收发的部分保留。"
                "The sync was called off; what was exchanged until then is kept."
            TallyOpen "tally_open"
                "表决还没有截止，或有两份截止记录。请先截止。"
                "The tally is not closed yet, or closed twice; close it first."
            TallyReturned "tally_returned"
                "您已交回这次表决的票，不能再收票。"
                "You have returned the ballots of this tally; you can take no more."
            TallySealed "tally_sealed"
                "选项仍在封存。截止后，三位钥匙保管人中有两位交出钥匙即可开启。"
                "The choices are still sealed; once the tally is closed, two of its three key holders open them."
            TallyUndecided "tally_undecided"
                "结果尚未确定，不能出具证书。"
                "The result is not decided yet; there is no certificate."
            TallyUnknown "tally_unknown"
                "没有这次表决。"
                "There is no such tally."
            TimeInvalid "time_invalid"
                "时间格式应为 2026-11-23T09:00:00+08:00。"
                "A time looks like 2026-11-23T09:00:00+08:00."
            VoterAmbiguous "voter_ambiguous"
                "名字不唯一。"
                "The name is not unique."
            VoterUnknown "voter_unknown"
                "名单上没有这位投票人。"
                "That voter is not on the roll."
            WordUnknown "word_unknown"
                "不认识这个词。"
                "That word is not one of the known ones."
            WrongKey "wrong_key"
                "密钥不对，数据未改动。"
                "The key is wrong; the data is unchanged."
        }
    };
}

error_codes!(codes);

impl Code {
    /// The code of a name; `None` if no code has it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_and_each_stands_once() {
        let names = Code::ALL.iter().map(|code| code.name());
        assert!(names.is_sorted_by(|one, next| one < next));
        for code in Code::ALL {
            assert!(!code.zh().is_empty() && !code.en().is_empty(), "{code}");
            assert_eq!(Code::from_name(code.name()), Some(*code));
        }
        assert_eq!(Code::from_name("Internal"), None);
    }
}
