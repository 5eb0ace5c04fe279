package dev.radin.inference.external;

import java.util.Map;
import java.util.regex.Pattern;

/** What a program finds in its environment: what radin has, without what opens stores. */
final class ProgramEnvironment {

    /** By the names that the stores' own tools have for keys, tokens and where these are. */
    private static final Pattern CREDENTIALS = Pattern.compile(
            "AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|ROLE_ARN|PROFILE|WEB_IDENTITY_TOKEN_FILE"
                    + "|SHARED_CREDENTIALS_FILE|CONTAINER_.*)|AZURE_.*|GOOGLE_APPLICATION_CREDENTIALS|CLOUDSDK_CONFIG"
                    + "|REGISTRY_AUTH_FILE|DOCKER_CONFIG|HF_TOKEN|HF_TOKEN_PATH|HUGGING_FACE_HUB_TOKEN");

    private ProgramEnvironment() {}

    static void prepare(Map<String, String> environment) {
        environment.keySet().removeIf(name -> CREDENTIALS.matcher(name).matches());
        environment.put("RADIN_EVALUATOR", "1");
    }
}
