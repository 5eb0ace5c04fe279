package dev.radin.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.radin.api.v1alpha1.SafeYaml;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.fault.RootCause;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The files that say where the cluster is: of those that $KUBECONFIG names, or else ~/.kube/config, the ones that are there. */
public final class Kubeconfigs {

    private final Collection<String> names;
    private final List<Path> files;

    /** @param names as the client's library finds them */
    Kubeconfigs(Collection<String> names) {
        this.names = names;
        this.files = names.stream().map(Path::of).filter(Files::isRegularFile).toList();
    }

    /** Those that the client will read. */
    public static Kubeconfigs usual() {
        return new Kubeconfigs(Config.getKubeconfigFilenames());
    }

    /** @throws RadinException naming the file, of which the client's library would say only what is wrong in it */
    public void requireReadable() {
        files.forEach(Kubeconfigs::requireReadable);
    }

    private static void requireReadable(Path file) {
        String where = "the kubeconfig " + file;
        try {
            SafeYaml.events(Files.readString(file), where);
            KubeConfigUtils.parseConfig(file.toFile());
        } catch (RadinException e) {
            throw e;
        } catch (IOException e) {
            throw new RadinException(Reason.InvalidSpec, where + ": cannot be read: " + RootCause.line(e), e);
        } catch (RuntimeException e) {
            throw new RadinException(Reason.InvalidSpec, where + ": is not made as one is: " + words(e), e);
        }
    }

    private static String words(RuntimeException e) {
        return RootCause.of(e) instanceof JsonProcessingException json ? json.getOriginalMessage() : RootCause.line(e);
    }

    /** Where to look when the cluster is not where they say. */
    String advice() {
        return files.isEmpty()
                ? "there is no " + String.join(" and no ", names) + ", so name a kubeconfig by $KUBECONFIG"
                : "see " + files.stream().map(Path::toString).collect(Collectors.joining(", "));
    }
}
