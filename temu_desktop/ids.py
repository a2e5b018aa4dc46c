"""Names for the identifiers of three systems, so that none is taken for another."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import NewType

ShopId = NewType("ShopId", str)
"""One TEMU shop; one per installation for now, but explicit in tables and calls."""
ParentOrderSn = NewType("ParentOrderSn", str)
"""TEMU's order, ``PO-<region>-<17 digits>``."""
OrderSn = NewType("OrderSn", str)
"""One line of a TEMU order."""
Sku = NewType("Sku", str)
"""The seller's own SKU: TEMU's ``skuSn`` / ``extCode``, JTL's ``cArtNr``."""
SkuId = NewType("SkuId", int)
"""TEMU's number of a SKU (64 bit)."""
GoodsId = NewType("GoodsId", int)
"""TEMU's number of a listing that holds one or more SKUs (64 bit)."""
ArticleId = NewType("ArticleId", int)
"""JTL's ``kArtikel``."""
WawiOrderId = NewType("WawiOrderId", int)
"""JTL's ``kAuftrag``."""
PackageKey = NewType("PackageKey", int)
"""JTL's ``kVersand``: one parcel."""
RunId = NewType("RunId", str)
"""One execution of a job; sorts by start."""
JobId = NewType("JobId", str)
"""A job definition, e.g. ``sync_orders_temu``."""
PersonId = NewType("PersonId", int)
"""Somebody who acts."""
DeviceId = NewType("DeviceId", int)
"""A paired phone, or a machine with a key."""


def new_run_id(now: datetime) -> RunId:
    """A fresh run id that sorts by time and is safe as a folder name."""
    return RunId(f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}")


def article_key(text: str) -> str:
    """The form in which two spellings of an article number are equal for JTL's collation
    (Latin1_General_CI_AS): without case, without trailing blanks. Accents stay apart."""
    return text.rstrip(" ").casefold()
