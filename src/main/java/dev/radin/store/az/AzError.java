package dev.radin.store.az;

import dev.radin.fault.OneLine;
import dev.radin.store.http.Answer;
import dev.radin.store.http.Xml;

/**
 * What Azure says in place of an answer.
 *
 * @param code as BlobNotFound; empty where it says none
 * @param words for people, on one line
 * @param request its host, its status and what it calls the request by, for messages
 */
record AzError(int status, String code, String words, String request) {

    static AzError of(Answer answer, String body) {
        Xml xml = Xml.of(body.replaceFirst("^\uFEFF", ""));
        String header = answer.header("x-ms-error-code");
        // Its last lines are the request and the time once more.
        String[] lines = xml.text("Message").split("\nRequestId:");
        return new AzError(
                answer.status(),
                header == null ? xml.text("Code") : header,
                OneLine.of(lines[0]),
                answer.host() + ", " + answer.status() + answer.requestId());
    }

    boolean is(String... codes) {
        for (String one : codes) {
            if (one.equals(code)) {
                return true;
            }
        }
        return false;
    }

    /** Azurite has the words, and the code of what a firewall keeps out. */
    boolean isOfLogin() {
        return is("AuthenticationFailed", "InvalidAuthenticationInfo", "NoAuthenticationInformation")
                || words.startsWith("Server failed to authenticate the request");
    }

    /** Whether it keeps somebody out who may be a stranger, or may not be. */
    boolean isUnexplained() {
        return (status == 401 || status == 403) && words.isEmpty() && !isOfLogin();
    }

    boolean isOfContainer() {
        return is("ContainerNotFound", "ContainerBeingDeleted", "ContainerDisabled");
    }
}
