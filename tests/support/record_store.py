"""A record store (xAPI 1.0.3) and the part of a cmi5 platform that launches: for one learner, and strict.

What it holds statements to are the “MUST” of the cmi5 specification for an assignable unit, by its sections.
"""

import functools
import json
import re
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import UUID, uuid4

CONTEXT = "https://w3id.org/xapi/cmi5/context"
VERBS = "http://adlnet.gov/expapi/verbs/"
ACTOR = {"objectType": "Agent", "account": {"homePage": "https://school.example/", "name": "1625378"}}
UNUSED = "not given yet"
UNIT = "https://school.example/unit/1"


class Store:
    """What a platform knows of one registration, and the session that is open."""

    def __init__(self, **launch: Any) -> None:
        self.registration = str(uuid4())
        self.launch: dict[str, Any] = {"launchMode": "Normal", "moveOn": "Passed", **launch}
        self.documents: dict[str, dict[str, Any]] = {}
        self.statements: list[dict[str, Any]] = []
        self.faults: list[str] = []
        self.session, self.begun = "", 0
        self.token, self.preferences_read = "", False
        self.tokens: set[str] = set()
        """Of every session: what the last one sent when it closed may arrive when the next has begun."""
        self.has_ended = threading.Event()

    def open(self) -> str:
        """Begin a session; the query that the unit is launched with (8.1)."""
        self.session, self.begun = str(uuid4()), len(self.statements)
        self.token, self.preferences_read = UNUSED, False
        self.has_ended.clear()
        return urlencode(
            {
                "endpoint": "/xapi",
                "fetch": "/fetch",
                "actor": json.dumps(ACTOR),
                "registration": self.registration,
                "activityId": UNIT,
            }
        )

    def fetched(self) -> dict[str, str]:
        """The token, once (8.2)."""
        if self.token != UNUSED:
            return {"error-code": "1", "error-text": "used"}
        self.token = self.session
        self.tokens.add(self.token)
        return {"auth-token": self.token}

    def read(self, name: str) -> dict[str, Any] | None:
        """A document of the learner."""
        if name != "LMS.LaunchData":
            return self.documents.get(name)
        template = {
            "contextActivities": {"grouping": [{"objectType": "Activity", "id": "https://school.example/p"}]},
            "extensions": {f"{CONTEXT}/extensions/sessionid": self.session},
        }
        return {"contextTemplate": template, **self.launch}

    def take(self, statement: dict[str, Any]) -> None:
        """Keep a statement, and note what is wrong with it; one that is there already changes nothing."""
        if statement in self.statements:
            return
        self.faults += [f"{verb_of(statement)}: {fault}" for fault in self._wrong(statement)]
        self.statements.append(statement)
        if verb_of(statement) == "terminated":
            self.has_ended.set()

    def _wrong(self, statement: dict[str, Any]) -> list[str]:
        verb, context = verb_of(statement), statement.get("context", {})
        result, inside = statement.get("result", {}), context.get("contextActivities", {})
        said = [verb_of(each) for each in self.statements[self.begun :]]
        ever = [verb_of(each) for each in self.statements]
        categories = {each["id"] for each in inside.get("category", [])}
        defined = f"{CONTEXT}/categories/cmi5" in categories
        judges = bool({"success", "completion"} & set(result))
        rules = {
            "9.1 no id": not UUID(statement["id"]).version,
            "9.2 another actor": statement["actor"] != ACTOR,
            "9.7 not UTC": not statement["timestamp"].endswith("Z"),
            "9.6.1 another registration": context.get("registration") != self.registration,
            "10.2.1 no session": context.get("extensions", {}).get(f"{CONTEXT}/extensions/sessionid")
            != self.session,
            "10.2.1 no grouping": not inside.get("grouping"),
            "11 preferences": not self.preferences_read,
            "7.1.1 not the first": (verb == "initialized") != (not said),
            "7.1.2 after the last": "terminated" in said,
            "9.3 twice in a session": defined and verb in said,
            "9.3 both verdicts": {verb, *said} >= {"passed", "failed"},
            "9.3 again": verb in {"passed", "completed"} and verb in ever,
            "9.3 failed after passed": verb == "failed" and "passed" in ever,
            "10.2.2 not normal": self.launch["launchMode"] != "Normal"
            and verb in {"passed", "failed", "completed"},
            "9.6.2.2 moveon": (f"{CONTEXT}/categories/moveon" in categories) != (defined and judges),
            "9.5.4 duration": defined
            and verb != "initialized"
            and not re.fullmatch(r"PT\d+S", result.get("duration", "")),
            "9.5.1 score": defined and "score" in result and verb not in {"passed", "failed"},
            "9.4 object": defined and statement["object"]["id"] != UNIT,
            "unknown": not defined and verb != "answered",
            "an answer": bool({"response"} & set(result)),
        }
        return [rule for rule, broken in rules.items() if broken] + self._score(statement, verb)

    def _score(self, statement: dict[str, Any], verb: str) -> list[str]:
        """9.3.4, 9.3.5, 9.6.3.2: a verdict agrees with the score that the platform has set."""
        mastery, score = self.launch.get("masteryScore"), statement.get("result", {}).get("score")
        if mastery is None or verb not in {"passed", "failed"} or not score:
            return []
        agrees = (score["scaled"] >= mastery) == (verb == "passed")
        said = statement["context"]["extensions"].get(f"{CONTEXT}/extensions/masteryscore") == mastery
        return [] if agrees and said else ["9.3.4 score"]


def verb_of(statement: dict[str, Any]) -> str:
    """The last part of the verb's IRI."""
    return str(statement["verb"]["id"]).removeprefix(VERBS)


def serve(folder: Path, store: Store) -> ThreadingHTTPServer:
    """Serve a folder, and the store beside it; the caller shuts it down."""
    handler = type("Handler", (_Handler,), {"store": store})
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


class _Handler(SimpleHTTPRequestHandler):
    store: Store

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """A file of the package, or a document."""
        path, query = self._asked()
        if not path.startswith("/xapi/"):
            super().do_GET()
        elif self._may():
            name = query.get("stateId", query.get("profileId", ""))
            self.store.preferences_read |= name == "cmi5LearnerPreferences"
            self._answer(self.store.read(name))

    def do_POST(self) -> None:
        """The token, statements, or a document."""
        path, query = self._asked()
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if path == "/fetch":
            self._answer(self.store.fetched())
        elif self._may():
            if path.endswith("/statements"):
                for statement in json.loads(body):
                    self.store.take(statement)
            else:
                self.store.documents.setdefault(query["stateId"], {}).update(json.loads(body))
            self._answer([])

    def _asked(self) -> tuple[str, dict[str, str]]:
        url = urlsplit(self.path)
        return url.path, {name: values[0] for name, values in parse_qs(url.query).items()}

    def _may(self) -> bool:
        allowed = self.headers["Authorization"].removeprefix("Basic ") in self.store.tokens
        known = self.headers["X-Experience-API-Version"] == "1.0.3"
        if not (allowed and known):
            self.store.faults.append(f"headers: {self.path}")
            self.send_error(401)
        return allowed and known

    def _answer(self, found: object) -> None:
        self.send_response(404 if found is None else 200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(found).encode())
