package dev.radin.cli;

import picocli.CommandLine.IVersionProvider;

/** What this build is. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"radin " + number() + ", Java " + Runtime.version()};
    }

    static String number() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
