package org.sextant.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OutputFileTest {
    @TempDir
    Path folder;
    private final Interruption interruption = new Interruption();

    @Test
    void appearsOnlyWhenFinished() throws IOException {
        Path target = folder.resolve("x.csv");
        try (OutputFile file = OutputFile.begin(target, false, interruption)) {
            Files.writeString(file.temporary(), "whole");
            assertThat(target).doesNotExist();
            file.finish();
        }

        assertThat(target).hasContent("whole");
        assertThat(names()).containsExactly("x.csv");
    }

    @Test
    void leavesNothingWhenItsWriterFails() throws IOException {
        try (OutputFile file = OutputFile.begin(folder.resolve("x.csv"), false, interruption)) {
            Files.writeString(file.temporary(), "ha");
        }

        assertThat(names()).isEmpty();
    }

    @Test
    void leavesNothingWhenBrokenOff() throws IOException {
        try (OutputFile file = OutputFile.begin(folder.resolve("x.csv"), false, interruption)) {
            Files.writeString(file.temporary(), "ha");
            interruption.interrupt();

            assertThat(names()).isEmpty();
            assertThatExceptionOfType(CancellationException.class).isThrownBy(file::finish);
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void replacesAFileOnlyWhenForced() throws IOException {
        Path target = Files.writeString(folder.resolve("x.csv"), "old");

        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> OutputFile.begin(target, false, interruption)).withMessageContaining("--force");
        assertThat(target).hasContent("old");

        try (OutputFile file = OutputFile.begin(target, true, interruption)) {
            Files.writeString(file.temporary(), "new");
            assertThat(target).hasContent("old");
            file.finish();
        }
        assertThat(target).hasContent("new");
    }

    @Test
    void replacesWhatALinkNames() throws IOException {
        Path target = Files.writeString(folder.resolve("x.csv"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), target);
        try (OutputFile file = OutputFile.begin(link, true, interruption)) {
            Files.writeString(file.temporary(), "new");
            file.finish();
        }

        assertThat(link).isSymbolicLink();
        assertThat(target).hasContent("new");
    }

    @Test
    void refusesAFolderAndAFolderThatIsNotThere() {
        assertThatExceptionOfType(CommandException.class).isThrownBy(() -> OutputFile.check(folder, true))
                .withMessageContaining("a folder stands there");
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> OutputFile.check(folder.resolve("no/x.csv"), true))
                .withMessageContaining("the folder does not exist");
    }

    @Test
    void aWriterThatFailsIsToldByTheNameThatWasAskedFor() throws IOException {
        var output = new OutputOptions();
        output.file = folder.resolve("x.png");

        assertThatExceptionOfType(CommandException.class).isThrownBy(() -> output.write(interruption, temporary -> {
            throw new CommandException("not drawn", "at " + temporary, "try again", new IOException("no room"));
        })).withMessageContaining("no room").withMessageContaining(folder.resolve("x.png").toString());
        assertThat(names()).isEmpty();
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }
}
