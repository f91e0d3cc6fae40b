"""Right answers to exercise 00 in several styles, and wrong ones, each with its slip and the message that it must meet."""

RIGHT = {
    "00-share": [
        "def share(part, whole):\n    return 100 * part / whole",
        "def share(part, whole):\n    return part / whole * 100",
    ],
}
WRONG = {
    "00-share": [
        ("a fraction", "def share(part, whole):\n    return part / whole", "times a hundred"),
        (
            "turned round",
            "def share(part, whole):\n    return 100 * whole / part",
            "The part is divided by the whole",
        ),
        ("typed in", "def share(part, whole):\n    return 25", "Is a number typed in?"),
    ],
}
