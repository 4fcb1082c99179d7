package org.sextant.app.activations;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RunRequest;

import static org.assertj.core.api.Assertions.assertThat;

class ResultCacheTest {
    private final ResultCache cache = new ResultCache(100);

    @Test
    void whatWasNotUsedForLongestGoesFirst() {
        cache.put(request("a"), Samples.run("a", 10));
        cache.put(request("b"), Samples.run("b", 10));
        assertThat(cache.get(request("a"))).isPresent();
        cache.put(request("c"), Samples.run("c", 10));

        assertThat(cache.get(request("a"))).isPresent();
        assertThat(cache.get(request("b"))).isEmpty();
        assertThat(cache.get(request("c"))).isPresent();
    }

    @Test
    void whatIsLargerThanAllIsNotKept() {
        cache.put(request("a"), Samples.run("a", 26));

        assertThat(cache.get(request("a"))).isEmpty();
    }

    @Test
    void theSameAgainCountsOnce() {
        cache.put(request("a"), Samples.run("a", 20));
        cache.put(request("a"), Samples.run("a", 20));

        assertThat(cache.get(request("a"))).isPresent();
    }

    @Test
    void anotherModelKnowsNothing() {
        var model = new StubModel();
        cache.keepOnly(model);
        cache.put(request("a"), Samples.run("a", 1));
        cache.keepOnly(model);
        assertThat(cache.get(request("a"))).isPresent();
        cache.keepOnly(new StubModel());
        assertThat(cache.get(request("a"))).isEmpty();
    }

    @Test
    void aSteeredAnswerIsThatOfItsPlan() {
        cache.put(request("a"), Samples.run("a", 1));
        assertThat(cache.get(request("a"), Samples.plan(1))).isEmpty();
        cache.put(request("a"), Samples.plan(1), Samples.run("now", 1));

        assertThat(cache.get(request("a"), Samples.plan(1)).orElseThrow().sites()).containsKey("now");
        assertThat(cache.get(request("a"), Samples.plan(2))).isEmpty();
        assertThat(cache.get(request("a")).orElseThrow().sites()).containsKey("a");
    }

    @Test
    void aSliderThatMovesPushesNothingOut() {
        cache.put(request("a"), Samples.run("a", 10));
        for (int step = 1; step <= 200; step++) {
            cache.put(request("b"), Samples.plan(step), Samples.run("b", 10));
        }

        assertThat(cache.get(request("a"))).isPresent();
        assertThat(cache.get(request("b"), Samples.plan(200))).isPresent();
        assertThat(cache.get(request("b"), Samples.plan(199))).isEmpty();
    }

    private static RunRequest request(String site) {
        return new RunRequest(new Prompt.Ids(List.of(1)), List.of(site), 0, false);
    }
}
