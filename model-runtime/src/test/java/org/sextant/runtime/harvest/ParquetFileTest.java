package org.sextant.runtime.harvest;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.runtime.harvest.ParquetFile.Column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What is written as Parquet is read back by the database as it was.
class ParquetFileTest {
    private static final List<Column> COLUMNS = List.of(new Column("to\"ken", ParquetFile.Type.TEXT),
            new Column("layer", ParquetFile.Type.WHOLE), new Column("weight", ParquetFile.Type.REAL));

    @TempDir
    private Path folder;

    private static List<String> rows(Path file) throws SQLException {
        List<String> read = new ArrayList<>();
        try (Connection memory = DriverManager.getConnection("jdbc:duckdb:");
                ResultSet rows = memory.createStatement().executeQuery("select * from '" + file + "'")) {
            read.add(rows.getMetaData().getColumnName(1) + " " + rows.getMetaData().getColumnTypeName(2) + " "
                    + rows.getMetaData().getColumnTypeName(3));
            while (rows.next()) {
                read.add(rows.getString(1) + "|" + rows.getObject(2) + "|" + rows.getObject(3));
            }
        }
        return read;
    }

    @Test
    void rowsAreReadBackInTheirOrder() throws SQLException {
        Path file = folder.resolve("o'clock.parquet");
        ParquetFile.write(COLUMNS, List.of(Arrays.asList("a,\"\n", 3L, 0.25), Arrays.asList("", null, Double.NaN),
                Arrays.asList("12", Long.MAX_VALUE, 1e-300)).iterator(), file);

        Path plain = folder.resolve("plain.parquet");
        assertThat(file.toFile().renameTo(plain.toFile())).isTrue();
        assertThat(rows(plain)).containsExactly("to\"ken BIGINT DOUBLE", "a,\"\n|3|0.25", "|null|NaN",
                "12|9223372036854775807|1.0E-300");
    }

    @Test
    void aFolderThatIsMissingIsNamed() {
        Path file = folder.resolve("none").resolve("x.parquet");
        List<List<Object>> rows = List.of();
        assertThatThrownBy(() -> ParquetFile.write(COLUMNS, rows.iterator(), file))
                .isInstanceOf(HarvestException.class).hasMessageContaining(file.toString());
    }
}
