//! Topics, agendas, tallies, contradictions.

use super::Workspace;
use crate::drafts::{PageRequest, QuestionDraft, TallyDraft};
use crate::error::LinliError;
use crate::views::{
    AgendaPage, ConflictPage, OpenableRule, QuestionView, TallySummary, TallyView, TopicPage,
};
use linli_core::domain::{DocId, RecordId, Timestamp};
use linli_core::workspace::{
    AgendaView, BallotDraft, ClosedView, ClosingDraft, HandedReturn, ReturnView, ScopeName,
    SheetDraft, SlipView, TopicDraft,
};

#[uniffi::export]
impl Workspace {
    /// Collects a topic.
    pub async fn collect_topic(&self, draft: TopicDraft) -> Result<DocId, LinliError> {
        self.workers
            .write("collect_topic", move |workspace| {
                workspace.collect_topic(draft)
            })
            .await
    }

    /// Topics, newest first.
    #[uniffi::method(default(page))]
    pub async fn list_topics(&self, page: PageRequest) -> Result<TopicPage, LinliError> {
        let rows = page.rows()?;
        let list = move |workspace: &linli_core::workspace::Workspace| {
            workspace.list_topics(rows, page.after.as_deref())
        };
        Ok(self.workers.read("list_topics", list).await?.into())
    }

    /// Writes a field of an agenda; without an agenda begins a new one in the scope. The field `text` is written together,
    /// of all others concurrent values stand side by side.
    #[uniffi::method(default(agenda = None, scope = None))]
    pub async fn edit_agenda(
        &self,
        field: String,
        value: String,
        agenda: Option<DocId>,
        scope: Option<ScopeName>,
    ) -> Result<DocId, LinliError> {
        self.workers
            .write("edit_agenda", move |workspace| {
                workspace.edit_agenda(agenda, scope.as_ref(), &field, &value)
            })
            .await
    }

    /// An agenda with all its fields.
    pub async fn agenda(&self, agenda: DocId) -> Result<AgendaView, LinliError> {
        self.workers
            .read("agenda", move |workspace| workspace.agenda(agenda))
            .await
    }

    /// Agendas, newest first.
    #[uniffi::method(default(page))]
    pub async fn list_agendas(&self, page: PageRequest) -> Result<AgendaPage, LinliError> {
        let rows = page.rows()?;
        let list = move |workspace: &linli_core::workspace::Workspace| {
            workspace.list_agendas(rows, page.after.as_deref())
        };
        Ok(self.workers.read("list_agendas", list).await?.into())
    }

    /// The rules by which a vote can be opened at a place, with their clauses and readings, and whether one may.
    pub async fn openable_rules(&self, scope: ScopeName) -> Result<Vec<OpenableRule>, LinliError> {
        let rules = self.workers.read("openable_rules", move |workspace| {
            workspace.openable_rules(&scope)
        });
        Ok(rules
            .await?
            .into_iter()
            .filter_map(OpenableRule::of)
            .collect())
    }

    /// Opens a tally: rule, voters and deadline are fixed from then on.
    pub async fn open_tally(&self, draft: TallyDraft) -> Result<DocId, LinliError> {
        self.workers
            .write("open_tally", move |workspace| {
                workspace.open_tally(draft.into())
            })
            .await
    }

    /// Casts, corrects or withdraws a ballot.
    pub async fn cast_ballot(&self, draft: BallotDraft) -> Result<RecordId, LinliError> {
        self.workers
            .write("cast_ballot", move |workspace| workspace.cast_ballot(draft))
            .await
    }

    /// Opens the motions of one sheet: each is a tally of its own, over one roll and the same sheets. Gives them in order.
    pub async fn open_question(&self, draft: QuestionDraft) -> Result<Vec<DocId>, LinliError> {
        self.workers
            .write("open_question", move |workspace| {
                workspace.open_question(&draft.into())
            })
            .await
    }

    /// Takes a whole sheet: a ballot in each of its motions, all with one number. Gives them in the order of the motions.
    pub async fn cast_sheet(&self, draft: SheetDraft) -> Result<Vec<RecordId>, LinliError> {
        self.workers
            .write("cast_sheet", move |workspace| workspace.cast_sheet(&draft))
            .await
    }

    /// The motions of one sheet and what they come to; of an election who is seated.
    pub async fn question(&self, tally: DocId) -> Result<QuestionView, LinliError> {
        let read = self
            .workers
            .read("question", move |workspace| workspace.question(tally));
        Ok(read.await?.into())
    }

    /// Votes once more on what a closed tally asked: the same motion, rule, readings, roll and sheets, known as its re-vote.
    pub async fn vote_again(&self, tally: DocId, deadline: Timestamp) -> Result<DocId, LinliError> {
        self.workers
            .write("vote_again", move |workspace| {
                workspace.vote_again(tally, deadline)
            })
            .await
    }

    /// Hands out slips (票据) of a tally to these voters, or to everybody who is entitled if none are named; earlier ones are
    /// void. What is given is told once: print it, and keep nothing.
    pub async fn hand_out_slips(
        &self,
        tally: DocId,
        voters: Vec<String>,
    ) -> Result<Vec<SlipView>, LinliError> {
        self.workers
            .write("hand_out_slips", move |workspace| {
                workspace.hand_out_slips(tally, &voters)
            })
            .await
    }

    /// Hands out slips (票据) that speak for these households in every tally, whenever it is opened; earlier ones are void. What
    /// is given is told once: print it, and keep nothing.
    pub async fn issue_slips(&self, households: Vec<String>) -> Result<Vec<SlipView>, LinliError> {
        self.workers
            .write("issue_slips", move |workspace| {
                workspace.issue_slips(&households)
            })
            .await
    }

    /// Says that one has collected all one's ballots; gives the return, also in a form that can be read out.
    pub async fn collecting_done(&self, tally: DocId) -> Result<ReturnView, LinliError> {
        self.workers
            .write("collecting_done", move |workspace| {
                workspace.collecting_done(tally)
            })
            .await
    }

    /// Signs voters in at the meeting; gives how many are there now.
    pub async fn sign_in(&self, tally: DocId, voters: Vec<String>) -> Result<u32, LinliError> {
        self.workers
            .write("sign_in", move |workspace| {
                workspace.sign_in(tally, &voters)
            })
            .await
    }

    /// Closes a tally: what is here in time counts, what the listed returns hold counts when it comes, everything else is
    /// late.
    #[uniffi::method(default(returns = []))]
    pub async fn close_tally(
        &self,
        tally: DocId,
        returns: Vec<HandedReturn>,
    ) -> Result<ClosedView, LinliError> {
        self.workers
            .write("close_tally", move |workspace| {
                workspace.close_tally(&ClosingDraft { tally, returns })
            })
            .await
    }

    /// Hands over this device's share of a sealed tally's key, once the tally is closed; whoever has done so gets the same record again.
    pub async fn hand_over_key(&self, tally: DocId) -> Result<RecordId, LinliError> {
        self.workers
            .write("hand_over_key", move |workspace| {
                workspace.hand_over_key(tally)
            })
            .await
    }

    /// The certificate of a closed tally, signed by this device, as JSON: the file that `linli verify` checks.
    pub async fn certificate(&self, tally: DocId) -> Result<String, LinliError> {
        self.workers
            .read("certificate", move |workspace| {
                workspace.certificate(tally).map(|file| file.to_string())
            })
            .await
    }

    /// The file of a tally for a challenge, as JSON: roll and ground, sheets, ballots, returns, closings, index; whole or, for one
    /// voter, with everybody else by code.
    #[uniffi::method(default(voter = None))]
    pub async fn challenge_file(
        &self,
        tally: DocId,
        voter: Option<String>,
    ) -> Result<String, LinliError> {
        self.workers
            .read("challenge_file", move |workspace| {
                let file = workspace.challenge_file(tally, voter.as_deref())?;
                Ok(file.to_string())
            })
            .await
    }

    /// The code by which a household finds its ballot in what is published; absent where the words of the opening are not
    /// here.
    pub async fn receipt(
        &self,
        tally: DocId,
        ballot: RecordId,
    ) -> Result<Option<String>, LinliError> {
        self.workers
            .read("receipt", move |workspace| workspace.receipt(tally, ballot))
            .await
    }

    /// A tally: its file, its answer and the explanation in both languages.
    pub async fn tally(&self, tally: DocId) -> Result<TallyView, LinliError> {
        Ok(self
            .workers
            .read("tally", move |workspace| workspace.tally(tally))
            .await?
            .into())
    }

    /// All tallies.
    pub async fn list_tallies(&self) -> Result<Vec<TallySummary>, LinliError> {
        let all = self
            .workers
            .read("list_tallies", |workspace| workspace.list_tallies())
            .await?;
        Ok(all.into_iter().map(TallySummary::from).collect())
    }

    /// Contradictions that somebody must decide, in the order of documents and fields.
    #[uniffi::method(default(page))]
    pub async fn conflicts(&self, page: PageRequest) -> Result<ConflictPage, LinliError> {
        let rows = page.rows()?;
        let list = move |workspace: &linli_core::workspace::Workspace| {
            workspace.conflicts(rows, page.after.as_deref())
        };
        Ok(self.workers.read("conflicts", list).await?.into())
    }

    /// Decides one for a value.
    pub async fn resolve(
        &self,
        document: DocId,
        field: String,
        value: String,
    ) -> Result<RecordId, LinliError> {
        self.workers
            .write("resolve", move |workspace| {
                workspace.resolve(document, &field, &value)
            })
            .await
    }
}
