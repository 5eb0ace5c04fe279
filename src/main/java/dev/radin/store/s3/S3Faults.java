package dev.radin.store.s3;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server's refusals mean to a user.
 *
 * @param shown the credentials, as far as they may be printed
 */
record S3Faults(Endpoint endpoint, String shown) {

    private static final Pattern MISSING = Pattern.compile("not authorized to perform: ([a-z0-9-]+:[A-Za-z*]+)");

    RadinException reading(String uri, S3Error error) {
        return of(uri, error, Reason.InputForbidden, "s3:GetObject and s3:ListBucket");
    }

    RadinException writing(String uri, S3Error error) {
        return of(uri, error, Reason.OutputNotWritable, "s3:PutObject, s3:GetObject and s3:ListBucket");
    }

    private RadinException of(String uri, S3Error error, Reason forbidden, String rights) {
        String request = " (" + error.request() + ")";
        if (error.is("NoSuchBucket")) {
            return fault(
                    forbidden == Reason.OutputNotWritable ? forbidden : Reason.InputNotFound,
                    uri,
                    "there is no bucket \"" + endpoint.bucket() + "\" at " + endpoint.host() + "; check its name"
                            + request);
        }
        if (error.is("SignatureDoesNotMatch")) {
            return fault(forbidden, uri, "the secret key does not belong to " + shown + "; correct it" + request);
        }
        if (error.is("InvalidAccessKeyId", "XAdminUserNotFound")) {
            return fault(forbidden, uri, shown + " is not known at " + endpoint.host() + "; correct it" + request);
        }
        if (error.isExpired()) {
            return fault(forbidden, uri, shown + " has expired or is none; give fresh credentials" + request);
        }
        if (error.is("RequestTimeTooSkewed")) {
            return fault(Reason.MachineUnfit, uri, "this machine's clock is wrong; set it" + request);
        }
        if (error.isElsewhere()) {
            return fault(Reason.InvalidSpec, uri, elsewhere(error) + request);
        }
        if (error.is("InvalidObjectState")) {
            return fault(
                    Reason.InputForbidden,
                    uri,
                    "is archived, and read only when it has been restored; restore it (aws s3api restore-object), or"
                            + " keep it in another storage class" + request);
        }
        if (error.is("QuotaExceeded", "EntityTooLarge", "XMinioStorageFull") || error.status() == 507) {
            return fault(Reason.OutputNotWritable, uri, error.code() + ": " + error.words() + request);
        }
        if (error.status() == 401 || error.status() == 403) {
            return fault(forbidden, uri, "access denied to " + shown + "; it needs " + needs(error, rights) + request);
        }
        return fault(
                Reason.StorageFailed,
                uri,
                endpoint.host()
                        + (error.code().isEmpty()
                                ? " answers as no server of S3 does; check the endpoint"
                                : " refuses: " + error.code() + " " + error.words())
                        + request);
    }

    private String elsewhere(S3Error error) {
        if (endpoint.region().equals(error.region())) {
            return endpoint.host() + " does not serve the bucket, which is in " + error.region()
                    + "; name a server of that region as its endpoint, or none for Amazon's";
        }
        return "the bucket is not in " + endpoint.region() + (error.region() == null ? "" : " but in " + error.region())
                + "; set AWS_REGION, or ?region= in the URI";
    }

    /** Amazon says which right is missing, and of whom, but to some: as of the key that an object is encrypted by. */
    private static String needs(S3Error error, String rights) {
        Matcher missing = MISSING.matcher(error.words());
        return missing.find()
                ? missing.group(1) + " here: " + error.words()
                : rights + " here. Missing objects are answered alike where listing is not allowed, and all where those"
                        + " who ask have to pay (AWS_REQUEST_PAYER=requester)";
    }

    private static RadinException fault(Reason reason, String uri, String what) {
        return new RadinException(reason, uri + ": " + what);
    }
}
