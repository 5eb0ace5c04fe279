package dev.radin.store.s3;

import dev.radin.fault.OneLine;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.store.http.NoCredentials;
import dev.radin.store.http.Time;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The credentials of a process, as Amazon's SDK finds them and keeps them fresh: in environment variables, by web identity
 * (IRSA), by a profile, from the container's agent (EKS Pod Identity), from the instance. It is asked on first use.
 */
final class CredentialChain {

    /** Of several requests that were refused at once, the first has them renewed. */
    private static final long RENEWED_MILLIS = 10_000;

    private static final Set<String> YES = Set.of("1", "true", "yes");
    private static final String ADVICE = NoCredentials.advice("awsAnonymousCredential=true for a public bucket");

    private final Map<String, String> environment;
    private final Time time;
    private List<CredentialSource> tried;
    private AwsCredentialsProvider provider;
    private Credentials last = Credentials.ANONYMOUS;
    private long renewedMillis = -RENEWED_MILLIS;

    /** @param environment of the process */
    CredentialChain(Map<String, String> environment, Time time) {
        this.environment = environment;
        this.time = time;
    }

    /**
     * Those to sign a request with now.
     *
     * @param uri what the request is for, for messages
     */
    synchronized Credentials get(String uri) {
        if (isAnonymous()) {
            return Credentials.ANONYMOUS;
        }
        try {
            if (provider == null) {
                SdkSettings.apply(environment);
                tried = CredentialSource.of(environment);
                provider = source().provider().get();
            }
            last = new Credentials(provider.resolveCredentials(), source().name());
            return last;
        } catch (RadinException e) {
            throw e;
        } catch (RuntimeException e) {
            // The SDK fails with exceptions of its own, and where a profile makes no sense with any.
            throw fault(uri, e);
        }
    }

    /** Has those that a server takes no longer fetched anew. */
    synchronized void renew() {
        if (time.millis() - renewedMillis >= RENEWED_MILLIS) {
            renewedMillis = time.millis();
            if (provider instanceof SdkAutoCloseable closeable) {
                closeable.close();
            }
            provider = null;
        }
    }

    /** For messages about a request that was signed. */
    synchronized String shown() {
        return last.shown();
    }

    private CredentialSource source() {
        return tried.get(tried.size() - 1);
    }

    private RadinException fault(String uri, RuntimeException e) {
        boolean lookedEverywhere = provider instanceof InstanceProfileCredentialsProvider;
        provider = null;
        String names = tried == null
                ? "the environment, profiles"
                : tried.stream().map(CredentialSource::name).collect(Collectors.joining(", "));
        if (lookedEverywhere) {
            return new RadinException(
                    Reason.InputForbidden, uri + ": no credentials; tried " + names + ". " + ADVICE, e);
        }
        String said = OneLine.of(String.valueOf(e.getMessage()));
        return new RadinException(
                isUnreachable(e) ? Reason.StorageFailed : Reason.InputForbidden,
                uri + ": no credentials; tried " + names + ", which fails: " + said,
                e);
    }

    private static boolean isUnreachable(Throwable e) {
        if (e instanceof SdkServiceException refusal) {
            return refusal.statusCode() >= 500 || refusal.isThrottlingException();
        }
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException && !(cause instanceof FileSystemException)) {
                return true;
            }
        }
        return false;
    }

    /** By KServe's name for it, and by that of others. */
    private boolean isAnonymous() {
        return YES.contains(lower("awsAnonymousCredential")) || YES.contains(lower("AWS_NO_SIGN_REQUEST"));
    }

    private String lower(String name) {
        return environment.getOrDefault(name, "").toLowerCase(Locale.ROOT);
    }
}
