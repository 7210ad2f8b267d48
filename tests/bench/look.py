"""Pictures of eight pages in four languages, on a desk and a phone: `python tests/bench/look.py ADDRESS FOLDER`."""

import shutil
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path

PAGES = {
    "home": "/",
    "city": "/doc/government/yangzhou",
    "plan": "/doc/twinning/kitakyushu--yangzhou",
    "event": "/doc/event/tcs-10th-anniversary-symposium-vol-6",
    "document": "/doc/document/tcs-yangzhou-interview-2022",
    "search": "/search?q=yang",
    "list": "/browse/event",
    "numbers": "/statistics",
}
SIZES = {"desk": "1200,1600", "phone": "500,1400"}
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars")


def main(address: str, folder: Path) -> None:
    """Write one picture for each page, language and size."""
    folder.mkdir(parents=True, exist_ok=True)
    browser = shutil.which("chromium") or sys.exit("There is no chromium on this machine.")
    for (name, path), lang, (size, window) in product(PAGES.items(), ("en", "ko", "ja", "zh"), SIZES.items()):
        page = f"{address}{path}{'&' if '?' in path else '?'}lang={lang}"
        with tempfile.TemporaryDirectory() as profile:
            picture = f"--screenshot={folder / f'{name}-{lang}-{size}.png'}"
            command = [browser, *FLAGS, f"--user-data-dir={profile}", f"--window-size={window}", picture, page]
            subprocess.run(command, check=True, capture_output=True, timeout=60)


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), Path(sys.argv[2]))
