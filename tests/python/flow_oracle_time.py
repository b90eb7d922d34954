"""Moments, days, periods and the calendar of working days, for the second program of flows (flow_oracle.py).

Moments are milliseconds since 1970 as plain integers, days are numbers of days since 1970 at +08:00.
"""

import datetime
import re

DAY = 86_400_000
EAST = 8 * 3_600_000
EPOCH = datetime.date(1970, 1, 1).toordinal()
FIRST, LAST = 1 - EPOCH, datetime.date(9999, 12, 31).toordinal() - EPOCH
RFC_3339 = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?(?:([Zz])|([+-])([0-9]{2}):([0-9]{2}))"
)


def day_of_text(text):
    """The day of YYYY-MM-DD, or None if it does not exist."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return datetime.date(int(text[:4]), int(text[5:7]), int(text[8:])).toordinal() - EPOCH
    except ValueError:
        return None


def moment(text):
    """The moment of RFC 3339 text, or None."""
    found = RFC_3339.fullmatch(text)
    if not found:
        return None
    date, hour, minute, second, fraction, _, sign, off_hour, off_minute = found.groups()
    day = day_of_text(date)
    hour, minute, second = int(hour), int(minute), int(second)
    off_hour, off_minute = int(off_hour or 0), int(off_minute or 0)
    if day is None or hour > 23 or minute > 59 or second > 59 or off_hour > 23 or off_minute > 59:
        return None
    offset = (off_hour * 60 + off_minute) * 60 * (-1 if sign == "-" else 1)
    seconds = day * 86400 + hour * 3600 + minute * 60 + second - offset
    return seconds * 1000 + int(((fraction or "") + "000")[:3])


def day_of(at):
    return (at + EAST) // DAY


def end_of(day):
    """The midnight that follows a day."""
    return (day + 1) * DAY - EAST


def in_reach(day):
    return FIRST <= day <= LAST


def date_of(day):
    return datetime.date.fromordinal(day + EPOCH)


def written(at):
    """RFC 3339 at +08:00, with milliseconds only where there are any."""
    day, rest = divmod(at + EAST, DAY)
    seconds, milliseconds = divmod(rest, 1000)
    text = f"{date_of(day).isoformat()}T{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return text + (f".{milliseconds:03}" if milliseconds else "") + "+08:00"


class Unknown(Exception):
    """The calendar does not say, or no calendar reaches so far."""


def is_working(day, calendar):
    if not in_reach(day) or date_of(day).year not in calendar["years"]:
        raise Unknown
    if day in calendar["off"]:
        return False
    if day in calendar["on"]:
        return True
    return date_of(day).weekday() < 5


def months_on(day, months):
    date = date_of(day)
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    if year > 9999:
        raise Unknown
    for last in (date.day, 30, 29, 28):
        if last <= date.day:
            try:
                return datetime.date(year, month + 1, last).toordinal() - EPOCH
            except ValueError:
                pass
    raise AssertionError


def period_end(start, period, calendar):
    """When a period that starts at this moment ends, or None if that is not known."""
    try:
        day = day_of(start)
        if not in_reach(day):
            raise Unknown
        if "hours" in period:
            end = start + period["hours"] * 3_600_000
        elif "working_days" in period:
            left = period["working_days"]
            while left:
                day += 1
                left -= is_working(day, calendar)
            end = end_of(day)
        else:
            if "days" in period:
                day += period["days"]
                if not in_reach(day):
                    raise Unknown
            else:
                day = months_on(day, period["months"])
            while period["roll"] and not is_working(day, calendar):
                day += 1
            end = end_of(day)
        if not in_reach(day_of(end)):
            raise Unknown
        return end
    except Unknown:
        return None


def periods(every, since, now):
    """(code, last day, whether it lasts) of each period that reaches `since` and has begun by `now` (both days)."""
    def ordinal(year, month, day):
        return datetime.date(year, month, day).toordinal() - EPOCH

    since = min(max(since, FIRST), LAST)
    if every == "week":
        monday = since - date_of(since).weekday()
        while monday <= now:
            year, week, _ = date_of(min(monday + 3, LAST)).isocalendar()
            yield f"{year:04}-W{week:02}", monday + 6, now <= monday + 6
            monday += 7
        return
    months = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}[every]
    year, number = date_of(since).year, (date_of(since).month - 1) // months
    while True:
        first = ordinal(year, number * months + 1, 1)
        if first > now:
            return
        after = number * months + months + 1
        last = (ordinal(year, after, 1) if after <= 12 else ordinal(year, 12, 31) + 1) - 1
        name = {1: f"-{number + 1:02}", 3: f"-Q{number + 1}", 6: f"-H{number + 1}", 12: ""}[months]
        yield f"{year:04}{name}", last, now <= last
        number += 1
        if number * months >= 12:
            year, number = year + 1, 0
            if year > 9999:
                return


def is_code(text):
    """Whether this is a code of a period that exists."""
    if re.fullmatch(r"[0-9]{4}-W[0-9]{2}", text):
        year, week = int(text[:4]), int(text[6:])
        if year < 1 or week < 1:
            return False
        # 28 December lies in the last week of its ISO year.
        return week <= datetime.date(year, 12, 28).isocalendar()[1]
    for pattern, most in ((r"[0-9]{4}-[0-9]{2}", 12), (r"[0-9]{4}-Q[0-9]", 4), (r"[0-9]{4}-H[0-9]", 2)):
        if re.fullmatch(pattern, text):
            number = int(text[5:].lstrip("QH"))
            return int(text[:4]) > 0 and 1 <= number <= most
    return bool(re.fullmatch(r"[0-9]{4}", text)) and int(text) > 0
