package org.sextant.runtime.train;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/// The table of a curve in the folder of a training: a row a step, in CSV.
public final class CurveFile {
    private final String name;
    private final CSVFormat format;

    /// @param name of the file
    /// @param columns their names
    public CurveFile(String name, String... columns) {
        this.name = name;
        this.format = CSVFormat.DEFAULT.builder().setHeader(columns).setRecordSeparator('\n').setSkipHeaderRecord(true)
                .get();
    }

    /// What the rows of a folder's table mean; empty where there is none.
    ///
    /// @throws TrainException if the file cannot be read
    public <P> List<P> read(Path folder, Function<CSVRecord, P> point) {
        Path file = folder.resolve(name);
        List<P> points = new ArrayList<>();
        if (!Files.exists(file)) {
            return points;
        }
        try (Reader reader = Files.newBufferedReader(file); var parser = format.parse(reader)) {
            for (CSVRecord row : parser) {
                points.add(point.apply(row));
            }
        } catch (IOException | RuntimeException damaged) {
            throw new TrainException("the curve cannot be read (" + damaged.getMessage() + ")", "in " + file,
                    "delete it; the training goes on without its beginning", damaged);
        }
        return points;
    }

    /// The table as it stands in the file.
    ///
    /// @param cells of a point, one a column
    public <P> String csv(List<P> points, Function<P, List<?>> cells) {
        var text = new StringWriter();
        try (var printer = format.builder().setSkipHeaderRecord(false).get().print(text)) {
            for (P point : points) {
                printer.printRecord(cells.apply(point));
            }
        } catch (IOException impossible) {
            throw new IllegalStateException("a text in memory refused to grow", impossible);
        }
        return text.toString();
    }

    /// A number that not every row has.
    public static OptionalDouble optional(String cell) {
        return cell.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(cell));
    }

    /// A number that not every row has, as its cell.
    public static Object cell(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : "";
    }
}
