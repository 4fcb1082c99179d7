package org.sextant.app.shell;

import java.util.Optional;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.sextant.app.state.Preferences;
import org.sextant.app.state.RecentPrompt;
import org.sextant.app.state.ThemeChoice;
import org.sextant.runtime.session.Dtype;

import static org.assertj.core.api.Assertions.assertThat;

class WindowRequestTest {
    private static final RecentPrompt WHEN = new RecentPrompt("When", false);
    private static final WindowRequest ALL = new WindowRequest(Optional.of("/models/--a=b x"), true, "cuda:1",
            Dtype.FLOAT16,
            Optional.of(ThemeChoice.DARK), Optional.of(new WindowRequest.Size(1600, 1000)), OptionalLong.of(-7));

    @Test
    void goesThroughArgumentsUnchanged() {
        assertThat(WindowRequest.of(ALL.arguments())).isEqualTo(ALL);
        assertThat(WindowRequest.of(WindowRequest.PLAIN.arguments())).isEqualTo(WindowRequest.PLAIN);
    }

    @Test
    void whatWasAskedForTakesThePlaceOfWhatWasKept() {
        Preferences kept = Preferences.DEFAULT.withTheme(ThemeChoice.LIGHT).withRecentPrompt(WHEN);
        Preferences applied = ALL.applied(kept);

        assertThat(applied.theme()).isEqualTo(ThemeChoice.DARK);
        assertThat(applied.generation().sampling().seed()).isEqualTo(-7);
        assertThat(applied.generation().sampling().topK()).isEqualTo(kept.generation().sampling().topK());
        assertThat(applied.recentPrompts()).containsExactly(WHEN);
        assertThat(WindowRequest.PLAIN.applied(kept)).isEqualTo(kept);
    }
}
