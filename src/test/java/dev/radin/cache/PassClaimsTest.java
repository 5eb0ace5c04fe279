package dev.radin.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.cache.PassClaims.Answer;
import dev.radin.cluster.Eventually;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.protocol.Claim;
import dev.radin.protocol.Json;
import dev.radin.protocol.PassKey;
import dev.radin.soup.Threads;
import dev.radin.store.FileStore;
import dev.radin.store.ForwardingStore;
import dev.radin.store.Publication;
import dev.radin.store.Store;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One of all who lack a pass makes it; of one who was killed another takes it over. */
@Timeout(120)
class PassClaimsTest {

    private static final PassKey PASS = new PassKey("a".repeat(64));
    private static final PassKey OTHER = new PassKey("b".repeat(64));

    /** Signs come far more often than anybody loses patience, however slow the machine is. */
    private static final PassClaims.Timing QUICK = new PassClaims.Timing(
            Duration.ofMillis(20), Duration.ofSeconds(20), Duration.ofMillis(1), Duration.ofMillis(50));

    /** Nobody gives signs, and patience is short. */
    private static final PassClaims.Timing IMPATIENT = new PassClaims.Timing(
            Duration.ofDays(1), Duration.ofMillis(200), Duration.ofMillis(1), Duration.ofMillis(50));

    @TempDir
    private Path cache;

    private final Store files = new FileStore();
    private final Set<PassKey> settled = ConcurrentHashMap.newKeySet();

    @Test
    void whatOneHasNobodyElseGetsUntilItIsGivenBack() {
        try (PassClaims one = claims(QUICK);
                PassClaims other = claims(QUICK)) {
            assertThat(one.ask(PASS)).isEqualTo(Answer.OURS);
            assertThat(other.ask(PASS)).isEqualTo(Answer.TAKEN);
            assertThat(other.ask(OTHER)).isEqualTo(Answer.OURS);
            assertThat(other.holder(PASS))
                    .hasValueSatisfying(claim -> assertThat(claim.by()).isEqualTo("default/quickstart"));

            one.release(PASS);

            assertThat(untilNotTaken(other, PASS)).isEqualTo(Answer.OURS);
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void whatOthersMadeIsSettled() {
        try (PassClaims one = claims(QUICK);
                PassClaims other = claims(QUICK)) {
            one.ask(PASS);
            settled.add(PASS);
            assertThat(other.ask(PASS)).isEqualTo(Answer.SETTLED);

            one.release(PASS);

            assertThat(untilNotTaken(other, PASS)).isEqualTo(Answer.SETTLED);
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void signsOfLifeKeepAClaimForAsLongAsItTakes() {
        try (PassClaims one = claims(QUICK);
                PassClaims other = claims(QUICK)) {
            one.ask(PASS);
            while (left().stream().noneMatch(name -> name.matches(".*\\.1\\.[1-9][0-9]{2,}"))) {
                assertThat(other.ask(PASS)).isEqualTo(Answer.TAKEN);
                other.pause();
            }
            assertThat(left()).hasSizeLessThanOrEqualTo(4);
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void whereNobodyMayDeleteSignsDoNotBecomeMany() throws Exception {
        try (PassClaims one = new PassClaims(claimant(), undeletable(), folder(), settled::contains, QUICK)) {
            one.ask(PASS);
            Eventually.until("two signs", () -> left().size() == 3, () -> left().toString());
            Thread.sleep(10 * QUICK.sign().toMillis());

            assertThat(left()).hasSize(3);
        }
    }

    @Test
    void aClaimWithoutSignsIsTakenOverByOneAndWhatIsLeftOfItGoes() throws Exception {
        leave(elsewhere());
        try (PassClaims one = claims(IMPATIENT);
                PassClaims other = claims(IMPATIENT)) {
            assertThat(one.ask(PASS)).isEqualTo(Answer.TAKEN);
            assertThat(untilNotTaken(one, PASS)).isEqualTo(Answer.OURS);
            assertThat(other.ask(PASS)).isEqualTo(Answer.TAKEN);
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void aDamagedClaimIsTakenOverAsOneWithoutSignsIs() {
        leave(new byte[] {'{'});
        try (PassClaims one = claims(IMPATIENT)) {
            assertThat(one.ask(PASS)).isEqualTo(Answer.TAKEN);
            assertThat(one.holder(PASS)).isEmpty();
            assertThat(untilNotTaken(one, PASS)).isEqualTo(Answer.OURS);
        }
        assertThat(left()).isEmpty();
    }

    /** Whoever makes other passes for an hour between two looks has not waited for an hour. */
    @Test
    void timeBetweenLooksFarApartIsNotWaiting() throws Exception {
        leave(elsewhere());
        PassClaims.Timing timing = new PassClaims.Timing(
                Duration.ofDays(1), Duration.ofMillis(200), Duration.ofMillis(1), Duration.ofMillis(10));
        try (PassClaims one = claims(timing)) {
            one.ask(PASS);
            Thread.sleep(400);

            assertThat(one.ask(PASS)).isEqualTo(Answer.TAKEN);
        }
    }

    @Test
    void aProcessThatEndedIsNotWaitedFor() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        Claim claim = own();
        ended.waitFor();
        leave(new Claim("default/other", claim.host(), claim.processes(), ended.pid(), claim.startedMillis(), "ended"));

        try (PassClaims one = claims(QUICK)) {
            assertThat(one.ask(PASS)).isEqualTo(Answer.OURS);
        }
        assertThat(left()).isEmpty();
    }

    /** Numbers of processes are given again. */
    @Test
    void anotherProcessOfTheSameNumberIsNotWaitedFor() {
        Claim claim = own();
        leave(new Claim("default/other", claim.host(), claim.processes(), claim.process(), 0, "ended"));

        try (PassClaims one = claims(QUICK)) {
            assertThat(one.ask(PASS)).isEqualTo(Answer.OURS);
        }
    }

    @Test
    void aClaimantOfThisProcessThatClosedIsNotWaitedForThoughItCouldNotTidyUp() {
        try (PassClaims one = new PassClaims(claimant(), undeletable(), folder(), settled::contains, QUICK)) {
            assertThat(one.ask(PASS)).isEqualTo(Answer.OURS);
        }
        assertThat(left()).isNotEmpty();

        try (PassClaims other = claims(QUICK)) {
            assertThat(other.ask(PASS)).isEqualTo(Answer.OURS);
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void ofManyAtOnceOneMakesEachPass() {
        int claimants = 8;
        List<PassKey> passes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            passes.add(new PassKey(String.format("%064x", i)));
        }
        List<PassKey> made = new ArrayList<>();

        Threads.of(claimants).each(claimants, i -> {
            try (PassClaims claims = claims(QUICK)) {
                for (PassKey pass : passes) {
                    if (untilNotTaken(claims, pass) == Answer.OURS) {
                        synchronized (made) {
                            made.add(pass);
                        }
                        settled.add(pass);
                        claims.release(pass);
                    }
                }
            }
        });

        assertThat(made).containsExactlyInAnyOrderElementsOf(passes);
        assertThat(left()).isEmpty();
    }

    @Test
    void whoeverIsInterruptedWaitsNoLonger() {
        try (PassClaims one = claims(QUICK)) {
            one.ask(PASS);
            Thread.currentThread().interrupt();

            assertThatThrownBy(one::pause).isInstanceOf(RadinException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(left()).isEmpty();
    }

    private Store undeletable() {
        return new ForwardingStore(files) {
            @Override
            public void delete(Location uri) {
                throw new RadinException(Reason.OutputNotWritable, uri + ": forbidden");
            }
        };
    }

    private static Answer untilNotTaken(PassClaims claims, PassKey pass) {
        Answer answer = claims.ask(pass);
        while (answer == Answer.TAKEN) {
            claims.pause();
            answer = claims.ask(pass);
        }
        return answer;
    }

    private void leave(Claim claim) {
        leave(Json.write(claim));
    }

    private void leave(byte[] claim) {
        try (Publication publication = files.create(folder().child(PASS.hex() + ".1"))) {
            publication.write(ByteBuffer.wrap(claim));
            publication.publish();
        }
    }

    private static Claim elsewhere() {
        return new Claim("default/other", "elsewhere", "another machine", 1, 0, "elsewhere");
    }

    private static Claim own() {
        try (Claimant claimant = claimant()) {
            return claimant.claim();
        }
    }

    private static Claimant claimant() {
        return new Claimant("default/quickstart");
    }

    private PassClaims claims(PassClaims.Timing timing) {
        return new PassClaims(claimant(), files, folder(), settled::contains, timing);
    }

    private Location folder() {
        return Location.of(cache).child("claims").folder();
    }

    private List<String> left() {
        return files.list(folder());
    }
}
