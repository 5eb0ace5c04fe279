"""The packaged operator, as a pod of deploy/deployment.yaml would run it: alone in its process, in the memory it is allowed."""

import os
import pathlib
import re
import socket
import subprocess
import time
import urllib.error
import urllib.request

import radin

DEPLOYMENT = radin.HOME / "deploy/deployment.yaml"
JAR = radin.HOME / "target/quarkus-app/quarkus-run.jar"
SECONDS_TO_START = 120
SECONDS_TO_END = 30  # a pod has no longer


def memory_limit_mib() -> int:
    return int(re.search(r"limits: \{memory: (\d+)Mi\}", DEPLOYMENT.read_text()).group(1))


def _settings() -> dict[str, str]:
    """The environment that the Deployment gives, but for what depends on the pod."""
    return dict(re.findall(r"- name: ([A-Z_]+)\n +value: \"?([^\"\n]+)", DEPLOYMENT.read_text()))


class OperatorProcess:
    def __init__(self, kubeconfig: str, log: pathlib.Path):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        environment = _settings() | {
            "PATH": os.environ["PATH"],
            "KUBECONFIG": kubeconfig,
            "RADIN_OPERATOR_INSTANCE": f"operator-{self.port}",
            "RADIN_OPERATOR_LEADER_ELECTION_NAMESPACE": "radin-system",
            "QUARKUS_HTTP_HOST": "127.0.0.1",
            "QUARKUS_HTTP_PORT": str(self.port),
        }
        # What the JVM finds out by itself in a container: of which size its heap is a share.
        container = f"-XX:MaxRAM={memory_limit_mib()}m"
        start = time.monotonic()
        with log.open("w") as out:
            self.process = subprocess.Popen(
                [radin.runtime(), container, "-jar", str(JAR), "operator"], env=environment, stdout=out, stderr=out
            )
        while not self._is_ready():
            if self.process.poll() is not None or time.monotonic() - start > SECONDS_TO_START:
                self.__exit__()
                raise RuntimeError(f"the operator did not start:\n{log.read_text()}")
            time.sleep(0.1)
        self.seconds_to_ready = time.monotonic() - start

    def _is_ready(self) -> bool:
        try:
            return self._get("/q/health/ready") is not None
        except (urllib.error.URLError, OSError):
            return False

    def _get(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as response:
            return response.read().decode()

    def metric(self, name: str, label: str = "") -> float:
        """The sum over all its labels, or over those that include this one: `area="heap"`."""
        lines = re.findall(rf"^{name}(\{{.*\}})? (\S+)$", self._get("/q/metrics"), re.MULTILINE)
        return sum(float(value) for labels, value in lines if label in labels)

    def peak_mib(self) -> float:
        """The largest RSS until now."""
        return int(re.search(r"VmHWM:\s+(\d+) kB", self._proc("status")).group(1)) / 1024

    def cpu_seconds(self) -> float:
        user, system = self._proc("stat").rsplit(")", 1)[1].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def _proc(self, file: str) -> str:
        return pathlib.Path(f"/proc/{self.process.pid}/{file}").read_text()

    def __enter__(self) -> "OperatorProcess":
        return self

    def __exit__(self, *_) -> None:
        self.process.terminate()
        try:
            self.process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
