"""GraphiQL as a developer has it: a real browser, the real service, and what others do arrives."""

import os
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.served import Served, served
from tests.world.machine import need

PATIENCE = 30_000  # milliseconds
QUERY = "query HowMany { viewer { name } companies { totalCount } }"
HAND_OVER = """mutation {
  assignCompany(input: {id: "Company:25", accountManager: "User:8"}) { userErrors { message } }
}"""


@pytest.fixture(scope="module")
def demo(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    need("pages")
    with served(tmp_path_factory.mktemp("demo")) as demo:
        yield demo


class Opened:
    """GraphiQL in a window of its own, which notes whatever the browser complains of."""

    def __init__(self, page: Page, demo: Served) -> None:
        self.page, self.complaints = page, list[str]()
        self.elsewhere = list[str]()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self._note(said.type, said.text))
        page.on(
            "request",
            lambda request: (
                None
                if re.match(rf"(http|ws)://{demo.address}/|blob:|data:", request.url)
                else self.elsewhere.append(request.url)
            ),
        )
        # Whatever the policy forbids is an event in the page as well as a line in the console.
        page.add_init_script(
            "addEventListener('securitypolicyviolation',"
            " (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`))"
        )
        page.goto(f"http://{demo.address}/graphql")

    def _note(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    def sign_in(self, email: str, password: str) -> None:
        self.page.get_by_label("E-mail").fill(email)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Sign in").click()

    def write(self, text: str) -> None:
        """Type a query into the editor, over what is there."""
        self.page.locator(".graphiql-query-editor .monaco-editor").first.click()
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(text)
        # The editor closes brackets by itself; what it has added stands after what we typed.
        self.page.keyboard.press("ControlOrMeta+Shift+End")
        self.page.keyboard.press("Delete")
        # It reads the operation's name a moment later, and would run the one that was there.
        expect(self.page.get_by_role("tab", name="HowMany")).to_be_visible()

    def run(self) -> None:
        self.page.get_by_role("button", name="Execute query").click()

    def shows(self, pattern: str) -> None:
        """Wait for the result; its blanks are of the kind that does not break."""
        window = self.page.get_by_role("region", name="Result Window")
        expect(window).to_contain_text(re.compile(pattern), timeout=PATIENCE)

    def does_not_show(self, text: str) -> None:
        expect(self.page.get_by_role("region", name="Result Window")).not_to_contain_text(text)


@pytest.fixture
def graphiql(browser: Browser, demo: Served) -> Iterator[Opened]:
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    try:
        yield Opened(context.new_page(), demo)
    except Error as error:
        raise AssertionError(str(error)) from error
    finally:
        context.close()


def test_a_developer_asks_subscribes_and_sees_a_notification_arrive(
    graphiql: Opened, demo: Served
) -> None:
    graphiql.sign_in("milo.janssen@harbourfinch.example", "demo-password")
    expect(graphiql.page.get_by_text("Signed in as Milo Janssen")).to_be_visible()

    graphiql.write(QUERY)
    graphiql.run()
    graphiql.shows(r'"name":\s"Milo\sJanssen"[\s\S]*"totalCount":\s0')

    graphiql.page.get_by_role("tab", name="MyNotifications").click()
    graphiql.page.wait_for_timeout(500)  # the editor takes the other tab's text
    graphiql.run()
    expect(graphiql.page.get_by_role("button", name="Stop query")).to_be_visible()
    graphiql.page.wait_for_timeout(1000)  # nothing tells that a stream has begun
    graphiql.does_not_show("sequence")
    answer = demo.ask("Farah", HAND_OVER)
    assert answer["data"] == {"assignCompany": {"userErrors": []}}
    graphiql.shows(
        r'"sequence":\s1,[\s\S]*"text":\s"Farah\sNasser\sassigned\sAmber\sCeramics\sSAS\sto\syou\."'
    )
    if folder := os.environ.get("SCREENSHOTS"):
        graphiql.page.screenshot(path=f"{folder}/notification.png")

    graphiql.page.get_by_role("button", name="Stop query").click()
    graphiql.page.get_by_role("button", name="Sign out").click()
    expect(graphiql.page.get_by_role("button", name="Sign in")).to_be_visible()
    assert graphiql.complaints == []
    assert graphiql.elsewhere == []


def test_a_developer_signs_in_with_a_token(graphiql: Opened, demo: Served) -> None:
    graphiql.page.get_by_label("Token").fill(demo.tokens["Chiara"])
    graphiql.page.get_by_role("button", name="Use token").click()

    expect(graphiql.page.get_by_text("Signed in as Chiara Russo")).to_be_visible()
    graphiql.write(QUERY)
    graphiql.run()
    graphiql.shows(r'"totalCount":\s12')
    assert graphiql.complaints == []


def test_a_wrong_password_is_said_so_and_nobody_is_signed_in(graphiql: Opened) -> None:
    graphiql.sign_in("milo.janssen@harbourfinch.example", "wrong-password")

    expect(graphiql.page.locator(".problem")).to_have_text("E-mail and password do not fit.")
    expect(graphiql.page.get_by_role("button", name="Sign in")).to_be_visible()
    assert graphiql.complaints == []
