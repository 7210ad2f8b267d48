"""A real browser without a window, which tells what it asked for and what it complained of."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--force-prefers-reduced-motion", "--window-size=1200,1000")  # fmt: skip


class Browser:
    """Chromium, driven by selenium."""

    def __init__(self, driver: Any):
        self.driver = driver

    def open(self, address: str) -> None:
        self.driver.get(address)

    def run(self, script: str, *arguments: object) -> Any:
        return self.driver.execute_script(script, *arguments)

    def click(self, element: Any) -> None:
        """As a visitor does, after scrolling there."""
        self.run("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()

    def send(self, command: str, **parameters: object) -> Any:
        return self.driver.execute_cdp_cmd(command, parameters)

    def find(self, selector: str) -> Any:
        return self.driver.find_element("css selector", selector)

    def all(self, selector: str) -> list[Any]:
        return self.driver.find_elements("css selector", selector)

    def follow(self, text: str) -> None:
        """Click the first visible link with this text."""
        self.until(lambda: self.driver.find_elements("link text", text), text)
        self.click(self.driver.find_element("link text", text))

    def until(self, found: Any, what: str = "", seconds: float = 15) -> Any:
        """Wait for something that is so in the end."""
        end = time.monotonic() + seconds
        while not (value := found()):
            assert time.monotonic() < end, f"{what or found} never was so on {self.driver.current_url}"
            time.sleep(0.02)
        return value

    def requests(self) -> list[str]:
        """The addresses asked for since the last time."""
        found = [json.loads(each["message"])["message"] for each in self.driver.get_log("performance")]
        sent = [each["params"]["request"]["url"] for each in found if each["method"] == "Network.requestWillBeSent"]
        return [address for address in sent if not address.startswith(("data:", "blob:", "chrome:", "about:"))]

    def complaints(self) -> list[str]:
        """What stood in the console since the last time: errors of scripts, and what the policy stopped."""
        return [each["message"] for each in self.driver.get_log("browser")]

    def prefer(self, scheme: str) -> None:
        self.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser for all tests, or a skipped test that says what is missing."""
    if CHROMIUM is None or DRIVER is None:
        pytest.skip("no Chromium with its chromedriver on this machine")
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in FLAGS:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    driver.set_script_timeout(60)
    yield Browser(driver)
    driver.quit()


@pytest.fixture
def fresh(browser: Browser) -> Browser:
    """The browser with nothing left to tell, in light colours."""
    browser.open("about:blank")
    browser.prefer("light")
    browser.requests()
    browser.complaints()
    return browser
