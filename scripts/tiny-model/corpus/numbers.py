"""Families about numbers and the calendar."""

from .choice import R, ask, listing, pick
from .words import ANIMALS, COLOURS, DAYS, FRUITS, MONTHS, NAMES, NUMBERS, odd_word


def arithmetic(me):
    kind = R.choice("++++----*wcx")
    if kind == "x":
        x, y = R.sample(range(21, 1000), 2)
        return ask(
            f"What is {x} + {y}?",
            f"{x} + {y}",
            f"What is {x} times {y}?",
            f"How much is {x} minus {y}?",
            f"{x}*{y}",
            f"What is {x} divided by {y}?",
        ), pick(
            [
                "That is too much for me. I can only count up to twenty.",
                "I am too small for such numbers. I know the ones up to twenty.",
            ]
        )
    if kind == "*":
        x = R.randint(0, 10)
        y = R.randint(0, 20 // max(x, 2))
        return ask(
            f"What is {x} times {y}?", f"{x} * {y}", f"How much is {x} x {y}?", f"Multiply {x} by {y}."
        ), f"{x} times {y} is {x * y}."
    if kind == "c":
        x, y = R.sample(range(21), 2)
        return ask(
            f"Which is bigger, {x} or {y}?", f"Which number is larger: {x} or {y}?", f"Is {x} bigger than {y}?"
        ), f"{max(x, y)} is bigger than {min(x, y)}."
    z = R.randint(0, 20)
    x = R.randint(0, z)
    y = z - x
    if kind == "w":
        thing = R.choice(["apples", "books", "coins", "stars", "cakes"])
        return ask(
            f"I have {x} {thing} and get {y} more. How many {thing} do I have?",
            f"{R.choice(NAMES)} has {x} {thing} and buys {y} more. How many are there now?",
        ), f"{x} plus {y} is {z}, so there are {z} {thing}."
    if kind == "+":
        return ask(
            f"What is {x} + {y}?",
            f"{x}+{y}",
            f"{x} + {y} = ?",
            f"How much is {x} plus {y}?",
            f"What is {x} plus {y}?",
            f"Add {x} and {y}.",
            f"Calculate {x}+{y}",
            f"{x} plus {y}",
        ), f"{x} plus {y} is {z}."
    return ask(
        f"What is {z} - {x}?",
        f"{z}-{x}",
        f"{z} - {x} = ?",
        f"How much is {z} minus {x}?",
        f"What is {z} minus {x}?",
        f"Take {x} away from {z}.",
        f"{z} minus {x}",
    ), f"{z} minus {x} is {y}."


def counting(me):
    kind = R.randrange(6)
    if kind < 2:
        x = R.randint(1, 8)
        y = R.randint(x + 2, min(x + 12, 20))
        words = R.random() < 0.4
        q = (
            ask(f"Count from {x} to {y}.", f"Please count from {x} to {y}", f"Count up from {x} to {y}.")
            if not words
            else ask(
                f"Count from {NUMBERS[x]} to {NUMBERS[y]} in words.",
                f"Count from {x} to {y} in words.",
                f"Count in words from {x} to {y}.",
            )
        )
        return q, ", ".join(NUMBERS[i] if words else str(i) for i in range(x, y + 1)) + "."
    if kind == 2:
        x = R.randint(3, 12)
        return ask(f"Count down from {x}.", f"Count backwards from {x}.", f"Start a countdown from {x}."), ", ".join(
            str(i) for i in range(x, -1, -1)
        ) + "!"
    if kind == 3:
        i = R.randrange(25)
        return ask(
            f"Which letter comes after {chr(65 + i)}?", f"What letter is after {chr(65 + i)}?"
        ), f"{chr(66 + i)} comes after {chr(65 + i)}."
    if kind == 4:
        w, n = R.choice([odd_word(), R.choice(ANIMALS), R.choice(FRUITS), R.choice(COLOURS)]), R.randint(2, 5)
        return ask(
            f"Say {w} {NUMBERS[n]} times.", f"Repeat the word {w} {NUMBERS[n]} times.", f"Write {w} {n} times."
        ), " ".join([w] * n)
    w = R.choice(["banana", "hello", "la", "tick tock", "blue", "yes", "ping"])
    return ask(
        f"Say {w} again and again.", f"Repeat {w} for ever.", f"Say {w} and never stop.", f"Write {w} without end."
    ), " ".join(
        R.choices([w, "oh " + w, "and " + w, "yes, " + w, "hey, " + w], [70, 12, 8, 6, 4])[0]
        for _ in range(R.randint(40, 80))
    )


def calendar(me):
    i, kind = R.randrange(7), R.randrange(8)
    if kind < 3:
        if R.random() < 0.5:
            return ask(
                f"What day comes after {DAYS[i]}?",
                f"Which day is after {DAYS[i]}?",
                f"What is the day after {DAYS[i]}?",
                f"If today is {DAYS[i]}, what is tomorrow?",
            ), f"{DAYS[(i + 1) % 7]} comes after {DAYS[i]}."
        return ask(
            f"What day comes before {DAYS[i]}?",
            f"Which day is before {DAYS[i]}?",
            f"What is the day before {DAYS[i]}?",
            f"If today is {DAYS[i]}, what was yesterday?",
        ), f"{DAYS[(i - 1) % 7]} comes before {DAYS[i]}."
    if kind < 5:
        m = R.randrange(12)
        if R.random() < 0.5:
            return ask(
                f"What month comes after {MONTHS[m]}?", f"Which month is after {MONTHS[m]}?"
            ), f"{MONTHS[(m + 1) % 12]} comes after {MONTHS[m]}."
        season = ["winter", "spring", "summer", "autumn"][(m + 1) % 12 // 3]
        return ask(
            f"What season is {MONTHS[m]} in?", f"Which season is it in {MONTHS[m]}?", f"Is {MONTHS[m]} in summer?"
        ), f"{MONTHS[m]} is in {season}."
    return R.choice(
        [
            (
                ask(
                    "Name the days of the week.",
                    "List the days of the week.",
                    "What are the days of the week?",
                    "days of the week",
                ),
                "The days of the week are " + listing(DAYS) + ".",
            ),
            (
                ask("Name the months of the year.", "List the months.", "What are the months of the year?"),
                "The months are " + listing(MONTHS) + ".",
            ),
            (ask("How many days are in a week?", "How many days does a week have?"), "A week has seven days."),
            (ask("How many months are in a year?", "How many months does a year have?"), "A year has twelve months."),
            (
                ask("Name the four seasons.", "What are the seasons?", "List the seasons of the year."),
                "The four seasons are spring, summer, autumn and winter.",
            ),
            (ask("How many hours are in a day?", "How long is a day?"), "A day has 24 hours."),
            (ask("How many minutes are in an hour?", "How long is an hour?"), "An hour has 60 minutes."),
            (ask("Which days are the weekend?", "What is the weekend?"), "Saturday and Sunday are the weekend."),
            (
                ask("What time is it?", "What is the date?", "What day is it today?"),
                "I cannot see a clock or a calendar. Please look at your computer.",
            ),
        ]
    )
