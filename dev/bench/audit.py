"""What the operator asked of the API server, as the API server's audit log has it."""

import collections
import datetime
import json
import pathlib
from collections.abc import Iterable
from dataclasses import dataclass

READS = ("get", "list", "watch")


@dataclass(frozen=True)
class Call:
    time: datetime.datetime
    verb: str
    resource: str  # with its subresource: soupselections/status
    namespace: str
    name: str
    code: int
    status: dict | None  # of a status update: what was to be written

    def writes(self) -> bool:
        return self.verb not in READS


def read(log: pathlib.Path) -> list[Call]:
    """All calls in order; a watch counts when it begins."""
    calls = []
    for line in log.read_text().splitlines():
        entry = json.loads(line)
        if entry["verb"] == "watch" and entry["stage"] != "ResponseStarted":
            continue
        about = entry.get("objectRef", {})
        calls.append(
            Call(
                datetime.datetime.fromisoformat(entry["requestReceivedTimestamp"].replace("Z", "+00:00")),
                entry["verb"],
                "/".join(filter(None, (about.get("resource"), about.get("subresource")))),
                about.get("namespace", ""),
                about.get("name", ""),
                entry.get("responseStatus", {}).get("code", 0),
                entry.get("requestObject", {}).get("status"),
            )
        )
    return sorted(calls, key=lambda call: call.time)


def writes_by_kind(calls: Iterable[Call]) -> collections.Counter[str]:
    """Of one selection. Status updates that only move counts, which the operator makes at most every ten seconds, apart."""
    counts = collections.Counter()
    before = None
    for call in calls:
        if not call.writes():
            continue
        if call.status is None:
            counts[call.resource] += 1
            continue
        state = _without_counts(call.status)
        counts["progress" if state == before else "status"] += 1
        if call.code < 300:
            before = state
    return counts


def _without_counts(status: dict) -> dict:
    rest = {key: value for key, value in status.items() if key not in ("modelCounts", "evaluations", "resumeToken")}
    rest["excluded"] = status.get("modelCounts", {}).get("excluded")
    rest["conditions"] = [
        {key: value for key, value in condition.items() if key != "message"} for condition in status["conditions"]
    ]
    return rest
