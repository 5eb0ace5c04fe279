package dev.radin.local;

/** Lines of text for a terminal of some width. */
final class TextPage {

    private static final int MOST_COLUMNS = 120;
    private static final int FEWEST_COLUMNS = 60;

    private final int columns;
    private final StringBuilder text = new StringBuilder();

    /** @param columns of the terminal; used from 60 to 120 */
    TextPage(int columns) {
        this.columns = Math.max(FEWEST_COLUMNS, Math.min(MOST_COLUMNS, columns));
    }

    int columns() {
        return columns;
    }

    void line(String line) {
        text.append(line.stripTrailing()).append('\n');
    }

    /** A sentence or more, broken between words; lines after the first are indented. */
    void wrapped(String paragraph) {
        StringBuilder current = new StringBuilder();
        for (String word : paragraph.replaceAll("\\s+", " ").split(" ")) {
            if (current.length() > 0 && current.length() + 1 + word.length() > columns) {
                line(current.toString());
                current.setLength(0);
                current.append("  ");
            } else if (current.length() > 0) {
                current.append(' ');
            }
            current.append(word);
        }
        line(current.toString());
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
