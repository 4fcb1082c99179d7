package org.sextant.app.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.app.chart.ExportException;
import org.sextant.app.chart.Report;
import org.sextant.runtime.session.Provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

class CompareReportTest {
    @TempDir
    private Path folder;

    private static CompareReport report() {
        PromptPicture picture = PromptPictureTest.picture(true);
        Provenance from = picture.result().provenanceA();
        return new CompareReport("first <1>", "second", "the", CompareReport.parts(picture, ReportFigure.ofPrompt()),
                List.of("few tokens"), List.of(new CompareReport.Source("prompt", from, from),
                        new CompareReport.Source("layers", from.withSetting("tokens=15"), from)));
    }

    @Test
    void theFiguresThatAreChosenStandInTheOrderOfThePage() {
        PromptPicture picture = PromptPictureTest.picture(true);
        List<Report.Part> parts = CompareReport.parts(picture,
                Set.of(ReportFigure.NORM_RATIO, ReportFigure.MATRIX, ReportFigure.RANKS));
        assertThat(parts).extracting(part -> ((Report.Part.Picture) part).figure().title())
                .containsExactly("Ranks of the best tokens of first and second", "norm of second ÷ norm of first");
        assertThat(parts).allSatisfy(
                part -> assertThat(((Report.Part.Picture) part).caption()).isNotEmpty());
    }

    @Test
    void withoutOneVocabularyThereIsNoDivergenceToChoose() {
        assertThat(CompareReport.figures(PromptPictureTest.picture(false))).containsExactly(ReportFigure.RANKS,
                ReportFigure.COSINE, ReportFigure.NORM_RATIO);
    }

    @Test
    void thePageNeedsNoOtherFile() throws IOException {
        Path file = folder.resolve("page.html");
        report().write(file, false);
        String html = Files.readString(file);
        assertThat(html).startsWith("<!DOCTYPE html>").contains("<title>first &lt;1&gt; beside second</title>",
                "few tokens", "hash 1", "<p>prompt: no settings</p>", "<p>layers: tokens=15</p>",
                "<p>token ids [1, 2, 3]</p>",
                "<figcaption>Cosine between both activations</figcaption>",
                "KL of first from second (A from B)");
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
    void aSheetIsNoLongerThanReadersTake() throws IOException {
        PromptPicture picture = PromptPictureTest.picture(true);
        Report.Part ranks = CompareReport.parts(picture, Set.of(ReportFigure.RANKS)).getFirst();
        Provenance from = picture.result().provenanceA();
        Path file = folder.resolve("long.pdf");
        new CompareReport("first", "second", "the", Collections.nCopies(60, ranks), List.of(),
                List.of(new CompareReport.Source("prompt", from, from))).write(file, false);
        try (var document = Loader.loadPDF(file.toFile())) {
            PDPage sheet = document.getPage(0);
            assertThat(sheet.getMediaBox().getHeight()).isLessThanOrEqualTo(14_400);
            assertThat(sheet.getMediaBox().getHeight() * sheet.getUserUnit()).isGreaterThan(60 * 300);
            assertThat(sheet.getMediaBox().getWidth() * sheet.getUserUnit()).isCloseTo(704, within(0.1f));
        }
    }

    @Test
    void anotherEndingIsRefused() {
        assertThatExceptionOfType(ExportException.class)
                .isThrownBy(() -> report().write(folder.resolve("x.txt"), false))
                .withMessageContaining(".html");
    }
}
