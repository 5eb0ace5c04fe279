"""One run of the operator with many selections, and what was seen of it."""

import collections
import datetime
import pathlib
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass

import audit
import radin
from operator_process import OperatorProcess

HERE = pathlib.Path(__file__).parent
NAMESPACES = 10
PREFIX = "soup-"
NAME_LENGTH = len(PREFIX) + 5


@dataclass(frozen=True)
class Figures:
    """Of one run. Writes are of each selection, by kind."""

    selections: int
    seconds: float
    cpu_seconds: float
    peak_mib: float
    heap_mib: float
    writes: Sequence[collections.Counter]
    refused: int
    lists_at_start: int
    lists_later: int
    quiet_seconds: int
    quiet_calls: int
    reconciliations: float
    restart_seconds: float
    restart_peak_mib: float
    restart_lists: int
    restart_writes: int


def run(selections: int, quiet_seconds: int) -> Figures:
    folder = pathlib.Path(tempfile.mkdtemp(prefix="radin-scale-"))
    cluster = subprocess.Popen(
        radin.java_of_tests("dev.radin.operator.cluster.ScaleCluster", folder, NAMESPACES, HERE / "audit-policy.yaml"),
        cwd=radin.HOME, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )
    try:
        kubeconfig = _line(cluster)
        with OperatorProcess(kubeconfig, folder / "operator.log") as operator:
            started = _now()
            print(f"drain {PREFIX} {selections}", file=cluster.stdin, flush=True)
            seconds = float(_line(cluster))
            cpu_seconds = operator.cpu_seconds()
            time.sleep(quiet_seconds / 10)  # the Job controller still tidies up
            quiet_from = _now()
            time.sleep(quiet_seconds)
            quiet_to = _now()
            peak_mib = operator.peak_mib()
            reconciliations = operator.metric("radin_reconcile_duration_seconds_count")
            heap_mib = operator.metric("jvm_memory_max_bytes", 'area="heap"') / 2**20
        restarted = _now()
        with OperatorProcess(kubeconfig, folder / "again.log") as again:
            while again.metric("radin_reconcile_duration_seconds_count") < selections:
                time.sleep(0.5)
            restart = again.seconds_to_ready, again.peak_mib()
        # The lease is renewed for ever, by a call or two every few seconds.
        calls = [call for call in audit.read(folder / "audit.log") if call.resource != "leases"]
    finally:
        cluster.stdin.close()
        cluster.wait()
    shutil.rmtree(folder)
    first = [c for c in calls if c.time < restarted]
    second = [c for c in calls if c.time >= restarted]
    return Figures(
        selections, seconds, cpu_seconds, peak_mib, heap_mib,
        writes=_writes(first),
        refused=sum(c.writes() and c.code >= 400 for c in first),
        lists_at_start=sum(c.verb == "list" and c.time < started for c in first),
        lists_later=sum(c.verb == "list" and c.time >= started for c in first),
        quiet_seconds=quiet_seconds,
        quiet_calls=sum(quiet_from <= c.time < quiet_to and c.verb != "watch" for c in first),
        reconciliations=reconciliations,
        restart_seconds=restart[0],
        restart_peak_mib=restart[1],
        restart_lists=sum(c.verb == "list" for c in second),
        restart_writes=sum(c.writes() for c in second),
    )


def _line(cluster: subprocess.Popen) -> str:
    line = cluster.stdout.readline()
    if not line:
        raise RuntimeError("the cluster ended; see above")
    return line.strip()


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.timezone.utc)


def _writes(calls: Sequence[audit.Call]) -> list[collections.Counter]:
    by_selection = collections.defaultdict(list)
    for call in calls:
        if call.name.startswith(PREFIX):
            by_selection[call.namespace, call.name[:NAME_LENGTH]].append(call)
    return [audit.writes_by_kind(of_one) for of_one in by_selection.values()]
