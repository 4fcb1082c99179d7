package org.sextant.app.chart;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
    void pdfCarriesTitleAndProvenanceAndItsLabelsAsText() throws IOException {
        Path file = folder.resolve("a.pdf");
        FigureExport.write(figure, file, options, false);

        try (PDDocument pdf = Loader.loadPDF(file.toFile())) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(1);
            assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo("a title");
            assertThat(pdf.getDocumentInformation().getSubject()).contains("model: harbour", "Anna gave 日本");
            assertThat(new PDFTextStripper().getText(pdf)).contains("a title", "layer ↓", "token →", "norm", "-2");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "svg", "pdf"})
    void promptsInAnyScriptAndWithBrokenLettersAreWritten(String ending) throws IOException {
        Provenance odd = new Provenance("harbour", "/m", "abc", "float32", "cpu",
                "日本 🙂 \u0000\u000b\ud800 عربي ∅", List.of(1), List.of(), List.of(), "0.1");
        Path file = folder.resolve("a." + ending);

        FigureExport.write(figure, file, new ExportOptions(Optional.of(odd), true), false);

        assertThat(file).isNotEmptyFile();
    }

    @Test
    void aLongCaptionTakesThreeLinesAndIsThenCut() {
        Page page = page("word ".repeat(400));

        assertThat(page.caption()).hasSize(3);
        assertThat(page.caption().getFirst()).startsWith("harbour · ").doesNotEndWith("…");
        assertThat(page.caption().getLast()).endsWith("…");
        assertThat(page.caption()).allSatisfy(line -> assertThat(
                AwtSurface.measuring().textWidth(line, Surface.TextStyle.LABEL)).isLessThan(page.width() - 30));
        assertThat(page.height()).isGreaterThan(page("short").height());
    }

    @Test
    void aCaptionLosesNoWordWhereItFits() {
        Page page = page("one two three four five six seven eight nine ten eleven twelve");

        assertThat(page.caption()).hasSize(2);
        assertThat(String.join(" ", page.caption())).isEqualTo(page.options().captionLine());
    }

    private Page page(String prompt) {
        return new Page(figure, new ExportOptions(Optional.of(new Provenance("harbour", "/m", "abc", "float32", "cpu",
                prompt, List.of(1), List.of("blocks.0.hook_resid_post"), List.of(), "0.1")), true));
    }

    @Test
    void aGridShowsEveryHeatmapAndGivesEveryValueBack() throws IOException {
        Figure grid = new HeatmapGridFigure("all heads", "head",
                List.of(Matrices.heatmap(true, new float[][]{{1, 2}}), Matrices.heatmap(true, new float[][]{{3, -4}})),
                Optional.empty());
        Path picture = folder.resolve("a.pdf");
        Path data = folder.resolve("a.csv");
        FigureExport.write(grid, picture, options, false);
        FigureExport.write(grid, data, options, false);

        try (PDDocument pdf = Loader.loadPDF(picture.toFile())) {
            assertThat(new PDFTextStripper().getText(pdf)).contains("all heads", "head 0", "head 1", "-4");
        }
        assertThat(data).content().isEqualToNormalizingNewlines("""
                head,row,row_label,column,column_label,value
                0,0,0,0,0,1.0
                0,0,0,1,1,2.0
                1,0,0,0,0,3.0
                1,0,0,1,1,-4.0
                """);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 12, 32, 127, 128})
    void aGridOfAnySizeFitsASpreadOfAPage(int heads) {
        Heatmap one = Matrices.heatmap(false, new float[][]{{1}});
        Figure grid = new HeatmapGridFigure("all heads", "head", Collections.nCopies(heads, one), Optional.empty());

        assertThat(grid.width()).isBetween(400.0, 960.0);
        assertThat(grid.height()).isLessThan(960);
    }

    @Test
    void aHistogramTellsItsAxesUnturned() throws IOException {
        Path file = folder.resolve("a.pdf");
        FigureExport.write(new HistogramFigure("values", "value (model units)", "entries", -1, 1, List.of(3, 5)), file,
                options, false);

        try (PDDocument pdf = Loader.loadPDF(file.toFile())) {
            // A title that stood on its side would be read letter by letter, or not at all.
            assertThat(new PDFTextStripper().getText(pdf).lines()).contains("entries ↑", "value (model units) →");
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
    void besideCsvStandsItsProvenanceAndInJsonItStandsWithin() throws IOException {
        FigureExport.write(figure, folder.resolve("a.csv"), options, false);
        FigureExport.write(figure, folder.resolve("a.json"), options, false);
        ObjectMapper json = new ObjectMapper();
        JsonNode beside = json.readTree(folder.resolve("a.csv.provenance.json").toFile());
        JsonNode within = json.readTree(folder.resolve("a.json").toFile());

        assertThat(beside.get("provenance")).isEqualTo(json.valueToTree(FROM)).isEqualTo(within.get("provenance"));
        assertThat(within.get("rows").get(1).get("value").isNumber()).isTrue();
        assertThat(within.get("rows").get(1).get("column_label").isTextual()).isTrue();
        assertThat(within.get("rows").get(2).get("value").isNull()).isTrue();
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
