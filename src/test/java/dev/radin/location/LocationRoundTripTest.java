package dev.radin.location;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever names are made of: a location is what its text says, and its children are in it. */
class LocationRoundTripTest {

    @Property
    void aChildIsReadFromItsText(@ForAll("folders") String folder, @ForAll("names") String name) {
        Location parent = Location.of(folder);
        Location child = parent.child(name);

        assertThat(Location.of(child.toString())).isEqualTo(child);
        assertThat(child.name()).isEqualTo(name);
        assertThat(child.options()).isEqualTo(parent.options());
        assertThat(child.sibling("")).isEqualTo(parent.folder());
        assertThat(child.folder().withoutSlash()).isEqualTo(child);
        assertThat(child.place()).isEqualTo(child.folder().place()).isNotEqualTo(parent.place());
    }

    @Property
    void aPlainPathLeadsToItself(@ForAll("names") String first, @ForAll("names") String second) {
        Location folder = Location.of("file:///in/");

        assertThat(folder.resolve(first + "/" + second))
                .isEqualTo(folder.child(first).child(second));
        assertThat(folder.resolve(first + "/../" + second)).isEqualTo(folder.child(second));
    }

    /** As the keys of a bucket, where no letter means anything. */
    @Property
    void aKeyIsWhatIsWritten(@ForAll("names") String first, @ForAll("names") String second) {
        String key = first + "/" + second;

        assertThat(Location.of("s3://bucket/" + key + "?").plainPath()).isEqualTo("/" + key);
    }

    @Provide
    Arbitrary<String> folders() {
        return Arbitraries.of(
                "file:///a b".replace(" ", "%20"),
                "file:/a/",
                "pvc://runs",
                "pvc://runs/vit/",
                "https://host:1/ä",
                "s3://bucket",
                "s3://bucket/a b#?/",
                "abfss://container@account.dfs.core.windows.net/a",
                "gs://bucket/a%20b/?endpoint=http://h:1",
                "s3://bucket/a%20b/?endpoint=http://h:1&region=x%26y%3Fz%25");
    }

    /** A dot alone is no name. */
    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(
                        "a", " ", "#", "?", "%", "%41", "=", "&", "ä", "模", "𝛼", "region=", ":", "+", "@", "..a", "~")
                .list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(parts -> String.join("", parts))
                // A secret by its looks is one.
                .filter(name -> !Credentials.areIn("s3://b/" + name));
    }
}
