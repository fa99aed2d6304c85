"""Amounts of money as they are kept: whole hundredths of a currency by ISO 4217."""

from decimal import Decimal
from typing import NotRequired, TypedDict

from orm.errors import BadInput
from orm.values.scaled_number import hundredths
from resolvers.write.errors import UserErrorCode, invalid

AMOUNT = "An amount has at most two decimals and 13 digits."
CURRENCY = "This is not a currency of ISO 4217, such as EUR."
#: Without funds, metals and codes for testing; with BGN and HRK, which older deals are in.
CURRENCIES = frozenset(
    """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD
    CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP
    GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW
    KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD
    NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD
    SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED
    VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
    """.split()  # noqa: SIM905 -- a list of such a length is no pleasure
)


class Money(TypedDict):
    """An amount that an input gives; without a currency it is in that of now."""

    amount: Decimal
    currency: NotRequired[str | None]


def kept(amount: Decimal) -> int:
    """An amount in hundredths. Raises ValueError where that would not be all of it."""
    try:
        return hundredths(amount, "amount")
    except BadInput:
        raise ValueError(AMOUNT) from None


def money(given: Money | None, currency: str, path: str = "amount") -> tuple[int | None, str]:
    """The hundredths and the currency that an input gives; of what it leaves out, those of now.

    Raises Invalid.
    """
    if given is None:
        return None, currency
    try:
        amount = kept(given["amount"])
    except ValueError as wrong:
        raise invalid(UserErrorCode.INVALID, str(wrong), path, "amount") from None
    named = given.get("currency") or currency
    if named not in CURRENCIES:
        raise invalid(UserErrorCode.INVALID, CURRENCY, path, "currency")
    return amount, named
