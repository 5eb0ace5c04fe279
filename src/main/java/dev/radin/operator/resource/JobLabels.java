package dev.radin.operator.resource;

/** Labels and annotations by which the operator knows its own. */
public final class JobLabels {

    private static final String PREFIX = "radin.dev/";

    /** The selection's name; on Jobs, pods and ConfigMaps. */
    public static final String SELECTION = PREFIX + "selection";

    /** The stage's name. */
    public static final String STAGE = PREFIX + "stage";

    /** {@link dev.radin.protocol.StageTask#taskHash()}. */
    public static final String TASK_HASH = PREFIX + "work";

    /** Of a Job: {@link WorkersRevision#hash()}. */
    public static final String REVISION = PREFIX + "attempt";

    /** Of a Job: the stage's round. */
    public static final String ROUND = PREFIX + "round";

    /** Of a Job: how many items a share takes. */
    public static final String ITEMS_PER_SHARE = PREFIX + "items-per-share";

    /** Of a Job: the sha256 of the selection that its pods read. */
    public static final String SELECTION_DIGEST = PREFIX + "selection-digest";

    /** Of a Job that the operator suspended, and may therefore resume: {@code true}. */
    public static final String SUSPENDED = PREFIX + "suspended";

    /** Of a Job: {@link Queueing#asked()} of the resource that it was made for. */
    public static final String ASKED_QUEUE = PREFIX + "asked-queue";

    /** On a resource and its Jobs: the queue of Kueue that admits them. */
    public static final String QUEUE = "kueue.x-k8s.io/queue-name";

    private JobLabels() {}

    /** Whether the operator reads this label or annotation of a Job or pod. */
    public static boolean areRead(String key) {
        return key.startsWith(PREFIX) || key.equals(QUEUE);
    }
}
