package dev.radin.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** Steps of a benchmark that a script asks for: each is answered by its wall and CPU seconds. */
final class TimedSteps {

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private TimedSteps() {}

    interface Step {
        void run() throws IOException;
    }

    interface Steps {
        /** @param words of the line that asks for it */
        void run(String[] words) throws IOException;
    }

    /** One for each line of stdin. */
    static void ofStdin(Steps steps) throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ");
                time(() -> steps.run(words));
            }
        }
    }

    static void time(Step step) throws IOException {
        long start = System.nanoTime();
        long cpu = PROCESS.getProcessCpuTime();
        step.run();
        System.out.println(String.format(
                Locale.ROOT,
                "%.6f %.6f",
                (System.nanoTime() - start) / 1e9,
                (PROCESS.getProcessCpuTime() - cpu) / 1e9));
    }
}
