"""Who may see the pipelines and their phases."""

from orm.pipeline import Phase, Pipeline
from permissions.rule import Access, allow, everyone


class PipelineAccess(Access[Pipeline]):
    """Who may see a pipeline."""

    model = Pipeline

    read = allow(everyone)


class PhaseAccess(Access[Phase]):
    """Who may see a phase; everybody, since a deal names its phase."""

    model = Phase

    read = allow(everyone)
