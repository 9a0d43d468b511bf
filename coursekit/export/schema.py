"""JSON Schemas of the files authors write, from the same models that read them (JSON Schema 2020-12)."""

import json

from pydantic import BaseModel, TypeAdapter

from coursekit.export.open_data import ContactsFile, FactsFile, PlacesFile
from coursekit.model.apps import App
from coursekit.model.base import Frozen
from coursekit.model.course import HandoutHead, PageHead
from coursekit.model.facts import Contact, Fact, Place
from coursekit.model.planner import Planner
from coursekit.model.quiz import Quiz
from coursekit.model.review import Review
from coursekit.model.rules import Rule
from coursekit.model.school import School
from coursekit.model.self_review import SelfReview
from coursekit.model.withdrawn import Withdrawn

SCHEMAS: dict[str, type[BaseModel] | TypeAdapter[tuple[BaseModel, ...]]] = {
    "quiz": Quiz,
    "facts": TypeAdapter(tuple[Fact, ...]),
    "contacts": TypeAdapter(tuple[Contact, ...]),
    "places": TypeAdapter(tuple[Place, ...]),
    "rules": TypeAdapter(tuple[Rule, ...]),
    "apps": TypeAdapter(tuple[App, ...]),
    "page": PageHead,
    "handout": HandoutHead,
    "planner": Planner,
    "review": Review,
    "self-review": SelfReview,
    "school": School,
    "withdrawn": TypeAdapter(tuple[Withdrawn, ...]),
    "data-facts": FactsFile,
    "data-contacts": ContactsFile,
    "data-places": PlacesFile,
}


class SchemaInputs(Frozen):
    """Which schema to write."""

    name: str


def render(inputs: SchemaInputs) -> bytes:
    """Return the schema as JSON, with the keys as authors write them."""
    kind = SCHEMAS[inputs.name]
    schema = kind.json_schema() if isinstance(kind, TypeAdapter) else kind.model_json_schema()
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema
    return (json.dumps(schema, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()
