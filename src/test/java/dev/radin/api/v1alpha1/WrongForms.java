package dev.radin.api.v1alpha1;

import static dev.radin.api.v1alpha1.Wrong.entry;
import static dev.radin.api.v1alpha1.Wrong.mixture;
import static dev.radin.api.v1alpha1.Wrong.network;
import static dev.radin.api.v1alpha1.Wrong.spec;
import static dev.radin.api.v1alpha1.Wrong.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Text of a certain form: names, URIs, digests, decimals. The API server says these in our words. */
final class WrongForms {

    private static final String FORM_OF_URI =
            " should be file:///folder/file, pvc://claim/folder/file, hf://owner/name or https://host/folder/file, with other"
                    + " characters (?, # and spaces too) as %XX, or s3://bucket/key";
    private static final String FORM_OF_FOLDER =
            " should be file:///folder or pvc://claim/folder, with other characters (?, # and spaces too) as %XX, or"
                    + " s3://bucket/key";
    private static final String OTHER_STORE =
            " is in a store that this version cannot reach; copy or mount it, and write file:///folder/file";

    private static final String FORM_OF_NAME =
            " must be 1 to 63 letters, digits, dots, dashes and underscores, a letter or digit first";

    private WrongForms() {}

    static Stream<Wrong> cases() {
        return Stream.of(names(), otherNames(), uris(), everyUri(), digests(), decimals())
                .flatMap(s -> s);
    }

    private static Stream<Wrong> names() {
        return Stream.of("models", "datasets").flatMap(list -> Stream.of("a b", "-a", "")
                .map(name -> spec(
                        s -> entry(s, list).put("name", name),
                        "spec." + list + "[0].name",
                        "\"" + name + "\"" + FORM_OF_NAME)));
    }

    private static Stream<Wrong> otherNames() {
        return Stream.of("a b", "")
                .flatMap(name -> Stream.of(
                        spec(
                                s -> Wrong.folder(s).put("name", name),
                                "spec.modelsFrom[0].name",
                                "\"" + name + "\"" + FORM_OF_NAME),
                        spec(
                                s -> {
                                    mixture(s, "one", "two");
                                    ((ObjectNode) s.at("/strategy/listed/mixtures/0")).put("name", name);
                                },
                                "spec.strategy.listed.mixtures[0].name",
                                "\"" + name + "\"" + FORM_OF_NAME)));
    }

    private static Stream<Wrong> uris() {
        return Stream.concat(
                Stream.concat(
                        Stream.of(
                                        "",
                                        "models/a.pt",
                                        "/models/a.pt",
                                        "C:\\models\\a.pt",
                                        "s3:/bucket",
                                        "s3://",
                                        "s3:///key",
                                        "https://",
                                        "https://host/a?b=c",
                                        "https://host/a b",
                                        "file://host/a",
                                        "file:///a?b",
                                        "file:///a#b",
                                        "file:///a b",
                                        "file:///a|b",
                                        "file:///a%zz",
                                        "file:///a%4",
                                        "file:///a%",
                                        "pvc://runs",
                                        "pvc:///a",
                                        "pvc:/runs/a",
                                        "pvc://Runs/a",
                                        "pvc://runs:1/a")
                                .map(uri -> spec(
                                        s -> entry(s, "models").put("uri", uri),
                                        "spec.models[0].uri",
                                        "\"" + uri + "\"" + FORM_OF_URI)),
                        otherStores()),
                Stream.of("s3://key:secret@bucket/x", "https://user@host/x", "s3://b/x?region=y&secret_key=z")
                        .map(uri -> spec(
                                s -> entry(s, "models").put("uri", uri),
                                "spec.models[0].uri",
                                "must not hold credentials; give workers theirs by environment, from a Secret, or by service"
                                        + " account")));
    }

    private static Stream<Wrong> otherStores() {
        return Stream.of("hdfs://host/x", "ftp://host/x", "swift://c/x")
                .map(uri -> spec(
                        s -> entry(s, "models").put("uri", uri),
                        "spec.models[0].uri",
                        "\"" + uri + "\"" + OTHER_STORE));
    }

    private static Stream<Wrong> everyUri() {
        return Stream.concat(
                Stream.of("output", "cache")
                        .map(field -> spec(
                                s -> s.putObject(field).put("uri", "here"),
                                "spec." + field + ".uri",
                                "\"here\"" + FORM_OF_FOLDER)),
                Stream.concat(
                        Stream.of(
                                spec(
                                        s -> network(s).put("uri", "here"),
                                        "spec.evaluator.torchScript.uri",
                                        "\"here\"" + FORM_OF_URI),
                                spec(
                                        s -> entry(s, "datasets").put("uri", "here"),
                                        "spec.datasets[0].uri",
                                        "\"here\"" + FORM_OF_URI)),
                        Stream.of(
                                spec(
                                        s -> {
                                            s.remove("models");
                                            Wrong.folder(s).put("uri", "here");
                                        },
                                        "spec.modelsFrom[0].uri",
                                        "\"here\"" + FORM_OF_FOLDER),
                                spec(
                                        s -> {
                                            s.remove("models");
                                            Wrong.folder(s).put("uri", "https://host/models");
                                        },
                                        "spec.modelsFrom[0].uri",
                                        "\"https://host/models\" is on a web server, whose folders cannot be listed; list its"
                                                + " files in spec.models"),
                                spec(
                                        s -> s.putObject("output").put("uri", "https://host/soups"),
                                        "spec.output.uri",
                                        "\"https://host/soups\" is on a web server, which is only read; write to a bucket or a"
                                                + " file system, and copy it from there"),
                                spec(
                                        s -> s.putObject("cache").put("uri", "hf://owner/name"),
                                        "spec.cache.uri",
                                        "\"hf://owner/name\" is on the Hugging Face hub, which is only read; write to a bucket"
                                                + " or a file system, and copy it from there"),
                                spec(
                                        s -> s.putObject("output").put("uri", "file:///"),
                                        "spec.output.uri",
                                        "file:/// is the root; name a folder below it"),
                                spec(
                                        s -> s.putObject("cache").put("uri", "file:/"),
                                        "spec.cache.uri",
                                        "file:/ is the root; name a folder below it"))));
    }

    private static Stream<Wrong> digests() {
        return Stream.of("models", "datasets").flatMap(list -> Stream.of("abc", "sha256:" + "A".repeat(64))
                .map(digest -> spec(
                        s -> entry(s, list).put("digest", digest),
                        "spec." + list + "[0].digest",
                        "\"" + digest + "\" should be sha256: and 64 hex digits, as sha256sum prints")));
    }

    private static Stream<Wrong> decimals() {
        BiConsumer<ObjectNode, String> weight =
                (s, value) -> entry(s, "datasets").put("weight", value);
        BiConsumer<ObjectNode, String> bonus =
                (s, value) -> strategy(s, "Radin").putObject("radin").put("memberBonus", value);
        BiConsumer<ObjectNode, String> listed =
                (s, value) -> ((ObjectNode) mixture(s, "one", "two").get(1)).put("weight", value);
        return Stream.of(
                        Stream.of("half", "NaN", "1e999", "1,5", "")
                                .flatMap(value -> Stream.of(
                                        decimal(weight, "spec.datasets[0].weight", value),
                                        decimal(bonus, "spec.strategy.radin.memberBonus", value),
                                        weight(listed, value))),
                        Stream.of("0", "0.00", "-1", "-0.5", "0e9")
                                .map(value -> spec(
                                        s -> weight.accept(s, value),
                                        "spec.datasets[0].weight",
                                        value + " must be above zero")),
                        Stream.of(weight(listed, "-1")))
                .flatMap(s -> s);
    }

    private static Wrong weight(BiConsumer<ObjectNode, String> set, String value) {
        return spec(
                s -> set.accept(s, value),
                "spec.strategy.listed.mixtures[0].members[1].weight",
                "\"" + value + "\" is no decimal number of zero or more, such as \"0.5\"");
    }

    private static Wrong decimal(BiConsumer<ObjectNode, String> set, String path, String value) {
        return spec(s -> set.accept(s, value), path, "\"" + value + "\" is no decimal number, such as \"0.5\"");
    }
}
