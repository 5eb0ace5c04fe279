package dev.radin.tensor.adapter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The few values that were asked for last, for threads that go through the same tensors beside each other. */
final class Recent<K, V> {

    private final int most;
    private final Map<K, V> values = new LinkedHashMap<>(8, 0.75f, true);

    Recent(int most) {
        this.most = most;
    }

    /** Others wait while one is made, as they mostly want the same. */
    synchronized V get(K key, Supplier<V> make) {
        V value = values.get(key);
        if (value == null) {
            value = make.get();
            values.put(key, value);
            if (values.size() > most) {
                values.remove(values.keySet().iterator().next());
            }
        }
        return value;
    }
}
