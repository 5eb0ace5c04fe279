package dev.radin.api.pod;

/**
 * Patterns of a pod's parts and what is said where they are not kept, for {@link PodRules} and for the rules of the
 * definition, so that both refuse the same and say the same. They hold no single quote and mean the same in Java and in RE2.
 */
public final class PodWords {

    /** The name of our container. */
    public static final String WORKER = "worker";

    static final String EVALUATOR = "evaluator";
    static final String OWN_PREFIX = "radin-";

    static final String CONTAINER_SAYS =
            "is not worker; give another container as an entry of initContainers with restartPolicy: Always, which runs"
                    + " beside it";
    static final String EVALUATOR_SAYS = "is kept for later versions; the only container here is worker";
    static final String INIT_CONTAINER_SAYS = "is a name of our own containers; choose another";

    static final String VOLUME_SOURCES =
            "persistentVolumeClaim, secret, configMap, emptyDir, projected, csi, ephemeral, image";
    static final String ONE_SOURCE = "needs exactly one of " + VOLUME_SOURCES;
    static final String OWN_VOLUME = "is for our own volumes, as all names that begin with radin-; choose another";

    static final String ENV_SOURCES = "configMapKeyRef, fieldRef, resourceFieldRef, secretKeyRef";
    static final String ENV_VALUE_TWICE = "has value and valueFrom; remove one of the two";
    static final String ONE_ENV_SOURCE = "needs exactly one of " + ENV_SOURCES;
    static final String ENV_FROM_SOURCES = "configMapRef, secretRef";
    static final String ONE_ENV_FROM = "needs exactly one of " + ENV_FROM_SOURCES;
    static final String ENV_NAME = "^[ -<>-~]+$";

    static final String CLAIM_SOURCES = "resourceClaimName, resourceClaimTemplateName";
    static final String ONE_CLAIM = "needs exactly one of " + CLAIM_SOURCES;

    static final String LABEL_KEY =
            "^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-._A-Za-z0-9]{0,61}[A-Za-z0-9])?$";
    static final String LABEL_KEY_SAYS =
            "is no key of a label; letters, digits, dots, dashes and underscores, at most 63, with a domain and a slash"
                    + " before them or not";
    static final String LABEL_VALUE = "^([A-Za-z0-9]([-._A-Za-z0-9]*[A-Za-z0-9])?)?$";
    static final String OWN_LABEL =
            "^(radin[.]dev/.*|app[.]kubernetes[.]io/managed-by|batch[.]kubernetes[.]io/.*|job-name|controller-uid)$";
    static final String OWN_LABEL_SAYS = "is set by the operator or by Kubernetes; remove it";

    static final String MOUNT_PATH = "^/[^:]*$";
    static final String OWN_PATH = "^/+(((etc|var)/+radin|tmp|dev/+termination-log)(/.*)?|dev/*)?$";
    static final String OWN_PATH_SAYS =
            "is or hides what the worker has there (/etc/radin, /var/radin, /tmp, /dev/termination-log); mount it elsewhere";

    static final String QUANTITY = "^[+]?([0-9]+([.][0-9]*)?|[.][0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]{1,3})?$";
    static final String QUANTITY_SAYS = "is no quantity, such as 500m or 20Gi";

    private PodWords() {}
}
