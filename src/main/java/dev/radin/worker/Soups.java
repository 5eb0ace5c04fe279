package dev.radin.worker;

import java.util.List;

/** How a soup is called in a line of progress. */
final class Soups {

    private Soups() {}

    static String title(List<String> models) {
        return models.size() == 1 ? models.get(0) : "soup of " + models.size() + " (" + models.get(0) + ", …)";
    }
}
