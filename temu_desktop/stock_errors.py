"""Errors about SKUs, their rules and their articles; the tree stands in ``errors``."""

from __future__ import annotations

from temu_desktop.error_base import TemuDesktopError


class SkuUnknown(TemuDesktopError):
    """TEMU lists no such SKU as far as we know (``sku``, or ``skus`` where several were asked)."""

    code = "sku_unknown"


class StockRuleWrong(TemuDesktopError):
    """A rule for stock makes no sense; ``problems`` names each figure with what is allowed."""

    code = "stock_rule_wrong"

    def __init__(self, problems: tuple[str, ...], **params: object) -> None:
        super().__init__("; ".join(problems), **params)
        self.problems = problems


class ArticleUnknown(TemuDesktopError):
    """JTL has no such article, or it is deleted (``article``)."""

    code = "article_unknown"
