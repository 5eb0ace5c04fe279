package dev.radin.status;

import dev.radin.plan.EarlierRounds;
import dev.radin.protocol.HashForm;
import dev.radin.protocol.Receipt;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Notes as JSON; its name is the format's, {@code resume/1}. */
record Resume(String uid, Counts counts, List<Ended> stages, EarlierRounds earlier) {

    /** As much as a status can show: of a hash, the name of a Job, times to the second. */
    private record Ended(int round, String work, String job, String start, String end, Receipt receipt) {

        private static final String JOB = "[-.a-z0-9]{1,253}";
        private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";

        EndedStage ended() {
            boolean shows =
                    work.matches(HashForm.KEPT) && isNullOr(JOB, job) && isNullOr(TIME, start) && isNullOr(TIME, end);
            if (!shows || round < 0) {
                throw new IllegalArgumentException("a stage that no status can show");
            }
            return Notes.ended(round, work, Objects.requireNonNull(receipt), instant(start), instant(end), job);
        }

        private static Instant instant(String time) {
            return time == null ? null : Instant.parse(time);
        }

        private static boolean isNullOr(String form, String value) {
            return value == null || value.matches(form);
        }
    }

    static Resume of(String uid, Notes notes) {
        List<Ended> stages = notes.stages().stream()
                .map(ended -> new Ended(
                        ended.result().task().round(),
                        ended.result().task().taskHash().present(),
                        ended.job(),
                        Conditions.time(ended.start()),
                        Conditions.time(ended.end()),
                        ended.result().receipt()))
                .toList();
        return new Resume(uid, notes.counts(), stages, notes.earlier());
    }

    Notes notes() {
        if (stages.size() > WorkDone.MOST_STAGES) {
            throw new IllegalArgumentException("more stages than a status lists");
        }
        return new Notes(counts, stages.stream().map(Ended::ended).toList(), Objects.requireNonNull(earlier));
    }
}
