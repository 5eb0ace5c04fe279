package dev.radin.operator.call;

import io.fabric8.kubernetes.client.http.HttpRequest;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

/**
 * A request to the API server in the terms of RBAC.
 *
 * @param group empty for the core group
 * @param resource with its subresource, as {@code soupselections/status}; of anything but resources, its path
 */
public record ApiCall(String verb, String group, String resource) {

    public static ApiCall of(HttpRequest request) {
        URI uri = request.uri();
        List<String> path = Arrays.asList(uri.getPath().substring(1).split("/"));
        // What is before it is a proxy's, as Rancher's.
        int apis = path.indexOf("apis");
        int start = apis < 0 ? path.indexOf("api") + 2 : apis + 3;
        if (apis < 0 && !path.contains("api") || path.size() <= start) {
            return new ApiCall(verb(request.method(), uri, true), "", uri.getPath());
        }
        List<String> rest = path.subList(start, path.size());
        if (rest.size() > 2 && rest.get(0).equals("namespaces")) {
            rest = rest.subList(2, rest.size());
        }
        String resource = rest.get(0) + (rest.size() > 2 ? "/" + rest.get(2) : "");
        return new ApiCall(verb(request.method(), uri, rest.size() > 1), apis < 0 ? "" : path.get(apis + 1), resource);
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

    public boolean writes() {
        return !List.of("get", "list", "watch").contains(verb);
    }
}
