"""The command and the Java half of the benchmark, built from this checkout."""

import functools
import os
import pathlib
import subprocess

from table import Cost

HOME = pathlib.Path(__file__).resolve().parents[2]
DATA = pathlib.Path(__file__).resolve().parent / "data"
COMMAND = str(HOME / "radin")
TARGET = HOME / "target"


@functools.cache
def build() -> None:
    """So that no measurement holds a build."""
    subprocess.run([COMMAND, "--version"], check=True, stdout=subprocess.DEVNULL)


@functools.cache
def build_java() -> None:
    """The Java half, after the packaged command beside which it runs."""
    build()
    maven = ["mvn", "--quiet", "-Pbench", "-Dspotless.check.skip=true", "process-test-classes"]
    subprocess.run(maven, cwd=HOME, check=True, stdout=subprocess.DEVNULL)


def runtime() -> str:
    home = os.environ.get("JAVA_HOME")
    return f"{home}/bin/java" if home else "java"


# Those that the radin script gives.
FLAGS = ("-XX:+UseParallelGC", "-XX:CompileThresholdScaling=5", "-Djava.util.logging.manager=org.jboss.logmanager.LogManager")


def java(main_class: str, *arguments: object) -> list[str]:
    """A class of dev.radin.bench, with radin's own as they are packaged."""
    build_java()
    package = TARGET / "quarkus-app"
    classpath = f"{package}/quarkus-run.jar:{TARGET}/bench-classes"
    return [runtime(), *FLAGS, "-cp", classpath, "dev.radin.bench.Packaged", str(package), main_class, *map(str, arguments)]


def java_of_tests(main_class: str, *arguments: object) -> list[str]:
    """A class of the tests, with all that they have."""
    build_java()
    classpath = f"{TARGET}/bench-classes:{TARGET}/classes:{(TARGET / 'bench.classpath').read_text()}"
    return [runtime(), *FLAGS, "-cp", classpath, main_class, *map(str, arguments)]


class Rounds:
    """A Java process that does steps on demand, see RankingRounds.java and LearningRounds.java."""

    def __init__(self, main_class: str, *arguments: object):
        command = java(main_class, *arguments)
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    @staticmethod
    def ranking(logits: pathlib.Path, labels: pathlib.Path, mixtures: pathlib.Path, metric: str = "Accuracy") -> "Rounds":
        return Rounds("dev.radin.bench.RankingRounds", logits, labels, mixtures, metric)

    @staticmethod
    def learning(logits: pathlib.Path, labels: pathlib.Path, mixtures: pathlib.Path) -> "Rounds":
        return Rounds("dev.radin.bench.LearningRounds", logits, labels, mixtures)

    def step(self, *words: object) -> Cost:
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        wall, cpu = self.process.stdout.readline().split()
        return Cost(float(wall), float(cpu))

    def __enter__(self) -> "Rounds":
        return self

    def __exit__(self, *_) -> None:
        self.process.stdin.close()
        self.process.wait()
