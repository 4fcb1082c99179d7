package org.sextant.app.chart;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import org.apache.batik.dom.GenericDOMImplementation;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.util.Matrix;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/// The picture formats; each carries the provenance in its metadata.
final class PictureFiles {
    private static final int PIXELS_PER_POINT = 2;
    /// In units of the sheet; readers of PDF refuse longer ones. One longer than that many points gets a larger unit.
    private static final float LONGEST_SHEET = 14_400;
    private static final String SVG = "http://www.w3.org/2000/svg";
    private static final String PNG_METADATA = "javax_imageio_png_1.0";

    /// Held here, for a logger that nobody holds forgets its level.
    private static final Logger FONT_NOTES = Logger.getLogger("org.apache.pdfbox.pdmodel.font");

    private PictureFiles() {}

    static void png(Page page, Path file) throws IOException {
        BufferedImage image = new BufferedImage((int) Math.ceil(page.width() * PIXELS_PER_POINT),
                (int) Math.ceil(page.height() * PIXELS_PER_POINT), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.scale(PIXELS_PER_POINT, PIXELS_PER_POINT);
        page.draw(graphics);
        graphics.dispose();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            if (out == null) {
                throw new IOException("no permission");
            }
            IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), null);
            IIOMetadataNode texts = new IIOMetadataNode("iTXt");
            texts.appendChild(text("Title", page.figure().title()));
            texts.appendChild(text("Description", page.options().metadata()));
            IIOMetadataNode root = new IIOMetadataNode(PNG_METADATA);
            root.appendChild(texts);
            metadata.mergeTree(PNG_METADATA, root);
            writer.setOutput(out);
            writer.write(new IIOImage(image, null, metadata));
        } finally {
            writer.dispose();
        }
    }

    private static IIOMetadataNode text(String keyword, String value) {
        IIOMetadataNode entry = new IIOMetadataNode("iTXtEntry");
        entry.setAttribute("keyword", keyword);
        entry.setAttribute("compressionFlag", "FALSE");
        entry.setAttribute("compressionMethod", "0");
        entry.setAttribute("languageTag", "");
        entry.setAttribute("translatedKeyword", "");
        entry.setAttribute("text", value);
        return entry;
    }

    static void svg(Page page, Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            svg(page, "", out);
        }
    }

    /// An SVG to stand within a page of HTML.
    ///
    /// @param prefix of the ids in it, so that several in one page keep theirs apart
    static String inlineSvg(Page page, String prefix) throws IOException {
        Writer out = new StringWriter();
        svg(page, prefix, out);
        String whole = out.toString();
        return whole.substring(whole.indexOf("<svg")).replace("id=\"genericDefs\"", "id=\"" + prefix + "defs\"");
    }

    private static void svg(Page page, String prefix, Writer out) throws IOException {
        Document document = GenericDOMImplementation.getDOMImplementation().createDocument(SVG, "svg", null);
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
        context.setComment(null);
        context.setImageHandler(new EmbeddedPng());
        context.setIDGenerator(new SVGIDGenerator() {
            @Override
            public String generateID(String kind) {
                return prefix + super.generateID(kind);
            }
        });
        SVGGraphics2D graphics = new SVGGraphics2D(context, false);
        graphics.setSVGCanvasSize(new Dimension((int) page.width(), (int) page.height()));
        page.draw(graphics);
        Element root = graphics.getRoot();
        root.setAttributeNS(null, "viewBox", "0 0 " + (int) page.width() + " " + (int) page.height());
        root.insertBefore(element(document, "desc", page.options().metadata()), root.getFirstChild());
        root.insertBefore(element(document, "title", page.figure().title()), root.getFirstChild());
        graphics.stream(root, out, true, false);
    }

    private static Element element(Document document, String name, String text) {
        Element element = document.createElementNS(SVG, name);
        element.appendChild(document.createTextNode(withinXml(text)));
        return element;
    }

    /// A prompt may hold characters that XML cannot: they become the sign for what cannot be shown.
    private static String withinXml(String text) {
        return text.codePoints().map(point -> isWithinXml(point) ? point : 0xFFFD)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    private static boolean isWithinXml(int point) {
        boolean lineOrTab = point == '\n' || point == '\t';
        boolean noCharacter = point < ' ' || point == 0xFFFE || point == 0xFFFF
                || Character.getType(point) == Character.SURROGATE;
        return lineOrTab || !noCharacter;
    }

    static void pdf(Page page, Path file) throws IOException {
        pdf(page.width(), page.height(), page::draw, page.figure().title(), page.options().metadata(), file);
    }

    /// One sheet of any size.
    ///
    /// @param drawing draws it
    /// @param subject what the file's metadata say of it
    static void pdf(double wide, double high, Consumer<Graphics2D> drawing, String title, String subject, Path file)
            throws IOException {
        // PDFBox tells at each text that it measures Helvetica by a font of the same widths.
        FONT_NOTES.setLevel(Level.SEVERE);
        try (PDDocument document = new PDDocument()) {
            float width = (float) wide;
            float height = (float) high;
            float unit = Math.max(1, Math.max(width, height) / LONGEST_SHEET);
            PDPage sheet = new PDPage(new PDRectangle(width / unit, height / unit));
            sheet.setUserUnit(unit);
            document.addPage(sheet);
            PdfBoxGraphics2D graphics = new PdfBoxGraphics2D(document, width, height);
            graphics.setFontTextDrawer(new PdfText(document));
            drawing.accept(graphics);
            graphics.dispose();
            try (PDPageContentStream content = new PDPageContentStream(document, sheet)) {
                content.transform(Matrix.getScaleInstance(1 / unit, 1 / unit));
                content.drawForm(graphics.getXFormObject());
            }
            PDDocumentInformation about = document.getDocumentInformation();
            about.setTitle(title);
            about.setSubject(subject);
            about.setCreator("Sextant");
            document.save(file.toFile());
        }
    }
}
