"""Targets of operations. The generated unions as functions, whose results type checkers understand."""

from __future__ import annotations

from typing import Any, List, Optional

from ._core import linli_ffi as _ffi


def _made(union: Any, variant: str, *values: Any, **fields: Any) -> Any:
    """A variant: the generated classes become subclasses of their union at run time only."""
    return getattr(union, variant)(*values, **fields)


class Scope:
    """A part of the community, as people name it."""

    @staticmethod
    def community() -> _ffi.ScopeName:
        """The whole community."""
        made: _ffi.ScopeName = _made(_ffi.ScopeName, "COMMUNITY")
        return made

    @staticmethod
    def compound(name: str) -> _ffi.ScopeName:
        """A compound (小区)."""
        made: _ffi.ScopeName = _made(_ffi.ScopeName, "COMPOUND", name)
        return made

    @staticmethod
    def grid(name: str) -> _ffi.ScopeName:
        """A grid (网格)."""
        made: _ffi.ScopeName = _made(_ffi.ScopeName, "GRID", name)
        return made

    @staticmethod
    def building(label: str) -> _ffi.ScopeName:
        """A building (幢): `3`, `月亮湾/3`."""
        made: _ffi.ScopeName = _made(_ffi.ScopeName, "BUILDING", label)
        return made

    @staticmethod
    def stairwell(label: str) -> _ffi.ScopeName:
        """A stairwell (单元): `3-1`, `月亮湾/3-1`."""
        made: _ffi.ScopeName = _made(_ffi.ScopeName, "STAIRWELL", label)
        return made


class Electorate:
    """The voters of a tally."""

    @staticmethod
    def scope(scope: _ffi.ScopeName) -> _ffi.Voters:
        """Every household of a scope."""
        made: _ffi.Voters = _made(_ffi.Voters, "SCOPE", scope)
        return made

    @staticmethod
    def households(doors: List[str]) -> _ffi.Voters:
        """Exactly these households: door numbers or ids."""
        made: _ffi.Voters = _made(_ffi.Voters, "HOUSEHOLDS", doors)
        return made

    @staticmethod
    def owners(roll: _ffi.OwnersRoll) -> _ffi.Voters:
        """Units of which some have one owner, or no vote."""
        made: _ffi.Voters = _made(_ffi.Voters, "OWNERS", roll)
        return made

    @staticmethod
    def names(names: List[str]) -> _ffi.Voters:
        """These names: members of a committee, bodies, representatives."""
        made: _ffi.Voters = _made(_ffi.Voters, "NAMES", names)
        return made


class Review:
    """The contested work that an officer decides about."""

    @staticmethod
    def record(record: _ffi.RecordId) -> _ffi.ReviewTarget:
        """One record."""
        made: _ffi.ReviewTarget = _made(_ffi.ReviewTarget, "RECORD", record)
        return made

    @staticmethod
    def chain(chain: _ffi.ChainId, through: int) -> _ffi.ReviewTarget:
        """A chain through a number."""
        made: _ffi.ReviewTarget = _made(_ffi.ReviewTarget, "CHAIN", chain=chain, through=through)
        return made


class Edit:
    """A change of a field of the register: one of a `RegisterDraft`'s `edits`."""

    @staticmethod
    def set(field: str, text: str) -> _ffi.RegisterEdit:
        """A field becomes another text: `name`, `phone`, `note`, `quiet_hours` (`21:00-08:00`), or one of the office's own."""
        made: _ffi.RegisterEdit = _made(_ffi.RegisterEdit, "SET", field=field, text=text)
        return made

    @staticmethod
    def clear(field: str) -> _ffi.RegisterEdit:
        """A field is emptied."""
        made: _ffi.RegisterEdit = _made(_ffi.RegisterEdit, "CLEAR", field=field)
        return made

    @staticmethod
    def flags(flags: List[_ffi.Flag]) -> _ffi.RegisterEdit:
        """The marks become these."""
        made: _ffi.RegisterEdit = _made(_ffi.RegisterEdit, "FLAGS", flags=flags)
        return made

    @staticmethod
    def area(cm2: int) -> _ffi.RegisterEdit:
        """The area of the unit becomes another, in whole square centimetres."""
        made: _ffi.RegisterEdit = _made(_ffi.RegisterEdit, "AREA", cm2=cm2)
        return made


class Act:
    """A change of who and what there is: a `RegisterDraft`'s `act`."""

    @staticmethod
    def enters(kind: _ffi.PersonKind) -> _ffi.RegisterAct:
        """A person enters the household, and the edits are his."""
        made: _ffi.RegisterAct = _made(_ffi.RegisterAct, "ENTERS", kind=kind)
        return made

    @staticmethod
    def becomes(kind: _ffi.PersonKind) -> _ffi.RegisterAct:
        """The person is another kind of it now."""
        made: _ffi.RegisterAct = _made(_ffi.RegisterAct, "BECOMES", kind=kind)
        return made

    @staticmethod
    def leaves(how: _ffi.Leaving) -> _ffi.RegisterAct:
        """The person left."""
        made: _ffi.RegisterAct = _made(_ffi.RegisterAct, "LEAVES", how=how)
        return made

    @staticmethod
    def renumbered(room: str, floor: Optional[int] = None) -> _ffi.RegisterAct:
        """The door has another number in its stairwell."""
        made: _ffi.RegisterAct = _made(_ffi.RegisterAct, "RENUMBERED", room=room, floor=floor)
        return made

    @staticmethod
    def split_off(room: str, floor: Optional[int] = None) -> _ffi.RegisterAct:
        """Another household is split off, with a door of its own."""
        made: _ffi.RegisterAct = _made(_ffi.RegisterAct, "SPLIT_OFF", room=room, floor=floor)
        return made

    @staticmethod
    def merged_into(household: str) -> _ffi.RegisterAct:
        """The household is a part of another one of the stairwell now."""
        made: _ffi.RegisterAct = _made(_ffi.RegisterAct, "MERGED_INTO", household=household)
        return made

    @staticmethod
    def closed() -> _ffi.RegisterAct:
        """There is no such household."""
        made: _ffi.RegisterAct = _made(_ffi.RegisterAct, "CLOSED")
        return made


class Revoke:
    """The grants or the device to be taken away."""

    @staticmethod
    def member(
        member: _ffi.MemberId,
        role: Optional[_ffi.Role] = None,
        scope: Optional[_ffi.ScopeName] = None,
    ) -> _ffi.RevokeTarget:
        """A member's grants: all, or those of a role, or within a scope."""
        made: _ffi.RevokeTarget = _made(_ffi.RevokeTarget, "MEMBER", member=member, role=role, scope=scope)
        return made

    @staticmethod
    def device(device: _ffi.DeviceId) -> _ffi.RevokeTarget:
        """One device, for good."""
        made: _ffi.RevokeTarget = _made(_ffi.RevokeTarget, "DEVICE", device)
        return made
