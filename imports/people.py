"""Users and teams that an import brings."""

from imports.import_index import ImportIndex, by_external_id
from imports.row import Outcome, Row, RowRefused
from notifications.events.account import AccessChanged
from orm.record import Columns
from orm.team import Membership, Team
from orm.user import CrmAccess, User, UserStatus
from resolvers.visibility.access_diff import access_diff, user_rights
from resolvers.visibility.record_diff import BulkVisibilityDiff
from resolvers.visibility.stakeholders import projects_of
from resolvers.write.batches import chunks
from resolvers.write.unit_of_work import UnitOfWork

LEADS_ARE_NOT_LIMITED = "full access: an administrator or team lead is not limited so"
NEEDED = ("first_name", "email")


class People:
    """Adds users, then the teams that they lead, then who is in which."""

    def __init__(self, known: ImportIndex, work: UnitOfWork, diff: BulkVisibilityDiff) -> None:
        self.known, self._work, self._diff = known, work, diff
        #: Whose rights are no longer what they were.
        self.restricted: list[AccessChanged] = []
        self._account_id = work.account.id
        self._leads: set[str | int | None] = set()
        self._teams: dict[str, Team] = {}

    async def add(self, users: list[Row], teams: list[Row]) -> None:
        """Add them, or what is new of them."""
        self._leads = {team.lead_id for team in self.known.teams}
        self._leads |= {row.values.get("lead") for row in teams}
        self._teams = {team.external_id: team for team in self.known.teams if team.external_id}
        await self._add_users(users, {row.key for row in teams})
        for row in teams:
            try:
                await self._team(row)
            except RowRefused as refused:
                row.refuse(str(refused))
        await self._memberships([row for row in users if row.did is not Outcome.REFUSED])

    async def _add_users(self, rows: list[Row], teams: set[str]) -> None:
        created: dict[str, User] = {}
        emails: dict[str, str] = {}
        for row in rows:
            try:
                unknown = [
                    it for it in row.values.get("teams", ()) if it not in {*self._teams, *teams}
                ]
                if unknown:
                    raise RowRefused(f'There is no team "{unknown[0]}".')
                user = await self._user(row, emails)
            except RowRefused as refused:
                row.refuse(str(refused))
                continue
            if row.did is Outcome.CREATED:
                created[row.key] = user
        for some in chunks(created.values()):
            await User.bulk_create(some)
        for user in (await by_external_id(User, self._account_id, list(created))).values():
            self.known.remember(user)

    async def _user(self, row: Row, emails: dict[str, str]) -> User:
        """The user of a row, changed as it says where they exist. Raises RowRefused."""
        columns = {name: value for name, value in row.values.items() if name != "teams"}
        email = columns.get("email", "")
        user, same_email = self.known.users.get(row.key), self.known.by_email.get(email)
        if user is None and same_email is not None and same_email.external_id is None:
            user = same_email
        if (
            same_email not in (None, user)
            or emails.setdefault(email or row.key, row.key) != row.key
        ):
            raise RowRefused(f"Another user has the e-mail {email}.")
        self._spare_leads(row, user, columns)
        if user is not None:
            await self._change(row, user, columns)
            return user
        missing = [name for name in NEEDED if not columns.get(name)]
        if missing:
            raise RowRefused(f"A new user needs {' and '.join(missing)}.")
        row.say(Outcome.CREATED)
        return User(account_id=self._account_id, external_id=row.key, **{"last_name": ""} | columns)

    def _spare_leads(self, row: Row, user: User | None, columns: Columns) -> None:
        """Who leads a team never has limited CRM access, an administrator none that is limited."""
        leads = row.key in self._leads or (user is not None and user.id in self._leads)
        access = columns.get("crm_access", CrmAccess.FULL)
        limited_lead = leads and access is CrmAccess.LIMITED_CRM
        if limited_lead or (user and user.is_admin and access is not CrmAccess.FULL):
            columns["crm_access"] = CrmAccess.FULL
            row.notes.append(LEADS_ARE_NOT_LIMITED)

    async def _change(self, row: Row, user: User, columns: Columns) -> None:
        columns = {**columns, "external_id": row.key}
        changed = [name for name, value in columns.items() if getattr(user, name) != value]
        if not changed:
            return
        before = user_rights(user)
        self.known.by_email.pop(user.email, None)
        user.update_from_dict(columns)
        await user.save(update_fields=[*changed, "search"])
        self.known.remember(user)
        row.say(Outcome.CHANGED, ", ".join(changed))
        if "crm_access" in changed:
            await self._record_access_change(user, before)

    async def _record_access_change(self, user: User, before: Columns) -> None:
        """Ask what somebody sees by other rights alone, before memberships and records change."""
        data = {"user": user.id, "before": before, "after": user_rights(user)}
        event = AccessChanged(user.name, concerns=(user.id,), data=data)
        event.data.update(await access_diff(self._work.database, self._work.account, event))
        self.restricted.append(event)

    async def _team(self, row: Row) -> None:
        """Create or change a team. Raises RowRefused."""
        columns: Columns = {"external_id": row.key}
        if "name" in row.values:
            columns["name"] = row.values["name"]
        named = next((it for it in self.known.teams if it.name == columns.get("name")), None)
        team = self._teams.get(row.key)
        if team is None and named is not None and named.external_id is None:
            team = named
        if named not in (None, team):
            raise RowRefused(f'Another team is called "{columns["name"]}".')
        if team is None and "name" not in columns:
            raise RowRefused("A new team needs a name.")
        if "lead" in row.values:
            columns["lead_id"] = await self._lead(row.values["lead"])
        if team is None:
            team = await Team.create(account_id=self._account_id, **columns)
            self.known.teams.append(team)
            row.say(Outcome.CREATED)
        elif changed := [name for name in columns if getattr(team, name) != columns[name]]:
            team.update_from_dict(columns)
            await team.save(update_fields=changed)
            row.say(Outcome.CHANGED, ", ".join(name.removesuffix("_id") for name in changed))
        self._teams[row.key] = team

    async def _lead(self, name: str | None) -> int | None:
        """The id of who is to lead a team; they are not limited any more. Raises RowRefused."""
        if name is None:
            return None
        user = self.known.user(name)
        if user.status is not UserStatus.ACTIVE:
            raise RowRefused(f"{user.name} is deactivated.")
        if user.crm_access is CrmAccess.LIMITED_CRM:
            before, user.crm_access = user_rights(user), CrmAccess.FULL
            await user.save(update_fields=["crm_access"])
            await self._record_access_change(user, before)
        return int(user.id)

    async def _memberships(self, rows: list[Row]) -> None:
        """Let the users be in the teams that their rows name, and in no others."""
        ids = [team.id for team in self.known.teams]
        there = {(it.user_id, it.team_id): it for it in await Membership.filter(team_id__in=ids)}
        for row in rows:
            if "teams" not in row.values:
                continue
            user = self.known.users[row.key]
            teams = [self._teams[name] for name in row.values["teams"] if name in self._teams]
            wanted = {(user.id, team.id) for team in teams}
            had = {pair for pair in there if pair[0] == user.id}
            if wanted == had:
                continue
            await self._ask_before(user.id, {team for _, team in wanted ^ had})
            await Membership.filter(id__in=[there[it].id for it in had - wanted]).delete()
            for user_id, team_id in sorted(wanted - had):
                await Membership.create(user_id=user_id, team_id=team_id)
            row.say(Outcome.CHANGED, "teams: " + (", ".join(team.name for team in teams) or "none"))

    async def _ask_before(self, user_id: int, teams: set[int]) -> None:
        """Ask what somebody sees of the projects of teams that they are about to join or leave."""
        await self._diff.before(await projects_of(teams), {user_id})
