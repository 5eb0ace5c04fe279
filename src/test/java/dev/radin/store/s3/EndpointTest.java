package dev.radin.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.location.Location;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where requests for a bucket go. */
class EndpointTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s3://models/a b | | https://models.s3.us-east-1.amazonaws.com/a%20b | us-east-1",
                "s3://models/a?region=eu-west-1 | | https://models.s3.eu-west-1.amazonaws.com/a | eu-west-1",
                "s3://models/a | AWS_DEFAULT_REGION=eu-west-1 | https://models.s3.eu-west-1.amazonaws.com/a | eu-west-1",
                "s3://my.models/a | AWS_REGION=us-west-2 | https://s3.us-west-2.amazonaws.com/my.models/a | us-west-2",
                "s3://my_models/a | AWS_REGION=cn-north-1 | https://s3.cn-north-1.amazonaws.com.cn/my_models/a | cn-north-1",
                "s3://models/a?endpoint_override=minio:9000&scheme=http | | http://minio:9000/models/a | us-east-1",
                "s3://models/a?endpoint=http://h&path_style=false | | http://models.h/a | us-east-1",
                "minio://models/a | AWS_ENDPOINT_URL=http://minio:9000/ | http://minio:9000/models/a | us-east-1",
                "s3://models/a | S3_ENDPOINT=minio:9000,S3_USE_HTTPS=0 | http://minio:9000/models/a | us-east-1",
                "s3://models/a | S3_ENDPOINT=s3.amazonaws.com,AWS_DEFAULT_REGION=eu-west-1"
                        + " | https://models.s3.eu-west-1.amazonaws.com/a | eu-west-1",
                "s3://models/a | AWS_ENDPOINT_URL=https://s3.eu-west-1.amazonaws.com,AWS_REGION=us-east-1"
                        + " | https://models.s3.eu-west-1.amazonaws.com/a | eu-west-1",
                "s3://models/a | AWS_ENDPOINT_URL=https://s3.us-gov-west-1.amazonaws.com"
                        + " | https://models.s3.us-gov-west-1.amazonaws.com/a | us-gov-west-1",
                "s3://models/a | AWS_ENDPOINT_URL=https://vpce-1.s3.eu-west-1.vpce.amazonaws.com,AWS_REGION=eu-west-1"
                        + " | https://vpce-1.s3.eu-west-1.vpce.amazonaws.com/models/a | eu-west-1",
                "s3://models/a | S3_ENDPOINT=store.example,S3_USER_VIRTUAL_BUCKET=true | https://models.store.example/a | us-east-1",
            })
    void theUriAndTheEnvironmentSayWhere(String uri, String environment, String target, String region) {
        Location location = Location.of(uri);
        Endpoint endpoint = Endpoint.of(location, values(environment));

        assertThat(endpoint.uri(location.path().substring(1), Bucket.NO_QUERY)).hasToString(target);
        assertThat(endpoint.region()).isEqualTo(region);
    }

    @Test
    void whatIsNoEndpointIsSaid() {
        assertThatThrownBy(() -> Endpoint.of(Location.of("minio://models/a"), Map.of()))
                .hasMessageStartingWith("minio://models/a: does not say on which server; add ?endpoint=");
        assertThatThrownBy(() -> Endpoint.of(Location.of("s3://models/a"), Map.of("AWS_ENDPOINT_URL", "minio")))
                .hasMessageStartingWith("s3://models/a: its endpoint is none; write http://host:port");
    }

    private static Map<String, String> values(String text) {
        Map<String, String> values = new HashMap<>();
        for (String pair : text == null ? new String[0] : text.split(",")) {
            values.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return values;
    }
}
