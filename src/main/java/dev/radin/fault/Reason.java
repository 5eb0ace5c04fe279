package dev.radin.fault;

/**
 * Why something did not work, in one word: the reason of the resource's conditions and Events, and the source of the
 * command's exit code. Each reason knows who can do something about it.
 */
public enum Reason {
    /** The command line or the resource is wrong. */
    InvalidSpec(Blame.SPEC),

    /** An input that the resource names does not exist. */
    InputNotFound(Blame.SPEC_INPUT),
    /** An input exists and may not be read. */
    InputForbidden(Blame.SPEC_INPUT),
    /** An input changed while it was used, or is not what its pinned digest says. */
    InputChanged(Blame.SPEC_INPUT),
    /** A dataset or an architecture cannot be used: malformed, empty, labels out of range. */
    InvalidInput(Blame.SPEC_INPUT),
    /** The models do not share names, shapes and dtypes, or do not fit the architecture. */
    IncompatibleModels(Blame.SPEC_INPUT),
    /** No model is left that could be used. */
    TooFewModels(Blame.SPEC_INPUT),

    /** One checkpoint's content is unusable: corrupt, truncated, hostile. The others may be fine. */
    CorruptModel(Blame.MODEL),
    /** One checkpoint holds NaN or infinite weights. */
    NonFiniteWeights(Blame.MODEL),
    /** The network gave NaN or infinite logits with these weights. */
    NonFiniteLogits(Blame.MODEL),
    /** One checkpoint's names, shapes or dtypes differ from the others'. */
    MismatchedModel(Blame.MODEL),

    /** The output or the cache cannot be written. */
    OutputNotWritable(Blame.ENVIRONMENT),
    /** Reading or writing failed in a way that may pass: full disk, I/O error, no connection. */
    StorageFailed(Blame.ENVIRONMENT),
    /** A worker died, ran out of memory, or found its machine unfit. */
    WorkerFailed(Blame.ENVIRONMENT),
    /** Something else in the cluster has the name that a Job of this selection needs. */
    NameConflict(Blame.ENVIRONMENT),
    /** The cluster does not let the operator make the Job. */
    JobRefused(Blame.ENVIRONMENT);

    /** Who can mend it. */
    public enum Blame {
        SPEC,
        SPEC_INPUT,
        MODEL,
        ENVIRONMENT
    }

    private final Blame blame;

    Reason(Blame blame) {
        this.blame = blame;
    }

    /** True where only one model is at fault, and the others can go on without it. */
    public boolean concernsOneModel() {
        return blame == Blame.MODEL;
    }

    /** The exit code of a command that failed for this reason: 2 specification, 3 input, 4 storage or environment. */
    public int exitCode() {
        return switch (blame) {
            case SPEC -> 2;
            case SPEC_INPUT, MODEL -> 3;
            case ENVIRONMENT -> 4;
        };
    }
}
