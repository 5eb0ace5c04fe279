package dev.radin.store.s3;

import java.util.Optional;

/** One of the places where credentials may be. */
interface CredentialSource {

    /** For messages. */
    String name();

    /**
     * Empty where it is not set up.
     *
     * @throws dev.radin.fault.RadinException where it is, and gives none
     */
    Optional<Credentials> find();
}
