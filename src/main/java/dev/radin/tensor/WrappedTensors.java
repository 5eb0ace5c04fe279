package dev.radin.tensor;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tensors of another source, some of which a subclass lists, finds or reads in its own way. */
public abstract class WrappedTensors implements TensorSource {

    protected final TensorSource source;
    private final Optional<List<TensorInfo>> listed;

    /**
     * Lists and finds what the source does.
     *
     * @param source closed with this
     */
    protected WrappedTensors(TensorSource source) {
        this.source = source;
        this.listed = Optional.empty();
    }

    /**
     * @param source closed with this
     * @param listed these alone are listed and found, whatever the source has
     */
    protected WrappedTensors(TensorSource source, List<TensorInfo> listed) {
        this.source = source;
        this.listed = Optional.of(List.copyOf(listed));
    }

    @Override
    public String uri() {
        return source.uri();
    }

    @Override
    public final List<TensorInfo> tensors() {
        return listed.orElseGet(source::tensors);
    }

    @Override
    public Optional<TensorInfo> find(String name) {
        return listed.isPresent() ? TensorSource.super.find(name) : source.find(name);
    }

    @Override
    public Map<String, String> metadata() {
        return source.metadata();
    }

    @Override
    public List<String> notes() {
        return source.notes();
    }

    @Override
    public void read(TensorInfo tensor, long offset, ByteBuffer target) {
        source.read(tensor, offset, target);
    }

    @Override
    public void close() {
        source.close();
    }
}
