"""Step 3: orders → JTL's inbox. Documents are built and kept here; ``handover`` sends them."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.attention.repository import close_issues, raise_issues
from temu_desktop.database import UnitOfWork
from temu_desktop.ids import ShopId, article_key
from temu_desktop.jobs.context import RunContext, Step
from temu_desktop.orders import outbox, repository
from temu_desktop.orders.handover import HandOver
from temu_desktop.orders.journal import Journal
from temu_desktop.orders.jtl_xml import Document, build_xml
from temu_desktop.orders.model import ExportState
from temu_desktop.orders.outbox import Candidate
from temu_desktop.orders.ports import ArticleSource, OrderSink
from temu_desktop.orders.restored import RestoredBackup
from temu_desktop.settings import JtlChoices, OrderPolicy, UnknownArticle

STEP = "export"


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """What step 3 decides by, and where it keeps a copy of each document."""

    shop: ShopId
    policy: OrderPolicy
    choices: JtlChoices
    xml_folder: Path


class OrderExport:
    """Hands complete orders to JTL and follows them until JTL has them."""

    def __init__(
        self,
        context: RunContext,
        step: Step,
        sink: OrderSink,
        articles: ArticleSource,
        settings: ExportSettings,
    ) -> None:
        self._context = context
        self._database = context.database
        self._step = step
        self._sink = sink
        self._articles = articles
        self._settings = settings
        self._journal = Journal(context, STEP)

    async def run(self) -> None:
        """Everything of step 3.

        Raises JtlError or DatabaseError; what is half done then is found again by the next run.
        WritesStopped is raised where JTL would be written to while the stop switch is on.
        """
        for name in ("exported", "already_there", "waiting", "failed", "held"):
            self._step.count(name, 0)
        hand_over = HandOver(
            self._context, self._step, self._journal, self._sink, self._settings.policy
        )
        await hand_over.settle_unknown()
        await hand_over.follow()
        if not await RestoredBackup(self._context, self._sink).found():
            await self._prepare()
            await hand_over.send()
            await hand_over.follow()
        await hand_over.count_waiting()

    async def _prepare(self) -> None:
        """Build the documents of all orders that may go. Rows that JTL never saw are made anew,
        because the order may have changed since."""
        shop = self._settings.shop

        def load(uow: UnitOfWork) -> list[Candidate]:
            stale = outbox.in_states(uow.connection, [ExportState.PENDING], with_xml=False)
            outbox.withdraw(uow.connection, stale)
            return outbox.candidates(uow.connection, shop)

        found = await self._database.write(load)
        ready = await self._with_known_articles(found)
        if not ready:
            return
        numbers = await self._customer_numbers(ready)
        documents = await asyncio.to_thread(self._build, ready, numbers)
        now = self._context.clock.now()

        def put(uow: UnitOfWork) -> None:
            outbox.put(uow.connection, shop, documents, now)

        await self._journal.write(put, [candidate.number for candidate in ready], "xml_built")

    async def _with_known_articles(self, found: Sequence[Candidate]) -> list[Candidate]:
        """Orders whose articles JTL knows; the others are held, or go as free positions."""
        skus = sorted({sku for candidate in found for sku in candidate.skus})
        known = {article_key(sku) for sku in await self._articles.known_articles(skus)}
        held = {
            candidate.order_id: [sku for sku in candidate.skus if article_key(sku) not in known]
            for candidate in found
        }
        held = {order_id: missing for order_id, missing in held.items() if missing}
        if self._settings.policy.unknown_article is UnknownArticle.FREE_POSITION:
            return [_freed(candidate, known) for candidate in found]
        await self._hold(found, held)
        return [candidate for candidate in found if candidate.order_id not in held]

    async def _hold(self, found: Sequence[Candidate], held: Mapping[int, Sequence[str]]) -> None:
        now, run = self._context.clock.now(), self._context.run
        number_of = {candidate.order_id: candidate.number for candidate in found}
        released = [c for c in found if c.order_id not in held]

        def hold(uow: UnitOfWork) -> None:
            conn = uow.connection
            outbox.hold_for_articles(conn, list(held))
            outbox.release_from_hold(conn, [c.order_id for c in released])
            numbers = [c.number for c in released]
            repository.resolve_rejected(conn, numbers, now)
            close_issues(uow, IssueRule.RECORD_REJECTED, numbers, now, by=run)
            rejected = [
                (number_of[key], "unknown_article", {"articles": list(missing)}, None)
                for key, missing in held.items()
            ]
            repository.mark_rejected(conn, rejected, run, now)
            raise_issues(
                uow,
                [
                    Issue(
                        IssueRule.RECORD_REJECTED,
                        "order",
                        number,
                        {"reason": reason, **params},
                    )
                    for number, reason, params, _ in rejected
                ],
                now,
                by=run,
            )

        if found:
            await self._database.write(hold)
            self._step.count("held", len(held))

    async def _customer_numbers(self, ready: Sequence[Candidate]) -> Mapping[str, str]:
        if not self._settings.policy.customer_by_mail:
            return {}
        mails = sorted({candidate.mail for candidate in ready if candidate.mail})
        return await self._sink.customer_numbers(mails)

    def _build(
        self, ready: Sequence[Candidate], customers: Mapping[str, str]
    ) -> dict[int, tuple[str, str, str]]:
        """Documents by order id, each also kept as a file; runs beside the loop."""
        folder = self._settings.xml_folder
        built: dict[int, tuple[str, str, str]] = {}
        for candidate in ready:
            document = self._final(candidate, customers)
            xml = build_xml(document, self._settings.choices)
            digest = hashlib.sha256(xml.encode()).hexdigest()
            built[candidate.order_id] = (candidate.number, xml, digest)
            if not self._context.dry_run:
                keep_file(folder, candidate.number, xml)
        return built

    def _final(self, candidate: Candidate, customers: Mapping[str, str]) -> Document:
        paid_at = candidate.document.paid_at
        return replace(
            candidate.document,
            customer_number=customers.get(candidate.mail, ""),
            paid_at=paid_at if self._settings.policy.paid_on_confirmation else None,
        )


def _freed(candidate: Candidate, known: set[str]) -> Candidate:
    """The same order with unknown articles as free positions (a setting, decision 7)."""
    positions = tuple(
        position if article_key(position.article) in known else replace(position, article="")
        for position in candidate.document.positions
    )
    return replace(candidate, document=replace(candidate.document, positions=positions))


def keep_file(folder: Path, number: str, xml: str) -> None:
    """The document as a file, for a person; written whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^A-Za-z0-9._-]", "_", number)
    partial = folder / f".{name}.part"
    partial.write_bytes(xml.encode("iso-8859-1"))
    partial.replace(folder / f"{name}.xml")
