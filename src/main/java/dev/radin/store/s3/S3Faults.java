package dev.radin.store.s3;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;

/**
 * What a server's refusals mean to a user.
 *
 * @param shown the credentials, as far as they may be printed
 */
record S3Faults(Endpoint endpoint, String shown) {

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
            return fault(
                    Reason.InvalidSpec,
                    uri,
                    "the bucket is not in " + endpoint.region()
                            + (error.region() == null ? "" : " but in " + error.region())
                            + "; set AWS_REGION, or ?region= in the URI" + request);
        }
        if (error.is("QuotaExceeded", "EntityTooLarge", "XMinioStorageFull") || error.status() == 507) {
            return fault(Reason.OutputNotWritable, uri, error.code() + ": " + error.words() + request);
        }
        if (error.status() == 401 || error.status() == 403) {
            return fault(
                    forbidden,
                    uri,
                    "access denied to " + shown + "; it needs " + rights
                            + " here. Missing objects are answered alike where listing is not allowed" + request);
        }
        String words = error.code().isEmpty() ? "" : ": " + error.code() + " " + error.words();
        return fault(Reason.StorageFailed, uri, endpoint.host() + " refuses" + words + request);
    }

    private static RadinException fault(Reason reason, String uri, String what) {
        return new RadinException(reason, uri + ": " + what);
    }
}
