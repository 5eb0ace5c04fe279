package dev.radin.operator;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;

/** The operator as a process: runs until it is told to stop. */
public final class OperatorApplication implements QuarkusApplication {

    @Override
    public int run(String... arguments) {
        Quarkus.waitForExit();
        return 0;
    }
}
