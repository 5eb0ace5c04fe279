package dev.radin.operator.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;

/**
 * Between objects of Kubernetes and their JSON: one for the process, as each remembers all types that it has met, in megabytes.
 * Fields that only a later version knows are passed over: after a downgrade they are still there. So is what nobody here asks
 * of an object that was read, which is most of it: who set which field, a Job's template, and of a pod's specification all but
 * its node. After a start with thousands of pods there is little else to read.
 */
public final class KubernetesJson {

    public static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization(mapper(), true);

    private KubernetesJson() {}

    @JsonIgnoreProperties("managedFields")
    private interface WithoutManagedFields {}

    @JsonIgnoreProperties(value = "template", allowGetters = true)
    private interface WithoutTemplate {}

    private abstract static class WithNodeAlone {

        @JsonDeserialize(using = NodeAlone.class)
        private PodSpec spec;
    }

    private static final class NodeAlone extends JsonDeserializer<PodSpec> {

        @Override
        public PodSpec deserialize(JsonParser json, DeserializationContext context) throws IOException {
            if (!json.isExpectedStartObjectToken()) {
                return (PodSpec) context.handleUnexpectedToken(PodSpec.class, json);
            }
            PodSpec spec = new PodSpec();
            for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
                JsonToken value = json.nextToken();
                if (field.equals("nodeName") && value == JsonToken.VALUE_STRING) {
                    spec.setNodeName(json.getText());
                } else {
                    json.skipChildren();
                }
            }
            return spec;
        }
    }

    private static ObjectMapper mapper() {
        return new ObjectMapper()
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
                .addMixIn(ObjectMeta.class, WithoutManagedFields.class)
                .addMixIn(JobSpec.class, WithoutTemplate.class)
                .addMixIn(Pod.class, WithNodeAlone.class);
    }
}
