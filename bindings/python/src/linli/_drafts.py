"""Drafts whose words have an answer that is nearly always right: the generated ones know no default for a word."""

from __future__ import annotations

from typing import List, Optional

from ._core import linli_ffi as _ffi


class BallotDraft(_ffi.BallotDraft):
    """A ballot taken at a door: a first one, written down by its collector, unless something else is said. A withdrawal has no
    `choice`; `slip` is the voter's slip as its text; `supersedes` names the ballots that a correction or a withdrawal means, if
    it is not all that it can reach; `paper` is how its sheet was served and who signed it."""

    def __init__(
        self,
        *,
        tally: _ffi.DocId,
        voter: str,
        choice: Optional[_ffi.Choice] = None,
        kind: _ffi.BallotKind = _ffi.BallotKind.CAST,
        authority: _ffi.BallotAuthority = _ffi.BallotAuthority.COLLECTOR,
        slip: Optional[str] = None,
        supersedes: Optional[List[_ffi.RecordId]] = None,
        paper: Optional[_ffi.PaperDraft] = None,
    ) -> None:
        super().__init__(
            tally=tally,
            voter=voter,
            choice=choice,
            kind=kind,
            authority=authority,
            slip=slip,
            supersedes=supersedes,
            paper=paper,
        )


class SheetDraft(_ffi.SheetDraft):
    """A whole sheet taken at a door: a first one, written down by its collector, unless something else is said. `answers` are
    in the order of its motions, none on a withdrawal; `slip` is the voter's slip as its text, one that speaks in every tally;
    `paper` is how the sheet was served and who signed it."""

    def __init__(
        self,
        *,
        tally: _ffi.DocId,
        voter: str,
        answers: Optional[List[_ffi.Choice]] = None,
        kind: _ffi.BallotKind = _ffi.BallotKind.CAST,
        authority: _ffi.BallotAuthority = _ffi.BallotAuthority.COLLECTOR,
        slip: Optional[str] = None,
        paper: Optional[_ffi.PaperDraft] = None,
    ) -> None:
        super().__init__(tally=tally, voter=voter, answers=answers or [], kind=kind, authority=authority, slip=slip, paper=paper)
