package dev.mcpmanager.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MembershipTest {
    private static final Cookie OURS = new Cookie("instance", "server", 1);
    private static final Cookie NONE = new Cookie("instance", "server", 2);

    private final Membership membership = new Membership(OURS, Optional.of(new ProcessId(100, 50)));

    @Test
    void theLeaderAndItsGroupBelongToTheRun() {
        assertThat(pids(
                        Membership.UNSEEN,
                        process(100, 50, 1, 100, NONE),
                        process(101, 60, 1, 100, NONE),
                        process(102, 60, 1, 102, NONE)))
                .containsExactly(100L, 101L);
    }

    @Test
    void theLeaderBelongsToTheRunBeforeItHasItsGroup() {
        assertThat(pids(Membership.LIVES, process(100, 50, 7, 7, NONE), process(7, 1, 1, 7, NONE)))
                .containsExactly(100L);
    }

    @Test
    void whateverCarriesTheCookieBelongsToTheRunWithAllBelowIt() {
        assertThat(pids(
                        80,
                        process(300, 90, 200, 300, NONE),
                        process(200, 90, 1, 200, OURS),
                        process(400, 90, 300, 400, NONE),
                        process(500, 90, 1, 500, NONE)))
                .containsExactlyInAnyOrder(200L, 300L, 400L);
    }

    @Test
    void aGroupThatOutlivedItsLeaderBelongsToTheRunWithWhatIsForkedInItLater() {
        assertThat(pids(80, process(101, 80, 1, 100, NONE), process(102, 90, 1, 100, NONE)))
                .containsExactly(101L, 102L);
        assertThat(pids(80, process(101, 90, 1, 100, OURS), process(102, 90, 1, 100, NONE)))
                .containsExactly(101L, 102L);
    }

    @Test
    void aGroupOfTheSameIdThatBeganAfterTheLeadersEndIsAStrangers() {
        assertThat(pids(80, process(100, 81, 1, 100, NONE), process(101, 82, 100, 100, NONE)))
                .isEmpty();
        assertThat(pids(Membership.UNSEEN, process(100, 49, 1, 100, NONE))).isEmpty();
    }

    @Test
    void whoBelongedToTheRunOnceBelongsToItThoughNothingElseTells() {
        ProcessEntry orphan = process(200, 60, 1, 200, NONE);

        assertThat(membership.of(List.of(orphan), Set.of(orphan.id()), 80)).containsExactly(orphan);
        assertThat(membership.of(List.of(orphan), Set.of(new ProcessId(200, 59)), 80))
                .isEmpty();
    }

    private List<Long> pids(long leaderEndedTicks, ProcessEntry... entries) {
        return membership.of(List.of(entries), Set.of(), leaderEndedTicks).stream()
                .map(ProcessEntry::pid)
                .toList();
    }

    private static ProcessEntry process(long pid, long startTicks, long parent, long group, Cookie cookie) {
        return new ProcessEntry(new ProcessId(pid, startTicks), parent, group, 0, Duration.ZERO, Optional.of(cookie));
    }
}
