package dev.radin.operator.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiCallTest {

    @ParameterizedTest
    @CsvSource({
        "/api/v1/namespaces/a/pods?watch=true, watch, '', pods",
        "/api/v1/pods?limit=500, list, '', pods",
        "/api/v1/namespaces/a, get, '', namespaces",
        "/apis/batch/v1/namespaces/a/jobs/b, get, batch, jobs",
        "/apis/radin.dev/v1alpha1/namespaces/a/soupselections/b/status, get, radin.dev, soupselections/status",
        "/k8s/clusters/c-1/apis/batch/v1/namespaces/api/jobs, list, batch, jobs",
        "/version, get, '', /version",
        "/apis, get, '', /apis",
        "/apis/batch/v1, get, '', /apis/batch/v1",
    })
    void isReadFromTheAddress(String path, String verb, String group, String resource) {
        assertThat(ApiCall.of(request(path))).isEqualTo(new ApiCall(verb, group, resource));
    }

    @Test
    void whatWritesIsKnown() {
        assertThat(ApiCall.of(request("/api/v1/pods")).writes()).isFalse();
    }

    private static StandardHttpRequest request(String path) {
        return new StandardHttpRequest.Builder()
                .uri(URI.create("https://server:6443" + path))
                .build();
    }
}
