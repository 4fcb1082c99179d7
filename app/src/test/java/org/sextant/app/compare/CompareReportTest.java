package org.sextant.app.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.app.chart.ExportException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CompareReportTest {
    @TempDir
    private Path folder;

    private static CompareReport report() {
        PromptPicture picture = PromptPictureTest.picture(true);
        return new CompareReport("first <1>", "second", CompareReport.parts(picture), List.of("few tokens"),
                picture.result().provenanceA(), picture.result().provenanceB());
    }

    @Test
    void thePageNeedsNoOtherFile() throws IOException {
        Path file = folder.resolve("page.html");
        report().write(file, false);
        String html = Files.readString(file);
        assertThat(html).startsWith("<!DOCTYPE html>").contains("<title>first &lt;1&gt; beside second</title>",
                "few tokens", "hash 1", "token ids [1, 2, 3]", "KL of first from second (A from B)");
        assertThat(Pattern.compile("<svg").matcher(html).results()).hasSize(4);
        assertThat(html).doesNotContain("<script", "<link", "src=", "<?xml");
        List<String> ids = Pattern.compile(" id=\"([^\"]+)\"").matcher(html).results().map(found -> found.group(1))
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void theSheetHoldsWordsAndFigures() throws IOException {
        Path file = folder.resolve("page.pdf");
        report().write(file, false);
        try (var document = Loader.loadPDF(file.toFile())) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("first <1> beside second");
            assertThat(new PDFTextStripper().getText(document)).contains("Prompt", "the", "few tokens",
                    "position in first");
        }
    }

    @Test
    void anotherEndingIsRefused() {
        assertThatExceptionOfType(ExportException.class)
                .isThrownBy(() -> report().write(folder.resolve("x.txt"), false))
                .withMessageContaining(".html");
    }
}
