package org.sextant.assets;

import org.junit.jupiter.api.Test;
import org.sextant.assets.ExamplePrompts.Example;

import static org.assertj.core.api.Assertions.assertThat;

class ExamplePromptsTest {
    @Test
    void everyExampleSaysWhatItShowsAndHasAPrompt() {
        assertThat(ExamplePrompts.all()).hasSizeGreaterThan(4)
                .allSatisfy(example -> assertThat(example.shows()).isNotBlank())
                .allSatisfy(example -> assertThat(example.text()).isNotBlank().doesNotContain("\t"));
        assertThat(ExamplePrompts.all()).doesNotHaveDuplicates();
    }

    @Test
    void keepsTheOrderOfTheFile() {
        assertThat(ExamplePrompts.all()).first()
                .isEqualTo(new Example("Recall of a fact", "The capital of France is the city of"));
    }
}
