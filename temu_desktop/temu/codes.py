"""TEMU's error codes as a table: number → our error class and our word (temu-api.md 2.2, 2.3).

The words are codes too, lower case with underscores; what a person reads is looked up by them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from temu_desktop.errors import (
    CallRefused,
    ClockOff,
    CredentialsRefused,
    NotReady,
    RateLimited,
    ScopeMissing,
    TemuBusy,
    TemuError,
    TokenExpired,
)

OK = 1000000
SYSTEM_EXCEPTION = 4000000
TOO_MANY_CALLS = 4000004
ALREADY_SHIPPED = 120012004
TRACKING_ALREADY_USED = 120014004


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a code is to us: the error to raise and the ``reason`` it carries."""

    error: type[TemuError]
    reason: str


_GATEWAY: tuple[tuple[type[TemuError], dict[int, str]], ...] = (
    (TemuBusy, {SYSTEM_EXCEPTION: "system_exception", 2000000: "internal_call_failed"}),
    (TemuBusy, {7000000: "business_service_failed"}),
    (RateLimited, {TOO_MANY_CALLS: "too_many_calls"}),
    (
        ClockOff,
        {
            3000010: "timestamp_missing",
            3000011: "timestamp_ahead",
            3000012: "timestamp_too_old",
        },
    ),
    (
        CredentialsRefused,
        {
            3000001: "sign_wrong",
            3000019: "app_key_missing",
            3000020: "app_key_unknown",
            3000021: "app_lacks_call",
            3000022: "app_suspended",
            3000025: "app_key_missing",
            3000026: "app_key_unknown",
            3000027: "app_lacks_call",
            3000028: "app_suspended",
            3000030: "token_missing",
            3000031: "token_unknown",
            3000033: "token_of_another_app",
            5000000: "not_authorised",
            5000003: "address_not_on_list",
        },
    ),
    (ScopeMissing, {3000032: "scope_missing"}),
    (TokenExpired, {3000034: "token_expired"}),
    (
        CallRefused,
        {
            3000000: "bad_parameters",
            3000002: "type_missing",
            3000003: "type_unknown",
            3000004: "type_switched_off",
            3000013: "data_type_missing",
            3000014: "data_type_not_json",
            3000040: "sign_missing",
            5000001: "upload_route",
            5000002: "staging_route",
            6000001: "interface_missing",
        },
    ),
)

_RETRYABLE: tuple[tuple[type[TemuError], dict[int, str]], ...] = (
    (
        TemuBusy,
        {
            110020001: "authorisation_system",
            120014006: "tracking_system",
            130010000: "after_sales_system",
            150010002: "goods_system",
        },
    ),
    (
        NotReady,
        {
            140020008: "amounts_calculating",
            140020009: "order_calculating",
            140040003: "cancellation_later",
            150010005: "goods_later",
        },
    ),
    (RateLimited, {110020007: "too_many_event_changes"}),
)

_ORDERS = {
    110020002: "authorisation_code_used",
    110020003: "token_not_created",
    110020005: "too_many_events",
    110020006: "event_in_both_lists",
    110020008: "event_not_authorised",
    110020009: "event_not_subscribed",
    120020001: "customization_service",
    120020002: "customization_request",
    120020003: "customization_no_order",
    120020004: "not_customized",
    120020005: "customization_order_invalid",
    140020001: "store_type_wrong",
    140020002: "order_not_found",
    140020003: "agreement_unsigned",
    140020005: "order_bad_parameter",
    140020012: "end_not_after_start",
    140020013: "time_pair_incomplete",
    140020014: "time_not_in_seconds",
    140020015: "not_in_this_region",
    140040001: "cancel_bad_parameter",
    140040002: "cancel_not_applicable",
    140040004: "cancel_never_applied",
    120050001: "appeal_type",
    120050002: "appeal_order",
    120050003: "appeal_failed",
    120050004: "appeal_number",
    180020001: "country_not_opened",
    180020003: "address_bad_parameter",
    180020004: "address_business_type",
    180020008: "data_agreement_unsigned",
    180020030: "own_tracking_barred",
}

_SHIPPING = {
    ALREADY_SHIPPED: "already_shipped",
    120012007: "order_line_unknown",
    120012012: "nothing_to_ship",
    120012015: "addresses_differ",
    120012016: "order_line_mismatch",
    120012020: "label_exists",
    120012023: "address_change_pending",
    120012030: "cancellation_pending",
    120012031: "risk_alert_pending",
    120012034: "self_shipping_barred",
    120012041: "line_twice_in_parcel",
    120012043: "sub_parcel_added_before",
    120012061: "risk_alert_pending",
    120012063: "warehouse_not_for_order",
    120012064: "warehouse_unknown",
    120013002: "quantity_mismatch",
    TRACKING_ALREADY_USED: "tracking_used",
    120014001: "tracking_blank",
    120014003: "tracking_duplicate",
    120014005: "tracking_doubtful",
    120014008: "tracking_not_recognised",
    120014019: "tracking_of_platform",
    120014020: "tracking_special_characters",
    120014022: "tracking_of_other_carrier",
    120014023: "tracking_invalid",
    120015002: "carrier_invalid",
    120015037: "carrier_not_allowed",
    120015518: "label_mixing",
    120015527: "warehouse_missing",
    120015528: "cash_on_delivery_rules",
    120015529: "parcel_not_editable",
    120015537: "brazil_rules",
    120015539: "combination_rules",
    120015543: "signature_rules",
    120015559: "tracking_not_recognised",
    120017007: "cancellation_under_review",
    120018010: "parcel_cancelled",
    120018015: "parcel_cancelled",
    120018027: "parcel_unknown",
    120018049: "pickup_pending",
    120011002: "shipping_bad_parameter",
    120011006: "warehouse_id_bad",
    120011020: "shipping_bad_parameter",
    120011022: "shipping_bad_parameter",
    120011031: "agreement_unsigned",
    120011044: "too_many_sub_parcels",
    120011045: "sub_parcels_need_quantity_one",
    120011059: "usps_self_shipping_barred",
    120011065: "ship_from_address_missing",
    120011072: "wrong_region_host",
    120011085: "warehouse_unknown",
    120011086: "warehouse_incomplete",
    120011092: "fedex_self_shipping_barred",
    120011098: "too_many_sub_parcels",
    170070010: "tracking_bad_parameter",
    170070011: "tracking_not_found",
    170070012: "tracking_language",
}

_AFTER_SALES_AND_TAX = {
    130010001: "after_sales_bad_parameter",
    130010002: "fully_shipped",
    130010003: "seller_has_payables",
    130010004: "no_after_sales",
    130010005: "operation_forbidden",
    130010006: "return_label_invalid",
    130010007: "return_tracking_invalid",
    180021001: "return_address",
    180021002: "return_address",
    180021003: "return_address",
    180021004: "return_address",
    200020001: "tax_query_not_compliant",
    200020002: "tax_report_repeated",
    200020003: "tax_month_running",
    200020004: "tax_bad_parameter",
    200020005: "tax_region",
    200030002: "invoice_content",
    200030003: "invoice_order",
}

_GOODS = {
    150010001: "goods_bad_parameter",
    150010003: "goods_bad_parameter",
    150010105: "mall_missing",
    150010188: "goods_of_another_mall",
    150010189: "sku_of_other_goods",
    150010190: "sku_repeated",
    150010197: "too_many_reasons",
    150010198: "too_many_skus",
    150010233: "locked_by_activity",
    150011018: "price_decimals",
    150011101: "price_change_too_large",
    150011103: "price_unconfirmed",
    150013001: "sku_repeated",
    150013002: "stock_out_of_range",
    150013003: "stock_both_ways",
    150019004: "price_refused",
}


def _table() -> dict[int, Meaning]:
    refused: tuple[type[TemuError], ...] = (CallRefused,) * 4
    groups = (
        *_GATEWAY,
        *_RETRYABLE,
        *zip(refused, (_ORDERS, _SHIPPING, _AFTER_SALES_AND_TAX, _GOODS), strict=True),
    )
    return {code: Meaning(error, word) for error, group in groups for code, word in group.items()}


MEANINGS: Mapping[int, Meaning] = MappingProxyType(_table())
"""Every code that is documented; a code that is not here keeps its number and text."""
