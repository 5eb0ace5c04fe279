package dev.radin.store.hub;

import dev.radin.fault.RadinException;
import dev.radin.location.HubPath;
import dev.radin.store.http.Answer;
import dev.radin.store.http.Call;
import dev.radin.store.http.RemoteObject;
import java.util.Optional;

/** A file of a commit, which never changes. */
record HubFile(Hub hub, String uri, HubPath place, String commit, long sizeBytes, Optional<String> digest)
        implements RemoteObject {

    /** Where the content is, the hub says anew each time, by a URL that is good for a while. */
    @Override
    public Call get() {
        return hub.content(place, commit);
    }

    @Override
    public boolean isSame(Answer answer) {
        return true;
    }

    @Override
    public RadinException refused(Answer answer) {
        return hub.refusal(uri, place, answer);
    }
}
