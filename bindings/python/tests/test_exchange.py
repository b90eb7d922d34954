"""From phone to phone, with the hub, into a backup; photos."""

from __future__ import annotations

import http.client
import ssl
import threading
from pathlib import Path
from typing import List, Optional

import pytest

import linli
import people
from people import PAGE, SYNC, draft, leader, office


class OwnTransport(linli.Transport):
    """Carries requests with Python's own HTTPS."""

    def __init__(self) -> None:
        self.sent: List[linli.TransportRequest] = []

    def send(self, request: linli.TransportRequest) -> linli.TransportResponse:
        self.sent.append(request)
        host = request.address.replace("https://", "")
        # The library checks the signature of the answer against the pin; the certificate is the hub's own.
        connection = http.client.HTTPSConnection(host, context=ssl._create_unverified_context(), timeout=60)
        try:
            headers = {request.header_name: request.header_value} if request.header_name else {}
            connection.request(request.method, request.path, request.body, headers)
            answer = connection.getresponse()
            return linli.TransportResponse(status=answer.status, retry_after=None, body=answer.read())
        finally:
            connection.close()


class Watching(linli.SyncListener):
    def __init__(self) -> None:
        self.told: List[linli.SyncProgress] = []

    def progressed(self, progress: linli.SyncProgress) -> None:
        self.told.append(progress)


async def test_a_bundle_carries_everything_once(tmp_path: Path) -> None:
    async with office(tmp_path) as store, leader(tmp_path, store) as phone:
        visit = await phone.record_visit(draft())
        bundle = await phone.bundle(await store.request())
        assert bundle[:1] and b"3-1-101" not in bundle
        looked = await store.verify_bundle(bundle)
        assert looked.failures == [] and looked.records >= 1
        first, second = await store.receive(bundle), await store.receive(bundle)
        assert first.accepted >= 1 and (second.accepted, second.duplicate) == (0, first.accepted)
        assert [one.visit for one in (await store.list_visits(None, PAGE)).items] == [visit]
        ours, theirs = await store.digest(), await phone.digest()
        own = {one.scope: (one.records, one.state) for one in theirs.scopes}
        assert {one.scope: (one.records, one.state) for one in ours.scopes if one.scope in own} == own
        assert (await store.verify()).failures == []
        by = (await store.list_visits(None, PAGE)).items[0].by
        assert await store.member_name(by) == "王桂芳"


async def test_two_phones_meet(tmp_path: Path) -> None:
    async with office(tmp_path) as store, leader(tmp_path, store) as phone:
        await phone.record_visit(draft())
        await store.record_visit(draft("3-1-202"))
        ends = [await store.meet(), await phone.meet()]
        for _ in range(100):
            moved = False
            for mine, other in (ends, ends[::-1]):
                message = await mine.outgoing()
                if message is not None:
                    await other.hear(message)
                    moved = True
            if not moved:
                break
        assert [await end.is_over() for end in ends] == [True, True]
        reports = [await end.report() for end in ends]
        assert reports[0].received.accepted >= 1 and reports[1].given >= 1
        assert await people.count(store) == await people.count(phone) == 2
        with pytest.raises(linli.Error) as rubbish:
            await (await store.meet()).hear(b"rubbish")
        assert rubbish.value.code == "meeting_malformed"


@pytest.mark.parametrize("own", [False, True], ids=["https", "own transport"])
async def test_everything_goes_through_the_hub(tmp_path: Path, hub: people.Hub, own: bool) -> None:
    transport = OwnTransport() if own else None
    async with office(tmp_path) as store:
        await store.claim_hub(hub.url, hub.pin, hub.token, SYNC, transport)
        async with leader(tmp_path, store) as phone:
            watching = Watching()
            task = await store.start_sync(SYNC, watching, transport)
            done = await task.wait()
            assert done.records.sent > 0 and done.records.complete and done.photos is None
            assert task.progress().sent == watching.told[-1].sent == done.records.sent
            with pytest.raises(linli.StateError) as twice:
                await task.wait()
            assert twice.value.code == "task_awaited"
            await phone.sync(transport=transport)
            tally = await phone.open_tally(people.tally_draft())
            await phone.cast_ballot(people.ballot(tally, "3-1-101"))
            assert (await phone.sync_status()).only_here > 0
            told: List[linli.SyncProgress] = []
            await phone.sync(transport=transport, progress=told.append)
            await store.sync(transport=transport)
            assert told and (await phone.sync_status()).only_here == 0
            (witness,) = await store.witnesses(tally)
            assert witness.at.tzinfo is not None
            if transport is not None:
                assert {request.method for request in transport.sent} >= {"POST"}
                assert {request.pin for request in transport.sent} == {hub.pin}


class Stuck(linli.Transport):
    """Holds the first request until somebody says so."""

    def __init__(self) -> None:
        self.here, self.go_on = threading.Event(), threading.Event()

    def send(self, request: linli.TransportRequest) -> linli.TransportResponse:
        self.here.set()
        self.go_on.wait(60)
        raise linli.CallbackError.Failed("no network")


async def test_a_sync_that_is_called_off_says_so_and_loses_nothing(tmp_path: Path, hub: people.Hub) -> None:
    async with office(tmp_path) as store:
        await store.claim_hub(hub.url, hub.pin, hub.token, SYNC, None)
        stuck = Stuck()
        task = await store.start_sync(SYNC, None, stuck)
        assert stuck.here.wait(60)
        task.cancel()
        stuck.go_on.set()
        with pytest.raises(linli.CancelledError) as off:
            await task.wait()
        assert off.value.code == "sync_cancelled"
        assert (await store.sync()).records.sent > 0


async def test_a_photo_travels_apart(tmp_path: Path, hub: people.Hub) -> None:
    picture, small, seen = tmp_path / "lamp.jpg", tmp_path / "small.jpg", tmp_path / "seen.jpg"
    picture.write_bytes(b"a picture" * 1000)
    small.write_bytes(b"small")
    async with office(tmp_path) as store:
        await store.claim_hub(hub.url, hub.pin, hub.token, SYNC, None)
        async with leader(tmp_path, store) as phone:
            await store.sync()
            await phone.sync()
            visit = await phone.record_visit(draft())
            photo = await phone.attach_photo(
                linli.PhotoDraft(entity=visit, file=str(picture), thumbnail=str(small), media_type="image/jpeg", caption="灯")
            )
            sent = (await phone.sync(photos=linli.PhotoPolicy.EVERYTHING)).photos
            assert sent is not None and (sent.sent, sent.waiting) == (2, 0)
            said = tmp_path / "said.ogg"
            said.write_bytes(b"OggS\0\2" + bytes(500))
            voice = await phone.attach_voice(linli.VoiceDraft(visit=visit, file=str(said), length_ms=4_000))
            assert {one.photo: one.length_ms for one in await phone.photos(visit)} == {photo: None, voice: 4_000}
            with pytest.raises(linli.Error) as unfit:
                await phone.attach_voice(linli.VoiceDraft(visit=visit, file=str(picture), length_ms=4_000))
            assert unfit.value.code == "voice_unfit"
            await store.sync(photos=linli.PhotoPolicy.THUMBNAILS)
            (listed,) = await store.photos(visit)
            assert (listed.photo, listed.caption, listed.here, listed.thumbnail_here) == (photo, "灯", False, True)
            with pytest.raises(linli.Error) as absent:
                await store.export_photo(photo, linli.PhotoSize.FULL, str(seen))
            assert absent.value.code == "photo_not_here"
            await store.want_photo(photo)
            await store.sync(photos=linli.PhotoPolicy.EVERYTHING)
            await store.export_photo(photo, linli.PhotoSize.FULL, str(seen))
            assert seen.read_bytes() == picture.read_bytes()
            assert await phone.free_photos(SYNC, Watching(), None) == 0, "no backup is verified yet"
            await phone.withdraw_photo(photo, "拍错了")
            assert (await phone.photos(visit))[0].withdrawn


class Keeping(linli.KeyKeeper):
    def __init__(self) -> None:
        self.kept: Optional[bytes] = None

    def keep(self, key: bytes) -> None:
        self.kept = key


async def test_a_backup_comes_back_with_its_code_alone(tmp_path: Path) -> None:
    async with office(tmp_path) as store:
        await store.record_visit(draft(note="在阳台"))
        made = await store.backup(str(tmp_path / "office.backup"))
        assert made.records > 0 and made.bytes == (tmp_path / "office.backup").stat().st_size
    keeper = Keeping()
    with pytest.raises(linli.InputError) as wrong:
        await linli.restore_backup(tmp_path / "office.backup", "AAAA", tmp_path / "again", keeper)
    assert wrong.value.code == "code_malformed" and keeper.kept is None
    await linli.restore_backup(tmp_path / "office.backup", made.code, tmp_path / "again", keeper)
    assert keeper.kept == people.KEY, "the database keeps the key that it had"
    async with linli.Workspace.open(tmp_path / "again", key=keeper.kept) as again:
        (visit,) = (await again.list_visits(None, PAGE)).items
        assert visit.note == "在阳台" and (await again.verify()).failures == []
