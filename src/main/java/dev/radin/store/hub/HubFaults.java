package dev.radin.store.hub;

import dev.radin.fault.OneLine;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.HubPath;
import dev.radin.store.http.Answer;

/** What the hub's refusals mean to a user. */
record HubFaults(boolean withToken, HubPath place, String uri) {

    /** The header that says why. */
    static final String CODE = "X-Error-Code";

    /** The header that says so in words. */
    private static final String WORDS = "X-Error-Message";

    private static final String TOKEN = "set HF_TOKEN from a Secret";

    RadinException of(Answer answer) {
        String code = answer.header(CODE) == null ? "" : answer.header(CODE);
        String repository = place.repository();
        String request = answer.requestIdInBrackets();
        if (code.equals("RevisionNotFound")) {
            return fault(
                    Reason.InputNotFound,
                    "there is no revision " + place.revision() + " of " + repository
                            + "; check the branch, tag or commit");
        }
        if (code.equals("EntryNotFound")) {
            return fault(Reason.InputNotFound, "no such file; check the path");
        }
        if (code.equals("GatedRepo")) {
            return fault(
                    Reason.InputForbidden,
                    repository + " is gated: "
                            + (withToken
                                    ? "its owner must grant access to this token's account; ask on its page"
                                    : "ask for access on its page, and " + TOKEN)
                            + request);
        }
        if (code.equals("RepoNotFound") && withToken) {
            return fault(
                    Reason.InputNotFound,
                    "there is no " + kind() + " " + repository + " at " + answer.host()
                            + ", or this token's account may not see it; check the name" + request);
        }
        if (code.equals("RepoNotFound") || answer.status() == 401 && !withToken) {
            return fault(
                    Reason.InputForbidden,
                    "there is no " + kind() + " " + repository + " at " + answer.host()
                            + ", or it is private; check the name, or " + TOKEN + request);
        }
        if (answer.status() == 401 || answer.status() == 403) {
            return fault(
                    Reason.InputForbidden,
                    answer.host() + " does not take " + (withToken ? "this token" : "requests without a token") + " ("
                            + answer.status() + answer.requestId() + ")" + words(answer) + "; "
                            + (withToken ? "give a fresh one that may read " + repository : TOKEN));
        }
        return answer.status() == 404
                ? fault(
                        Reason.InputNotFound,
                        "there is no " + kind() + " " + repository + " at " + answer.host() + "; check the name"
                                + request)
                : fault(
                        Reason.StorageFailed,
                        answer.host() + " answers with " + answer.status() + answer.requestId()
                                + ", which says nothing about the file; try again later");
    }

    private static String words(Answer answer) {
        String words = answer.header(WORDS) == null ? "" : answer.header(WORDS);
        return words.isBlank() ? "" : ": " + OneLine.of(words).replaceFirst("[ .]+$", "");
    }

    private String kind() {
        return place.isDataset() ? "repository of datasets called" : "repository";
    }

    private RadinException fault(Reason reason, String what) {
        return new RadinException(reason, uri + ": " + what);
    }
}
