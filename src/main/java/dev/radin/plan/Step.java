package dev.radin.plan;

import dev.radin.protocol.Published;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.StageTask;

/** What has to happen next. */
public sealed interface Step {

    /** Run this stage, then ask again. */
    record Launch(StageTask task) implements Step {}

    /** Nothing is left to do: here is the result. */
    record Finished(Published result) implements Step {}

    /** Nothing more can be done until somebody changes something. */
    record Failed(StageTask task, Receipt.Failure failure) implements Step {}
}
