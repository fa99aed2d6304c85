"""Pipelines and phases in the schema."""

from typing import Annotated

import strawberry

from orm.pipeline import Phase as OrmPhase
from orm.pipeline import Pipeline as OrmPipeline
from permissions.pipeline import PhaseAccess, PipelineAccess
from reader.sources.many import Many
from schema.types.fields import column, come, entity, related
from schema.types.record import Node


@entity(OrmPipeline, PipelineAccess, order=("name",))
@strawberry.type(description="Sequence of phases that deals go through.")
class Pipeline(Node):
    """Sequence of phases that deals go through."""

    name: str = column("Name of the pipeline.")
    phases: list[Annotated["Phase", strawberry.lazy("schema.pipeline")]] = come(
        "Phases of the pipeline, in their order.", Many(on={"pipeline_id": "id"})
    )


@entity(OrmPhase, PhaseAccess, order=("pipeline_id", "position"))
@strawberry.type(description="Phase of a pipeline.")
class Phase(Node):
    """Phase of a pipeline."""

    name: str = column("Name of the phase.")
    pipeline: Pipeline = related("Pipeline that the phase belongs to.", "pipeline")
    position: int = column("Position of the phase in its pipeline, from 1.")
    probability: int = column("Probability that a deal in this phase is won, in percent.")
    attention_after_days: int | None = column(
        "Number of days after which a deal in this phase needs attention; null for never."
    )


@strawberry.type
class PipelineQueries:
    """Queries for pipelines."""

    pipelines: list[Pipeline] = come("Pipelines of the account, by name.", Many())
