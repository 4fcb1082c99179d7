package org.sextant.app.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Writes a report as one file that needs no other: HTML with its figures as SVG inside, or a PDF of one sheet.
public final class ReportFile {
    private static final String STYLE = """
            body { font: 14px/1.45 system-ui, sans-serif; color: #1f2328; background: #fff; margin: 32px auto;
              max-width: 1000px; padding: 0 16px; }
            h1 { font-size: 22px; margin: 0 0 16px; } h2 { font-size: 15px; margin: 24px 0 4px; }
            p { margin: 2px 0; overflow-wrap: anywhere; white-space: pre-wrap; }
            figure { margin: 24px 0; break-inside: avoid; } h2 { break-after: avoid; } figure svg { max-width: 100%; height: auto; }
            figcaption { color: #57606a; font-size: 12px; }
            """;

    private ReportFile() {}

    /// The endings that a report can have.
    public static List<String> endings() {
        return List.of(".html", ".pdf");
    }

    /// @param force whether an existing file may be replaced
    /// @throws ExportException if the ending is neither `.html` nor `.pdf`, the folder is absent, the file exists or
    ///         cannot be written
    public static void write(Report report, Path file, boolean force) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".html")) {
            FigureExport.write(file, force, temporary -> Files.writeString(temporary, html(report)));
        } else if (name.endsWith(".pdf")) {
            ReportSheet sheet = new ReportSheet(report);
            FigureExport.write(file, force, temporary -> PictureFiles.pdf(sheet.width(), sheet.height(), sheet::draw,
                    report.title(), sheet.words(), temporary));
        } else {
            throw new ExportException("no report has this ending", file, "end the name in .html or .pdf", null);
        }
    }

    private static String html(Report report) throws IOException {
        var html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>")
                .append(escaped(report.title())).append("</title>\n<style>\n").append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>").append(escaped(report.title())).append("</h1>\n");
        for (int index = 0; index < report.parts().size(); index++) {
            switch (report.parts().get(index)) {
                case Report.Part.Words(String heading, List<String> lines) -> {
                    html.append("<h2>").append(escaped(heading)).append("</h2>\n");
                    lines.forEach(line -> html.append("<p>").append(escaped(line)).append("</p>\n"));
                }
                case Report.Part.Picture(Figure figure, String caption) -> html.append("<figure>\n")
                        .append(PictureFiles.inlineSvg(new Page(figure, new ExportOptions(Optional.empty(), false)),
                                "figure" + index + "-"))
                        .append(caption.isEmpty() ? "" : "\n<figcaption>" + escaped(caption) + "</figcaption>")
                        .append("\n</figure>\n");
            }
        }
        return html.append("</body>\n</html>\n").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
