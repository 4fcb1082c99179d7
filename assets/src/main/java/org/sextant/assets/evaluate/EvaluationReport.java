package org.sextant.assets.evaluate;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sextant.runtime.session.ModelCard;

/// What an evaluation found.
///
/// @param model name of the model
/// @param hash the hash on its card
/// @param dtype what it was computed in
/// @param device where
/// @param rows the figures, task by task
/// @param notes what to know about them, a sentence each
public record EvaluationReport(
        String model, String hash, String dtype, String device, List<Row> rows, List<String> notes) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int SHOWN_OF_HASH = 12;

    public EvaluationReport {
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /// The report of an open model.
    public static EvaluationReport of(ModelCard card, List<Row> rows, List<String> notes) {
        return new EvaluationReport(card.name(), card.hash(), card.dtype().label(), card.device(), rows, notes);
    }

    /// Whether every aim is reached.
    public boolean ok() {
        return rows.stream().allMatch(Row::ok);
    }

    /// The table as Markdown, with what it was measured on above and the notes below.
    public String markdown() {
        var text = new StringBuilder();
        text.append("**").append(cell(model)).append("** · `")
                .append(hash, 0, Math.min(SHOWN_OF_HASH, hash.length())).append("` · ").append(dtype).append(" · ")
                .append(device).append("\n\n");
        text.append("| task | figure | value | aim | count | |\n|---|---|---:|---:|---:|---|\n");
        for (Row row : rows) {
            text.append("| ").append(String.join(" | ", cell(row.task()), cell(row.figure()), number(row.value()),
                    row.aim().map(aim -> aim.side().sign() + " " + number(aim.value())).orElse("–"),
                    Long.toString(row.count()), mark(row))).append(" |\n");
        }
        if (!notes.isEmpty()) {
            text.append('\n');
            notes.forEach(note -> text.append("* ").append(note.strip()).append('\n'));
        }
        return text.toString();
    }

    private static String mark(Row row) {
        return row.aim().isEmpty() ? "" : row.ok() ? "✓" : "✗ missed";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace('\n', ' ');
    }

    /// Four significant digits.
    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "not measured" : Double.toString(value);
        }
        double size = Math.abs(value);
        int whole = size < 1 ? 0 : (int) Math.floor(Math.log10(size)) + 1;
        return String.format(Locale.ROOT, "%." + Math.clamp(4L - whole, 0, 4) + "f", value);
    }

    /// The report as a JSON object, names in snake case. A value that is not finite is null, and so is the aim of a
    /// figure that has none.
    public ObjectNode json() {
        ObjectNode report = JSON.createObjectNode().put("model", model).put("hash", hash).put("dtype", dtype)
                .put("device", device).put("ok", ok());
        var figures = report.putArray("rows");
        for (Row row : rows) {
            ObjectNode figure = figures.addObject().put("task", row.task()).put("figure", row.figure());
            figure.put("value", Double.isFinite(row.value()) ? row.value() : null);
            figure.put("aim", row.aim().map(Row.Aim::value).orElse(null));
            figure.put("side", row.aim().map(aim -> aim.side().name().toLowerCase(Locale.ROOT)).orElse(null));
            figure.put("count", row.count()).put("ok", row.ok());
        }
        notes.forEach(report.putArray("notes")::add);
        return report;
    }

    /// [#json] as text.
    public String jsonText() {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
