package org.sextant.assets.prompts;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.sextant.assets.world.PromptPair;
import org.sextant.assets.world.Task;

import static org.assertj.core.api.Assertions.assertThat;

class AskedTokenTest {
    private static List<Integer> characters(String text) {
        return text.chars().boxed().toList();
    }

    @Test
    void whatBothTextsBeginWithIsThePrompt() {
        var pair = new PromptPair(Task.FACTS, "on", "in", " ship", " shed");
        AskedToken token = AskedToken.of(pair, AskedTokenTest::characters);
        assertThat(token).isEqualTo(new AskedToken(characters("on sh"), 'i', 'e', 2));
    }
}
