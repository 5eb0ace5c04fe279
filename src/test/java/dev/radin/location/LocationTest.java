package dev.radin.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** URIs as people copy them. */
class LocationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "file:///a/b%20c              | file  | ''        | /a/b c",
                "file:/a/b                    | file  | null      | /a/b",
                "pvc://runs/vit/ä             | pvc   | runs      | /vit/ä",
                "pvc://runs                   | pvc   | runs      | ''",
                "https://host:8443/a%2Fb      | https | host:8443 | /a/b",
                "s3://my_bucket/a b/#1?/100%  | s3    | my_bucket | /a b/#1?/100%",
                "s3a://bucket/a%20b           | s3    | bucket    | /a%20b",
                "gcs://bucket                 | gs    | bucket    | ''",
                "s3://bucket/key?region=eu-1? | s3    | bucket    | /key?region=eu-1",
            })
    void isMadeOfASchemeAnAuthorityAndAPath(String uri, String scheme, String authority, String path) {
        Location location = Location.of(uri);

        assertThat(location.scheme()).isEqualTo(scheme);
        assertThat(location.authority()).isEqualTo(authority);
        assertThat(location.plainPath()).isEqualTo(path);
        assertThat(location.options().values()).isEmpty();
        assertThat(Location.of(location.toString())).isEqualTo(location);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s3://b/p?endpoint_override=h:9000&scheme=http             | s3://b/p/x?endpoint=http://h:9000",
                "s3://b/p/?endpoint=http%3A%2F%2Fh:9000                    | s3://b/p/x?endpoint=http://h:9000",
                "minio://b?region=eu-1&endpoint=h&s3ForcePathStyle=true    | minio://b/x?endpoint=https://h&path_style=true&region=eu-1",
            })
    void optionsOfSeveralToolsAreReadAndKeptByWhatIsDerived(String uri, String child) {
        assertThat(Location.of(uri).child("x")).hasToString(child).isEqualTo(Location.of(child));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "az://c/a b#%41.pt                                  | az://c/a b#%41.pt",
                "az://c?account_name=acct                           | az://c?account=acct",
                "abfss://c@acct.dfs.core.windows.net/a b.pt         | az://c/a b.pt?account=acct",
                "abfs://c/a.pt                                      | az://c/a.pt",
                "wasbs://c@Acct.blob.core.windows.net/              | az://c/?account=acct",
                "https://acct.blob.core.windows.net/c/a%20b%23/x.pt | az://c/a b#/x.pt?account=acct",
                "HTTPS://acct.dfs.core.windows.net/c                | az://c?account=acct",
                "https://acct.blob.core.windows.net/c/a%3Fb=c       | az://c/a?b=c?account=acct",
                "https://acct.z7.blob.storage.azure.net/c/a"
                        + " | az://c/a?account=acct&endpoint=https://acct.z7.blob.storage.azure.net",
                "wasb://c@acct.blob.core.chinacloudapi.cn/a"
                        + " | az://c/a?account=acct&endpoint=https://acct.blob.core.chinacloudapi.cn",
                "abfss://c@acct.dfs.core.windows.net/a?endpoint=https://h"
                        + " | az://c/a?account=acct&endpoint=https://h",
            })
    void containersOfAzureAreCalledByOneName(String uri, String canonical) {
        assertThat(Location.of(uri)).hasToString(canonical).isEqualTo(Location.of(canonical));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "abfss://c@host/a                    | \"host\" is no host of a storage account; write"
                        + " abfss://container@account.dfs.core.windows.net/path",
                "https://acct.blob.core.windows.net/ | names no container; write"
                        + " https://account.blob.core.windows.net/container/path",
                "az:///a                             | names no bucket; write az://bucket/key",
            })
    void whatNamesNoContainerIsRefused(String uri, String says) {
        assertThatThrownBy(() -> Location.of(uri)).hasMessage(uri + ": " + says);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hf://owner/vit                      | hf://owner/vit@main",
                "hf://owner/vit/                     | hf://owner/vit@main/",
                "hf://owner/vit:v1.0                 | hf://owner/vit@v1.0",
                "hf://owner/vit@refs/pr/1/a b/#?.pt  | hf://owner/vit@refs%2Fpr%2F1/a%20b/%23%3F.pt",
                "hf://owner/vit@refs%2fpr%2f1        | hf://owner/vit@refs%2Fpr%2F1",
                "hf://datasets/owner/imagenet//val   | hf://datasets/owner/imagenet@main/val",
                "HF://owner/vit/model.safetensors?a=b| hf://owner/vit@main/model.safetensors%3Fa=b",
                "oci://ghcr.io/team/vit/run-1           | oci://ghcr.io/team/vit/run-1:latest",
                "oci://localhost:5000/vit:v1.0/a b#.pt  | oci://localhost:5000/vit:v1.0/a%20b%23.pt",
                "oci://ghcr.io/vit:v1/                  | oci://ghcr.io/vit:v1/",
                "oci://ghcr.io/vit@sha256:0000000000000000000000000000000000000000000000000000000000000000/runs//a"
                        + " | oci://ghcr.io/vit@sha256:0000000000000000000000000000000000000000000000000000000000000000/runs/a",
            })
    void revisionsAndTagsThatAreLeftOutAreWrittenOut(String uri, String canonical) {
        assertThat(Location.of(uri)).hasToString(canonical).isEqualTo(Location.of(canonical));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "oci://ghcr.io         | names no artifact of a registry; write oci://registry/repository:tag, oci://registry/repository:tag/file, or @sha256:… for the tag",
                "oci://ghcr.io/Vit:v1  | names no artifact of a registry; write oci://registry/repository:tag, oci://registry/repository:tag/file, or @sha256:… for the tag",
                "oci:ghcr.io/vit       | names no artifact; write oci://registry/repository:tag",
                "hf:owner/vit          | names no repository; write hf://owner/name",
                "hf://gpt2             | names no repository of the Hugging Face hub; write hf://owner/name, hf://owner/name@revision/file, or hf://datasets/owner/name/file",
                "hf://datasets/owner   | names no repository of the Hugging Face hub; write hf://owner/name, hf://owner/name@revision/file, or hf://datasets/owner/name/file",
                "hf://owner/vit/100%   | has a % that is no %XX; write % as %25",
                "hf://owner/vit/../x   | has a . or .. in its path, which the hub does not know",
                "owner/vit@v1          | is no URI; write file:///folder/file, or hf://owner/vit@v1 for the Hugging Face hub",
            })
    void whatNamesNoRepositoryAndNoArtifactIsRefused(String uri, String says) {
        assertThatThrownBy(() -> Location.of(uri)).hasMessage(uri + ": " + says);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://AKIA:hush@bucket/key",
                "https://hush@host/a.pt",
                "s3://bucket/key?access_key=hush",
                "s3://bucket/key?region=eu-1&secret_key=hush",
                "https://account.blob.core.windows.net/c/a.pt?sv=2024&sig=hush%3D",
                "https://bucket.s3.amazonaws.com/a.pt?X-Amz-Signature=hush",
                "file:///a?token=hush",
                "az://c/a.pt?sv=2024&sig=hush",
                "abfss://c@acct.dfs.core.windows.net/a.pt?sv=2024&sig=hush",
            })
    void credentialsAreNeitherTakenNorPrinted(String uri) {
        assertThatThrownBy(() -> Location.of(uri))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.InvalidSpec))
                .hasMessageEndingWith(
                        ": must not hold credentials; give workers theirs by environment, from a Secret, or"
                                + " by service account")
                .hasMessageNotContaining("hush");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "owner/model            | is no URI; write file:///folder/file",
                "file:a                 | names no file of this machine",
                "file://host/a          | names no file of this machine",
                "file:///a?b            | names no file of this machine",
                "file:///a%00b          | names no file of this machine",
                "file:///a%zz           | is no URI",
                "pvc:///a               | names no file of a claim; write pvc://claim/folder/file",
                "https:/a               | names no file of a host",
                "s3:/bucket             | names no bucket; write s3://bucket/key",
                "s3:///key              | names no bucket",
                "s3://b/k?regoin=x      | \"regoin\" is no option of s3://, which takes endpoint, region, path_style; end"
                        + " the URI with a ? where this belongs to the key",
                "minio://b/k?account=x  | \"account\" is no option of minio://, which takes endpoint, region, path_style;",
                "gs://b/k?region=x      | \"region\" is no option of gs://, which takes endpoint;",
                "az://b/k?region=x      | \"region\" is no option of az://, which takes account, endpoint;",
                "abfss://b/k?path_style=true | \"path_style\" is no option of az://, which takes account, endpoint;",
                "https://h/a?endpoint=x | names no file of a host; write https://host/folder/file, with ? and #",
                "s3://b/k?region=%x     | option region has a % that is no %XX",
            })
    void whatCannotBeReadIsRefusedInOneSentence(String uri, String problem) {
        assertThatThrownBy(() -> Location.of(uri))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.InvalidSpec))
                .hasMessageStartingWith(uri + ": " + problem);
    }

    @Test
    void containersOfAzureAreNoUsers() {
        assertThat(Credentials.areIn("abfss://container@account.dfs.core.windows.net/a"))
                .isFalse();
        assertThat(Credentials.areIn("wasbs://container@account.blob.core.windows.net/a"))
                .isFalse();
        assertThat(Credentials.areIn("az://user@container/a")).isTrue();
    }

    @Test
    void plainPathsAreTakenFromAFolder() {
        Location folder = Location.of("file:///in/run");

        assertThat(folder.resolve("a b#1%.pt")).hasToString("file:///in/run/a%20b%231%25.pt");
        assertThat(folder.resolve("../x/./y")).hasToString("file:///in/x/y");
        assertThat(folder.resolve("/y")).hasToString("file:///y");
        assertThat(folder.resolve("e:1.pt")).hasToString("file:///in/run/e:1.pt");
    }

    @Test
    void aPathOfThisMachineIsAFileUri() {
        Location location = Location.of(Path.of("/none/ü.pt"));

        assertThat(location).hasToString("file:///none/%C3%BC.pt").isEqualTo(Location.of(location.toString()));
    }
}
