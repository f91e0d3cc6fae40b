"""Right answers to exercise 00 in several styles, and wrong ones, each with its slip and the message that it must meet."""

_LOOP = "def falls(shares):\n    n = 0\n    for a, b in zip(shares, shares[1:]):\n        if {}:\n            n += 1\n    return n"

RIGHT = {
    "00-falls": [
        _LOOP.format("b < a"),
        "def falls(shares):\n    return sum(shares[i] < shares[i - 1] for i in range(1, len(shares)))",
    ],
}
WRONG = {
    "00-falls": [
        ("counts rises", _LOOP.format("b > a"), "You counted the rises"),
        ("counts what stays", _LOOP.format("b <= a"), "A year that stays is no fall"),
        (
            "first and last",
            "def falls(shares):\n    return int(shares[-1] < shares[0])",
            "Compare each year with the one before",
        ),
        ("typed in", "def falls(shares):\n    return 2", "Is a number typed in?"),
    ],
}
