package dev.radin.cli;

import dev.radin.report.Versions;
import picocli.CommandLine.IVersionProvider;

/** What this build is. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"radin " + Versions.radin() + ", Java " + Runtime.version()};
    }
}
