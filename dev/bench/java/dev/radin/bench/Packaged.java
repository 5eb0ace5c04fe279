package dev.radin.bench;

import io.quarkus.bootstrap.runner.QuarkusEntryPoint;
import io.quarkus.bootstrap.runner.SerializedApplication;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Starts another class of these by {@code FOLDER CLASS ARGUMENT...}, with radin's classes as its package in that folder has them
 * loaded: by an index of its jars. To look for a service in two hundred jars of a class path takes a fifth of a second, which
 * would be no cost of radin's.
 */
final class Packaged extends URLClassLoader {

    private Packaged(URL[] classes, ClassLoader radin) {
        super(classes, radin);
    }

    public static void main(String[] arguments) throws Throwable {
        Path folder = Path.of(arguments[0]);
        SerializedApplication radin;
        try (InputStream index = new BufferedInputStream(
                Files.newInputStream(folder.resolve(QuarkusEntryPoint.QUARKUS_APPLICATION_DAT)))) {
            radin = SerializedApplication.read(index, folder);
        }
        URL here = Packaged.class.getProtectionDomain().getCodeSource().getLocation();
        ClassLoader loader = new Packaged(new URL[] {here}, radin.getRunnerClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        Method main = Class.forName(arguments[1], true, loader).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        main.invoke(null, (Object) Arrays.copyOfRange(arguments, 2, arguments.length));
    }

    /** The parent would find them too, beside no class of radin. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(Packaged.class.getPackageName() + ".")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }
}
