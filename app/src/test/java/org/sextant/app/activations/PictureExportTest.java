package org.sextant.app.activations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sextant.app.activations.LensPicture.Colour;
import org.sextant.app.activations.PictureExport.Format;
import org.sextant.app.task.ErrorFunnel;
import org.sextant.app.task.Problem;
import org.sextant.app.task.QueuedTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

class PictureExportTest {
    @TempDir
    private Path folder;

    private final ErrorFunnel errors = new ErrorFunnel(bug -> {});
    private final List<Path> saved = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void aNameWithoutAnEndingGetsThatOfTheFormat(Format format) {
        save("figure", format);
        assertThat(saved).containsExactly(folder.resolve("figure" + format.ending())).allMatch(Files::exists);
        assertThat(errors.problemProperty().get()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"a.PNG, a.PNG", "a.svg, a.svg.png", "layer.5, layer.5.png"})
    void whatIsWrittenIsWhatWasAskedForWhateverTheName(String typed, String written) throws IOException {
        save(typed, Format.PNG);
        assertThat(saved).containsExactly(folder.resolve(written));
        assertThat(Files.readAllBytes(saved.getFirst())).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void aFileThatNobodyNamedIsNotReplaced() throws IOException {
        Path other = Files.writeString(folder.resolve("figure.csv"), "another");
        save("figure", Format.CSV);
        assertThat(other).content().isEqualTo("another");
        assertThat(saved).isEmpty();
        assertThat(errors.problemProperty().get().map(Problem::where)).hasValue(other.toString());

        save("figure.csv", Format.CSV);
        assertThat(other).content().startsWith("layer,");
    }

    private void save(String typed, Format format) {
        var picture = new LensPicture(Samples.lens(), Colour.PROBABILITY);
        new PictureExport(QueuedTaskExecutor.sameThread(errors), name -> Optional.of(folder.resolve(typed)), saved::add)
                .save(Drawing.of(picture), format);
    }
}
