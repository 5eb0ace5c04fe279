package dev.radin.cluster;

/**
 * Where one control plane listens: an address of its own, so that the usual ports are free there, and a restarted server finds
 * its port again.
 */
record ServingAddress(String host) {

    static ServingAddress draw() {
        return new ServingAddress(Loopback.draw());
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
