"""Permissions on tasks."""

from orm.task import Task
from orm.user import Module
from permissions.project import ProjectAccess
from permissions.rule import Access, Rule, allow, with_its

reader = Rule("everyone who may read its project", with_its("project_id", ProjectAccess, "read"))
editor = Rule(
    "everyone who may change its project", with_its("project_id", ProjectAccess, "update")
)


class TaskAccess(Access[Task]):
    """Permissions on tasks."""

    model = Task
    module = Module.PROJECTS

    read = allow(reader)
    update = allow(editor)
    delete = allow(editor)
