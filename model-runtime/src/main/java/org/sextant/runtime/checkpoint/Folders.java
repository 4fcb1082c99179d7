package org.sextant.runtime.checkpoint;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What lies in a folder.
final class Folders {
    private Folders() {}

    /// The folder's files and folders, sorted by name.
    ///
    /// @throws CheckpointException if the folder may not be read
    static List<Path> list(Path folder) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(files::add);
        } catch (IOException failure) {
            throw CheckpointException.reading(folder, failure);
        } catch (DirectoryIteratorException failure) {
            throw CheckpointException.reading(folder, failure.getCause());
        }
        files.sort(null);
        return files;
    }
}
