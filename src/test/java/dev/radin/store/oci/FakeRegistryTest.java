package dev.radin.store.oci;

import org.junit.jupiter.api.AutoClose;

/** A registry with tokens. */
class FakeRegistryTest extends RegistryContract {

    @AutoClose
    private final FakeRegistry registry = new FakeRegistry();

    @Override
    protected Registry registry() {
        return registry;
    }
}
