package dev.radin.operator.cluster;

import dev.radin.operator.call.ApiCall;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The line between an operator and the API server: remembers every call, and can be cut just before or just after a certain
 * write, after which nothing goes through any more, as if the operator's process had been killed there.
 */
class Wire implements Interceptor {

    /** What a killed operator meets. Not an I/O failure, which clients try again by themselves. */
    static final class Cut extends IllegalStateException {
        private static final long serialVersionUID = 1;

        Cut() {
            super("this operator was killed by the test");
        }
    }

    private final List<ApiCall> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger writes = new AtomicInteger();
    private final int cutAt;
    private final boolean afterwards;
    private volatile boolean cut;

    private Wire(int cutAt, boolean afterwards) {
        this.cutAt = cutAt;
        this.afterwards = afterwards;
    }

    static Wire whole() {
        return new Wire(Integer.MAX_VALUE, false);
    }

    /** @param write counted from 1 on */
    static Wire cutBefore(int write) {
        return new Wire(write, false);
    }

    static Wire cutAfter(int write) {
        return new Wire(write, true);
    }

    boolean isCut() {
        return cut;
    }

    List<ApiCall> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        if (cut) {
            throw new Cut();
        }
        ApiCall call = ApiCall.of(request);
        if (call.writes() && writes.incrementAndGet() == cutAt && !afterwards) {
            cut = true;
            throw new Cut();
        }
        calls.add(call);
    }

    @Override
    public void after(HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        if (afterwards && writes.get() >= cutAt && ApiCall.of(request).writes()) {
            cut = true;
        }
        if (cut) {
            throw new Cut();
        }
    }
}
