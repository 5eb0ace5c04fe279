import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Puts a Go that builds this module into a folder, from the module proxy that everything else in it comes from too:
 * {@code java InstallGo.java FOLDER}, then FOLDER/bin/go runs. It needs a JDK 17 and nothing else.
 */
final class InstallGo {

    private static final String VERSION = "1.26.8";
    private static final Map<String, String> SHA256 = Map.of(
            "amd64", "30c2b1bf7dcc88d3eb0a1364e47ddd9128edb3110a30e8a0ef61cd5856b31de7",
            "arm64", "02b36b6787b3ac767668f630e2998df45a3b1f9ffee08d1bf3ef6487cd658d99");

    private InstallGo() {}

    public static void main(String[] arguments) throws InterruptedException {
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        try {
            install(folder);
        } catch (IOException e) {
            System.err.println("InstallGo: cannot install Go " + VERSION + ": " + e);
            System.exit(1);
        }
    }

    private static void install(Path folder) throws IOException, InterruptedException {
        String machine = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
        String name = "v0.0.1-go" + VERSION + ".linux-" + machine;
        Path archive = Path.of(folder + ".zip");
        Path unpacked = Path.of(folder + ".unpacked");
        Files.createDirectories(folder.getParent());
        download(proxy() + "/golang.org/toolchain/@v/" + name + ".zip", archive, SHA256.get(machine));
        Path root = unpacked.resolve("golang.org/toolchain@" + name);
        unpack(archive, unpacked, List.of(root.resolve("bin"), root.resolve("pkg/tool/linux_" + machine)));
        Files.move(root, folder);
        Files.delete(archive);
    }

    private static String proxy() {
        String proxies = System.getenv().getOrDefault("GOPROXY", "");
        return proxies.startsWith("http") ? proxies.split("[,|]")[0] : "https://proxy.golang.org";
    }

    private static void download(String address, Path file, String sha256) throws IOException, InterruptedException {
        HttpResponse<Path> answer = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofFile(file));
        if (answer.statusCode() != 200) {
            throw new IOException(address + " answers with status " + answer.statusCode());
        }
        if (!sha256(file).equals(sha256)) {
            throw new IOException(address + " is not the file whose digest this program holds");
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param programs the folders whose files are to be executable: archives of modules keep no modes */
    private static void unpack(Path archive, Path folder, List<Path> programs) throws IOException {
        try (InputStream bytes = Files.newInputStream(archive);
                ZipInputStream zip = new ZipInputStream(bytes)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName()).normalize();
                if (!file.startsWith(folder) || entry.isDirectory()) {
                    continue;
                }
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
                if (programs.contains(file.getParent())) {
                    file.toFile().setExecutable(true);
                }
            }
        }
    }
}
