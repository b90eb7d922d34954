"""Decisions of officers: who belongs to it, what counts, what is erased."""

from __future__ import annotations

from pathlib import Path

import pytest

import linli
import people
from people import PAGE, draft, hand_over, leader, office, opened


async def test_what_a_revoked_leader_goes_on_writing_is_contested_until_an_officer_decides(tmp_path: Path) -> None:
    async with office(tmp_path) as store, leader(tmp_path, store) as phone:
        me = await phone.identity()
        assert me.member is not None and me.roles == [linli.Role.BUILDING_LEADER] and not me.registrar
        await store.revoke(linli.Revoke.member(me.member, linli.Role.BUILDING_LEADER, linli.Scope.stairwell("3-1")))
        late = await phone.record_visit(draft("3-1-101"))
        later = await phone.record_visit(draft("3-1-102"))
        last = await phone.record_visit(draft("3-1-201"))
        received = await hand_over(phone, store)
        assert received.contested == 3
        contested = {one.record: one for one in await store.list_contested()}
        assert set(contested) == {late, later, last} and contested[late].by == me.member
        assert await store.adopt(linli.Review.record(late)) == 1
        chain = contested[later]
        assert await store.adopt(linli.Review.chain(chain.chain, chain.seq)) >= 1
        assert await store.set_aside(linli.Review.record(last)) == 1
        counted = {one.visit for one in (await store.list_visits(None, PAGE)).items}
        assert counted == {late, later}


async def test_two_officers_suspend_a_device_and_the_registrar_decides(tmp_path: Path) -> None:
    async with office(tmp_path) as store, leader(tmp_path, store) as phone:
        community = linli.Scope.community()
        async with opened(tmp_path, "deputy") as deputy, opened(tmp_path, "second") as second:
            await people.admitted(store, deputy, linli.Role.COMMUNITY_OFFICE, community, "值班员甲")
            await people.admitted(store, second, linli.Role.COMMUNITY_OFFICE, community, "值班员乙")
            await hand_over(store, deputy)
            await deputy.revoke(linli.Revoke.device((await phone.identity()).device))
            await hand_over(deputy, second)
            (asked,) = await second.list_requests()
            assert (asked.asks, asked.holds) == (linli.RequestAsks.REVOKE, False)
            assert await second.agree(asked.request) is True
            with pytest.raises(linli.Error) as refused:
                await second.decide_request(asked.request, True)
            assert refused.value.code == "not_registrar"
            await hand_over(second, store)
            assert await store.decide_request(asked.request, False) > 0
            assert await store.list_requests() == []


async def test_a_new_phone_a_further_role_and_a_handover(tmp_path: Path) -> None:
    async with office(tmp_path) as store, leader(tmp_path, store) as old:
        wang = (await old.identity()).member
        assert wang is not None
        await old.record_visit(draft("3-1-101"))
        await hand_over(old, store)
        async with opened(tmp_path, "new phone") as new, opened(tmp_path, "second") as second:
            made = await people.let_in(store, new, await store.invite_device(wang))
            assert made.member == wang
            me = await new.identity()
            assert (me.name, me.community_name, me.member) == ("王桂芳", "月亮湾社区", wang)
            assert [(one.role, one.scope, one.removed) for one in me.grants] == [
                (linli.Role.BUILDING_LEADER, linli.Scope.stairwell("3-1"), False)
            ]
            compound = linli.Scope.compound("月亮湾")
            assert await store.grant(wang, linli.Role.COMMITTEE, compound) > 0
            with pytest.raises(linli.Error) as held:
                await store.grant(wang, linli.Role.COMMITTEE, compound)
            assert held.value.code == "grant_held"
            liu = await people.admitted(store, second, linli.Role.SOCIAL_WORKER, compound, "刘师傅")
            done = await store.handover(wang, liu.member, linli.Scope.stairwell("3-1"))
            assert done.roster_index > 0 and done.call_backs == 0
            await hand_over(store, second)
            page = await second.members(linli.PageRequest(limit=2, after=None))
            assert len(page.items) == 2 and page.next
            rest = await second.members(linli.PageRequest(limit=200, after=page.next))
            listed = {one.member: one for one in [*page.items, *rest.items]}
            assert len(listed) == 3 and rest.next is None
            assert [one.removed for one in listed[wang].grants] == [True, False]
            assert len(listed[wang].devices) == 2 and not any(one.removed for one in listed[wang].devices)
            roles = {one.role for one in listed[liu.member].grants}
            assert roles == {linli.Role.SOCIAL_WORKER, linli.Role.BUILDING_LEADER}
            assert [one.name for one in await second.grids()] == ["第一网格"]


async def test_digits_follow_from_the_challenge_alone(tmp_path: Path) -> None:
    async with office(tmp_path) as store, opened(tmp_path, "phone") as phone:
        invitation = await store.invite(linli.Role.BUILDING_LEADER, linli.Scope.stairwell("3-1"), "王桂芳")
        enrolment = await phone.join(invitation)
        with pytest.raises(linli.Error) as early:
            await store.admit(enrolment, "123456")
        assert early.value.code == "challenge_missing"
        challenge = await store.challenge(enrolment)
        assert await store.challenge(enrolment) == challenge
        digits = await phone.answer_challenge(challenge)
        assert len(digits) == 6
        with pytest.raises(linli.Error) as wrong:
            await store.admit(enrolment, "000000" if digits != "000000" else "000001")
        assert wrong.value.code == "digits_wrong"
        assert (await store.admit(enrolment, digits)).device == (await phone.identity()).device


async def test_words_are_erased_and_signatures_still_hold(tmp_path: Path) -> None:
    async with office(tmp_path) as store:
        visit = await store.record_visit(draft(note="住户的话"))
        assert await store.erase_bodies([visit], "住户要求删除") == 1
        (listed,) = (await store.list_visits(None, PAGE)).items
        assert listed.note is None and (await store.verify()).failures == []


async def test_an_agendas_text_and_a_members_name_are_erased(tmp_path: Path) -> None:
    async with office(tmp_path) as store, opened(tmp_path, "phone") as phone:
        stairwell = linli.Scope.stairwell("3-1")
        agenda = await store.edit_agenda("text", "张家欠费", scope=stairwell)
        assert await store.erase_text(agenda, "（已删除）", "住户要求删除") == 1
        shown = await store.agenda(agenda)
        assert [value.value for field in shown.fields for value in field.values] == ["（已删除）"]
        assert (shown.waiting, shown.ahead) == (0, False)
        made = await people.admitted(store, phone, linli.Role.BUILDING_LEADER, stairwell, "王阿姨")
        assert await store.member_name(made.member) == "王阿姨"
        assert await store.erase_member_words(made.member) > 0
        assert await store.member_name(made.member) is None
        with pytest.raises(linli.InputError) as again:
            await store.erase_member_words(made.member)
        assert again.value.code == "nothing_to_erase" and again.value.field == "member"


async def test_the_root_makes_another_registrar(tmp_path: Path) -> None:
    async with opened(tmp_path, "office") as store:
        made = await store.create_community("月亮湾社区", None, linli.RootPolicy.TWO_OF_THREE)
        assert len(made.recovery) == 3
        with pytest.raises(linli.InputError) as few:
            await store.replace_registrar(made.recovery[:1], made.device)
        assert few.value.code == "recovery_not_enough" and few.value.field
        assert await store.replace_registrar(made.recovery[:2], made.device) > 0
