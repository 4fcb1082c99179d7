package org.sextant.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class WholeFileTest {
    @TempDir
    Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aDiskThatFillsUpLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "old");

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> WholeFile.write(file, temporary -> {
            Files.writeString(temporary, "ha");
            Files.createDirectory(temporary.resolveSibling("deeper"));
            Files.writeString(temporary.resolveSibling("deeper").resolve("half"), "lf");
            throw new IOException("No space left on device");
        })).withMessage("No space left on device");

        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("a.csv");
    }

    @Test
    void aPlaceThatCannotBeReplacedLeavesNoTemporary() throws IOException {
        Path taken = Files.createDirectories(folder.resolve("a.csv/full")).getParent();

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> WholeFile.write(taken, temporary -> Files.writeString(temporary, "new")));

        assertThat(names()).containsExactly("a.csv");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no POSIX permissions")
    void hasThePermissionsOfAnyNewFile() throws IOException {
        Path usual = Files.writeString(folder.resolve("usual"), "");
        Path whole = folder.resolve("whole");
        WholeFile.write(whole, temporary -> Files.writeString(temporary, ""));

        assertThat(Files.getPosixFilePermissions(whole)).isEqualTo(Files.getPosixFilePermissions(usual));
    }

    @Test
    void whatWasWrittenBesideItAppearsWithIt() throws IOException {
        WholeFile.write(folder.resolve("a.csv"), temporary -> {
            Files.writeString(temporary, "numbers");
            Files.writeString(temporary.resolveSibling("a.csv.note"), "whence");
            assertThat(names()).noneMatch(name -> !name.startsWith("."));
        });

        assertThat(names()).containsExactly("a.csv", "a.csv.note");
    }
}
