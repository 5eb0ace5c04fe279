package dev.radin.worker;

import dev.radin.cache.PassClaims;
import dev.radin.cache.PassClaims.Answer;
import dev.radin.fault.Printable;
import dev.radin.protocol.PassKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Makes the passes that nobody else is making, and waits for those that others make. */
final class SharedWork {

    /** Of a wait. */
    private static final Duration WORTH_TELLING = Duration.ofSeconds(2);

    private final StageContext context;
    private final PassClaims claims;
    private final Predicate<PassMaker.Order> measures;
    private final Consumer<LackingPasses> make;

    /**
     * @param measures whether BatchNorm's statistics are still to be measured for an order
     * @param make makes what is claimed
     */
    SharedWork(
            StageContext context,
            PassClaims claims,
            Predicate<PassMaker.Order> measures,
            Consumer<LackingPasses> make) {
        this.context = context;
        this.claims = claims;
        this.measures = measures;
        this.make = make;
    }

    /**
     * Afterwards nothing of it is lacking.
     *
     * @param settled hears how many passes others have settled, whenever it was looked
     */
    void settle(List<LackingPasses> lacking, IntConsumer settled) {
        List<LackingPasses> left = settleWhatIsFree(lacking, settled);
        Duration waited = Duration.ZERO;
        boolean told = false;
        // Whoever was making it may have been killed: it is asked for until it is there.
        while (!left.isEmpty()) {
            if (!told && waited.compareTo(WORTH_TELLING) > 0) {
                told = true;
                tell(left);
            }
            waited = waited.plus(claims.pause());
            left = settleWhatIsFree(left, settled);
        }
    }

    private void tell(List<LackingPasses> left) {
        String by = left.stream()
                .flatMap(lack -> lack.keys().stream())
                .flatMap(key -> claims.holder(key).stream())
                .findFirst()
                .map(claim -> Printable.of(claim.by() + " on " + claim.host()))
                .orElse("another selection");
        context.progress()
                .passesAwaited(left.stream().mapToInt(LackingPasses::count).sum(), by);
    }

    /** @return what others are making */
    private List<LackingPasses> settleWhatIsFree(List<LackingPasses> lacking, IntConsumer settled) {
        List<LackingPasses> taken = new ArrayList<>();
        for (LackingPasses lack : lacking) {
            Map<Answer, LackingPasses> answers = ask(lack);
            LackingPasses ours = answers.get(Answer.OURS);
            try {
                if (ours.count() > 0) {
                    make.accept(ours);
                }
            } finally {
                ours.keys().forEach(claims::release);
            }
            settled.accept(answers.get(Answer.SETTLED).count());
            if (answers.get(Answer.TAKEN).count() > 0) {
                taken.add(answers.get(Answer.TAKEN));
            }
        }
        return taken;
    }

    /** The parts of it that got each answer. */
    private Map<Answer, LackingPasses> ask(LackingPasses lack) {
        Answer statistics = lack.statistics() == null ? Answer.SETTLED : askToMeasure(lack);
        List<LackingPasses.Pass> passes = lack.passes();
        // Without the statistics none of the passes can be made.
        List<Answer> answers = statistics == Answer.TAKEN
                ? Collections.nCopies(passes.size(), Answer.TAKEN)
                : context.workspace()
                        .requests()
                        .map(passes.size(), i -> claims.ask(passes.get(i).key()));
        Map<Answer, LackingPasses> parts = new EnumMap<>(Answer.class);
        for (Answer answer : Answer.values()) {
            PassKey measured = statistics == answer ? lack.statistics() : null;
            List<LackingPasses.Pass> answered = IntStream.range(0, passes.size())
                    .filter(i -> answers.get(i) == answer)
                    .mapToObj(passes::get)
                    .toList();
            parts.put(answer, new LackingPasses(lack.order(), measured, answered));
        }
        return parts;
    }

    /** What others found impossible to measure is said of the passes that it was for. */
    private Answer askToMeasure(LackingPasses lack) {
        Answer answer = claims.ask(lack.statistics());
        if (answer != Answer.OURS || measures.test(lack.order())) {
            return answer;
        }
        claims.release(lack.statistics());
        return Answer.SETTLED;
    }
}
