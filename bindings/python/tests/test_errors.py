"""Every kind of error at the moment at which it counts: typed, with a code, readable, and without a resident's data."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
from pathlib import Path
from typing import Awaitable, Iterator, List, Type

import pytest

import linli
import people
from people import KEY, PAGE, SYNC, draft, leader, office, opened


async def fails(work: Awaitable[object], kind: Type[linli.Error], code: str) -> linli.Error:
    with pytest.raises(linli.Error) as caught:
        await work
    error = caught.value
    assert (type(error), error.code) == (kind, code)
    assert any("\u4e00" <= letter <= "\u9fff" for letter in error.zh) and error.en.isascii()
    assert error.code in str(error) and error.zh in str(error) and error.en in str(error)
    return error


async def open_it(folder: Path, key: object = KEY) -> None:
    async with linli.Workspace.open(folder, key=key):  # type: ignore[arg-type]
        pass


async def founded(folder: Path) -> None:
    async with office(folder) as store:
        for n in range(200):
            await store.record_visit(draft(note=f"{n}" * 50))


class Locked(linli.KeySource):
    def key(self) -> bytes:
        raise linli.CallbackError.Failed("the phone is locked")


class Broken(linli.KeySource):
    def key(self) -> bytes:
        raise ZeroDivisionError("李四")


async def test_keys(tmp_path: Path) -> None:
    await founded(tmp_path)
    store = tmp_path / "office"
    before = {file.name: file.read_bytes() for file in store.iterdir() if file.is_file()}
    await fails(open_it(store, b"x" * 32), linli.StoreError, "wrong_key")
    short = await fails(open_it(store, b"short"), linli.InputError, "key_format")
    assert short.field == "key"
    locked = await fails(open_it(store, Locked()), linli.InputError, "key_unavailable")
    assert isinstance(locked.__cause__, linli.CallbackError.Failed)
    for broken in (Broken(), lambda: 1 / 0):
        unasked = await fails(open_it(store, broken), linli.InputError, "key_unavailable")
        assert isinstance(unasked.__cause__, ZeroDivisionError)
    assert short.__cause__ is None
    assert {file.name: file.read_bytes() for file in store.iterdir() if file.is_file()} == before
    await open_it(store)


async def test_a_key_that_cannot_be_kept_says_why(tmp_path: Path) -> None:
    class Full(linli.KeyKeeper):
        def keep(self, key: bytes) -> None:
            raise OSError("no room for a key")

    async with office(tmp_path) as store:
        made = await store.backup(str(tmp_path / "backup"))
        with pytest.raises(linli.Error) as caught:
            await linli.restore_backup(tmp_path / "backup", made.code, tmp_path / "restored", Full())
        assert isinstance(caught.value.__cause__, OSError)


async def test_a_store_that_is_open_elsewhere(tmp_path: Path) -> None:
    async with office(tmp_path):
        await fails(open_it(tmp_path / "office"), linli.StoreError, "store_in_use")


async def test_a_damaged_file_is_kept_as_it_is(tmp_path: Path) -> None:
    await founded(tmp_path)
    database = tmp_path / "office" / "linli.db"
    damaged = bytearray(database.read_bytes())
    for page in range(4096 * 2, len(damaged), 4096):
        damaged[page + 100 : page + 200] = b"\xff" * 100
    database.write_bytes(damaged)
    with pytest.raises(linli.StoreError) as caught:
        async with opened(tmp_path, "office") as store:
            await store.list_visits(None, PAGE)
    assert caught.value.code == "damaged_file"
    assert database.read_bytes()[4096:] == damaged[4096:]


async def test_a_foreign_file_is_left_alone_and_a_missing_store_is_not_made_anew(tmp_path: Path) -> None:
    await founded(tmp_path)
    database = tmp_path / "office" / "linli.db"
    database.unlink()
    await fails(open_it(tmp_path / "office"), linli.StoreError, "store_missing")
    assert not database.exists()
    plain = sqlite3.connect(database)
    plain.execute("CREATE TABLE visits (door TEXT)")
    plain.commit()
    plain.close()
    before = database.read_bytes()
    with pytest.raises(linli.StoreError) as foreign:
        await open_it(tmp_path / "office")
    assert foreign.value.code in ("foreign_file", "wrong_key"), "without the key nobody can tell one from the other"
    assert database.read_bytes() == before


@contextlib.contextmanager
def small_disk(folder: Path, options: str) -> Iterator[Path]:
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True)
    if made.returncode != 0:
        pytest.skip("this user may not mount a small file system")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


async def test_a_full_disk_loses_nothing_and_works_again_once_there_is_room(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "size=3m") as disk:
        async with office(disk) as store:
            saved = 0
            with pytest.raises(linli.StoreError) as full:
                for _ in range(5000):
                    await store.record_visit(draft(note=os.urandom(400).hex()))
                    saved += 1
            assert full.value.code == "disk_full" and saved > 10
            assert await people.count(store) == saved
            subprocess.run(["mount", "-o", "remount,size=8m", disk], check=True)
            await store.record_visit(draft())
            assert await people.count(store) == saved + 1
            assert (await store.verify()).failures == []


async def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "size=8m") as disk:
        async with office(disk):
            pass
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        await fails(open_it(disk / "office"), linli.StoreError, "read_only_folder")
        subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
        await open_it(disk / "office")


async def test_input_names_its_field_and_nobody(tmp_path: Path) -> None:
    async with office(tmp_path) as store:
        unknown = await fails(store.record_visit(draft("李四")), linli.InputError, "household_unknown")
        assert unknown.field == "household"
        for limit in (0, 201):
            wrong = await fails(store.list_visits(None, linli.PageRequest(limit=limit)), linli.InputError, "field_range")
            assert wrong.field == "limit"
        identity = await fails(store.visit_history(linli.RecordId("李四")), linli.InputError, "field_id")
        assert identity.field == "record"
        await fails(store.import_register(str(tmp_path / "none.csv"), False), linli.InputError, "file_not_found")
        proxy = linli.SyncOptions(proxy="::no proxy")
        await fails(store.start_sync(proxy, None, None), linli.InputError, "proxy_malformed")
        refused = await fails(linli.recount('{"version":1}'), linli.InputError, "missing_field")
        assert refused.field
        with pytest.raises((TypeError, AttributeError)):
            await store.record_visit("no draft")  # type: ignore[arg-type]


async def test_what_a_device_may_not_do(tmp_path: Path) -> None:
    async with office(tmp_path) as store, leader(tmp_path, store) as phone:
        await fails(store.open_tally(people.tally_draft()), linli.NotAllowedError, "not_allowed")
        await fails(phone.invite(linli.Role.COMMITTEE, linli.Scope.community(), "某人"), linli.NotAllowedError, "not_allowed")
        none = linli.DocId("00" * 16)
        await fails(phone.cast_ballot(people.ballot(none, "3-1-101")), linli.InputError, "tally_unknown")
        await fails(phone.tally(none), linli.InputError, "tally_unknown")


async def test_what_cannot_be_done_now(tmp_path: Path) -> None:
    async with office(tmp_path) as store:
        await fails(store.create_community("又一个", None, linli.RootPolicy.ONE_OF_ONE), linli.StateError, "already_joined")
        await fails(store.sync(), linli.StateError, "hub_missing")
        await store.suspend()
        await fails(store.list_visits(None, PAGE), linli.StoreError, "store_closed")
        await fails(store.record_visit(draft()), linli.StoreError, "store_closed")
        await store.resume()
        await store.record_visit(draft())
        await store.shutdown()
        await fails(store.list_topics(PAGE), linli.StoreError, "store_closed")


async def test_a_hub_that_is_away_a_wrong_one_and_a_wrong_token(tmp_path: Path, hub: people.Hub) -> None:
    async with office(tmp_path) as store:
        await fails(store.claim_hub(hub.url, hub.pin, "0000", SYNC, None), linli.InputError, "hub_token")
        await fails(store.claim_hub(hub.url, "00" * 32, hub.token, SYNC, None), linli.NetworkError, "hub_not_trusted")
        await store.claim_hub(hub.url, hub.pin, hub.token, SYNC, None)
        hub.close()
        await fails(store.sync(retries=0), linli.NetworkError, "hub_unreachable")
        await store.record_visit(draft())
        hub.serve(hub.address)
        assert (await store.sync()).records.sent > 0


async def test_a_revoked_device_is_told_so_and_what_it_handed_in_is_safe(tmp_path: Path, hub: people.Hub) -> None:
    async with office(tmp_path) as store:
        await store.claim_hub(hub.url, hub.pin, hub.token, SYNC, None)
        async with leader(tmp_path, store) as phone:
            await store.sync()
            await phone.record_visit(draft())
            await phone.sync()
            await store.sync()
            await store.revoke(linli.Revoke.device((await phone.identity()).device))
            await store.sync()
            await phone.record_visit(draft("3-1-102"))
            told: List[str] = []
            for _ in range(3):
                try:
                    await phone.sync(retries=0)
                except linli.Error as error:
                    told.append(error.code)
            assert "device_revoked" in told
            assert await people.count(store) == await people.count(phone) == 1
            (kept,) = await phone.list_contested()
            assert kept.kind is linli.DocKind.VISITS, "what it wrote since is kept and shown, and does not count"


def test_no_error_of_this_run_names_a_resident() -> None:
    said = "\n".join(f"{error} {error!r} {error.args}" for error in people.raised)
    assert people.raised and not [word for word in people.RESIDENTS if word in said]
