package dev.radin.fault;

/**
 * Why something did not work, in one word: the reason of the resource's conditions and Events, and the source of the
 * command's exit code. Each reason knows who can do something about it.
 */
public enum Reason {
    /** The command line or the resource is wrong. */
    InvalidSpec(FaultDomain.SPEC),

    /** An input that the resource names does not exist. */
    InputNotFound(FaultDomain.SPEC_INPUT),
    /** An input exists and may not be read. */
    InputForbidden(FaultDomain.SPEC_INPUT),
    /** An input changed while it was used, or is not what its pinned digest says. */
    InputChanged(FaultDomain.SPEC_INPUT),
    /** A dataset or an architecture cannot be used: malformed, empty, labels out of range. */
    InvalidInput(FaultDomain.SPEC_INPUT),
    /** The models do not share names, shapes and dtypes, or do not fit the architecture. */
    IncompatibleModels(FaultDomain.SPEC_INPUT),
    /** No model is left that could be used. */
    TooFewModels(FaultDomain.SPEC_INPUT),

    /** One checkpoint's content is unusable: corrupt, truncated, hostile. The others may be fine. */
    CorruptModel(FaultDomain.MODEL),
    /** One checkpoint holds NaN or infinite weights. */
    NonFiniteWeights(FaultDomain.MODEL),
    /** The network gave NaN or infinite logits with these weights, or a program such scores. */
    NonFiniteLogits(FaultDomain.MODEL),
    /** One checkpoint's names, shapes or dtypes differ from the others'. */
    MismatchedModel(FaultDomain.MODEL),

    /** This machine lacks what was asked of it: a GPU, a native library, memory that was granted. */
    MachineUnfit(FaultDomain.MACHINE),
    /** The output or the cache cannot be written. */
    OutputNotWritable(FaultDomain.MACHINE),

    /** Reading or writing failed in a way that may pass: full disk, I/O error, no connection. */
    StorageFailed(FaultDomain.ENVIRONMENT),
    /** A worker died, or ran out of memory. */
    WorkerFailed(FaultDomain.ENVIRONMENT),
    /** Something else in the cluster has the name that a Job of this selection needs. */
    NameConflict(FaultDomain.ENVIRONMENT),
    /** The cluster does not let the operator make the Job. */
    JobRefused(FaultDomain.ENVIRONMENT),
    /** The API server fails, or refuses, what the operator asks of it; it is asked again. */
    ApiServerError(FaultDomain.ENVIRONMENT),
    /** The operator itself has a fault; what it was doing is tried again. */
    InternalError(FaultDomain.ENVIRONMENT);

    /** Who can mend it. */
    public enum FaultDomain {
        SPEC,
        SPEC_INPUT,
        MODEL,
        MACHINE,
        ENVIRONMENT
    }

    private final FaultDomain domain;

    Reason(FaultDomain domain) {
        this.domain = domain;
    }

    /** True where only one model is at fault, and the others can go on without it. */
    public boolean concernsOneModel() {
        return domain == FaultDomain.MODEL;
    }

    /** True where trying again on the same machine comes to the same; what other machines do is kept. */
    public boolean concernsOneMachine() {
        return domain == FaultDomain.MACHINE;
    }

    /**
     * The exit code of a command that failed for this reason: 2 specification, 3 input, 4 storage or environment, which may
     * mend itself, 5 the machine or what it may write, which does not.
     */
    public int exitCode() {
        return switch (domain) {
            case SPEC -> 2;
            case SPEC_INPUT, MODEL -> 3;
            case ENVIRONMENT -> 4;
            case MACHINE -> 5;
        };
    }
}
