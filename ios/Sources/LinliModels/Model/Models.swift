// Which model a screen has.

@available(iOS 17, macOS 14, *)
extension Desk {
    /// The model of a screen.
    public func model(_ screen: Screen) -> any ScreenModel {
        switch screen {
        case .today(let place): TodayModel(self, place)
        case .door(let household): DoorModel(self, household)
        case .visit(let household): VisitModel(self, household)
        case .visited(let household, let visit): VisitedModel(self, household, visit)
        case .work: WorkModel(self)
        case .topics: TopicsModel(self)
        case .newTopic(let household): NewTopicModel(self, household)
        case .topic(let topic): TopicModel(self, topic)
        case .matters: MattersModel(self)
        case .flows: FlowsModel(self)
        case .matter(let matter): MatterModel(self, matter)
        case .open(let flow, let about): OpenModel(self, flow, about)
        case .step(let matter, let step): StepModel(self, matter, step)
        case .votes: VotesModel(self)
        case .newVote: NewVoteModel(self)
        case .vote(let tally): VoteModel(self, tally)
        case .roll(let tally): RollModel(self, tally)
        case .ballot(let tally, let voter): BallotModel(self, tally, voter)
        case .rounds: RoundsModel(self)
        case .round(let round): RoundModel(self, round)
        case .hazards: HazardsModel(self)
        case .hazard(let hazard): HazardModel(self, hazard)
        case .newHazard(let round): NewHazardModel(self, round)
        case .obligations: ObligationsModel(self)
        case .conflicts: ConflictsModel(self)
        case .sync: SyncModel(self)
        case .me: MeModel(self)
        case .card: CardModel(self)
        case .checkCard: CheckCardModel(self)
        case .share(let thing): ShareModel(self, thing)
        case .sharePhoto(let thing, let photo): SharePhotoModel(self, thing, photo)
        case .shares: SharesModel(self)
        case .handed: HandedModel(self)
        case .search: SearchModel(self)
        case .enrol: EnrolModel(self)
        case .invite: InviteModel(self)
        case .get: GetModel(self)
        case .give: GiveModel(self)
        }
    }
}
