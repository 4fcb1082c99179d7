package org.sextant.runtime.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

import org.apache.commons.csv.CSVRecord;

/// How a training went: one point a step, kept as `loss.csv` beside its state.
public final class LossCurve {
    /// The file's name in the folder of a training.
    public static final String FILE = "loss.csv";

    private static final CurveFile TABLE = new CurveFile(FILE, "step", "tokens", "loss", "learning_rate",
            "gradient_norm", "held_out_loss");

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
        TABLE.read(folder, LossCurve::point).stream().filter(point -> point.step() <= upTo).forEach(curve::add);
        return curve;
    }

    private static Point point(CSVRecord row) {
        return new Point(Long.parseLong(row.get(0)), Long.parseLong(row.get(1)), Double.parseDouble(row.get(2)),
                Double.parseDouble(row.get(3)), Double.parseDouble(row.get(4)), CurveFile.optional(row.get(5)));
    }

    void add(Point point) {
        points.add(point);
    }

    public List<Point> points() {
        return List.copyOf(points);
    }

    /// The table as it stands in the file.
    public String csv() {
        return TABLE.csv(points, point -> List.of(point.step(), point.tokens(), point.loss(), point.rate(),
                point.gradientNorm(), CurveFile.cell(point.heldOutLoss())));
    }
}
