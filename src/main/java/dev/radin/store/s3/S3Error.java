package dev.radin.store.s3;

import dev.radin.fault.OneLine;
import dev.radin.store.http.Answer;
import dev.radin.store.http.Xml;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server says in place of an answer.
 *
 * @param code as NoSuchKey; empty where it says none
 * @param words for people, on one line
 * @param region where it says that the bucket is; else null
 * @param request its host, its status and what it calls the request by, for messages
 */
record S3Error(int status, String code, String words, String region, String request) {

    /** In which a server says where a bucket is. */
    static final String REGION_HEADER = "x-amz-bucket-region";

    private static final Pattern EXPECTED_REGION = Pattern.compile("expecting '([a-z0-9-]{1,40})'");

    static S3Error of(Answer answer) throws IOException {
        return of(answer, answer.text());
    }

    static S3Error of(Answer answer, String body) {
        return of(
                answer.status(),
                body,
                answer.header(REGION_HEADER),
                answer.host() + ", " + answer.status() + answer.requestId());
    }

    /** Where no more than that is known. */
    static S3Error of(int status, String body) {
        return of(status, body, null, Integer.toString(status));
    }

    private static S3Error of(int status, String body, String headerRegion, String request) {
        Xml xml = Xml.of(body);
        String words = OneLine.of(xml.text("Message"));
        Matcher expected = EXPECTED_REGION.matcher(words);
        String region = headerRegion != null && !headerRegion.isEmpty() ? headerRegion : xml.text("Region");
        if (region.isEmpty() && expected.find()) {
            region = expected.group(1);
        }
        return new S3Error(status, xml.text("Code"), words, region.matches("[a-z0-9-]{1,40}") ? region : null, request);
    }

    boolean is(String... codes) {
        for (String one : codes) {
            if (one.equals(code)) {
                return true;
            }
        }
        return false;
    }

    boolean isExpired() {
        return is("ExpiredToken", "ExpiredTokenException", "InvalidToken", "TokenRefreshRequired");
    }

    boolean isElsewhere() {
        return status == 301
                || status == 307
                || is("PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException");
    }
}
