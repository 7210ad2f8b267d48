"""The review page: what it shows, what it takes, whom it refuses."""

import re
import shutil
import threading

import pytest
from werkzeug.serving import make_server

from onemoon.build.reviewing.guard import is_loopback
from onemoon.build.reviewing.page import create_review_app
from onemoon.build.reviewing.serving import serve_page
from onemoon.mappings.review.session import Review
from onemoon.mappings.yamlfile import RecordError

LOCAL = "http://127.0.0.1:8010"


@pytest.fixture
def browser(review):
    return create_review_app(review).test_client()


def token(browser):
    return re.search(r'name="token" value="([^"]+)"', browser.get("/review", base_url=LOCAL).text).group(1)


def post(browser, path, headers=None, **fields):
    form = {"token": token(browser), **fields}
    return browser.post(f"/review/{path}", base_url=LOCAL, data=form, headers=headers or {})


def test_the_page_shows_each_candidate_in_its_sentence(browser):
    page = browser.get("/review", base_url=LOCAL).text
    assert "<mark>Mayor Oh Dalsu of Pohang</mark> opened the Harbour" in page and page.count("<article") == 4


def test_forms_accept_reject_and_lead_to_the_next_fact(browser, review):
    answer = post(browser, "person-oh-dalsu/accept")
    assert (answer.status_code, answer.location) == (303, "/review#fact-office-oh-dalsu")
    post(browser, "office-oh-dalsu/reject", because="no mayor")
    assert [(each.decision, each.because) for each in review.state.decisions] == [
        ("accept", None),
        ("reject", "no mayor"),
    ]


def test_a_correction_takes_only_what_was_changed(browser, review):
    post(browser, "twinning-nara-pohang/correct", **{"field-status": "planned", "field-types": "sister-city"})
    assert review.state.decisions[0].fields == {"status": "planned"}


def test_a_wrong_value_is_told_on_the_page_and_changes_nothing(browser, review):
    answer = post(browser, "event-lantern-forum/correct", **{"field-start": "2024-02-30"})
    assert answer.status_code == 422 and "is not a date of the calendar" in answer.text
    assert not review.state.decisions


def test_a_name_is_linked(browser, review):
    post(browser, "office-oh-dalsu/link", ref="government/pohang", to="government/busan")
    assert review.fact("office-oh-dalsu").organization == "government/busan"


def test_a_missed_fact_is_added(browser, review):
    fields = {"field-thing": "government/nara", "field-spans": "Pohang and Nara"}
    assert 'name="field-thing"' in browser.get("/review/new?kind=mention", base_url=LOCAL).text
    assert post(browser, "new", kind="mention", **fields).status_code == 303
    assert review.fact("government-nara").reviewed


def test_undo_takes_the_last_step_back(browser, review):
    post(browser, "person-oh-dalsu/reject")
    post(browser, "undo")
    assert review.fact("office-oh-dalsu").candidate and not review.state.decisions


@pytest.mark.parametrize("host", ["evil.example:8010", "127.0.0.1.evil.example", "10.0.0.5:8010", "[2001:db8::1]:80"])
def test_a_foreign_name_that_leads_here_is_refused(browser, host):
    assert browser.get("/review", headers={"Host": host}).status_code == 403


@pytest.mark.parametrize("host", ["localhost:8010", "127.0.0.1:8010", "[::1]:8010", "localhost"])
def test_this_machine_is_answered(browser, host):
    assert browser.get("/review", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_another_site_can_not_decide(browser, review, headers):
    assert post(browser, "person-oh-dalsu/accept", headers=headers).status_code == 403
    assert not review.state.decisions


@pytest.mark.parametrize("given", [{}, {"token": "x"}, {"token": "ü"}])
def test_nobody_decides_without_the_pages_token(browser, review, given):
    assert browser.post("/review/person-oh-dalsu/accept", base_url=LOCAL, data=given).status_code == 403
    assert not review.state.decisions


def test_reading_changes_nothing(browser):
    assert browser.get("/review/person-oh-dalsu/accept", base_url=LOCAL).status_code == 405


def test_scripts_and_styles_come_from_the_page_alone(browser):
    answer = browser.get("/review", base_url=LOCAL)
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
    assert not re.search(r"<script(?![^>]* src=)|\son\w+=|style=", answer.text)


def test_markup_in_a_document_stays_text(mapped):
    attack = "<script>alert(1)</script>"
    text = mapped.with_suffix(".txt").read_text().replace("Oh Dalsu", attack, 1)
    mapped.write_text(mapped.read_text().replace("name: Oh Dalsu", f'name: "{attack}"').replace("Lanterns", attack))
    page = create_review_app(Review(mapped, "<b>Kim", "2024-06-01", text)).test_client().get("/review", base_url=LOCAL)
    assert attack not in page.text and "<b>Kim" not in page.text and "&lt;script&gt;" in page.text


def test_a_form_of_megabytes_is_refused(browser):
    assert post(browser, "person-oh-dalsu/accept", because="x" * 1_000_000).status_code == 413


@pytest.mark.parametrize("path", ["person-x/accept", "person-oh-dalsu/dance"])
def test_what_is_not_there_is_one_sentence(browser, path):
    answer = post(browser, path)
    assert answer.status_code in (404, 422) and "Traceback" not in answer.text


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "example.org", ""])
def test_the_page_is_served_on_no_other_address(review, host):
    assert not is_loopback(host)
    with pytest.raises(RecordError, match="loopback only"):
        serve_page(create_review_app(review), 0, print, host=host)


def test_a_port_in_use_is_one_sentence(review, capfd):
    server = make_server("127.0.0.1", 0, create_review_app(review))
    with pytest.raises(RecordError, match="is in use"):
        serve_page(create_review_app(review), server.server_port, print)
    server.server_close()


@pytest.fixture
def chromium(review):
    webdriver = pytest.importorskip("selenium.webdriver", reason="install selenium to drive a browser")
    if not shutil.which("chromium") or not shutil.which("chromedriver"):
        pytest.skip("install chromium and chromium-driver to drive a browser")
    server = make_server("127.0.0.1", 0, create_review_app(review), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    options = webdriver.ChromeOptions()
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(flag)
    options.binary_location = shutil.which("chromium")
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    driver.implicitly_wait(3)
    driver.get(f"http://127.0.0.1:{server.server_port}/review")
    yield driver
    driver.quit()
    server.shutdown()
    server.server_close()


@pytest.mark.filterwarnings("default")
def test_keys_move_decide_and_undo_in_a_browser(chromium, review):
    def press(keys):
        chromium.switch_to.active_element.send_keys(keys)

    press("j")
    assert chromium.switch_to.active_element.get_attribute("id") == "fact-office-oh-dalsu"
    press("a")
    assert "Accepted office-oh-dalsu" in chromium.find_element("css selector", ".notice").text
    press("u")
    chromium.find_element("xpath", "//*[@role='status'][contains(., 'Taken back')]")
    press("c")
    assert chromium.switch_to.active_element.get_attribute("name") == "field-person"
    assert not review.state.decisions and not chromium.get_log("browser")
