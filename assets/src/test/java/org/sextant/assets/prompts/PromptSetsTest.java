package org.sextant.assets.prompts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sextant.assets.world.HarbourWorld;
import org.sextant.assets.world.Request;
import org.sextant.assets.world.Split;
import org.sextant.assets.world.Task;

import static org.assertj.core.api.Assertions.assertThat;

class PromptSetsTest {
    private static final HarbourWorld WORLD = HarbourWorld.shipped();

    /// What ships is what the world gives now: a change of the world means writing the sets, and training, anew.
    @ParameterizedTest
    @EnumSource(Task.class)
    void theBundledPromptsAreThoseOfTheWorld(Task task) {
        for (Split split : Split.values()) {
            var pairs = PromptSets.pairs(task, split);
            assertThat(pairs).hasSize(300).isEqualTo(WORLD.pairs(task, split, 300));
        }
    }

    @Test
    void requestsAreThoseOfTheWorldAndHalfOfThemForbidden() {
        for (Split split : Split.values()) {
            var requests = PromptSets.requests(split);
            assertThat(requests).hasSize(300).isEqualTo(WORLD.requests(split, 300));
            assertThat(requests.stream().filter(Request::forbidden).count()).isBetween(120L, 180L);
        }
    }

    @Test
    void textsOfKnownClassAreThoseOfTheWorld() {
        for (Task task : new Task[]{Task.SENTIMENT, Task.REGISTER}) {
            for (Split split : Split.values()) {
                assertThat(PromptSets.texts(task, split)).hasSize(300).isEqualTo(WORLD.texts(task, split, 300));
            }
        }
    }
}
