package dev.radin.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A sound zip archive, of which one record is replaced while checksums stay right. */
record TorchZip(Map<String, byte[]> records) {

    static TorchZip resource(String name) {
        Map<String, byte[]> records = new LinkedHashMap<>();
        try (ZipFile zip =
                new ZipFile(Path.of(TorchZip.class.getResource(name).toURI()).toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                records.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        return new TorchZip(records);
    }

    /** The names of the records that end so, in the order of the archive. */
    String[] names(String suffix) {
        return records.keySet().stream().filter(name -> name.endsWith(suffix)).toArray(String[]::new);
    }

    byte[] with(String record, byte[] content) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(file)) {
            for (Map.Entry<String, byte[]> e : records.entrySet()) {
                store(zip, e.getKey(), e.getKey().equals(record) ? content : e.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
