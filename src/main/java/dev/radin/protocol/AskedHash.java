package dev.radin.protocol;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A hash of what is asked for, in each form that is known: the present one's first. One that was kept has a single form, and
 * which one its text says.
 */
public record AskedHash(List<String> forms) {

    /** @param sha256 of what is asked for, in each form */
    public static AskedHash of(Function<HashForm, String> sha256) {
        return new AskedHash(Stream.of(HashForm.values())
                .map(form -> form.kept(sha256.apply(form)))
                .toList());
    }

    /** As a Job, a status or a file has it. */
    public static AskedHash kept(String hash) {
        return new AskedHash(List.of(hash));
    }

    /** What is kept from now on. */
    public String present() {
        return forms.get(0);
    }

    /** Whether this is it, in the form that it was kept in; null never is. */
    public boolean is(String kept) {
        return kept != null && forms.contains(kept);
    }

    /** Whether both are of one thing, as far as their forms can tell. */
    public boolean isSame(AskedHash other) {
        return forms.stream().anyMatch(other.forms::contains);
    }

    @Override
    public String toString() {
        return present();
    }
}
