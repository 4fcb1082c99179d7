package org.sextant.runtime.harvest;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.sextant.runtime.WholeFile;

/// Reads what a harvest has kept, also while it goes on in this program. Safe on any thread, and for no thread that has
/// to be quick.
public final class HarvestFile {
    private static final int MOST_TOGETHER = 50;

    private HarvestFile() {}

    /// What is in the file, by table.
    public enum Table {
        FEATURES, EXAMPLES, COACTIVATIONS
    }

    /// All features in brief.
    ///
    /// @throws HarvestException if there is no harvest
    public static HarvestSummary summary(Path file) {
        try (Database database = Database.openExisting(file)) {
            return database.whole(() -> {
                Map<String, String> about = HarvestStore.readAbout(database);
                List<HarvestSummary.Row> rows = new ArrayList<>();
                database.query("select tokens, sum, max from features order by feature", row -> rows.add(row(row, 1)));
                return new HarvestSummary(about, number(about, "tokens"),
                        Boolean.parseBoolean(about.get("complete")), rows);
            });
        }
    }

    /// All that was counted of one feature.
    ///
    /// @throws HarvestException if there is no harvest, or it has no such feature
    public static HarvestedFeature feature(Path file, int feature) {
        try (Database database = Database.openExisting(file)) {
            return database.whole(() -> {
                Map<String, String> about = HarvestStore.readAbout(database);
                long features = number(about, "features");
                if (feature < 0 || feature >= features) {
                    throw new HarvestException("there is no feature " + feature,
                            "among the " + features + " of " + file,
                            "choose one from 0 to " + (features - 1));
                }
                return read(database, feature, number(about, "tokens"));
            });
        }
    }

    private static long number(Map<String, String> about, String name) {
        return Long.parseLong(about.getOrDefault(name, "0"));
    }

    private static HarvestedFeature read(Database database, int feature, long tokens) throws SQLException {
        List<HarvestSummary.Row> rows = new ArrayList<>(List.of(new HarvestSummary.Row(0, 0, 0)));
        List<Integer> histogram = new ArrayList<>();
        double[] width = {0};
        database.query("select tokens, sum, max, bin_width, histogram from features where feature = " + feature,
                row -> {
                    rows.set(0, row(row, 1));
                    width[0] = row.getDouble(4);
                    Arrays.stream(Lists.ints(row, 5)).forEach(histogram::add);
                });
        HarvestSummary.Row own = rows.getFirst();
        List<HarvestedFeature.Together> together = new ArrayList<>();
        database.query(together(feature), row -> together.add(new HarvestedFeature.Together(row.getInt(1),
                row.getLong(2),
                (double) row.getLong(2) / Math.max(1, own.tokens() + row.getLong(3) - row.getLong(2)))));
        return new HarvestedFeature(feature, own, tokens == 0 ? 0 : (double) own.tokens() / tokens, width[0], histogram,
                examples(database, feature, HarvestStore.STRONGEST), examples(database, feature, HarvestStore.RANDOM),
                together);
    }

    private static String together(int feature) {
        return String.format(Locale.ROOT, """
                select other, pairs.tokens, features.tokens from (
                    select other, tokens from coactivations where feature = %1$d
                    union all select feature, tokens from coactivations where other = %1$d) pairs
                join features on features.feature = other order by pairs.tokens desc, other limit %2$d""", feature,
                MOST_TOGETHER);
    }

    private static List<HarvestedFeature.Example> examples(Database database, int feature, String kind)
            throws SQLException {
        List<HarvestedFeature.Example> found = new ArrayList<>();
        database.query(String.format(Locale.ROOT, """
                select text, token, activation, first_token, ids, activations from examples
                where feature = %d and kind = '%s' order by rank""", feature, kind), row -> {
            List<Integer> ids = Arrays.stream(Lists.ints(row, 5)).boxed().toList();
            List<Float> around = new ArrayList<>();
            for (float value : Lists.floats(row, 6)) {
                around.add(value);
            }
            found.add(new HarvestedFeature.Example(row.getInt(1), row.getInt(2), row.getFloat(3), row.getInt(4),
                    ids, around));
        });
        return found;
    }

    private static HarvestSummary.Row row(ResultSet row, int column) throws SQLException {
        long tokens = row.getLong(column);
        double mean = tokens == 0 ? 0 : row.getDouble(column + 1) / tokens;
        return new HarvestSummary.Row(tokens, mean, row.getFloat(column + 2));
    }

    /// Writes a table for other programs: Parquet where the name ends so, else CSV, in which lists stand in brackets.
    ///
    /// @throws HarvestException if there is no harvest, or the database cannot write there
    /// @throws IOException if the file cannot be put in its place
    public static void export(Path file, Table table, Path out) throws IOException {
        boolean parquet = out.toString().endsWith(".parquet");
        try (Database database = Database.openExisting(file)) {
            WholeFile.write(out, temporary -> database.whole(() -> {
                database.execute(String.format(Locale.ROOT, "copy (select * from %s order by all) to '%s' (%s)",
                        table.name().toLowerCase(Locale.ROOT), temporary.toString().replace("'", "''"),
                        parquet ? "format parquet, compression zstd" : "format csv, header"));
                return temporary;
            }));
        }
    }
}
