"""The workspace for scripts that know nothing of asyncio: every call waits for its answer."""

from __future__ import annotations

import asyncio
import threading
from types import TracebackType
from typing import TYPE_CHECKING, Any, AsyncIterator, Callable, Coroutine, Iterator, Optional, Type, TypeVar

from ._core import linli_ffi as _ffi
from ._keys import Key
from ._workspace import Folder, Opening, Workspace

T = TypeVar("T")

if TYPE_CHECKING:
    from typing_extensions import Concatenate, ParamSpec

    P = ParamSpec("P")


def _blocking(
    operation: Callable[Concatenate[Workspace, P], Coroutine[Any, Any, T]],
) -> Callable[Concatenate[SyncWorkspace, P], T]:
    """The operation, waited for."""

    def waiting(self: SyncWorkspace, /, *values: P.args, **named: P.kwargs) -> T:
        return self.wait(operation(self.workspace, *values, **named))

    waiting.__name__, waiting.__doc__ = operation.__name__, operation.__doc__
    return waiting


def _row_by_row(
    operation: Callable[Concatenate[Workspace, P], AsyncIterator[T]],
) -> Callable[Concatenate[SyncWorkspace, P], Iterator[T]]:
    """The rows, each waited for."""

    def waiting(self: SyncWorkspace, /, *values: P.args, **named: P.kwargs) -> Iterator[T]:
        found = operation(self.workspace, *values, **named)

        async def following() -> Optional[tuple[T]]:
            try:
                return (await found.__anext__(),)
            except StopAsyncIteration:
                return None

        while (row := self.wait(following())) is not None:
            yield row[0]

    waiting.__name__, waiting.__doc__ = operation.__name__, operation.__doc__
    return waiting


class SyncWorkspace:
    """An open store whose operations block. They run on one loop on a thread of its own, so that any thread may call.

    with linli.SyncWorkspace.open("office", key=linli.KeyFile("office.key")) as office:
        office.export(linli.ExportKind.VISITS, "visits.xlsx")
    """

    workspace: Workspace
    """The workspace below: for what is only there (changes, meetings, a sync to watch)."""

    def __init__(self, folder: Folder, *, key: Key, log: Optional[_ffi.LogSink] = None, ballast_bytes: int = 0) -> None:
        self._start(Workspace.open(folder, key=key, log=log, ballast_bytes=ballast_bytes))

    def _start(self, opening: Opening) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="linli-python", daemon=True)
        self._thread.start()

        async def opened() -> Workspace:
            return await opening

        try:
            self.workspace = self.wait(opened())
        except BaseException:
            self._end()
            raise

    @classmethod
    def open(cls, folder: Folder, *, key: Key, log: Optional[_ffi.LogSink] = None, ballast_bytes: int = 0) -> SyncWorkspace:
        """The same as `Workspace.open`."""
        return cls(folder, key=key, log=log, ballast_bytes=ballast_bytes)

    @classmethod
    def over(cls, opening: Opening) -> SyncWorkspace:
        """A store that `linli.testing.open` is about to open."""
        made = cls.__new__(cls)
        made._start(opening)
        return made

    def wait(self, work: Coroutine[Any, Any, T]) -> T:
        """Waits for any coroutine of the workspace below."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def _end(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def shutdown(self) -> None:
        """Closes the store for good, and ends the thread. Calling twice does no harm."""
        if not self._loop.is_closed():
            try:
                self.wait(self.workspace.shutdown())
            finally:
                self._end()

    def __enter__(self) -> SyncWorkspace:
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        self.shutdown()

    # The store itself.
    identity = _blocking(Workspace.identity)
    suspend = _blocking(Workspace.suspend)
    resume = _blocking(Workspace.resume)

    # Doors.
    visits = _row_by_row(Workspace.visits)
    record_visit = _blocking(Workspace.record_visit)
    correct = _blocking(Workspace.correct)
    withdraw = _blocking(Workspace.withdraw)
    list_visits = _blocking(Workspace.list_visits)
    visit_history = _blocking(Workspace.visit_history)
    round_list = _blocking(Workspace.round_list)
    household = _blocking(Workspace.household)
    search = _blocking(Workspace.search)

    # Screens.
    today = _blocking(Workspace.today)
    door = _blocking(Workspace.door)
    households = _row_by_row(Workspace.households)
    topic = _blocking(Workspace.topic)
    round = _blocking(Workspace.round)
    conflict_list = _blocking(Workspace.conflict_list)
    contradictions = _row_by_row(Workspace.contradictions)
    search_list = _blocking(Workspace.search_list)
    thing = _blocking(Workspace.thing)
    me = _blocking(Workspace.me)
    sync_screen = _blocking(Workspace.sync_screen)
    sync_state = _blocking(Workspace.sync_state)
    safety = _blocking(Workspace.safety)
    vote = _blocking(Workspace.vote)
    vote_by = _blocking(Workspace.vote_by)
    vote_roll = _blocking(Workspace.vote_roll)
    roll = _row_by_row(Workspace.roll)

    # The register by hand, drafts.
    propose_change = _blocking(Workspace.propose_change)
    decide_change = _blocking(Workspace.decide_change)
    waiting_changes = _blocking(Workspace.waiting_changes)
    own_changes = _blocking(Workspace.own_changes)
    return_record = _blocking(Workspace.return_record)
    returned = _blocking(Workspace.returned)
    save_draft = _blocking(Workspace.save_draft)
    drafts = _blocking(Workspace.drafts)
    commit_draft = _blocking(Workspace.commit_draft)
    undo = _blocking(Workspace.undo)

    # Rounds.
    rounds = _row_by_row(Workspace.rounds)
    hazards = _row_by_row(Workspace.hazards)
    start_round = _blocking(Workspace.start_round)
    log_entry = _blocking(Workspace.log_entry)
    report_hazard = _blocking(Workspace.report_hazard)
    list_rounds = _blocking(Workspace.list_rounds)
    list_hazards = _blocking(Workspace.list_hazards)

    # Deliberation.
    topics = _row_by_row(Workspace.topics)
    collect_topic = _blocking(Workspace.collect_topic)
    list_topics = _blocking(Workspace.list_topics)
    edit_agenda = _blocking(Workspace.edit_agenda)
    agenda = _blocking(Workspace.agenda)
    list_agendas = _blocking(Workspace.list_agendas)
    openable_rules = _blocking(Workspace.openable_rules)
    open_tally = _blocking(Workspace.open_tally)
    cast_ballot = _blocking(Workspace.cast_ballot)
    open_question = _blocking(Workspace.open_question)
    cast_sheet = _blocking(Workspace.cast_sheet)
    question = _blocking(Workspace.question)
    vote_again = _blocking(Workspace.vote_again)
    hand_out_slips = _blocking(Workspace.hand_out_slips)
    issue_slips = _blocking(Workspace.issue_slips)
    collecting_done = _blocking(Workspace.collecting_done)
    sign_in = _blocking(Workspace.sign_in)
    close_tally = _blocking(Workspace.close_tally)
    hand_over_key = _blocking(Workspace.hand_over_key)
    certificate = _blocking(Workspace.certificate)
    receipt = _blocking(Workspace.receipt)
    challenge_file = _blocking(Workspace.challenge_file)
    tally = _blocking(Workspace.tally)
    list_tallies = _blocking(Workspace.list_tallies)
    conflicts = _blocking(Workspace.conflicts)
    resolve = _blocking(Workspace.resolve)

    # Matters.
    packs = _blocking(Workspace.packs)
    flow = _blocking(Workspace.flow)
    adopt_pack = _blocking(Workspace.adopt_pack)
    matters = _row_by_row(Workspace.matters)
    open_matter = _blocking(Workspace.open_matter)
    take_step = _blocking(Workspace.take_step)
    amend_step = _blocking(Workspace.amend_step)
    withdraw_step = _blocking(Workspace.withdraw_step)
    comment = _blocking(Workspace.comment)
    matter = _blocking(Workspace.matter)
    list_matters = _blocking(Workspace.list_matters)
    matter_file = _blocking(Workspace.matter_file)
    obligations = _blocking(Workspace.obligations)
    choose_pack = _blocking(Workspace.choose_pack)
    place_pages = _blocking(Workspace.place_pages)
    place_page = _blocking(Workspace.place_page)
    elsewhere_systems = _blocking(Workspace.elsewhere_systems)
    to_type = _blocking(Workspace.to_type)
    import_typed = _blocking(Workspace.import_typed)
    silent_doors = _blocking(Workspace.silent_doors)
    perhaps_one_owner = _blocking(Workspace.perhaps_one_owner)

    # Community.
    create_community = _blocking(Workspace.create_community)
    invite = _blocking(Workspace.invite)
    invite_device = _blocking(Workspace.invite_device)
    challenge = _blocking(Workspace.challenge)
    answer_challenge = _blocking(Workspace.answer_challenge)
    appoint_representative = _blocking(Workspace.appoint_representative)
    grant = _blocking(Workspace.grant)
    handover = _blocking(Workspace.handover)
    members = _blocking(Workspace.members)
    preview_share = _blocking(Workspace.preview_share)
    share = _blocking(Workspace.share)
    share_photo = _blocking(Workspace.share_photo)
    shares = _blocking(Workspace.shares)
    card = _blocking(Workspace.card)
    check_card = _blocking(Workspace.check_card)
    grids = _blocking(Workspace.grids)
    join = _blocking(Workspace.join)
    admit = _blocking(Workspace.admit)
    revoke = _blocking(Workspace.revoke)
    replace_registrar = _blocking(Workspace.replace_registrar)
    list_requests = _blocking(Workspace.list_requests)
    agree = _blocking(Workspace.agree)
    decide_request = _blocking(Workspace.decide_request)
    list_contested = _blocking(Workspace.list_contested)
    adopt = _blocking(Workspace.adopt)
    set_aside = _blocking(Workspace.set_aside)
    erase_bodies = _blocking(Workspace.erase_bodies)
    erase_text = _blocking(Workspace.erase_text)
    erase_member_words = _blocking(Workspace.erase_member_words)
    add_place = _blocking(Workspace.add_place)
    define_grid = _blocking(Workspace.define_grid)
    places = _blocking(Workspace.places)
    member_name = _blocking(Workspace.member_name)

    # Exchange.
    sync = _blocking(Workspace.sync)
    claim_hub = _blocking(Workspace.claim_hub)
    sync_status = _blocking(Workspace.sync_status)
    request = _blocking(Workspace.request)
    bundle = _blocking(Workspace.bundle)
    receive = _blocking(Workspace.receive)
    digest = _blocking(Workspace.digest)
    verify = _blocking(Workspace.verify)
    verify_bundle = _blocking(Workspace.verify_bundle)
    witnesses = _blocking(Workspace.witnesses)

    # Office.
    import_register = _blocking(Workspace.import_register)
    undo_import = _blocking(Workspace.undo_import)
    export = _blocking(Workspace.export)
    set_external_id = _blocking(Workspace.set_external_id)
    external_ids = _blocking(Workspace.external_ids)
    backup = _blocking(Workspace.backup)

    pages = _blocking(Workspace.pages)
    page = _blocking(Workspace.page)
    statement = _blocking(Workspace.statement)
    statistics = _blocking(Workspace.statistics)
    adopt_form = _blocking(Workspace.adopt_form)
    export_form = _blocking(Workspace.export_form)
    export_matters = _blocking(Workspace.export_matters)

    # Photos.
    attach_photo = _blocking(Workspace.attach_photo)
    attach_voice = _blocking(Workspace.attach_voice)
    photos = _blocking(Workspace.photos)
    withdraw_photo = _blocking(Workspace.withdraw_photo)
    export_photo = _blocking(Workspace.export_photo)
    want_photo = _blocking(Workspace.want_photo)
