package dev.radin.api.pod;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One template over another: the lower one, the upper one, and what becomes of them. */
class PodMergeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "metadata: {labels: {a: x, b: x}} | metadata: {labels: {b: y}} | metadata: {labels: {a: x, b: y}}",
                "spec: {nodeSelector: {a: x}} | spec: {nodeSelector: {b: y}} | spec: {nodeSelector: {b: y}}",
                "spec: {tolerations: [{key: a}]} | spec: {tolerations: [{key: b}]} | spec: {tolerations: [{key: b}]}",
                "spec: {containers: [{name: worker, image: a}]} | spec: {containers: [{name: worker, resources: {limits: {cpu:"
                        + " 1}}}]} | spec: {containers: [{name: worker, image: a, resources: {limits: {cpu: 1}}}]}",
                "spec: {imagePullSecrets: [{name: a}]} | spec: {imagePullSecrets: [{name: b}, {name: a}]} |"
                        + " spec: {imagePullSecrets: [{name: a}, {name: b}]}",
                "spec: {volumes: [{name: d, emptyDir: {}}]} | spec: {volumes: [{name: d, configMap: {name: c}}]} |"
                        + " spec: {volumes: [{name: d, configMap: {name: c}}]}",
                "spec: {containers: [{name: worker, env: [{name: A, value: a}, {name: B, value: b}]}]} |"
                        + " spec: {containers: [{name: worker, env: [{name: A, valueFrom: {secretKeyRef: {name: s, key: k}}}]}]} |"
                        + " spec: {containers: [{name: worker, env: [{name: A, valueFrom: {secretKeyRef: {name: s, key: k}}},"
                        + " {name: B, value: b}]}]}",
                "spec: {affinity: {nodeAffinity: {}}} | spec: {affinity: null, dnsPolicy: Default} |"
                        + " spec: {affinity: {nodeAffinity: {}}, dnsPolicy: Default}"
            })
    void theUpperOneIsLaidOverTheLowerOneByTheKeysOfLists(String lower, String upper, String merged) {
        assertThat(PodMerge.merge(yaml(lower), yaml(upper))).isEqualTo(yaml(merged));
    }

    private static ObjectNode yaml(String text) {
        try {
            return (ObjectNode) new YAMLMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
