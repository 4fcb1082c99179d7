package org.sextant.runtime.sae;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the name of a file or of a folder around it tells.
///
/// @param name that matched
/// @param match its groups
record NameHint(String name, Matcher match) {
    /// A snapshot in the Hugging Face cache lies three folders below the one that is named after its repository.
    private static final int FARTHEST = 8;

    /// The nearest name, the file's own first, in which a pattern is found.
    static Optional<NameHint> find(Path file, Pattern pattern) {
        return find(file, pattern, FARTHEST);
    }

    /// As [#find(Path, Pattern)], among so many names.
    static Optional<NameHint> find(Path file, Pattern pattern, int names) {
        Path absolute = file.toAbsolutePath().normalize();
        for (int up = 0; up < Math.min(names, absolute.getNameCount()); up++) {
            String name = absolute.getName(absolute.getNameCount() - 1 - up).toString();
            Matcher matcher = pattern.matcher(name);
            if (matcher.find()) {
                return Optional.of(new NameHint(name, matcher));
            }
        }
        return Optional.empty();
    }

    /// The whole number in a group.
    int number(int group) {
        return Integer.parseInt(match.group(group));
    }
}
