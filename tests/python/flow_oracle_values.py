"""Types and values of flows, for the second program of flows (flow_oracle.py)."""

import json

import flow_oracle_time as time
from flow_oracle_file import LIMIT, Odd

# Equal to nothing, itself included: for a field without a value.
NOTHING = object()


def same(one, other):
    """Equal as JSON: true is not 1, and the order of keys says nothing."""
    if one is NOTHING or other is NOTHING:
        return False

    def plain(value):
        return json.dumps(value, sort_keys=True, default=lambda odd: {"odd": id(odd)})

    return plain(one) == plain(other)


def fits_once(field, value, words_count):
    kind = field["type"]
    if kind == "text":
        return isinstance(value, str) or not words_count
    if kind == "flag":
        return isinstance(value, bool)
    if kind in ("int", "fen", "cm2"):
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LIMIT
    if not isinstance(value, str):
        return False
    if kind == "choice":
        return value in field["of"]
    if kind == "date":
        return time.day_of_text(value) is not None
    if kind == "time":
        return time.moment(value) is not None
    if kind == "period":
        return time.is_code(value)
    return value != ""


def fits(field, value, words_count):
    """Whether a value fits its field; words_count: whether text must be text."""
    if field["type"] == "rows":
        columns = {column["field"]: column for column in field["columns"]}
        return isinstance(value, list) and all(
            isinstance(row, dict)
            and all(name in columns and fits(columns[name], cell, words_count) for name, cell in row.items())
            for row in value
        )
    if field["type"] == "text" and not words_count:
        return True
    if field["many"]:
        return isinstance(value, list) and all(fits_once(field, one, words_count) for one in value)
    return fits_once(field, value, words_count)


def all_fit(found, fields):
    """Whether a step's structure fits: text aside."""
    by_name = {field["field"]: field for field in fields}
    return all(name in by_name and fits(by_name[name], value, words_count=False) for name, value in found.items())


def structure(found, fields):
    """Values without text fields and without the text cells of rows."""
    kept = {}
    for field in fields:
        name = field["field"]
        if name not in found or field["type"] == "text":
            continue
        if field["type"] == "rows":
            texts = {column["field"] for column in field["columns"] if column["type"] == "text"}
            kept[name] = [{key: cell for key, cell in row.items() if key not in texts} for row in found[name]]
        else:
            kept[name] = found[name]
    return kept


__all__ = ["NOTHING", "Odd", "all_fit", "fits", "same", "structure"]
