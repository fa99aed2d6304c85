"""What is asked: Strawberry types, inputs and roots, one file an entity."""

# Types are made when their modules are read; by then their enums have to be known.
from schema.types import enums as enums
