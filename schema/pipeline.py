"""Pipelines and phases, as clients see them."""

from typing import Annotated

import strawberry

from orm.pipeline import Phase as OrmPhase
from orm.pipeline import Pipeline as OrmPipeline
from permissions.pipeline import PhaseAccess, PipelineAccess
from reader.sources.many import Many
from schema.types.fields import column, come, entity, related
from schema.types.record import Node


@entity(OrmPipeline, PipelineAccess, order=("name",))
@strawberry.type(description="A way of selling.")
class Pipeline(Node):
    """A way of selling."""

    name: str = column("What it is called.")
    phases: list[Annotated["Phase", strawberry.lazy("schema.pipeline")]] = come(
        "Its phases, in their order.", Many(on={"pipeline_id": "id"})
    )


@entity(OrmPhase, PhaseAccess, order=("pipeline_id", "position"))
@strawberry.type(description="A step of a pipeline.")
class Phase(Node):
    """A step of a pipeline."""

    name: str = column("What it is called.")
    pipeline: Pipeline = related("The pipeline that it is a step of.", "pipeline")
    position: int = column("Its place in the pipeline, from 1.")
    probability: int = column("How likely a deal in it is won, in percent.")
    attention_after_days: int | None = column("After how many days a deal in it needs attention.")


@strawberry.type
class PipelineQueries:
    """The roots that read pipelines."""

    pipelines: list[Pipeline] = come("The pipelines of the account.", Many())
