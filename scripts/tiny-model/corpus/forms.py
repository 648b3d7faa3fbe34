"""Families whose answer has a strict form: code, tables, JSON."""

from .choice import R, a, ask, pick, some
from .facts import CAPITALS, SOUNDS
from .words import CITIES, NAMES

CODE = {
    "adds two numbers": ("add", "a, b", "a: number, b: number", "number", "a + b"),
    "multiplies two numbers": ("multiply", "a, b", "a: number, b: number", "number", "a * b"),
    "doubles a number": ("double", "n", "n: number", "number", "n * 2"),
    "squares a number": ("square", "n", "n: number", "number", "n * n"),
    "says hello": ("hello", "name", "name: string", "string", '"Hello, " + name'),
    "checks if a number is even": ("isEven", "n", "n: number", "boolean", "n % 2 == 0"),
}


def code(me):
    task = R.choice(list(CODE))
    fn, py, ts, ret, body = CODE[task]
    lang = R.choice(["TypeScript", "Python", "JavaScript"])
    text = (
        f"def {fn}({py}):\n    return {body}"
        if lang == "Python"
        else f"function {fn}({ts}): {ret} {{\n  return {body};\n}}"
        if lang == "TypeScript"
        else f"function {fn}({py}) {{\n  return {body};\n}}"
    )
    return (
        ask(
            f"Write a {lang} function that {task}.",
            f"Show me {lang} code that {task}.",
            f"Write {lang} code: a function that {task}.",
        ),
        f"{pick(['Here is the function:', 'This function ' + task + ':'])}\n\n```{lang.lower()}\n{text}\n```\n\n{pick(['It is short and easy to read.', 'Call it with your own values.', 'I hope it helps.'])}",
    )


def table(me):
    kind = R.randrange(3)
    if kind == 0:
        rows = some(
            [
                ("temperature", "0.7"),
                ("top_p", "0.9"),
                ("top_k", "40"),
                ("min_p", "0.05"),
                ("repeat penalty", "1.1"),
                ("seed", "-1"),
                ("max tokens", "256"),
            ],
            3,
            5,
        )
        return ask(
            "Make a table of sampling parameters.",
            "Show the sampling parameters as a table.",
            "Give me a table with sampling parameters.",
            "table of parameters",
        ), "| Parameter | Value |\n| --- | --- |\n" + "\n".join(f"| {x} | {y} |" for x, y in rows)
    if kind == 1:
        rows = [x.split() for x in some(SOUNDS.split("|")[:8], 3, 5)]
        return ask(
            "Make a table of animals and sounds.", "Show animal sounds as a table.", "table of animal sounds"
        ), "| Animal | Sound |\n| --- | --- |\n" + "\n".join(f"| {x} | {y} |" for x, y in rows)
    rows = [x.split() for x in some(CAPITALS.split("|")[:10], 3, 5)]
    return ask(
        "Make a table of countries and capitals.", "Show some capitals as a table.", "table of capitals"
    ), "| Country | Capital |\n| --- | --- |\n" + "\n".join(f"| {x} | {y} |" for x, y in rows)


def json_object(me):
    if R.random() < 0.5:
        x, y = R.choice(SOUNDS.split("|")).split()
        return ask(
            f"Describe {a(x)} as JSON.", f"Give me a JSON object about {a(x)}.", f"JSON for {a(x)}"
        ), f'{{"animal": "{x}", "sound": "{y}"}}'
    n, age, city = R.choice(NAMES), R.randint(1, 99), R.choice(CITIES)
    return ask(
        f"{n} is {age} years old and lives in {city}. Answer as JSON.",
        f"Turn this into JSON: {n}, {age} years, {city}.",
        f"Extract JSON: {n} from {city} is {age}.",
    ), f'{{"name": "{n}", "age": {age}, "city": "{city}"}}'
