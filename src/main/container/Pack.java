import ai.djl.pytorch.jni.LibUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Takes PyTorch's native libraries out of the application: unpacks them as DJL does on first use, so that images hold them ready
 * and no pod has to write them, then removes them from their jar, which is three quarters of the whole. They may be of another
 * processor than this machine's, as none is loaded. And takes the charts of report.html out of the program for the operator's
 * image; workers, which make that page, get the whole program from the folder {@code page} beside the application. And gives what
 * Quarkus generates the same names in each build.
 *
 * <p>{@code java -cp 'app/lib/main/*' Pack.java app}, with DJL_CACHE_DIR naming where they go.
 */
public class Pack {

    private static final String NUMBERED = "proxykey";

    public static void main(String[] arguments) throws IOException {
        Path libraries = Path.of(arguments[0], "lib", "main");
        unpack();
        try (Stream<Path> jars = Files.list(libraries)) {
            for (Path jar : jars.filter(Pack::holdsLibraries).toList()) {
                strip(jar);
            }
        }
        setChartsAside(Path.of(arguments[0]));
        numberAnew(Path.of(arguments[0]));
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

    /**
     * The classes that Quarkus generates name what one leaves for another by numbers ("proxykey78"), in the order in which its
     * threads came to them. Here they are counted as they are first named, class by class.
     */
    private static void numberAnew(Path application) throws IOException {
        Map<String, String> names = new HashMap<>();
        UnaryOperator<String> anew = text -> text.matches(NUMBERED + "\\d+")
                ? names.computeIfAbsent(text, name -> NUMBERED + (names.size() + 1))
                : text;
        Path generated = application.resolve("quarkus").resolve("generated-bytecode.jar");
        try (FileSystem zip = FileSystems.newFileSystem(generated);
                Stream<Path> files = Files.walk(zip.getPath("/"))) {
            List<Path> classes = files.filter(file -> file.toString().endsWith(".class")).sorted().toList();
            for (Path file : classes) {
                FileTime time = Files.getLastModifiedTime(file);
                Files.write(file, withTexts(anew, Files.readAllBytes(file)));
                Files.setLastModifiedTime(file, time);
            }
        }
    }

    /** A class file with other texts among its constants, which come before all else (Java Virtual Machine Specification, 4.4). */
    private static byte[] withTexts(UnaryOperator<String> texts, byte[] classFile) throws IOException {
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
        DataOutputStream out = new DataOutputStream(changed);
        out.writeLong(in.readLong());
        int constants = in.readUnsignedShort();
        out.writeShort(constants);
        for (int i = 1; i < constants; i++) {
            int kind = in.readUnsignedByte();
            out.writeByte(kind);
            switch (kind) {
                case 1 -> out.writeUTF(texts.apply(in.readUTF()));
                case 3, 4, 9, 10, 11, 12, 17, 18 -> out.writeInt(in.readInt());
                case 5, 6 -> {
                    out.writeLong(in.readLong());
                    i++; // a long or a double takes two places
                }
                case 7, 8, 16, 19, 20 -> out.writeShort(in.readShort());
                case 15 -> out.write(in.readNBytes(3));
                default -> throw new IOException("a class file has a constant of an unknown kind, " + kind);
            }
        }
        in.transferTo(out);
        return changed.toByteArray();
    }
}
