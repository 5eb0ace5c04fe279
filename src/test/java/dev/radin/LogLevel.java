package dev.radin;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Libraries log in tests what they log in the program. Quarkus's log manager would keep all of it, each answer of a server too. */
public final class LogLevel implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Logger.getLogger("").setLevel(Level.INFO);
    }
}
