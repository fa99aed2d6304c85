"""The README and the other pages, run word for word: whoever follows them gets what they say."""

import json
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

from server.process.settings import PREFIX, Settings
from tests.dropping import dropping
from tests.served import ROOT, Served, environment, make, served
from tests.world.machine import need

PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
RUN_AS_SHELL = [ROOT / "README.md", ROOT / "docs" / "operating.md"]
NODE = ROOT / "tests" / "node"
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
PATH = re.compile(
    r"`((?:orm|permissions|notifications|reader|resolvers|subscriptions|imports|schema|demo|server|web"
    r"|tests|docs|benchmarks)/[\w./*-]*|\*/\w+\.py|[\w-]+\.(?:md|toml|lock))(?::[^`]*)?`"
)


class Block(NamedTuple):
    """One fenced block of a page."""

    page: Path
    #: The last headings above it, without their signs.
    part: str
    language: str
    text: str

    def __str__(self) -> str:
        return f"{self.page.name}: {self.part}: {self.text.splitlines()[0]}"


def blocks(page: Path, language: str = "", part: str = "") -> list[Block]:
    """The blocks of a page, in order, of one language and below one heading where it is said."""
    text, found = page.read_text(encoding="utf-8"), []
    for fence in FENCE.finditer(text):
        headings = re.findall(r"^##+ (.+)$", FENCE.sub("", text[: fence.start()]), re.MULTILINE)
        found.append(Block(page, headings[-1] if headings else "", fence[1], fence[2]))
    return [
        block for block in found if language in ("", block.language) and part in ("", block.part)
    ]


def readme(language: str, part: str = "") -> list[Block]:
    return blocks(ROOT / "README.md", language, part)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="module")
def demo(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A demo after its first start; what one test does to it is nothing to the others."""
    with served(tmp_path_factory.mktemp("served"), made) as demo:
        yield demo


@pytest.fixture
def own_demo(made: Path, tmp_path: Path) -> Iterator[Served]:
    """A demo for a test that stops it."""
    with served(tmp_path, made) as demo:
        yield demo


# ---- GraphQL ------------------------------------------------------------------------------------

GRAPHQL_PARTS = {
    "At a glance",
    "What it does",
    "A first query",
    "A first subscription",
    "Every module",
    "Sign in",
}


def test_no_graphql_of_the_readme_goes_untested() -> None:
    assert {block.part for block in readme("graphql")} == GRAPHQL_PARTS
    assert {block.part for block in readme("json")} == {"At a glance", "What it does"}


def test_the_first_answer_of_the_readme_is_the_one_that_comes(demo: Served) -> None:
    query, answer = blocks(ROOT / "README.md", part="At a glance")
    who = query.text.split()[1]

    assert demo.ask(who, query.text) == {"data": json.loads(answer.text)}


def test_what_the_readme_says_happens_does(demo: Served) -> None:
    zero, none, listens, writes, written, heard, one, found = blocks(
        ROOT / "README.md", part="What it does"
    )
    who = [block.text.split()[1] for block in (zero, listens, writes, one)]
    assert who == ["Milo", "Milo", "Farah", "Milo"]

    assert demo.ask("Milo", zero.text) == {"data": json.loads(none.text)}
    with demo.listen("Milo", listens.text) as phone:
        assert demo.ask("Farah", writes.text) == {"data": json.loads(written.text)}
        assert phone.hear() == {"data": json.loads(heard.text)}
    assert demo.ask("Milo", one.text) == {"data": json.loads(found.text)}


def test_the_first_query_answers_what_chiara_may_see(demo: Served) -> None:
    (query,) = readme("graphql", "A first query")
    answer = demo.ask("Chiara", query.text)

    assert answer.keys() == {"data"}
    companies = answer["data"]["viewer"]["responsibleFor"]["companies"]
    assert (companies["totalCount"], len(companies["nodes"])) == (12, 3)
    assert len(answer["data"]["deals"]["nodes"]) == 5


def test_the_first_subscription_answers_what_was_and_hears_what_comes(demo: Served) -> None:
    subscription, note = readme("graphql", "A first subscription")
    told = demo.ask("Chiara", "{notifications {nodes {sequence text}}}")["data"]["notifications"]
    before = list(reversed(told["nodes"]))
    assert before != []

    with demo.listen("Chiara", subscription.text) as phone:
        heard = [phone.hear()["data"]["notifications"] for _ in before]
        assert [{"sequence": it["sequence"], "text": it["text"]} for it in heard] == before
        written = demo.ask("Farah", note.text)["data"]["addNote"]
        assert written["userErrors"] == []
        heard_now = phone.hear()["data"]["notifications"]
    assert heard_now["sequence"] == len(before) + 1
    assert heard_now["text"] == f"Farah Nasser added a note to {heard_now['record']['label']}."
    assert heard_now["record"]["id"] == "Deal:5"


def test_every_module_answers_each_with_what_they_may_see(demo: Served) -> None:
    (query,) = readme("graphql", "Every module")
    farah, chiara = (demo.ask(name, query.text) for name in ("Farah", "Chiara"))

    for kind, most in (("contacts", 620), ("invoices", 319), ("projects", 24), ("tickets", 180)):
        of_farah, of_chiara = (seen["data"][kind]["totalCount"] for seen in (farah, chiara))
        assert 0 < of_farah <= most, kind
        assert of_chiara < of_farah, kind
    seen = [chiara["data"][kind]["totalCount"] for kind in ("projects", "tickets", "takingPart")]
    assert seen == [0, 0, 8]
    assert chiara["data"]["invoices"]["nodes"] != []
    assert farah["data"]["deal"]["quotations"] != []
    assert farah["data"]["ticketStatistics"]["new"] == 180
    assert [it["name"] for it in farah["data"]["segments"]] == [
        "All tickets",
        "Tickets that nobody has taken",
    ]
    assert all(it["count"] > 0 for it in farah["data"]["segments"])
    assert all(it["margin"] for it in farah["data"]["projects"]["nodes"])
    for answer in (farah, chiara):
        shown = answer["data"]["takingPart"]["nodes"]
        assert {str(it["margin"]) for it in shown} == {"None"}
        assert [(it["extensions"]["code"], it["path"]) for it in answer["errors"]] == [
            ("FORBIDDEN", ["takingPart", "nodes", place, "margin"]) for place in range(len(shown))
        ]


def test_signing_in_gives_a_token_that_works(demo: Served) -> None:
    (mutation,) = readme("graphql", "Sign in")
    payload = demo.ask(None, mutation.text)["data"]["signIn"]
    demo.tokens["signed in"] = payload["token"]

    assert payload["userErrors"] == []
    assert demo.ask("signed in", "{viewer {name}}") == {
        "data": {"viewer": {"name": "Chiara Russo"}}
    }


def test_the_demo_takes_pages_of_this_machine_whatever_their_port(demo: Served) -> None:
    address = f"http://{demo.address}/graphql"
    statuses = {
        origin: httpx.post(address, json={"query": "{viewer {name}}"}, headers={"origin": origin})
        for origin in ("http://localhost:5173", "http://127.0.0.1:3000", "https://app.example")
    }
    assert [it.status_code for it in statuses.values()] == [200, 200, 403]


# ---- The clients' own packages ------------------------------------------------------------------

SNIPPETS = {
    "A web application, with graphql-ws": "4401",
    "React, React Native and others, with Apollo Client": "4401",
    "Server-sent events, with graphql-sse or curl": "UNAUTHENTICATED",
}
AROUND = """
import WebSocket from "ws";
globalThis.WebSocket ??= WebSocket; // browsers, and Node from 22 on, have one
globalThis.token = process.argv[2];
globalThis.show = (notification) => console.log(JSON.stringify(notification));
globalThis.signInAgain = (error) =>
  console.log(`over: ${error.code} ${error.message} ${JSON.stringify(error)}`);
import("./snippet.mjs").catch(globalThis.signInAgain);
"""


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the packages that the snippets import."""
    need("node")
    wanted = json.loads((NODE / "package.json").read_text(encoding="utf-8"))["dependencies"]
    there = NODE / "node_modules"
    # npm writes the first of these last; other tests may be installing at this moment.
    if all((there / name).exists() for name in (".package-lock.json", *wanted)):
        return there
    folder = tmp_path_factory.mktemp("node")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(NODE / name, folder)
    command = ["npm", "ci", "--no-audit", "--no-fund"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=300)
    return folder / "node_modules"


class Client:
    """The snippet of a part of the README, running as Milo.

    by: an address in between; then it waits for as few seconds as it says tens.
    """

    def __init__(self, packages: Path, part: str, demo: Served, folder: Path, by: str = "") -> None:
        (snippet,) = readme("js", part)
        here = folder / part
        here.mkdir()
        (here / "node_modules").symlink_to(packages)
        text = snippet.text.replace("127.0.0.1:8000", by or demo.address)
        if by:
            text = text.replace("0_000", "_000")
        (here / "snippet.mjs").write_text(text, encoding="utf-8")
        (here / "around.mjs").write_text(AROUND, encoding="utf-8")
        self._said = here / "heard"
        with self._said.open("wb") as out:
            self._process = subprocess.Popen(
                ["node", "around.mjs", demo.tokens["Milo"]],
                cwd=here,
                stdout=out,
                stderr=subprocess.STDOUT,
            )

    def lines(self, number: int) -> list[str]:
        """What it heard, once there are so many lines."""
        end = time.monotonic() + 60
        while len(lines := self._said.read_text(encoding="utf-8").splitlines()) < number:
            assert time.monotonic() < end, lines
            time.sleep(0.05)
        return lines

    def end(self) -> None:
        """Let it run no longer."""
        self._process.kill()
        self._process.wait(20)


def test_no_snippet_of_the_readme_goes_untested() -> None:
    assert {block.part for block in readme("js")} == SNIPPETS.keys()


@pytest.mark.slow
def test_clients_come_back_through_restarts_and_miss_and_repeat_nothing(
    packages: Path, own_demo: Served, tmp_path: Path
) -> None:
    demo = own_demo
    hand_over(demo, 3)
    clients = {part: Client(packages, part, demo, tmp_path) for part in SNIPPETS}
    try:
        for client in clients.values():
            client.lines(3)
        hand_over(demo, 2)
        for client in clients.values():
            client.lines(5)
        for how in (signal.SIGKILL, signal.SIGTERM):
            demo.stop(how)
            demo.start()
            hand_over(demo, 4)  # none of them is back yet
        heard = {part: client.lines(13) for part, client in clients.items()}
        told = demo.ask("Milo", "{notifications(last: 100) {nodes {sequence text}}}")
        demo.ask("Milo", "mutation {signOut {signedOut}}")
        over = {part: client.lines(14)[13:] for part, client in clients.items()}
    finally:
        for client in clients.values():
            client.end()

    rows = sorted(told["data"]["notifications"]["nodes"], key=lambda row: int(row["sequence"]))
    assert [row["sequence"] for row in rows] == list(range(1, 14))
    for part, why in SNIPPETS.items():
        assert [shown(line) for line in heard[part]] == rows, part
        assert len(over[part]) == 1, part
        assert re.match(f"over: .*{why}", over[part][0]), part


@pytest.mark.slow
def test_clients_notice_a_network_that_drops_packets(
    packages: Path, own_demo: Served, tmp_path: Path
) -> None:
    hand_over(own_demo, 1)
    with dropping(own_demo.port) as network:
        by = f"127.0.0.1:{network.port}"
        clients = [Client(packages, part, own_demo, tmp_path, by) for part in SNIPPETS]
        try:
            for client in clients:
                client.lines(1)
            assert network.drop() >= len(clients)
            hand_over(own_demo, 1)
            for client in clients:
                first, second = (shown(line)["sequence"] for line in client.lines(2))
                assert (first, second) == (1, 2)
        finally:
            for client in clients:
                client.end()


def shown(line: str) -> dict[str, Any]:
    """What a client was told, without what only Apollo asks for."""
    notification = json.loads(line)
    return {"sequence": notification["sequence"], "text": notification["text"]}


def hand_over(demo: Served, times: int) -> None:
    """Make Milo responsible for a company and relieve him, in turn: he is told each time."""
    for _ in range(times):
        now = demo.ask("Farah", '{company(id: "Company:25") {accountManager {id}}}')
        to = "null" if now["data"]["company"]["accountManager"] else '"User:8"'
        assign = f'assignCompany(input: {{id: "Company:25", accountManager: {to}}})'
        written = demo.ask("Farah", f"mutation {{{assign} {{userErrors {{message}}}}}}")
        assert written["data"]["assignCompany"]["userErrors"] == []


# ---- Commands -----------------------------------------------------------------------------------

#: A command of the pages, and what it has to say.
SAYS = {
    "make demo": "whose demo",
    "make test": "pytest",
    "curl http": '{"data":{"viewer":{"name":"Chiara Russo"},"unreadNotificationCount":',
    "curl --no-buffer": 'data: {"data":{"notifications":{"sequence":1,',
    "whose migrate": "0001_initial",
    'whose account create "Harbour & Finch"': "ada@harbourfinch.example administers it",
    'whose account create "Little Orchard"': "otto@littleorchard.example administers it",
    "whose account list": "Account",
    'whose user list --account "Harbour & Finch"': "Ada Lindqvist",
    "whose user token ada": "a token of ada@harbourfinch.example",
    "whose user token otto": "a token of otto@littleorchard.example",
    "whose serve": "serving",
    "whose plan set BOOST": "has BOOST.",
    "whose plan set MOVE": "has MOVE.",
    "whose booster enable": "shared-inbox is on",
    "whose operator token": "a token of the operator, billing",
    "whose operator list": "billing",
    "whose operator revoke": "of billing taken back",
    "whose feature enable": "second-account-manager is on",
    "whose feature disable": "second-account-manager is off",
    "whose feature list": "second-account-manager",
    "whose explain ada@harbourfinch.example company.delete": "Yes, they may.",
    "whose explain otto@littleorchard.example deal.read": "everyone with full access",
    "umask 077": "",
    "python -c": "",
    "whose import crm": "deals            2        0",
}
#: What stands in for programs that would run for ever, or in a place of their own.
STAND_INS = {
    "make": f'exec {shutil.which("make")} --no-print-directory --dry-run -C "{ROOT}" "$@"',
    "curl": f'{shutil.which("curl")} -sS --max-time 4 "$@"; [ $? = 0 -o $? = 28 ]',
    "python": f'exec "{sys.executable}" "$@"',
    "whose": f"""
[ "$1" = serve ] || exec "{sys.executable}" -m server "$@"
"{sys.executable}" -m server "$@" >served 2>&1 & at=$!
for _ in $(seq 300); do grep -q serving served && break || sleep 0.1; done
kill -TERM $at; wait $at; cat served""",
}
ACCOUNT = "account,sector,year_established,revenue,employees,office_location,subsidiary_of"
CRM = {
    "sales_teams.csv": """sales_agent,manager,regional_office
Moses Frase,Dustin Brinkmann,Central
""",
    "accounts.csv": f"""{ACCOUNT}
Acme Corporation,technolgy,1996,1100.04,2822,United States,
""",
    "sales_pipeline.csv": """\
opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value
1C1I7A6R,Moses Frase,GTX Basic,Acme Corporation,Won,10/20/2016,3/1/2017,1054
Z063OYW0,Moses Frase,GTXPro,,Prospecting,,,
""",
}


def commands(page: Path) -> list[str]:
    """The commands of a page, each on one line."""
    text = "".join(block.text for block in blocks(page, "sh")).replace("\\\n", " ")
    return [" ".join(line.split()) for line in text.splitlines() if line]


def says(command: str) -> str:
    """What a command has to say."""
    return next(
        said for begins, said in sorted(SAYS.items(), reverse=True) if command.startswith(begins)
    )


@pytest.mark.slow
@pytest.mark.parametrize("page", RUN_AS_SHELL, ids=lambda page: page.name)
def test_every_command_of_a_page_works_as_it_stands(
    page: Path, demo: Served, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder, programs = tmp_path_factory.mktemp("here"), tmp_path_factory.mktemp("bin")
    for name, text in STAND_INS.items():
        (programs / name).write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        (programs / name).chmod(0o755)
    (folder / "crm").mkdir()
    for name, rows in CRM.items():
        (folder / "crm" / name).write_text(rows, encoding="utf-8")
    around: dict[str, str] = {"TOKEN": demo.tokens["Chiara"], "WHOSE_PORT": "0"}
    around["PATH"] = f"{programs}:{environment()['PATH']}"

    for command in commands(page):
        here = command.replace("127.0.0.1:8000", demo.address)
        done = subprocess.run(
            ["/bin/sh", "-euc", here],
            cwd=folder,
            env=environment(**around),
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        assert says(command) in done.stdout + done.stderr, command
        assert "Traceback" not in done.stderr, command


def test_no_command_of_any_page_goes_untested() -> None:
    elsewhere = {page for page in PAGES if blocks(page, "sh")} - set(RUN_AS_SHELL)
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    targets = {line.split()[1] for line in listed.stdout.splitlines() if "  make " in line}
    known = {f"make {target}" for target in targets}
    loose = [
        command
        for page in elsewhere - {ROOT / "docs" / "importing.md"}  # its own tests run it
        for command in commands(page)
        if " ".join(command.split()[:2]) not in known
    ]

    assert loose == []


# ---- What is said of the rest ------------------------------------------------------------------


def test_the_table_of_settings_names_each_with_its_default() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `(WHOSE_\w+)` \| (?:`([^`]*)`)? ?\|", text, re.MULTILINE))
    fields = Settings.model_fields.items()

    assert told == {
        PREFIX + name.upper(): "" if field.default is None else str(field.default)
        for name, field in fields
    }


def places() -> list[tuple[Path, str]]:
    """Every file that a page links to or names."""
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        links = [it.partition("#")[0] for it in LINK.findall(text) if "://" not in it]
        found += [(page, str((page.parent / it).resolve().relative_to(ROOT))) for it in links if it]
        found += [(page, it) for it in PATH.findall(FENCE.sub("", text))]
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_everything_that_a_page_names_is_there(page: Path) -> None:
    named = [place for at, place in places() if at == page]
    assert [place for place in named if not list(ROOT.glob(place.rstrip("/")))] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_within_the_pages_leads_to_a_heading(page: Path) -> None:
    lost = []
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        file, _, heading = link.partition("#")
        if heading and "://" not in link:
            target = (page.parent / file if file else page).read_text(encoding="utf-8")
            titles = re.findall(r"^#+ (.+)$", FENCE.sub("", target), re.MULTILINE)
            anchors = {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}
            lost += [link] if heading not in anchors else []
    assert lost == []


def test_the_readme_counts_the_demo_right(demo: Served) -> None:
    said = re.search(
        r"an account of (\d+) people, ([\d,]+) companies and ([\d,]+) deals",
        (ROOT / "README.md").read_text(encoding="utf-8"),
    )
    assert said is not None
    asked: Any = demo.ask("Ada", "{users {totalCount} companies {totalCount} deals {totalCount}}")[
        "data"
    ]

    assert [int(number.replace(",", "")) for number in said.groups()] == [
        asked[kind]["totalCount"] for kind in ("users", "companies", "deals")
    ]
