package dev.radin.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.UUID;

/** What the API server knows people by: a token for the administrator and a key that signs service accounts' tokens. */
record Credentials(Path folder, String adminToken) {

    static Credentials create(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        Credentials credentials = new Credentials(folder, UUID.randomUUID().toString());
        Files.writeString(credentials.tokens(), credentials.adminToken + ",admin,admin,system:masters\n");
        Files.writeString(credentials.serviceAccountKey(), privateKey());
        return credentials;
    }

    Path tokens() {
        return folder.resolve("tokens.csv");
    }

    Path serviceAccountKey() {
        return folder.resolve("service-account.key");
    }

    /** Certificate and authority in one: the API server signs its own when it first starts, and keeps it. */
    Path servingCertificate() {
        return folder.resolve("apiserver.crt");
    }

    /** Written after the certificate, which is therefore whole once this exists. */
    Path servingKey() {
        return folder.resolve("apiserver.key");
    }

    private static String privateKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
            return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }
}
