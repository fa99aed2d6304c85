"""Permissions on pipelines and their phases."""

from orm.pipeline import Phase, Pipeline
from permissions.rule import Access, allow, everyone


class PipelineAccess(Access[Pipeline]):
    """Permissions on a pipeline."""

    model = Pipeline

    read = allow(everyone)


class PhaseAccess(Access[Phase]):
    """Permissions on a phase; everyone reads it, because a deal names its phase."""

    model = Phase

    read = allow(everyone)
