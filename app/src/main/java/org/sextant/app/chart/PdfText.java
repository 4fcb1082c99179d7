package org.sextant.app.chart;

import java.awt.Font;
import java.io.IOException;
import java.io.InputStream;
import java.text.AttributedCharacterIterator;
import java.text.CharacterIterator;
import java.util.Objects;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/// Writes the texts of a PDF as text, in Liberation Sans, which PDFBox brings along and of which the file then holds
/// the letters it needs; titles in Helvetica bold. Texts with letters that these lack are drawn as outlines.
final class PdfText extends PdfBoxGraphics2DFontTextDrawer {
    private static final String LIBERATION = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private final PDFont plain;
    private final PDFont bold = new PDType1Font(Standard14Fonts.FontName.HELVETICA_BOLD);

    PdfText(PDDocument document) throws IOException {
        try (InputStream font = Objects.requireNonNull(PDFont.class.getResourceAsStream(LIBERATION), LIBERATION)) {
            plain = PDType0Font.load(document, font, true);
        }
    }

    @Override
    protected boolean hasDynamicFontMapping() {
        return true;
    }

    @Override
    protected PDFont mapFont(Font font, IFontTextDrawerEnv environment) {
        return font.isBold() ? bold : plain;
    }

    @Override
    public boolean canDrawText(AttributedCharacterIterator text, IFontTextDrawerEnv environment) throws IOException {
        StringBuilder letters = new StringBuilder();
        for (char c = text.first(); c != CharacterIterator.DONE; c = text.next()) {
            letters.append(c);
        }
        text.first();
        try {
            return mapFont(environment.getFont(), environment).encode(letters.toString()).length > 0;
        } catch (IllegalArgumentException noSuchLetter) {
            return false;
        }
    }
}
