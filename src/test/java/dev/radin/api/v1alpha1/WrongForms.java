package dev.radin.api.v1alpha1;

import static dev.radin.api.v1alpha1.Wrong.entry;
import static dev.radin.api.v1alpha1.Wrong.mixture;
import static dev.radin.api.v1alpha1.Wrong.spec;
import static dev.radin.api.v1alpha1.Wrong.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Text of a certain form: names, URIs, digests, decimals. The API server says these in our words. */
final class WrongForms {

    private static final String FORM_OF_URI =
            " should be file:///folder/file, with other characters (?, # and spaces too) as %XX";
    private static final String OTHER_STORE =
            " is in a store that this version cannot reach; copy or mount it, and write file:///folder/file";

    private WrongForms() {}

    static Stream<Wrong> cases() {
        return Stream.of(names(), uris(), everyUri(), digests(), decimals()).flatMap(s -> s);
    }

    private static Stream<Wrong> names() {
        String rule = " must be 1 to 63 letters, digits, dots, dashes and underscores, a letter or digit first";
        return Stream.of("models", "validation", "test").flatMap(list -> Stream.of("a b", "-a", "")
                .map(name -> spec(
                        s -> entry(s, list).put("name", name),
                        "spec." + list + "[0].name",
                        "\"" + name + "\"" + rule)));
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
                                        "file://host/a",
                                        "file:///a?b",
                                        "file:///a#b",
                                        "file:///a b",
                                        "file:///a|b",
                                        "file:///a%zz",
                                        "file:///a%4",
                                        "file:///a%")
                                .map(uri -> spec(
                                        s -> entry(s, "models").put("uri", uri),
                                        "spec.models[0].uri",
                                        "\"" + uri + "\"" + FORM_OF_URI)),
                        otherStores()),
                Stream.of("s3://key:secret@bucket/x", "https://user@host/x")
                        .map(uri -> spec(
                                s -> entry(s, "models").put("uri", uri),
                                "spec.models[0].uri",
                                "must not hold a user or a password; give workers their credentials by environment or"
                                        + " service account")));
    }

    private static Stream<Wrong> otherStores() {
        return Stream.of("s3://bucket/x", "s3://", "gs://bucket/x", "https://host/x", "ftp://host/x")
                .map(uri -> spec(
                        s -> entry(s, "models").put("uri", uri),
                        "spec.models[0].uri",
                        "\"" + uri + "\"" + OTHER_STORE));
    }

    private static Stream<Wrong> everyUri() {
        return Stream.concat(
                Stream.of("architecture", "output", "cache")
                        .map(field -> spec(
                                s -> s.putObject(field).put("uri", "here"),
                                "spec." + field + ".uri",
                                "\"here\"" + FORM_OF_URI)),
                Stream.concat(
                        Stream.of("validation", "test")
                                .map(list -> spec(
                                        s -> entry(s, list).put("uri", "here"),
                                        "spec." + list + "[0].uri",
                                        "\"here\"" + FORM_OF_URI)),
                        Stream.of(
                                spec(
                                        s -> {
                                            s.remove("models");
                                            s.putObject("modelsFrom").put("uri", "here");
                                        },
                                        "spec.modelsFrom.uri",
                                        "\"here\"" + FORM_OF_URI),
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
        return Stream.of("models", "validation", "test").flatMap(list -> Stream.of("abc", "sha256:" + "A".repeat(64))
                .map(digest -> spec(
                        s -> entry(s, list).put("digest", digest),
                        "spec." + list + "[0].digest",
                        "\"" + digest + "\" should be sha256: and 64 hex digits, as sha256sum prints")));
    }

    private static Stream<Wrong> decimals() {
        String weights = "must all be decimal numbers of zero or more, such as \"0.5\"";
        BiConsumer<ObjectNode, String> weight =
                (s, value) -> entry(s, "validation").put("weight", value);
        BiConsumer<ObjectNode, String> prior =
                (s, value) -> strategy(s, "Radin").put("prior", value);
        BiConsumer<ObjectNode, String> listed = (s, value) ->
                mixture(s, "one", "two").putArray("weights").add("1").add(value);
        return Stream.of(
                        Stream.of("half", "NaN", "1e999", "1,5", "")
                                .flatMap(value -> Stream.of(
                                        decimal(weight, "spec.validation[0].weight", value),
                                        decimal(prior, "spec.strategy.prior", value),
                                        spec(
                                                s -> listed.accept(s, value),
                                                "spec.strategy.include[0].weights",
                                                weights))),
                        Stream.of("0", "0.00", "-1", "-0.5", "0e9")
                                .map(value -> spec(
                                        s -> weight.accept(s, value),
                                        "spec.validation[0].weight",
                                        value + " must be above zero")),
                        Stream.of(spec(s -> listed.accept(s, "-1"), "spec.strategy.include[0].weights", weights)))
                .flatMap(s -> s);
    }

    private static Wrong decimal(BiConsumer<ObjectNode, String> set, String path, String value) {
        return spec(s -> set.accept(s, value), path, "\"" + value + "\" is no decimal number, such as \"0.5\"");
    }
}
