"""Step 1: TEMU → archive. All pages of the SKU list, on sale and off sale."""

from __future__ import annotations

from math import ceil

from temu_desktop.inventory.ports import Listings
from temu_desktop.jobs.context import Step
from temu_desktop.side_by_side import side_by_side
from temu_desktop.temu.archive import ArchiveWriter
from temu_desktop.temu.client import Answer
from temu_desktop.temu.inventory_api import OFF_SALE, ON_SALE
from temu_desktop.temu.payloads import SkuPage, parse_sku_page

PAGE_SIZE = 100
PAGES_AT_ONCE = 16


async def fetch_skus(listings: Listings, archive: ArchiveWriter, step: Step) -> None:
    """Both lists into the archive, page by page, so that memory does not grow with the shop.

    Raises TemuError where a page cannot be read.
    """
    for name in ("skus", "pages"):
        step.count(name, 0)
    for status in (ON_SALE, OFF_SALE):
        first = await _page(listings, archive, step, 1, status)
        pages = ceil(first.total / PAGE_SIZE)

        async def read(number: int, status: int = status, pages: int = pages) -> None:
            await _page(listings, archive, step, number, status)
            step.progress(number, pages)

        await side_by_side(range(2, pages + 1), read, at_once=PAGES_AT_ONCE)


async def _page(
    listings: Listings, archive: ArchiveWriter, step: Step, number: int, status: int
) -> SkuPage:
    answer: Answer = await listings.sku_page(number, status, PAGE_SIZE)
    await archive.add(answer)
    page = parse_sku_page(answer.result)
    step.count("skus", page.read)
    step.count("pages")
    return page
