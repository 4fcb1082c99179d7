package org.sextant.app.chart;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.runtime.session.Provenance;
import org.w3c.dom.Document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FigureExportTest {
    private static final Provenance FROM = new Provenance("harbour", "/models/harbour", "abc123", "float32", "cpu",
            "Anna gave 日本", List.of(1, 2), List.of("blocks.0.hook_resid_post"), List.of(), "0.1");

    @TempDir
    private Path folder;

    private final Figure figure = HeatmapFigure.of(Matrices.heatmap(true, new float[][]{{1, -2}, {Float.NaN, 0.5f}}));
    private final ExportOptions options = new ExportOptions(Optional.of(FROM), true);

    @Test
    void pngHasTwoPixelsAPointAndCarriesItsProvenance() throws IOException {
        Path file = folder.resolve("a.png");
        FigureExport.write(figure, file, options, false);

        BufferedImage image = ImageIO.read(file.toFile());
        assertThat(image.getWidth()).isEqualTo((int) (2 * figure.width()));
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).contains("iTXt", "hash: abc123");
    }

    @Test
    void svgIsWellFormedAndHoldsLabelsAsText() throws Exception {
        Path file = folder.resolve("a.svg");
        FigureExport.write(figure, file, options, false);

        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        Document svg = factory.newDocumentBuilder().parse(file.toFile());
        assertThat(svg.getDocumentElement().getTextContent()).contains("a title", "layer ↓", "token →",
                "prompt: Anna gave 日本");
    }

    @Test
    void pdfOpensAndCarriesTitleAndProvenance() throws IOException {
        Path file = folder.resolve("a.pdf");
        FigureExport.write(figure, file, options, false);

        try (PDDocument pdf = Loader.loadPDF(file.toFile())) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(1);
            assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo("a title");
            assertThat(pdf.getDocumentInformation().getSubject()).contains("model: harbour");
        }
    }

    @Test
    void csvGivesEveryValueBack() throws IOException {
        Path file = folder.resolve("a.csv");
        FigureExport.write(figure, file, options, false);

        try (Reader in = Files.newBufferedReader(file)) {
            List<CSVRecord> records = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get()
                    .parse(in).getRecords();
            assertThat(records).extracting(row -> Float.parseFloat(row.get("value")))
                    .containsExactly(1f, -2f, Float.NaN, 0.5f);
        }
    }

    @Test
    void anExistingFileIsReplacedOnlyByForce() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "mine");

        assertThatThrownBy(() -> FigureExport.write(figure, file, options, false))
                .isInstanceOf(ExportException.class).hasMessageContaining("exists");
        assertThat(file).hasContent("mine");
        FigureExport.write(figure, file, options, true);
        assertThat(Files.readString(file)).startsWith("row,row_label");
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".part"));
    }

    @Test
    void anUnknownEndingAndAnAbsentFolderAreRefused() {
        assertThatThrownBy(() -> FigureExport.write(figure, folder.resolve("a.bmp"), options, false))
                .isInstanceOf(ExportException.class).hasMessageContaining(".png");
        assertThatThrownBy(() -> FigureExport.write(figure, folder.resolve("none/a.png"), options, false))
                .isInstanceOf(ExportException.class).hasMessageContaining("folder does not exist");
    }
}
