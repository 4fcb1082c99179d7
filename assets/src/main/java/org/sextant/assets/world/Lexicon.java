package org.sextant.assets.world;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The word lists and sentence patterns of the harbour, by name.
///
/// A file holds several lists: `= name` opens one, every further line is an entry, `#` begins a comment line.
final class Lexicon {
    private static final List<String> FILES = List.of("names.txt", "words.txt", "scenes.txt", "indirect-object.txt",
            "facts.txt", "sentiment.txt", "agreement.txt", "greater-than.txt", "induction.txt", "brackets.txt",
            "register.txt", "chat.txt", "requests.txt");

    /// One line of a list: its pattern and, if it is a plain word, the word.
    record Entry(Pattern pattern, Word word) {
        static Entry parse(String line) {
            return line.indexOf(' ') < 0 && line.indexOf('{') < 0
                    ? new Entry(Pattern.parse(Word.parse(line).text()), Word.parse(line))
                    : new Entry(Pattern.parse(line), Word.of(line));
        }
    }

    private final Map<String, List<Entry>> lists;
    private final Map<String, List<Pattern>> patterns = new HashMap<>();
    private final Map<String, List<Word>> words = new HashMap<>();

    private Lexicon(Map<String, List<Entry>> lists) {
        this.lists = lists;
        lists.forEach((name, entries) -> {
            patterns.put(name, entries.stream().map(Entry::pattern).toList());
            words.put(name, entries.stream().map(Entry::word).toList());
        });
    }

    static Lexicon load() {
        Map<String, List<Entry>> lists = new LinkedHashMap<>();
        FILES.forEach(file -> read(file, lists));
        return new Lexicon(lists);
    }

    /// A lexicon of the given lines, in the form of the files.
    static Lexicon of(String... lines) {
        Map<String, List<Entry>> lists = new LinkedHashMap<>();
        add(List.of(lines), "given lines", lists);
        return new Lexicon(lists);
    }

    Set<String> names() {
        return lists.keySet();
    }

    List<Entry> list(String name) {
        return known(lists, name);
    }

    List<Pattern> patterns(String name) {
        return known(patterns, name);
    }

    List<Word> words(String name) {
        return known(words, name);
    }

    private static <T> List<T> known(Map<String, List<T>> lists, String name) {
        List<T> list = lists.get(name);
        if (list == null) {
            throw new IllegalArgumentException("no list is called " + name);
        }
        return list;
    }

    private static void read(String file, Map<String, List<Entry>> lists) {
        try (InputStream in = Objects.requireNonNull(Lexicon.class.getResourceAsStream(file), file)) {
            add(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList(), file, lists);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(List<String> lines, String file, Map<String, List<Entry>> lists) {
        String name = "";
        for (String line : lines) {
            if (line.startsWith("= ")) {
                name = line.substring(2).strip();
                if (lists.put(name, new ArrayList<>()) != null) {
                    throw new IllegalStateException(file + " opens a second list called " + name);
                }
            } else if (!line.isBlank() && !line.startsWith("#")) {
                List<Entry> list = lists.get(name);
                if (list == null) {
                    throw new IllegalStateException(file + " has an entry before its first list: " + line);
                }
                list.add(Entry.parse(line.strip()));
            }
        }
    }
}
