"""The W3C SPARQL 1.1 Protocol tests, read side, against a running server."""

import re
import subprocess
import sys

GRAPH = "http://kasei.us/2009/09/sparql/data/data{}.rdf"


def test_w3c_protocol_read_side(start, suites, tmp_path):
    dataset = tmp_path / "data.nq"
    with dataset.open("w") as out:
        for number in (1, 2, 3):
            for line in (suites / f"w3c/protocol/data{number}.nt").read_text().splitlines():
                if line.strip() and not line.startswith("#"):
                    out.write(f"{line.rstrip().removesuffix('.')} <{GRAPH.format(number)}> .\n")
    address = start("serve", "--data", str(dataset))
    command = [
        sys.executable,
        str(suites / "w3c_protocol.py"),
        str(suites / "w3c/protocol/manifest.ttl"),
        f"{address}/sparql",
    ]
    result = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert re.search(r"20 passed", result.stdout) and not re.search(r"[1-9]\d* failed", result.stdout), result.stdout
