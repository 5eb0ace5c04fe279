package dev.radin.store.az;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import dev.radin.fault.OneLine;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.store.http.Call;
import dev.radin.store.http.Http;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.function.Supplier;

/** An identity of Entra, whose tokens are fetched anew before they expire. They go over TLS alone. */
final class EntraLogin implements AzLogin {

    private static final TokenRequestContext STORAGE =
            new TokenRequestContext().addScopes("https://storage.azure.com/.default");
    private static final Duration EARLY = Duration.ofMinutes(5);

    private final String name;
    private final Supplier<TokenCredential> make;
    private TokenCredential credential;
    private AccessToken token;

    /**
     * @param name for messages
     * @param make makes it anew, without the tokens that it had
     */
    EntraLogin(String name, Supplier<TokenCredential> make) {
        this.name = name;
        this.make = make;
    }

    @Override
    public Call authorize(String uri, Call call) {
        if (!"https".equals(call.uri().getScheme())) {
            throw new RadinException(
                    Reason.InvalidSpec,
                    uri
                            + ": its endpoint is not https, and tokens of Entra go over TLS alone; correct it, or use a key");
        }
        return call.with("Authorization", "Bearer " + token(uri));
    }

    private synchronized String token(String uri) {
        if (token == null || token.getExpiresAt().minus(EARLY).isBefore(OffsetDateTime.now())) {
            try {
                credential = credential == null ? make.get() : credential;
                token = credential.getTokenSync(STORAGE);
            } catch (RuntimeException e) {
                boolean passes = Http.mayPass(e);
                throw new RadinException(
                        passes ? Reason.StorageFailed : Reason.InputForbidden,
                        uri + ": Entra gives no token to " + name + ": " + words(e)
                                + (passes ? "; run again" : "; correct the credentials, or give fresh ones"),
                        e);
            }
        }
        return token.getToken();
    }

    @Override
    public synchronized boolean renew() {
        credential = null;
        token = null;
        return true;
    }

    /** The first sentence or two. */
    private static String words(Throwable e) {
        String words = String.valueOf(e.getMessage());
        // What others say is wrapped in names of classes.
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            words = cause.getMessage() == null ? words : cause.getMessage();
        }
        return OneLine.beginningOf(words);
    }

    @Override
    public String shown() {
        return name;
    }

    @Override
    public String needs(Rights rights) {
        return "it needs role " + rights.role() + " here";
    }

    @Override
    public String unknown() {
        return "the account takes no token of " + name + "; see that it is of the account's tenant";
    }
}
