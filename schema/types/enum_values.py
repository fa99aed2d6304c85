"""What the values of enums mean, where their names do not say it all."""

from enum import StrEnum

from orm.message import MessageType
from orm.notification import NotificationReason
from orm.project import ProjectEditors
from orm.record import ResponsibilityRole
from orm.segment import SegmentEditors, SegmentMatch, SegmentOperator, SegmentVisibility
from orm.ticket import TicketStatus
from orm.user import CrmAccess, ProjectAccess
from resolvers.transfer import HandoverAction
from resolvers.write.errors import UserErrorCode
from subscriptions.stored_event import ChangeKind

#: By the enum, since equal values of different enums are equal.
VALUES: dict[type[StrEnum], dict[str, str]] = {
    ChangeKind: {
        "CREATED": "It is new.",
        "UPDATED": "It was changed, or something that is part of it.",
        "DELETED": "It is gone.",
        "GAINED": "The viewer sees it from now on, or it enters the segment that is followed.",
        "LOST": "The viewer sees it no longer, or it leaves the segment that is followed.",
    },
    CrmAccess: {
        "FULL": "All of them.",
        "LIMITED_CRM": "Only the companies that they manage, and what hangs off these.",
        "LIMITED_DEALS": "All companies, but only the deals that are theirs or of a company"
        " that they manage.",
    },
    HandoverAction: {
        "TRANSFER": "Somebody else gets it.",
        "LEAVE": "It stays with who leaves.",
        "CLEAR": "Nobody has it any more; not for deals or the last owner of a project.",
    },
    MessageType: {
        "CUSTOMER": "The customer, to the colleagues.",
        "REPLY": "A colleague, to the customer.",
        "INTERNAL": "A colleague, to the others; the customer is not to see it.",
        "THIRD_PARTY": "Somebody else, or a colleague to them.",
    },
    NotificationReason: {
        "BECAME_RESPONSIBLE": "They are responsible for it from now on.",
        "NO_LONGER_RESPONSIBLE": "They are responsible for it no longer.",
        "RESPONSIBLE": "They are responsible for it.",
        "MANAGES_THE_CUSTOMER": "They manage a company that it is about.",
        "CONCERNED": "It is about them, or they are mentioned.",
        "TAKES_PART": "They take part in it.",
        "ADMINISTRATOR": "They administer the account.",
    },
    ProjectAccess: {
        "BY_PARTICIPATION": "Those that they own or take part in.",
        "ALL": "All of them.",
        "ADMIN": "All of them, and they may change every one.",
    },
    ProjectEditors: {
        "OWNERS": "Nobody else.",
        "OWNERS_AND_PARTICIPANTS": "Its participants.",
        "EVERYONE": "Whoever may see it.",
    },
    ResponsibilityRole: {
        "ACCOUNT_MANAGER": "For a company.",
        "SECOND_ACCOUNT_MANAGER": "For a company, beside its account manager.",
        "ASSIGNED_TO": "For a deal.",
        "SECOND_ASSIGNED_TO": "For a deal, beside whom it is assigned to.",
        "PROJECT_OWNER": "For a project, alone or with others.",
        "PROJECT_PARTICIPANT": "Taking part in a project, not through a team.",
        "TASK_ASSIGNEE": "For a task of a project.",
        "TICKET_ASSIGNEE": "For a ticket.",
        "CUSTOM_FIELD": "For a record of any kind that names them in a custom field.",
    },
    SegmentEditors: {
        "OWNER": "Its owner.",
        "EVERYONE": "Everybody.",
    },
    SegmentMatch: {
        "ALL": "Every rule has to hold.",
        "ANY": "One rule is enough.",
    },
    SegmentOperator: {
        "IS": "It is this.",
        "IS_NOT": "It is something else, or nothing.",
        "IS_ME": "It is whoever asks.",
        "IN": "It is one of these.",
        "IN_TEAM": "It is somebody of this team.",
        "IS_EMPTY": "There is nothing.",
        "IS_NOT_EMPTY": "There is something.",
        "CONTAINS": "This text is in it, whatever the case.",
        "AT_LEAST": "It is so much or more, or then or later.",
        "AT_MOST": "It is so much or less, or then or earlier.",
        "IN_LAST_DAYS": "It was at most so many days ago.",
        "IN_NEXT_DAYS": "It will be in so many days at most.",
    },
    SegmentVisibility: {
        "PRIVATE": "Its owner.",
        "SHARED": "Everybody who has its kind of record.",
    },
    TicketStatus: {
        "NEW": "Nobody's yet.",
        "OPEN": "That of the colleagues.",
        "WAITING_FOR_CUSTOMER": "That of the customer.",
        "ESCALATED": "That of somebody who decides.",
        "CLOSED": "Nobody's any more.",
    },
    UserErrorCode: {
        "INVALID": "It cannot be so.",
        "REQUIRED": "Something has to be there.",
        "NOT_FOUND": "There is nothing of this id that the viewer may name.",
        "RESPONSIBLE_REQUIRED": "Somebody has to be responsible.",
        "USER_INACTIVE": "Who is named is deactivated.",
        "ASSIGNEE_LACKS_MODULE": "Who is named does not have the module of it.",
        "SAME_AS_FIRST": "The second is who is the first.",
        "SECOND_WITHOUT_FIRST": "There is no first.",
        "FEATURE_NOT_ENABLED": "The operator has not switched it on for the account.",
        "LOSS_OF_OWN_ACCESS": "The viewer would see it no longer; confirmLossOfAccess does"
        " it all the same.",
        "LAST_OWNER": "A project keeps its last owner.",
        "LAST_ADMIN": "An account keeps its last active administrator.",
        "RESTRICTION_NOT_ALLOWED": "Administrators are never limited, nor are leads of"
        " teams to their companies.",
        "VERSION_CONFLICT": "It was changed since that version.",
        "VIEW_IMMUTABLE": "The list of everything is nobody's to change.",
        "DUPLICATE": "There is one like it already.",
    },
}
