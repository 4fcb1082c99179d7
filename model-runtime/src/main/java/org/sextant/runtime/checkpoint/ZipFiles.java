package org.sextant.runtime.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// Opens zip files in words that help.
final class ZipFiles {
    private ZipFiles() {}

    /// @throws CheckpointException if the file cannot be read or is no whole zip file
    static ZipFile open(Path path) {
        try {
            // What the file system has to say is said by the path; the zip reader has words of its own for it.
            Files.newInputStream(path).close();
            return new ZipFile(path.toFile());
        } catch (ZipException | IllegalArgumentException damaged) {
            throw new CheckpointException("the file is no whole zip file (" + damaged.getMessage() + ")", path,
                    "download or save it again", damaged);
        } catch (IOException failure) {
            throw CheckpointException.reading(path, failure);
        }
    }
}
