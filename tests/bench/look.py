"""Pictures of eight pages in four languages, on a desk and a phone, one dark and one as printed:
`python tests/bench/look.py ADDRESS FOLDER`. Needs selenium, Chromium and its driver.
"""

from __future__ import annotations

import base64
import shutil
import sys
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

ASKED = "SELECT ?twinning ?since { ?twinning a om:Twinning OPTIONAL { ?twinning schema:startDate ?since } }"
PREFIXES = "PREFIX om: <https://w3id.org/onemoon/ns#> PREFIX schema: <https://schema.org/> "
PAGES = {
    "home": "/",
    "city": "/doc/government/yangzhou",
    "plan": "/doc/twinning/kitakyushu--yangzhou",
    "event": "/doc/event/tcs-10th-anniversary-symposium-vol-6",
    "document": "/doc/document/tcs-yangzhou-interview-2022",
    "search": "/search?q=yang",
    "numbers": "/statistics",
    "query": "/sparql?" + urlencode({"query": PREFIXES + ASKED, "format": "html", "view": "map"}),
}
LANGUAGES = ("en", "ko", "ja", "zh")
SIZES = {"desk": (1200, 1000), "phone": (390, 844)}
TALLEST = 2600
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-dev-shm-usage")


def browser() -> webdriver.Chrome:
    """A browser without a window; ends the program when there is none."""
    driver = shutil.which("chromedriver") or sys.exit("There is no chromedriver on this machine.")
    options = webdriver.ChromeOptions()
    for flag in FLAGS:
        options.add_argument(flag)
    return webdriver.Chrome(options=options, service=Service(driver))


def shoot(
    chrome: webdriver.Chrome, address: str, size: str, file: Path, media: str = "", scheme: str = "light"
) -> None:
    """Write a picture of a page, from its top to its end or as far as is worth looking at."""
    width, height = SIZES[size]
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": size == "phone"}
    chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": features})
    chrome.get(address)
    whole: dict[str, Any] = chrome.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
    tall = metrics | {"height": round(max(height, min(whole["height"], TALLEST)))}
    chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", tall)
    made = chrome.execute_cdp_cmd("Page.captureScreenshot", {})
    file.write_bytes(base64.b64decode(made["data"]))


def main(address: str, folder: Path) -> None:
    """Write one picture for each page, language and size, and for each page a dark and a printed one."""
    folder.mkdir(parents=True, exist_ok=True)
    chrome = browser()
    try:
        for (name, path), lang in product(PAGES.items(), LANGUAGES):
            page = f"{address}{path}{'&' if '?' in path else '?'}lang={lang}"
            for size in SIZES:
                shoot(chrome, page, size, folder / f"{name}-{lang}-{size}.png")
            if lang == "en":
                shoot(chrome, page, "desk", folder / f"{name}-dark.png", scheme="dark")
                shoot(chrome, page, "desk", folder / f"{name}-print.png", media="print")
    finally:
        chrome.quit()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), Path(sys.argv[2]))
