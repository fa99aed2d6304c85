"""Phases that an import brings; a phase is known by its pipeline and its name."""

from imports.import_index import ImportIndex
from imports.row import Outcome, Row
from orm.pipeline import Phase, Pipeline
from orm.record import Columns

COLUMNS = ("position", "probability", "attention_after_days")


async def add_phases(known: ImportIndex, rows: list[Row]) -> None:
    """Create the phases that are missing, and change those that differ."""
    for row in rows:
        pipeline = await _pipeline(known, row.values["pipeline"])
        columns = {name: row.values[name] for name in COLUMNS if name in row.values}
        inside = [it for it in known.phases if it.pipeline_id == pipeline.id]
        phase = next((it for it in inside if it.name == row.values["name"]), None)
        if phase is None:
            columns.setdefault("position", len(inside) + 1)
            known.phases.append(await _create(known, pipeline, row.values["name"], columns))
            row.say(Outcome.CREATED)
            continue
        changed = [name for name, value in columns.items() if getattr(phase, name) != value]
        if changed:
            phase.update_from_dict(columns)
            await phase.save(update_fields=changed)
            row.say(Outcome.CHANGED, ", ".join(changed))
    known.phases.sort(key=lambda phase: (phase.pipeline_id, phase.position, phase.id))


async def _pipeline(known: ImportIndex, name: str) -> Pipeline:
    pipeline = known.pipeline(name)
    if pipeline is None:
        pipeline = await Pipeline.create(account_id=known.account.id, name=name)
        known.pipelines.append(pipeline)
    return pipeline


async def _create(known: ImportIndex, pipeline: Pipeline, name: str, columns: Columns) -> Phase:
    return await Phase.create(
        account_id=known.account.id, pipeline_id=pipeline.id, name=name, **columns
    )
