package org.sextant.runtime.harvest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/// A DuckDB file, opened without what it could load from elsewhere.
final class Database implements AutoCloseable {
    private final DuckDBConnection connection;
    private final Path file;

    private Database(DuckDBConnection connection, Path file) {
        this.connection = connection;
        this.file = file;
    }

    /// Work with a database that may fail.
    @FunctionalInterface
    interface Task<R> {
        R run() throws SQLException;
    }

    /// Opens a file, or makes an empty one.
    ///
    /// @throws HarvestException if it cannot be opened
    static Database open(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new HarvestException("there is no such folder", "at " + folder, "make it, or choose another place");
        }
        return connect(file, false);
    }

    /// Opens a file that is there; for reading alone where it may not be written to.
    ///
    /// @throws HarvestException if there is none or it cannot be opened
    static Database openExisting(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new HarvestException("there is no harvest", "at " + file, "harvest a corpus with this SAE first");
        }
        return connect(file, !Files.isWritable(file) || !Files.isWritable(folderOf(file)));
    }

    /// A database that is gone when it is closed.
    ///
    /// @param about the file that failures are about
    static Database inMemory(Path about) {
        return connect("", about, false);
    }

    private static Path folderOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file : folder;
    }

    private static Database connect(Path file, boolean readOnly) {
        return connect(file.toAbsolutePath().toString(), file, readOnly);
    }

    private static Database connect(String name, Path file, boolean readOnly) {
        var settings = new Properties();
        settings.setProperty(DuckDBDriver.DUCKDB_READONLY_PROPERTY, Boolean.toString(readOnly));
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("threads", "1");
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:" + name, settings);
            return new Database(connection.unwrap(DuckDBConnection.class), file);
        } catch (SQLException failure) {
            throw failed(file, failure);
        }
    }

    /// Does all of some work or nothing of it.
    ///
    /// @throws HarvestException if it fails
    <R> R whole(Task<R> task) {
        try {
            connection.setAutoCommit(false);
            R result = task.run();
            connection.commit();
            connection.setAutoCommit(true);
            return result;
        } catch (SQLException failure) {
            throw undone(failed(file, failure));
        } catch (RuntimeException failure) {
            throw undone(failure);
        }
    }

    /// Takes back what was begun. A disk that is full ends the transaction by itself; that there is none left to take back
    /// is no news beside it.
    private RuntimeException undone(RuntimeException failure) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException already) {
            failure.addSuppressed(already);
        }
        return failure;
    }

    private static HarvestException failed(Path file, SQLException failure) {
        String said = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        if (said.contains("Could not set lock") || said.contains("Conflicting lock")) {
            return new HarvestException("another program has the file open", "at " + file,
                    "wait until it is done, or close it", failure);
        }
        boolean foreign = said.contains("not a valid DuckDB database file") || said.contains("Catalog Error");
        return foreign
                ? new HarvestException("the file is no harvest", "at " + file, "choose another name", failure)
                : new HarvestException("the file cannot be read or written (" + said + ")", "at " + file,
                        "check that it may be written to and that the disk has room; what was kept last is still there",
                        failure);
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// Sees the rows of a query.
    @FunctionalInterface
    interface RowVisitor {
        void at(ResultSet row) throws SQLException;
    }

    void query(String sql, RowVisitor visitor) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                visitor.at(rows);
            }
        }
    }

    DuckDBAppender appender(String table) throws SQLException {
        return connection.createAppender(table);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw failed(file, failure);
        }
    }
}
