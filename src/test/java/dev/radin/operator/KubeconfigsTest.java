package dev.radin.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.RadinException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubeconfigsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "clusters: [           | line 1, column 12: it ends where a value should be: a bracket is not closed",
                "a: b: c               | line 1, column 5: a second field on one line, or one indented more",
                "clusters: everywhere  | is not made as one is: ",
            })
    void aBrokenOneIsNamed(String content, String problem) throws IOException {
        Path good = Files.writeString(folder.resolve("good"), "apiVersion: v1\nkind: Config\n");
        Path broken = Files.writeString(folder.resolve("broken"), content);

        Kubeconfigs files = new Kubeconfigs(List.of(good.toString(), broken.toString()));

        assertThatThrownBy(files::requireReadable)
                .isInstanceOf(RadinException.class)
                .hasMessageStartingWith("the kubeconfig " + broken + ": " + problem)
                .message()
                .hasLineCount(1);
    }

    @Test
    void anAbsentOneIsNoneAndTheAdviceSaysSo() throws IOException {
        String there = Files.writeString(folder.resolve("there"), "apiVersion: v1\nkind: Config\n")
                .toString();
        String absent = folder.resolve("absent").toString();
        Kubeconfigs none = new Kubeconfigs(List.of(absent));
        Kubeconfigs one = new Kubeconfigs(List.of(absent, there));

        none.requireReadable();
        one.requireReadable();

        assertThat(none.advice()).isEqualTo("there is no " + absent + ", so name a kubeconfig by $KUBECONFIG");
        assertThat(one.advice()).isEqualTo("see " + there);
    }
}
