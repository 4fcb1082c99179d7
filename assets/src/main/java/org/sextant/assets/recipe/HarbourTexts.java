package org.sextant.assets.recipe;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.sextant.assets.tokenizer.BpeModel;
import org.sextant.assets.tokenizer.BpeTrainer;
import org.sextant.assets.world.Course;
import org.sextant.assets.world.HarbourWorld;
import org.sextant.assets.world.PromptPair;
import org.sextant.assets.world.Split;
import org.sextant.assets.world.Task;
import org.sextant.runtime.WholeFile;

/// What every harbour model is made from: the world, its texts, and the tokenizer that all share.
record HarbourTexts(HarbourWorld world) {
    private static final int VOCABULARY = 4096;
    private static final long TOKENIZER_TEXTS = 40_000;
    private static final int PAIRS_FOR_WORDS = 3000;

    static HarbourTexts ofTheShippedWorld() {
        return new HarbourTexts(HarbourWorld.shipped());
    }

    /// The tokenizer: learned from the first texts, with every answer of a task as one token.
    BpeModel tokenizer() {
        return new BpeTrainer(VOCABULARY, answers())
                .train(LongStream.range(0, TOKENIZER_TEXTS).mapToObj(index -> world.document(Course.HARBOUR, index)));
    }

    /// The words that prompts are answered with, `▁` for the space before them. Marks and digits are tokens anyway.
    private Set<String> answers() {
        Set<String> words = new TreeSet<>();
        for (Task task : Task.values()) {
            Stream.of(Split.values()).flatMap(split -> world.pairs(task, split, PAIRS_FOR_WORDS).stream())
                    .flatMap(HarbourTexts::answers)
                    .filter(word -> Character.isLetter(word.codePointBefore(word.length())))
                    .map(word -> word.replace(' ', '▁')).forEach(words::add);
        }
        return words;
    }

    private static Stream<String> answers(PromptPair pair) {
        return Stream.of(pair.answer(), pair.wrong());
    }

    /// Writes the first training texts of a course, a line each, unless the file is there.
    void writeTraining(Path file, Course course, long texts) {
        write(file, texts, index -> world.document(course, index));
    }

    /// Writes the first held-out texts of a course, a line each, unless the file is there.
    void writeHeldOut(Path file, Course course, long texts) {
        write(file, texts, index -> world.heldOutDocument(course, index));
    }

    private static void write(Path file, long texts, LongFunction<String> text) {
        if (Files.exists(file)) {
            return;
        }
        try {
            WholeFile.write(file, unfinished -> {
                try (Writer lines = Files.newBufferedWriter(unfinished)) {
                    for (long index = 0; index < texts; index++) {
                        lines.write(text.apply(index) + "\n");
                    }
                }
            });
        } catch (IOException failure) {
            throw new RecipeException(file, failure);
        }
    }
}
