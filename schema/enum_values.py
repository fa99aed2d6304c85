"""What the values of enums mean, where their names do not say it all."""

from enum import Enum

from orm.message import MessageType
from orm.notification import NotificationReason
from orm.project import ProjectEditors
from orm.record import ResponsibilityRole
from orm.segment import SegmentEditors, SegmentMatch, SegmentOperator, SegmentVisibility
from orm.ticket import TicketStatus
from orm.user import CrmAccess, ProjectAccess
from resolvers.errors import UserErrorCode
from resolvers.streams.happening import ChangeKind
from resolvers.transfer import HandoverAction

VALUES: dict[Enum, str] = {
    ChangeKind.CREATED: "It is new.",
    ChangeKind.UPDATED: "It was changed, or something that is part of it.",
    ChangeKind.DELETED: "It is gone.",
    ChangeKind.GAINED: "The viewer sees it from now on, or it enters the segment that is followed.",
    ChangeKind.LOST: "The viewer sees it no longer, or it leaves the segment that is followed.",
    CrmAccess.FULL: "All of them.",
    CrmAccess.LIMITED_CRM: "Only the companies that they manage, and what hangs off these.",
    CrmAccess.LIMITED_DEALS: "All companies, but only the deals that are theirs or of a company"
    " that they manage.",
    HandoverAction.TRANSFER: "Somebody else gets it.",
    HandoverAction.LEAVE: "It stays with who leaves.",
    HandoverAction.CLEAR: "Nobody has it any more; not for deals or the last owner of a project.",
    MessageType.CUSTOMER: "The customer, to the colleagues.",
    MessageType.REPLY: "A colleague, to the customer.",
    MessageType.INTERNAL: "A colleague, to the others; the customer is not to see it.",
    MessageType.THIRD_PARTY: "Somebody else, or a colleague to them.",
    NotificationReason.BECAME_RESPONSIBLE: "They are responsible for it from now on.",
    NotificationReason.NO_LONGER_RESPONSIBLE: "They are responsible for it no longer.",
    NotificationReason.RESPONSIBLE: "They are responsible for it.",
    NotificationReason.MANAGES_THE_CUSTOMER: "They manage a company that it is about.",
    NotificationReason.CONCERNED: "It is about them, or they are mentioned.",
    NotificationReason.TAKES_PART: "They take part in it.",
    NotificationReason.ADMINISTRATOR: "They administer the account.",
    ProjectAccess.BY_PARTICIPATION: "Those that they own or take part in.",
    ProjectAccess.ALL: "All of them.",
    ProjectAccess.ADMIN: "All of them, and they may change every one.",
    ProjectEditors.OWNERS: "Nobody else.",
    ProjectEditors.OWNERS_AND_PARTICIPANTS: "Its participants.",
    ProjectEditors.EVERYONE: "Whoever may see it.",
    ResponsibilityRole.ACCOUNT_MANAGER: "For a company.",
    ResponsibilityRole.SECOND_ACCOUNT_MANAGER: "For a company, beside its account manager.",
    ResponsibilityRole.ASSIGNED_TO: "For a deal.",
    ResponsibilityRole.SECOND_ASSIGNED_TO: "For a deal, beside whom it is assigned to.",
    ResponsibilityRole.PROJECT_OWNER: "For a project, alone or with others.",
    ResponsibilityRole.PROJECT_PARTICIPANT: "Taking part in a project, not through a team.",
    ResponsibilityRole.TASK_ASSIGNEE: "For a task of a project.",
    ResponsibilityRole.TICKET_ASSIGNEE: "For a ticket.",
    ResponsibilityRole.CUSTOM_FIELD: "For a record of any kind that names them in a custom field.",
    SegmentEditors.OWNER: "Its owner.",
    SegmentEditors.EVERYONE: "Everybody.",
    SegmentMatch.ALL: "Every rule has to hold.",
    SegmentMatch.ANY: "One rule is enough.",
    SegmentOperator.IS: "It is this.",
    SegmentOperator.IS_NOT: "It is something else, or nothing.",
    SegmentOperator.IS_ME: "It is whoever asks.",
    SegmentOperator.IN: "It is one of these.",
    SegmentOperator.IN_TEAM: "It is somebody of this team.",
    SegmentOperator.IS_EMPTY: "There is nothing.",
    SegmentOperator.IS_NOT_EMPTY: "There is something.",
    SegmentOperator.CONTAINS: "This text is in it, whatever the case.",
    SegmentOperator.AT_LEAST: "It is so much or more, or then or later.",
    SegmentOperator.AT_MOST: "It is so much or less, or then or earlier.",
    SegmentOperator.IN_LAST_DAYS: "It was at most so many days ago.",
    SegmentOperator.IN_NEXT_DAYS: "It will be in so many days at most.",
    SegmentVisibility.PRIVATE: "Its owner.",
    SegmentVisibility.SHARED: "Everybody who has its kind of record.",
    TicketStatus.NEW: "Nobody's yet.",
    TicketStatus.OPEN: "That of the colleagues.",
    TicketStatus.WAITING_FOR_CUSTOMER: "That of the customer.",
    TicketStatus.ESCALATED: "That of somebody who decides.",
    TicketStatus.CLOSED: "Nobody's any more.",
    UserErrorCode.INVALID: "It cannot be so.",
    UserErrorCode.REQUIRED: "Something has to be there.",
    UserErrorCode.NOT_FOUND: "There is nothing of this id that the viewer may name.",
    UserErrorCode.RESPONSIBLE_REQUIRED: "Somebody has to be responsible.",
    UserErrorCode.USER_INACTIVE: "Who is named is deactivated.",
    UserErrorCode.ASSIGNEE_LACKS_MODULE: "Who is named does not have the module of it.",
    UserErrorCode.SAME_AS_FIRST: "The second is who is the first.",
    UserErrorCode.SECOND_WITHOUT_FIRST: "There is no first.",
    UserErrorCode.FEATURE_NOT_ENABLED: "The operator has not switched it on for the account.",
    UserErrorCode.LOSS_OF_OWN_ACCESS: "The viewer would see it no longer; confirmLossOfAccess does"
    " it all the same.",
    UserErrorCode.LAST_OWNER: "A project keeps its last owner.",
    UserErrorCode.LAST_ADMIN: "An account keeps its last active administrator.",
    UserErrorCode.RESTRICTION_NOT_ALLOWED: "Administrators are never limited, nor are leads of"
    " teams to their companies.",
    UserErrorCode.VERSION_CONFLICT: "It was changed since that version.",
    UserErrorCode.VIEW_IMMUTABLE: "The list of everything is nobody's to change.",
    UserErrorCode.DUPLICATE: "There is one like it already.",
}
