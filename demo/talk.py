"""How a talk with a customer of the demo account goes, from what they wrote to its end."""

import datetime
import random
from dataclasses import dataclass, field

from demo.stage import DAY
from demo.work import AGAIN, ANSWERS, ASIDE, BACK, OTHERS, RECEIVED, THANKS
from orm.inbox import Inbox
from orm.message import Message, MessageType
from orm.ticket import Ticket, TicketStatus
from orm.user import User

HOUR = datetime.timedelta(hours=1)
CUSTOMER, REPLY = MessageType.CUSTOMER, MessageType.REPLY
#: How one talk in so many goes.
SILENT, STUCK = 0.16, 0.3


@dataclass
class Talk:
    """A ticket, and what is written in it as time goes by."""

    ticket: Ticket
    inbox: Inbox
    dice: random.Random
    at: datetime.datetime
    messages: list[Message] = field(default_factory=list)

    def begin(self, body: str) -> None:
        """What the customer writes, and perhaps what an inbox answers at once."""
        self._say(CUSTOMER, body)
        if self.inbox.close_after_days and self.dice.random() < 0.3:
            self._wait(0.01)
            self._say(REPLY, RECEIVED, auto=True)

    def go_on(self, agent: User, now: datetime.datetime) -> None:
        """Let somebody take it; what would be after now has not happened yet."""
        self.ticket.assigned_to_id = agent.id
        fate, dice = self.dice.random(), self.dice
        if dice.random() < 0.3:
            self._wait(1)
            self._say(MessageType.INTERNAL, dice.choice(ASIDE), agent)
        self._answer(agent)
        while dice.random() < 0.3:
            self._hear(BACK)
            self._answer(agent)
        if fate < SILENT:
            self._leave()
        elif fate < STUCK:
            self._get_stuck()
        else:
            self._close(agent)
        self._cut(now)

    def _leave(self) -> None:
        """The customer says nothing more: the inbox closes it, if it does so."""
        if self.inbox.close_after_days:
            self.at += DAY * self.inbox.close_after_days
            self.ticket.closed_at, self.ticket.closed_automatically = self.at, True

    def _get_stuck(self) -> None:
        """The customer waits, since somebody else has to answer first."""
        self._hear(BACK)
        if self.dice.random() < 0.6:
            self._wait(8)
            self._say(MessageType.THIRD_PARTY, self.dice.choice(OTHERS))
            self.ticket.status = TicketStatus.ESCALATED

    def _close(self, agent: User) -> None:
        self._hear(THANKS)
        if self.dice.random() < 0.1:
            self.ticket.reopened = True
            self._hear(AGAIN)
            self._answer(agent)
        self._wait(5)
        self.ticket.closed_at, self.ticket.closed_by_id = self.at, agent.id

    def _hear(self, bodies: tuple[str, ...]) -> None:
        self._wait(12)
        self._say(CUSTOMER, self.dice.choice(bodies))

    def _answer(self, agent: User) -> None:
        self._wait(3)
        self._say(REPLY, self.dice.choice(ANSWERS), agent)

    def _wait(self, hours: float) -> None:
        """Let about so many hours pass, and now and then many more."""
        self.at += HOUR * hours * self.dice.lognormvariate(0, 0.9)

    def _say(self, type_: MessageType, body: str, by: User | None = None, **more: bool) -> None:
        self.messages.append(
            Message(
                account_id=self.ticket.account_id,
                type=type_,
                body=body,
                sent_by_id=by.id if by else None,
                created_at=self.at,
                **more,
            )
        )

    def _cut(self, now: datetime.datetime) -> None:
        """Leave out what is after now, and let the ticket be as the rest makes it."""
        ticket = self.ticket
        self.messages = [it for it in self.messages if it.created_at <= now]
        said = [it for it in self.messages if it.type in (CUSTOMER, REPLY) and not it.auto]
        answers = [it.created_at for it in said if it.type is REPLY]
        ticket.reply_count = len(answers)
        ticket.first_reply_at = answers[0] if answers else None
        if ticket.closed_at and ticket.closed_at <= now:
            ticket.status = TicketStatus.CLOSED
            return
        ticket.closed_at = ticket.closed_by_id = None
        ticket.closed_automatically = ticket.reopened = False
        if said[-1].type is REPLY:
            ticket.status, ticket.waiting_since = TicketStatus.WAITING_FOR_CUSTOMER, answers[-1]
        elif ticket.status is TicketStatus.NEW:
            ticket.status = TicketStatus.OPEN
