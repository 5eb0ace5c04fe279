package dev.radin.store.s3;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.utils.internal.SystemSettingUtilsTestBackdoor;

/** What Amazon's SDK takes for the environment of this process. */
final class AwsEnvironment implements AutoCloseable {

    private final Map<String, String> values = new TreeMap<>();

    /** Nothing of this machine's own counts. */
    AwsEnvironment() {
        set("HOME", "/none");
    }

    AwsEnvironment set(String name, String value) {
        values.put(name, value);
        tell();
        return this;
    }

    void remove(String name) {
        values.remove(name);
        tell();
    }

    private void tell() {
        SystemSettingUtilsTestBackdoor.clearEnvironmentVariableOverrides();
        System.getenv().keySet().stream()
                .filter(name -> name.startsWith("AWS_"))
                .forEach(name -> SystemSettingUtilsTestBackdoor.addEnvironmentVariableOverride(name, null));
        values.forEach(SystemSettingUtilsTestBackdoor::addEnvironmentVariableOverride);
    }

    Map<String, String> values() {
        return values;
    }

    /** Also takes back what our code told the SDK. */
    @Override
    public void close() {
        SystemSettingUtilsTestBackdoor.clearEnvironmentVariableOverrides();
        List.of("aws.region", "aws.containerAuthorizationToken", "software.amazon.awssdk.http.service.impl")
                .forEach(System::clearProperty);
    }
}
