package org.linli.app.model

import org.linli.app.navigation.Screen

/** The model of a screen. */
fun Desk.model(screen: Screen): Model<*> =
    when (screen) {
        is Screen.Today -> TodayModel(this, screen.place)
        is Screen.Door -> DoorModel(this, screen.household)
        is Screen.Visit -> VisitModel(this, screen.household)
        is Screen.Visited -> VisitedModel(this, screen.household, screen.visit)
        Screen.Work -> WorkModel(this)
        Screen.Topics -> TopicsModel(this)
        is Screen.NewTopic -> NewTopicModel(this, screen.household)
        is Screen.Topic -> TopicModel(this, screen.topic)
        Screen.Matters -> MattersModel(this)
        Screen.Flows -> FlowsModel(this)
        is Screen.Matter -> MatterModel(this, screen.matter)
        is Screen.Open -> OpenModel(this, screen.flow, screen.about)
        is Screen.Step -> StepModel(this, screen.matter, screen.step)
        Screen.Votes -> VotesModel(this)
        is Screen.Vote -> VoteModel(this, screen.tally)
        is Screen.Roll -> RollModel(this, screen.tally)
        is Screen.Ballot -> BallotModel(this, screen.tally, screen.voter)
        Screen.Rounds -> RoundsModel(this)
        is Screen.Round -> RoundModel(this, screen.round)
        Screen.Hazards -> HazardsModel(this)
        is Screen.Hazard -> HazardModel(this, screen.hazard)
        is Screen.NewHazard -> NewHazardModel(this, screen.round)
        Screen.Obligations -> ObligationsModel(this)
        Screen.Conflicts -> ConflictsModel(this)
        Screen.Sync -> SyncModel(this)
        Screen.Me -> MeModel(this)
        Screen.Card -> CardModel(this)
        Screen.CheckCard -> CheckCardModel(this)
        is Screen.Share -> ShareModel(this, screen.thing)
        Screen.Shares -> SharesModel(this)
        Screen.Handed -> HandedModel(this)
        Screen.Search -> SearchModel(this)
        Screen.Enrol -> EnrolModel(this)
        Screen.Invite -> InviteModel(this)
        Screen.Get -> GetModel(this)
        Screen.Give -> GiveModel(this)
    }
