"""Lists that are longer than a page, row by row."""

from __future__ import annotations

from typing import Any, AsyncIterator, Callable, Coroutine, List, Optional, Protocol, TypeVar

from ._core import linli_ffi as _ffi

MOST_ROWS = 200
"""The most rows that the library gives at once."""

Row = TypeVar("Row")


class Page(Protocol[Row]):
    """The attributes of every page of a list."""

    items: List[Row]
    next: Optional[str]


async def rows(list_page: Callable[[_ffi.PageRequest], Coroutine[Any, Any, Page[Row]]], page_size: int) -> AsyncIterator[Row]:
    """The rows of a list, of which each page is read when the one before is used up. What is written meanwhile may or may not be
    among them; no row comes twice."""
    after: Optional[str] = None
    while True:
        page = await list_page(_ffi.PageRequest(limit=page_size, after=after))
        for row in page.items:
            yield row
        if page.next is None:
            return
        after = page.next
