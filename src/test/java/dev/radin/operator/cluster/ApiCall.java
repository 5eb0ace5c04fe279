package dev.radin.operator.cluster;

import io.fabric8.kubernetes.client.http.HttpRequest;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

/**
 * A request to the API server in the terms of RBAC.
 *
 * @param group empty for the core group
 * @param resource with its subresource, as {@code soupselections/status}
 */
record ApiCall(String verb, String group, String resource) {

    static ApiCall of(HttpRequest request) {
        URI uri = request.uri();
        List<String> path = Arrays.asList(uri.getPath().substring(1).split("/"));
        boolean core = path.get(0).equals("api");
        String group = core ? "" : path.get(1);
        List<String> rest = path.subList(core ? 2 : 3, path.size());
        if (rest.size() > 2 && rest.get(0).equals("namespaces")) {
            rest = rest.subList(2, rest.size());
        }
        String resource = rest.get(0) + (rest.size() > 2 ? "/" + rest.get(2) : "");
        return new ApiCall(verb(request.method(), uri, rest.size() > 1), group, resource);
    }

    private static String verb(String method, URI uri, boolean named) {
        String query = uri.getQuery() == null ? "" : uri.getQuery();
        return switch (method) {
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> named ? "delete" : "deletecollection";
            default -> query.contains("watch=true") ? "watch" : named ? "get" : "list";
        };
    }

    boolean writes() {
        return !List.of("get", "list", "watch").contains(verb);
    }

    boolean isStatusUpdate() {
        return writes() && resource.equals("soupselections/status");
    }
}
