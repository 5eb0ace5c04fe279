package dev.radin.api.convert;

import dev.radin.api.v1alpha1.SafeYaml;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.comments.CommentType;
import org.yaml.snakeyaml.events.CommentEvent;
import org.yaml.snakeyaml.events.Event;

/** The comments of a document. */
final class Comments {

    private Comments() {}

    /** @param line from zero */
    record Comment(String text, int line) {}

    /** Those that stand in the one text and not in the other. */
    static List<Comment> lost(String before, String after) {
        List<String> kept = new ArrayList<>();
        all(after).forEach(comment -> kept.add(comment.text()));
        List<Comment> lost = new ArrayList<>();
        for (Comment comment : all(before)) {
            if (!kept.remove(comment.text())) {
                lost.add(comment);
            }
        }
        return lost;
    }

    private static List<Comment> all(String document) {
        List<Comment> comments = new ArrayList<>();
        for (Event event : SafeYaml.commentedEvents(document)) {
            if (event instanceof CommentEvent comment && comment.getCommentType() != CommentType.BLANK_LINE) {
                comments.add(new Comment(
                        "#" + comment.getValue().stripTrailing(),
                        comment.getStartMark().getLine()));
            }
        }
        return comments;
    }
}
