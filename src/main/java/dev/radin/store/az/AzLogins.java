package dev.radin.store.az;

import com.azure.core.http.HttpClient;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.CredentialBuilderBase;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.identity.WorkloadIdentityCredentialBuilder;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.store.http.Http;
import dev.radin.store.http.NoCredentials;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Set;

/**
 * The login that the environment sets up: none, as was asked; a key or a shared access signature of the account; a client's
 * secret, a federated token (workload identity), or else the identity of the machine.
 */
final class AzLogins {

    private static final Set<String> KNOWN_AUTHORITIES = Set.of(
            "login.microsoftonline.com",
            "login.microsoftonline.us",
            "login.chinacloudapi.cn",
            "login.partner.microsoftonline.cn");

    /** What says that another service than the one of virtual machines gives tokens. */
    private static final String[] ENDPOINTS = {"IDENTITY_ENDPOINT", "MSI_ENDPOINT", "AZURE_POD_IDENTITY_AUTHORITY_HOST"
    };

    private static final InetSocketAddress MACHINE = new InetSocketAddress("169.254.169.254", 80);
    private static final int PATIENCE_MILLIS = 2_000;

    private final AzSettings settings;
    private final HttpClient http;

    AzLogins(AzSettings settings, Http http) {
        this.settings = settings;
        this.http = new AzureHttp(http);
    }

    /** @param uri of what is asked for, for messages */
    AzLogin of(String uri, AzAccount account) {
        if (settings.isYes("AZURE_NO_SIGN_REQUEST") || settings.isYes("AZURE_SKIP_SIGNATURE")) {
            return new AzLogin.Nobody();
        }
        // A key and a signature are of the account that the environment names beside them.
        boolean isOfAccount = settings.account().isEmpty() || settings.account().equals(account.name());
        AzLogin own = isOfAccount ? ofAccount(account.name()) : null;
        return own != null ? own : ofEntra(uri);
    }

    private AzLogin ofAccount(String account) {
        for (String name : new String[] {"AZURE_STORAGE_ACCESS_KEY", "AZURE_STORAGE_KEY"}) {
            if (!settings.get(name).isEmpty()) {
                return new SharedKey(account, settings.get(name), name);
            }
        }
        if (!settings.connection("AccountKey").isEmpty()) {
            return new SharedKey(account, settings.connection("AccountKey"), AzSettings.CONNECTION);
        }
        String alone = settings.get("AZURE_STORAGE_SAS_TOKEN");
        String sas = alone.isEmpty() ? settings.connection("SharedAccessSignature") : alone;
        return sas.isEmpty()
                ? null
                : new AzLogin.Sas(
                        sas.startsWith("?") ? sas.substring(1) : sas,
                        alone.isEmpty() ? AzSettings.CONNECTION : "AZURE_STORAGE_SAS_TOKEN");
    }

    private AzLogin ofEntra(String uri) {
        String client = settings.get("AZURE_CLIENT_ID");
        String tenant = settings.get("AZURE_TENANT_ID");
        String secret = settings.get("AZURE_CLIENT_SECRET");
        String tokenFile = settings.get("AZURE_FEDERATED_TOKEN_FILE");
        boolean isClient = !client.isEmpty() && !tenant.isEmpty();
        if (isClient && !secret.isEmpty()) {
            return new EntraLogin("client " + client + " (from AZURE_CLIENT_SECRET)", () -> {
                ClientSecretCredentialBuilder builder = new ClientSecretCredentialBuilder()
                        .clientId(client)
                        .tenantId(tenant)
                        .clientSecret(secret);
                if (!authority().isEmpty()) {
                    builder.authorityHost(authority());
                }
                return (isKnown() ? with(builder) : with(builder).disableInstanceDiscovery()).build();
            });
        }
        if (isClient && !tokenFile.isEmpty()) {
            return new EntraLogin("client " + client + " (workload identity)", () -> {
                WorkloadIdentityCredentialBuilder builder = new WorkloadIdentityCredentialBuilder()
                        .clientId(client)
                        .tenantId(tenant)
                        .tokenFilePath(tokenFile);
                if (!authority().isEmpty()) {
                    builder.authorityHost(authority());
                }
                return (isKnown() ? with(builder) : with(builder).disableInstanceDiscovery()).build();
            });
        }
        if (settings.get(ENDPOINTS).isEmpty() && !machineAnswers()) {
            throw new RadinException(
                    Reason.InputForbidden,
                    uri + ": no credentials; tried AZURE_STORAGE_ACCESS_KEY, AZURE_STORAGE_KEY, "
                            + AzSettings.CONNECTION
                            + ", AZURE_STORAGE_SAS_TOKEN, AZURE_CLIENT_SECRET, workload identity (AZURE_FEDERATED_TOKEN_FILE)"
                            + " and the machine's identity. "
                            + NoCredentials.advice("AZURE_NO_SIGN_REQUEST=true for a public container"));
        }
        return new EntraLogin("the machine's identity" + (client.isEmpty() ? "" : " " + client), () -> {
            ManagedIdentityCredentialBuilder builder = with(new ManagedIdentityCredentialBuilder());
            return client.isEmpty() ? builder.build() : builder.clientId(client).build();
        });
    }

    private <T extends CredentialBuilderBase<T>> T with(T builder) {
        return builder.httpClient(http);
    }

    private String authority() {
        return settings.get("AZURE_AUTHORITY_HOST");
    }

    /** Whether it is one that Microsoft's directory of authorities has: others are not in it, and are taken as they are. */
    private boolean isKnown() {
        return authority().isEmpty()
                || KNOWN_AUTHORITIES.contains(
                        authority().replaceFirst("^https://", "").replaceFirst("/.*", ""));
    }

    /** Elsewhere nobody answers there, for which the library would wait much longer. */
    private static boolean machineAnswers() {
        try (Socket socket = new Socket()) {
            socket.connect(MACHINE, PATIENCE_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
