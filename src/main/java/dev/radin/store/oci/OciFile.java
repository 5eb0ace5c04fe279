package dev.radin.store.oci;

import dev.radin.fault.RadinException;
import dev.radin.store.http.Answer;
import dev.radin.store.http.Call;
import dev.radin.store.http.RemoteObject;
import java.util.Optional;

/** A layer, which is called by its content and so never changes. */
record OciFile(Repository repository, String uri, Layer layer) implements RemoteObject {

    @Override
    public long sizeBytes() {
        return layer.sizeBytes();
    }

    @Override
    public Optional<String> digest() {
        return Optional.of(layer.digest());
    }

    @Override
    public Call get() {
        return repository.content(layer.digest());
    }

    @Override
    public boolean isSame(Answer answer) {
        return true;
    }

    @Override
    public boolean isMended(int status, String refusal) {
        return status == 401 && repository.renew(uri);
    }

    @Override
    public RadinException refused(Answer answer) {
        return repository.refusal(uri, layer.digest(), answer);
    }
}
