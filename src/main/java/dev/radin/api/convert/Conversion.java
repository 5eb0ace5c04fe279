package dev.radin.api.convert;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A stream of documents, with its SoupSelections of before the first release in the present shape. All others are as they
 * were, to the byte.
 *
 * @param text the stream
 * @param notes what could not be carried over, or is worth a look
 * @param selections every SoupSelection in it, as it is now
 */
public record Conversion(String text, List<Note> notes, List<JsonNode> selections) {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /**
     * @param where what messages call the stream
     * @throws dev.radin.fault.RadinException {@code InvalidSpec} when it cannot be read
     */
    public static Conversion of(String stream, String where) {
        String mark = stream.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
        List<Note> notes = new ArrayList<>();
        List<JsonNode> selections = new ArrayList<>();
        StringBuilder text = new StringBuilder(mark);
        String content = stream.substring(mark.length());
        List<StreamDocument> documents = StreamDocument.all(content, where);
        for (StreamDocument document : documents) {
            if (document.maySelect()) {
                ConvertedDocument converted = new ConvertedDocument(document, notes);
                text.append(converted.text(where));
                selections.addAll(converted.selections());
            } else {
                text.append(document.text());
            }
        }
        return new Conversion(documents.isEmpty() ? stream : text.toString(), notes, selections);
    }
}
