package dev.radin.store.s3;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;

/** What the SDK is to know and does not look for by itself, unlike Amazon's other tools. */
final class SdkSettings {

    /** Of the class that makes the SDK's connections. */
    private static final String CONNECTIONS = "software.amazon.awssdk.http.service.impl";

    private SdkSettings() {}

    /** For the whole process: the SDK makes the clients that ask for roles by itself, and takes settings from nowhere else. */
    static void apply(Map<String, String> environment) {
        System.setProperty(CONNECTIONS, SdkConnections.class.getName());
        if (environment.getOrDefault("AWS_REGION", "").isEmpty()) {
            region(environment).ifPresent(region -> System.setProperty(SdkSystemSetting.AWS_REGION.property(), region));
        }
    }

    /** Without any it would ask the instance's metadata, where there may be none, and then use no endpoint but the usual. */
    private static Optional<String> region(Map<String, String> environment) {
        String named = environment.getOrDefault("AWS_DEFAULT_REGION", "");
        if (!named.isEmpty()) {
            return Optional.of(named);
        }
        try {
            new AwsProfileRegionProvider().getRegion();
            return Optional.empty();
        } catch (SdkClientException e) {
            return Optional.of(Endpoint.USUAL_REGION);
        }
    }
}
