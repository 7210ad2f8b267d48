"""A query as a program would ask it: ready to paste into a terminal, Python or R."""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Snippet:
    """A way to ask: the name of the language, and the text to paste."""

    name: str
    text: str


def snippets(query: str, endpoint: str, rows: bool) -> list[Snippet]:
    """The query for each language; `rows` says whether the answer is a table, else it is RDF."""
    query = query.replace("\r\n", "\n").rstrip("\n")
    return [each(query, endpoint, rows) for each in (_curl, _python, _r)]


def _curl(query: str, endpoint: str, rows: bool) -> Snippet:
    end = "SPARQL"
    while end in query:
        end += "_"
    accept = "text/csv" if rows else "text/turtle"
    head = f"curl -sS -H 'Accept: {accept}' --data-urlencode query@- '{_quoted(endpoint)}' << '{end}'"
    return Snippet("curl", f"{head}\n{query}\n{end}\n")


def _python(query: str, endpoint: str, rows: bool) -> Snippet:
    plain = '"""' not in query and "\\" not in query and not query.endswith('"')
    text = f'"""{query}\n"""' if plain else json.dumps(query, ensure_ascii=False)
    lines = [
        "import csv, io" if rows else "",
        "from urllib.parse import urlencode",
        "from urllib.request import Request, urlopen",
        "",
        f"query = {text}",
        f"request = Request({endpoint!r}, urlencode({{'query': query}}).encode(), "
        f"{{'Accept': '{'text/csv' if rows else 'text/turtle'}'}})",
        "with urlopen(request) as answer:",
        "    for row in csv.DictReader(io.TextIOWrapper(answer, 'utf-8')):" if rows else "",
        "        print(row)" if rows else "    print(answer.read().decode('utf-8'))",
    ]
    return Snippet("Python", "\n".join(line for place, line in enumerate(lines) if line or place == 3) + "\n")


def _r(query: str, endpoint: str, rows: bool) -> Snippet:
    dashes = "---"
    while f'){dashes}"' in query:
        dashes += "-"
    form = "csv" if rows else "ttl"
    read = 'rows <- read.csv(address, encoding = "UTF-8")' if rows else 'cat(readLines(address), sep = "\\n")'
    lines = [
        f'query <- r"{dashes}({query}',
        f'){dashes}"',
        f'address <- paste0("{endpoint}?format={form}&query=", URLencode(query, reserved = TRUE))',
        read,
        *(["print(rows)"] if rows else []),
    ]
    return Snippet("R", "\n".join(lines) + "\n")


def _quoted(text: str) -> str:
    return text.replace("'", "'\\''")
