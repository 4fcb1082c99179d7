package org.sextant.runtime.harvest;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

import org.duckdb.DuckDBAppender;

/// Keeps a harvest that is under way in a DuckDB file, whole each time: a run that is killed goes on from what was kept
/// last.
public final class HarvestStore implements AutoCloseable {
    /// Tables as other programs see them. Lists stand as lists.
    private static final List<String> TABLES = List.of("""
            create table harvest (key varchar primary key, value varchar)""", """
            create table features (feature integer, tokens bigint, sum double, max float, bin_width double,
                histogram integer[])""", """
            create table examples (feature integer, kind varchar, rank integer, text integer, token integer,
                activation float, first_token integer, ids integer[], activations float[])""", """
            create table coactivations (feature integer, other integer, tokens integer)""");
    static final String STRONGEST = "strongest";
    static final String RANDOM = "random";

    private final Database database;
    private final Path file;
    private final HarvestKey key;
    private final Map<String, String> about;
    private final IntFunction<int[]> texts;

    private HarvestStore(Database database, Path file, HarvestKey key, Map<String, String> about,
            IntFunction<int[]> texts) {
        this.database = database;
        this.file = file;
        this.key = key;
        this.about = about;
        this.texts = texts;
    }

    /// Opens the file of a harvest, or makes one.
    ///
    /// @param about what else is worth knowing: names and places
    /// @param texts ids of a text by its number
    /// @throws HarvestException if the file cannot be opened, is no harvest, or one of something else
    public static HarvestStore open(Path file, HarvestKey key, Map<String, String> about, IntFunction<int[]> texts) {
        Database database = Database.open(file);
        try {
            HarvestStore store = new HarvestStore(database, file, key, about, texts);
            store.prepare();
            return store;
        } catch (RuntimeException failure) {
            database.close();
            throw failure;
        }
    }

    private void prepare() {
        database.whole(() -> {
            long[] tables = {0};
            database.query("select count(*) from information_schema.tables", row -> tables[0] = row.getLong(1));
            if (tables[0] == 0) {
                for (String table : TABLES) {
                    database.execute(table);
                }
                writeAbout(HarvestProgress.NONE, 0, 0);
            } else {
                requireSame();
            }
            return tables;
        });
    }

    private void requireSame() throws SQLException {
        Map<String, String> kept = readAbout(database);
        key.asText().forEach((name, value) -> {
            if (!value.equals(kept.get(name))) {
                throw new HarvestException("the file holds a harvest of another " + name.replace('_', ' ') + " ("
                        + shortened(kept.getOrDefault(name, "none")) + " and not " + shortened(value) + ")",
                        "at " + file, "choose another file, or delete this one");
            }
        });
    }

    private static String shortened(String value) {
        return value.length() > 12 ? value.substring(0, 12) + "…" : value;
    }

    static Map<String, String> readAbout(Database database) throws SQLException {
        Map<String, String> kept = new LinkedHashMap<>();
        database.query("select key, value from harvest", row -> kept.put(row.getString(1), row.getString(2)));
        return kept;
    }

    /// Takes up what was kept.
    ///
    /// @param empty a tally that has seen nothing
    public HarvestProgress load(FeatureTally empty) {
        return database.whole(() -> {
            Map<String, String> kept = readAbout(database);
            empty.restoreTokens(Long.parseLong(kept.get("tokens")));
            empty.together().restoreUndercount(Long.parseLong(kept.get("undercount")));
            database.query("select feature, tokens, sum, max, bin_width, histogram from features", row -> {
                int feature = row.getInt(1);
                empty.restore(feature, row.getLong(2), row.getDouble(3), row.getFloat(4));
                empty.histograms().restore(feature, Lists.ints(row, 6), row.getDouble(5));
            });
            database.query("select feature, kind, text, token, activation, first_token, activations from examples "
                    + "order by feature, kind, rank", row -> restore(empty, row));
            database.query("select feature, other, tokens from coactivations",
                    row -> empty.together().restore(row.getInt(1), row.getInt(2), row.getInt(3)));
            return new HarvestProgress(Long.parseLong(kept.get("batches")), Long.parseLong(kept.get("texts")),
                    Boolean.parseBoolean(kept.get("complete")));
        });
    }

    private static void restore(FeatureTally tally, ResultSet row) throws SQLException {
        var occurrence = new Occurrence(row.getInt(3), row.getInt(4), row.getFloat(5), row.getInt(6),
                Lists.floats(row, 7));
        if (row.getString(2).equals(STRONGEST)) {
            tally.restoreStrongest(row.getInt(1), occurrence);
        } else {
            tally.restoreRandom(row.getInt(1), occurrence);
        }
    }

    /// Keeps all that was counted so far instead of what was kept before.
    ///
    /// @throws HarvestException if it cannot be written; what was kept before is then still there
    public void save(FeatureTally tally, HarvestProgress progress) {
        database.whole(() -> {
            for (String table : List.of("harvest", "features", "examples", "coactivations")) {
                database.execute("delete from " + table);
            }
            writeAbout(progress, tally.tokens(), tally.together().undercount());
            writeFeatures(tally);
            writeExamples(tally);
            writeTogether(tally.together());
            return progress;
        });
    }

    private void writeAbout(HarvestProgress progress, long tokens, long undercount) throws SQLException {
        Map<String, String> all = new LinkedHashMap<>(about);
        all.putAll(key.asText());
        all.put("tokens", Long.toString(tokens));
        all.put("undercount", Long.toString(undercount));
        all.put("batches", Long.toString(progress.batches()));
        all.put("texts", Long.toString(progress.texts()));
        all.put("complete", Boolean.toString(progress.complete()));
        try (DuckDBAppender rows = database.appender("harvest")) {
            for (Map.Entry<String, String> entry : all.entrySet()) {
                rows.beginRow().append(entry.getKey()).append(entry.getValue()).endRow();
            }
        }
    }

    private void writeFeatures(FeatureTally tally) throws SQLException {
        try (DuckDBAppender rows = database.appender("features")) {
            for (int feature = 0; feature < tally.features(); feature++) {
                rows.beginRow().append(feature).append(tally.tokensActive(feature)).append(tally.sum(feature))
                        .append(tally.largest(feature)).append(tally.histograms().width(feature))
                        .append(tally.histograms().counts(feature)).endRow();
            }
        }
    }

    private void writeExamples(FeatureTally tally) throws SQLException {
        try (DuckDBAppender rows = database.appender("examples")) {
            for (int feature = 0; feature < tally.features(); feature++) {
                write(rows, feature, STRONGEST, tally.strongest(feature));
                write(rows, feature, RANDOM, tally.random(feature));
            }
        }
    }

    private void write(DuckDBAppender rows, int feature, String kind, List<Occurrence> occurrences)
            throws SQLException {
        int rank = 0;
        for (Occurrence each : occurrences) {
            int[] ids = new int[each.around().length];
            System.arraycopy(texts.apply(each.text()), each.from(), ids, 0, ids.length);
            rows.beginRow().append(feature).append(kind).append(rank++).append(each.text()).append(each.token())
                    .append(each.activation()).append(each.from()).append(ids).append(each.around()).endRow();
        }
    }

    private void writeTogether(CoActivations together) throws SQLException {
        try (DuckDBAppender rows = database.appender("coactivations")) {
            SQLException[] failed = new SQLException[1];
            together.forEach((first, second, tokens) -> {
                try {
                    rows.beginRow().append(first).append(second).append(tokens).endRow();
                } catch (SQLException failure) {
                    failed[0] = failure;
                }
            });
            if (failed[0] != null) {
                throw failed[0];
            }
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
