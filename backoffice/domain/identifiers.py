"""Customer and BG numbers: shape, canonical form, and what is only a suggestion (D14)."""

import re
from dataclasses import dataclass

_CUSTOMER = re.compile(r"\d{3}[A-Z]\d{6}")
_BG = re.compile(r"(\d{5})(?://|/|BG|-| )*?(?:BG)?(?://|/|-| )*(\d{7})")
_LABEL = re.compile(
    r"^(?:BG|KD|KDN|KUNDEN|KUNDE|KUNDIN|K|BEDARFSGEMEINSCHAFT(?:EN|S)?)?[\s.:/\-]*"
    r"(?:NR|NUMMER|NO)?[\s.:/\-]*(?=[\dOIL])"
)
_APART = re.compile(r"[;,|\n]|\s/\s|\s{3,}")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("⁄∕", "/") | {"\xa0": " "})
_DIGITS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_CUSTOMER_LENGTH = 10
_BG_DIGITS = 12


@dataclass(frozen=True, slots=True)
class CustomerNumber:
    """A number as somebody wrote it, and what it is.

    At most one `warning`: `number_shape` (neither shape), `number_without_sign` (a BG number's digits
    without `//`), `number_letters` (right but for O/0 or l/1). Never a reason to refuse a row.
    `suggestion` is what it probably means and is used only when a person says so.
    """

    raw: str
    customer_number: str | None = None
    bg_number: str | None = None
    warning: str | None = None
    suggestion: str | None = None


def parse_number(raw: str | None) -> CustomerNumber:
    """What a cell or a form field "Kunden- oder BG-Nummer" holds (D14); empty is valid, without a warning.

    Canonical forms: `214A123456` and `21402//0001234`. A cell with both gives both.
    """
    raw = (raw or "").strip()
    if not raw:
        return CustomerNumber(raw)
    whole = _one(raw, raw)
    if whole.warning is None or not _APART.search(raw):
        return whole
    parts = [_one(part, raw) for part in _APART.split(raw) if part.strip()]
    customer = next((p.customer_number for p in parts if p.customer_number), None)
    bg = next((p.bg_number for p in parts if p.bg_number), None)
    return CustomerNumber(raw, customer, bg) if customer or bg else whole


def _one(text: str, raw: str) -> CustomerNumber:
    upper = " ".join(text.translate(_DASHES).upper().split())
    found = _shapes(upper, raw) or _shapes(_LABEL.sub("", upper), raw)
    if found:
        return found
    compact = re.sub(r"[\s./-]", "", _LABEL.sub("", upper))
    if compact.isdigit() and len(compact) == _BG_DIGITS:
        return CustomerNumber(raw, warning="number_without_sign", suggestion=f"{compact[:5]}//{compact[5:]}")
    suggestion = _repaired(compact)
    warning = "number_letters" if suggestion else "number_shape"
    return CustomerNumber(raw, warning=warning, suggestion=suggestion)


def _shapes(text: str, raw: str) -> CustomerNumber | None:
    if _CUSTOMER.fullmatch(text.replace(" ", "")):
        return CustomerNumber(raw, customer_number=text.replace(" ", ""))
    bg = _BG.fullmatch(text)
    if bg and len(text) > _BG_DIGITS:
        return CustomerNumber(raw, bg_number=f"{bg[1]}//{bg[2]}")
    return None


def _repaired(compact: str) -> str | None:
    """The number with O read as 0 and l or I as 1 where digits belong; None where that does not help."""
    if len(compact) == _CUSTOMER_LENGTH:
        digits = (compact[:3] + compact[4:]).translate(_DIGITS)
        candidate = f"{digits[:3]}{compact[3]}{digits[3:]}"
        return candidate if _CUSTOMER.fullmatch(candidate) else None
    digits = compact.replace("BG", "", 1).translate(_DIGITS)
    if len(digits) == _BG_DIGITS and digits.isdigit():
        return f"{digits[:5]}//{digits[5:]}"
    return None
