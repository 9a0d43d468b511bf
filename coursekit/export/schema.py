"""JSON Schemas of the files authors write, from the same models that read them (JSON Schema 2020-12)."""

import json
from typing import Any

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


def _let_drafts_be(schema: dict[str, Any]) -> None:
    """Ask for no reason where a question says `draft: true`."""
    lenient = json.loads(json.dumps(schema["$defs"]).replace('"#/$defs/', '"#/$defs/Draft'))
    for part in lenient.values():
        part["required"] = [key for key in part.get("required", ()) if key not in _WRITTEN_LATER]
        for key in _WRITTEN_LATER & set(part.get("properties", ())):
            part["properties"][key] = {"anyOf": [part["properties"][key], {"type": "null"}]}
    listed = schema["properties"]["questions"]
    finished, name = listed["items"], '"#/$defs/'
    draft = json.loads(json.dumps(finished).replace(name, f"{name}Draft"))
    is_draft = {"required": ["draft"], "properties": {"draft": {"const": True}}}
    listed["items"] = {"if": is_draft, "then": draft, "else": finished}
    schema["$defs"] |= {f"Draft{name}": part for name, part in lenient.items()}


_WRITTEN_LATER = {"reason", "otherwise", "note", "tell", "if_true", "if_false"}


class SchemaInputs(Frozen):
    """Which schema to write."""

    name: str


def render(inputs: SchemaInputs) -> bytes:
    """Return the schema as JSON, with the keys as authors write them."""
    kind = SCHEMAS[inputs.name]
    schema = kind.json_schema() if isinstance(kind, TypeAdapter) else kind.model_json_schema()
    if inputs.name == "quiz":
        _let_drafts_be(schema)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema
    return (json.dumps(schema, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()
