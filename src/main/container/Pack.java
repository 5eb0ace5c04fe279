import ai.djl.pytorch.jni.LibUtils;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Takes PyTorch's native libraries out of the application: unpacks them as DJL does on first use, so that images hold them ready
 * and no pod has to write them, then removes them from their jar, which is three quarters of the whole. They may be of another
 * processor than this machine's, as none is loaded. And takes the charts of report.html out of the program for the operator's
 * image; workers, which make that page, get the whole program from the folder {@code page} beside the application.
 *
 * <p>{@code java -cp 'app/lib/main/*' Pack.java app}, with DJL_CACHE_DIR naming where they go.
 */
public class Pack {

    public static void main(String[] arguments) throws IOException {
        Path libraries = Path.of(arguments[0], "lib", "main");
        unpack();
        try (Stream<Path> jars = Files.list(libraries)) {
            for (Path jar : jars.filter(Pack::holdsLibraries).toList()) {
                strip(jar);
            }
        }
        setChartsAside(Path.of(arguments[0]));
    }

    /** DJL takes this machine for one of the processor that the application's libraries are of, and loads them by this class. */
    private static void unpack() throws IOException {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("os.arch", processor());
        System.setProperty("ai.djl.pytorch.native_helper", Pack.class.getName());
        Thread.currentThread().setContextClassLoader(Pack.class.getClassLoader());
        LibUtils.loadLibrary();
    }

    private static String processor() throws IOException {
        Properties libraries = new Properties();
        try (InputStream described = Pack.class.getResourceAsStream("/native/lib/pytorch.properties")) {
            libraries.load(described);
        }
        return libraries.getProperty("classifier").split("-")[1];
    }

    /** In place of {@link System#load}: called by DJL for each library that it has unpacked. */
    public static void load(String library) {}

    private static void setChartsAside(Path application) throws IOException {
        Path program = application.resolve("app").resolve("radin.jar");
        Path page = Files.createDirectories(application.resolveSibling("page"));
        Files.copy(program, page.resolve("radin.jar"), StandardCopyOption.REPLACE_EXISTING);
        try (FileSystem zip = FileSystems.newFileSystem(program)) {
            Files.delete(zip.getPath("dev/radin/report/page/echarts.min.js"));
        }
    }

    private static boolean holdsLibraries(Path jar) {
        return jar.getFileName().toString().contains("pytorch-native-cpu");
    }

    private static void strip(Path jar) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(jar);
                Stream<Path> files = Files.walk(zip.getPath("/pytorch"))) {
            List<Path> libraries = files.filter(Files::isRegularFile).toList();
            for (Path library : libraries) {
                Files.delete(library);
            }
        }
    }
}
