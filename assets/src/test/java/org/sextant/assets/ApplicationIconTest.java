package org.sextant.assets;

import java.awt.image.BufferedImage;
import java.io.IOException;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ApplicationIconTest {
    @Test
    void everySizeIsASquareOfItsWidthWithTransparentCorners() throws IOException {
        for (int size : ApplicationIcon.sizes()) {
            BufferedImage image = ImageIO.read(ApplicationIcon.png(size));

            assertThat(image.getWidth()).isEqualTo(size);
            assertThat(image.getHeight()).isEqualTo(size);
            assertThat(image.getRGB(0, 0) >>> 24).as("alpha of the corner at %d", size).isLessThan(64);
            assertThat(image.getRGB(size / 8, size / 2) >>> 24).as("alpha of the plate at %d", size).isEqualTo(255);
        }
    }

    @Test
    void refusesASizeThatIsNotThere() {
        assertThatIllegalArgumentException().isThrownBy(() -> ApplicationIcon.png(17)).withMessageContaining("17");
    }
}
