"""Accounts, passwords and tokens, from the command line."""

from typing import Any

import pytest

from orm.account import Account
from orm.pipeline import Phase
from orm.session import Session
from orm.user import Module, User
from permissions.caller import Caller
from permissions.tokens import token_hash
from resolvers.runtime.runtime import Runtime
from resolvers.session import sign_in
from resolvers.write.errors import Invalid
from tests.server.conftest import Fjord, Whose
from tests.server.looking import see

PASSWORD = "correct horse battery"


def test_a_new_account_has_an_administrator_and_a_pipeline(fjord: Fjord, database_url: str) -> None:
    async def work(runtime: Runtime) -> Any:
        account = await Account.get(name=fjord.name)
        users = await User.filter(account_id=account.id)
        phases = await Phase.filter(account_id=account.id).order_by("position")
        return (
            [(user.name, user.email, user.is_admin, user.password_hash) for user in users],
            [(phase.name, phase.probability) for phase in phases],
        )

    assert see(database_url, work) == (
        [("Ada Lindqvist", fjord.ada, True, None)],
        [("New", 10), ("Qualified", 25), ("Proposal", 50), ("Negotiation", 75)],
    )


def test_accounts_are_listed_with_their_users_plan_and_features(whose: Whose, fjord: Fjord) -> None:
    of = ("--account", fjord.name)
    assert whose("feature", "enable", "second-account-manager", *of).code == 0
    assert whose("booster", "enable", "shared-inbox", *of).code == 0

    lines = whose("account", "list").lines

    assert lines[0] == "Account Users Plan Boosters Features"
    assert f"{fjord.name} 1 GO SHARED_INBOX SECOND_ACCOUNT_MANAGER" in lines


@pytest.mark.parametrize(
    ("name", "email", "admin", "line"),
    [
        ("", "a@b.example", "Ada", "The name of the account must be one line of 1 to 200"),
        ("x" * 201, "a@b.example", "Ada", "The name of the account must be one line of 1 to 200"),
        ("a\x07b", "a@b.example", "Ada", "The name of the account must be one line of 1 to 200"),
        ("Oak", "nowhere", "Ada", "nowhere is no e-mail address."),
        ("Oak", "a@b.example", " ", "The name of the administrator must be one line of 1 to 200"),
        ("Oak", "a@b.example", "A" * 150, "A first or last name has at most 100 characters."),
    ],
)
def test_an_account_that_cannot_be_is_refused_in_one_line_and_not_made(
    whose: Whose, database_url: str, name: str, email: str, admin: str, line: str
) -> None:
    before = see(database_url, lambda runtime: Account.all().count())

    said = whose("account", "create", name, "--admin-email", email, "--admin-name", admin)

    assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
    assert said.err.startswith(f"whose: {line}")
    assert see(database_url, lambda runtime: Account.all().count()) == before


def test_two_accounts_of_one_name_are_refused(whose: Whose, fjord: Fjord) -> None:
    said = whose(
        "account", "create", fjord.name, "--admin-email", "bo@b.example", "--admin-name", "Bo"
    )

    assert (said.code, said.err) == (1, f"whose: There is an account {fjord.name} already.\n")


def test_a_password_comes_from_standard_input_and_opens_the_door(
    whose: Whose, fjord: Fjord, database_url: str
) -> None:
    said = whose("user", "password", fjord.ada, typed=f"{PASSWORD}\n")

    async def work(runtime: Runtime) -> Any:
        somewhere = Caller(None, "192.0.2.7")
        signed_in = await sign_in(
            somewhere,
            runtime.database,
            passwords=runtime.passwords,
            email=fjord.ada,
            password=PASSWORD,
        )
        with pytest.raises(Invalid):
            await sign_in(
                somewhere,
                runtime.database,
                passwords=runtime.passwords,
                email=fjord.ada,
                password=PASSWORD + "!",
            )
        return signed_in.token is not None

    assert (said.code, PASSWORD in said.out + said.err) == (0, False)
    assert see(database_url, work) is True


def test_a_password_that_is_too_short_is_refused(whose: Whose, fjord: Fjord) -> None:
    said = whose("user", "password", fjord.ada, typed="short\n")

    assert (said.code, said.err) == (1, "whose: A password has from 12 to 1000 characters.\n")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("--nope",), "No such option: --nope; `whose --help`"),
        (("serv",), "No such command 'serv'. Did you mean 'serve', 'user'?; `whose --help`"),
        (("serve", "--nope"), "No such option: --nope; `whose serve --help`"),
        (("account", "nope"), "No such command 'nope'; `whose account --help`"),
        (("account", "create"), "Missing argument 'name'; `whose account create --help`"),
        (
            ("user", "token", "ada@fjord.example", "--days", "0"),
            "Invalid value for '--days': Input should be greater than or equal to 1;"
            " `whose user token --help`",
        ),
        (
            ("feature", "enable", "flight", "--account", "Fjord"),
            "Invalid value for 'feature': 'flight' is not one of 'second-account-manager';"
            " `whose feature enable --help`",
        ),
    ],
)
def test_a_command_that_is_mistyped_is_refused_in_one_line(
    run: Whose, words: tuple[str, ...], line: str
) -> None:
    said = run(*words)

    assert (said.code, said.out, said.err) == (2, "", f"whose: {line} shows what there is.\n")


def test_who_names_no_command_is_shown_them_all(run: Whose) -> None:
    for words in ((), ("account",)):
        said = run(*words)

        assert (said.code, "Usage" in said.out, said.err) == (2, True, "")


def test_a_password_is_no_argument(whose: Whose, fjord: Fjord) -> None:
    assert whose("user", "password", fjord.ada, PASSWORD).code == 2


def test_a_new_password_ends_every_session_of_the_user(
    whose: Whose, fjord: Fjord, database_url: str
) -> None:
    token = whose("user", "token", fjord.ada).out.strip()

    def there(runtime: Runtime) -> Any:
        return Session.filter(token_hash=token_hash(token)).exists()

    assert see(database_url, there) is True

    whose("user", "password", fjord.ada, typed=f"{PASSWORD}\n")

    assert see(database_url, there) is False


def test_a_token_stands_alone_on_standard_output_and_only_its_hash_is_kept(
    whose: Whose, fjord: Fjord, database_url: str
) -> None:
    said = whose("user", "token", fjord.ada, "--days", "7")

    async def work(runtime: Runtime) -> Any:
        user = await User.get(email=fjord.ada)
        return [session.token_hash for session in await Session.filter(user_id=user.id)]

    assert (said.code, said.out.count("\n"), len(said.out.strip())) == (0, 1, 43)
    assert see(database_url, work) == [token_hash(said.out.strip())]


def test_somebody_who_is_not_there_is_told_in_one_line(whose: Whose) -> None:
    said = whose("user", "token", "nobody@fjord.example")

    assert (said.code, said.out) == (1, "")
    assert said.err == "whose: There is no user nobody@fjord.example.\n"


def test_an_e_mail_of_two_accounts_needs_the_account(whose: Whose, fjord: Fjord) -> None:
    other = f"Other {fjord.name}"
    whose("account", "create", other, "--admin-email", fjord.ada, "--admin-name", "Ada Two")

    unclear = whose("user", "token", fjord.ada)
    clear = whose("user", "token", fjord.ada, "--account", other)

    assert unclear.err == (
        f"whose: There is a user {fjord.ada} in {fjord.name}, {other}: say which, with --account.\n"
    )
    assert (unclear.code, clear.code) == (1, 0)


def test_users_are_listed_with_what_they_may_do(whose: Whose, fjord: Fjord) -> None:
    assert whose("user", "list", "--account", fjord.name).lines == [
        "Name E-mail Status Access Modules",
        f"Ada Lindqvist {fjord.ada} ACTIVE administrator {', '.join(Module)}",
    ]
