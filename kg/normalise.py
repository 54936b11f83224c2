"""Dates and amounts as the text has them → ISO 8601 dates, numbers with a unit."""
from __future__ import annotations

import re
from datetime import date as Date, timedelta

DIGITS = "〇一二三四五六七八九"
UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
RELATIVE = {"今天": 0, "今日": 0, "当日": 0, "当天": 0, "昨天": -1, "昨日": -1, "前天": -2, "明天": 1, "次日": 1}
DATE = re.compile(r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?:(?P<day>\d{1,2})[日号])?")
MONEY = {"元": "CNY", "人民币": "CNY", "美元": "USD", "欧元": "EUR", "日元": "JPY", "英镑": "GBP", "港元": "HKD", "港币": "HKD", "澳元": "AUD", "韩元": "KRW", "卢布": "RUB"}
AMOUNT = re.compile(r"(?:约|近|逾|超过?|总额|共)?(?P<number>\d+(?:[,，]\d{3})*(?:\.\d+)?|[一二三四五六七八九十百千两]+)(?:多|余)?(?P<scale>[十百千万亿]*)(?:多|余)?(?P<unit>.*)")


def date(text: str, reference: str = "") -> str:
    """ISO date (2020-02-05, or 2020-02 where no day is said) of 2月5日, 20日, 今天; "" if `reference`, the ISO date of
    the article, is needed and not known, or `text` is no definite date."""
    base = Date.fromisoformat(reference) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", reference) else None
    for word, days in RELATIVE.items():
        if text.startswith(word):
            return (base + timedelta(days)).isoformat() if base else ""
    m = DATE.match(text)
    if not m or not (m["month"] or m["day"]):
        return m["year"] if m and m["year"] else ""
    if not (m["year"] or base):
        return ""
    year = int(m["year"] or base.year)
    month = int(m["month"] or (base.month if base else 0))
    if not m["year"] and base and month > base.month + 6:    # 12月 in an article of January is last year's
        year -= 1
    if not 1 <= month <= 12:
        return ""
    if not m["day"]:
        return f"{year:04d}-{month:02d}"
    try:
        return Date(year, month, int(m["day"])).isoformat()
    except ValueError:
        return ""


def number(text: str) -> float | None:
    """The value of 1,000 or 三百二十; None if it is no number."""
    text = text.replace(",", "").replace("，", "")
    try:
        return float(text)
    except ValueError:
        pass
    total, current = 0, 0
    for c in text.replace("两", "二"):
        if c in DIGITS:
            current = DIGITS.index(c)
        elif c in UNITS:
            total += (current or 1) * UNITS[c]
            current = 0
        else:
            return None
    return float(total + current)


def amount(text: str) -> tuple[float, str] | None:
    """(value, unit) of an amount: 1000万元 → (10000000.0, "CNY"), 123.5万只 → (1235000.0, "只"); None if it is none."""
    m = AMOUNT.match(text)
    value = number(m["number"]) if m else None
    if value is None:
        return None
    for unit in m["scale"]:
        value *= UNITS[unit]
    return round(value, 4), MONEY.get(m["unit"], m["unit"])
