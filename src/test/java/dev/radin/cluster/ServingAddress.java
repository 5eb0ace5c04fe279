package dev.radin.cluster;

import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Where one control plane listens: a loopback address of its own, so that the usual ports are free there, nobody can take
 * one in between, and a restarted server finds its port again.
 *
 * @param host in 127.0.0.0/8, drawn at random among sixteen million
 */
record ServingAddress(String host) {

    static ServingAddress draw() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new ServingAddress(String.format(
                Locale.ROOT, "127.%d.%d.%d", random.nextInt(1, 255), random.nextInt(256), random.nextInt(1, 255)));
    }

    String etcd() {
        return "http://" + host + ":2379";
    }

    String etcdPeers() {
        return "http://" + host + ":2380";
    }

    String apiServer() {
        return "https://" + host + ":6443";
    }
}
