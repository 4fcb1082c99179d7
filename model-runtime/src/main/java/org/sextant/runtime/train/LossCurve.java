package org.sextant.runtime.train;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/// How a training went: one point a step, kept as `loss.csv` beside its state.
public final class LossCurve {
    /// The file's name in the folder of a training.
    public static final String FILE = "loss.csv";

    private static final String[] COLUMNS = {"step", "tokens", "loss", "learning_rate", "gradient_norm",
        "held_out_loss"};
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT.builder().setHeader(COLUMNS).setRecordSeparator('\n')
            .setSkipHeaderRecord(true).get();

    private final List<Point> points = new ArrayList<>();

    /// One step.
    ///
    /// @param step from 1
    /// @param tokens predicted so far
    /// @param loss of the step's batch before it was learnt, in nats a token
    /// @param gradientNorm before clipping
    /// @param heldOutLoss in nats a token, where it was measured after this step
    public record Point(long step, long tokens, double loss, double rate, double gradientNorm,
            OptionalDouble heldOutLoss) {}

    /// The curve in a folder up to a step; empty where there is none.
    ///
    /// @throws TrainException if the file cannot be read
    public static LossCurve read(Path folder, long upTo) {
        LossCurve curve = new LossCurve();
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return curve;
        }
        try (var parser = FORMAT.parse(Files.newBufferedReader(file))) {
            for (CSVRecord row : parser) {
                Point point = new Point(Long.parseLong(row.get(0)), Long.parseLong(row.get(1)),
                        Double.parseDouble(row.get(2)), Double.parseDouble(row.get(3)), Double.parseDouble(row.get(4)),
                        row.get(5).isEmpty()
                                ? OptionalDouble.empty()
                                : OptionalDouble.of(Double.parseDouble(row.get(5))));
                if (point.step() <= upTo) {
                    curve.points.add(point);
                }
            }
        } catch (IOException | RuntimeException damaged) {
            throw new TrainException("the curve cannot be read (" + damaged.getMessage() + ")", "in " + file,
                    "delete it; the training goes on without its beginning", damaged);
        }
        return curve;
    }

    void add(Point point) {
        points.add(point);
    }

    public List<Point> points() {
        return List.copyOf(points);
    }

    /// The table as it stands in the file.
    public String csv() {
        var text = new StringWriter();
        try (var printer = new CSVPrinter(text, FORMAT.builder().setSkipHeaderRecord(false).get())) {
            for (Point point : points) {
                printer.printRecord(point.step(), point.tokens(), point.loss(), point.rate(), point.gradientNorm(),
                        point.heldOutLoss().isPresent() ? point.heldOutLoss().getAsDouble() : "");
            }
        } catch (IOException impossible) {
            throw new IllegalStateException("a text in memory refused to grow", impossible);
        }
        return text.toString();
    }
}
