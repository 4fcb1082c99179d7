package org.sextant.app.compare;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.sextant.app.compare.PromptPicture.Measure;

import static org.assertj.core.api.Assertions.assertThat;

class DrawnPromptTest {
    @Test
    void whatIsDrawnAheadIsWhatThePictureGives() {
        PromptPicture picture = PromptPictureTest.picture(true);
        DrawnPrompt drawn = DrawnPrompt.of(picture);
        for (Measure measure : Measure.values()) {
            assertThat(drawn.figure(measure).series()).isEqualTo(picture.figure(measure).series());
        }
        assertThat(drawn.readings()).isEqualTo(List.copyOf(picture.aligned()));
    }

    @Test
    void withoutOneVocabularyOnlyRanksAreDrawn() {
        assertThat(DrawnPrompt.of(PromptPictureTest.picture(false)).figures()).containsOnlyKeys(Measure.RANKS);
    }
}
