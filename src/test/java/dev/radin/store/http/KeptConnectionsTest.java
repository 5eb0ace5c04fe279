package dev.radin.store.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Connections of threads that all fetch at once. In a process of its own, as the platform looks once how many it may keep. */
class KeptConnectionsTest {

    private static final int THREADS = 12;
    private static final int ROUNDS = 4;

    @Test
    void eachThreadsConnectionIsUsedAgain() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KeptConnectionsTest.class.getName())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8).strip())
                .isEqualTo(THREADS + " connections");
        assertThat(process.waitFor()).isZero();
    }

    /** Says how many connections it takes. A request of a round is answered when all of them are there. */
    public static void main(String[] arguments) throws Exception {
        Set<Integer> ports = ConcurrentHashMap.newKeySet();
        CyclicBarrier all = new CyclicBarrier(THREADS);
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                ports.add(exchange.getRemoteAddress().getPort());
                all.await();
                exchange.sendResponseHeaders(200, 3);
                exchange.getResponseBody().write("all".getBytes(UTF_8));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        server.start();
        Http http = Http.of(Map.of(), Time.REAL);
        Call call =
                Call.get(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
        List<Callable<String>> requests = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            requests.add(() -> http.exchange("all", () -> call, Answer::text));
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Future<String> answer : threads.invokeAll(requests)) {
                answer.get();
            }
        }
        System.out.println(ports.size() + " connections");
        System.exit(0);
    }
}
