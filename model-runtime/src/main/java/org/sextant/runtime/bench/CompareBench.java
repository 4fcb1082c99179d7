package org.sextant.runtime.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import org.sextant.runtime.compare.Similarity;
import org.sextant.runtime.session.CompareLayersRequest;
import org.sextant.runtime.session.CompareSide;
import org.sextant.runtime.session.CompareTexts;
import org.sextant.runtime.session.Dtype;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.session.ModelPair;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RunRequest;
import org.sextant.runtime.session.Session;

/// Measures the CKA of every layer of a model with every layer of another one, beside both models' forward passes over
/// the same tokens. Both are of random weights, written for the purpose and deleted.
final class CompareBench {
    /// Six blocks, small enough to measure in passing.
    static final RandomCheckpoint.Llama SHAPE = new RandomCheckpoint.Llama(6, 256, 4, 4, 704, 8192, 512);
    /// Tokens that are compared.
    static final int TOKENS = 4096;
    /// Tokens of a text.
    private static final int TEXT = 256;

    private final RandomCheckpoint.Llama shape;
    private final int tokens;

    CompareBench(RandomCheckpoint.Llama shape, int tokens) {
        this.shape = shape;
        this.tokens = tokens;
    }

    /// Medians.
    ///
    /// @param compareMillis both matrices, linear and debiased, from texts to values
    /// @param forwardMillis forward passes of both models over the same texts, one after another, with all logits
    record Figures(double compareMillis, double forwardMillis) {}

    Figures measure(String device, Dtype dtype, int rounds) {
        try {
            Path folder = Files.createTempDirectory("sextant-bench");
            try (Session session = Session.local()) {
                return measure(open(session, folder.resolve("a"), 1, device, dtype),
                        open(session, folder.resolve("b"), 2, device, dtype), session, rounds);
            } finally {
                delete(folder);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Figures measure(OpenModel a, OpenModel b, Session session, int rounds) {
        List<Prompt> texts = texts();
        double[] compare = new double[rounds];
        double[] forward = new double[rounds];
        try (ModelPair pair = session.pair(a, b)) {
            for (int round = -1; round < rounds; round++) {
                int at = Math.max(0, round);
                forward[at] = forward(a, texts) + forward(b, texts);
                compare[at] = Millis.of(() -> pair.submit(new CompareLayersRequest(new CompareTexts.Prompts(texts),
                        CompareSide.PLAIN, CompareSide.PLAIN, Set.of(Similarity.CKA, Similarity.CKA_DEBIASED),
                        CompareLayersRequest.Limits.DEFAULT)).await());
            }
        }
        return new Figures(Millis.median(compare), Millis.median(forward));
    }

    private OpenModel open(Session session, Path folder, long seed, String device, Dtype dtype) {
        Path written = RandomCheckpoint.llama(folder, shape, seed);
        return session.open(new OpenRequest(new ModelLocation.Folder(written), device, dtype)).await();
    }

    private List<Prompt> texts() {
        Random random = new Random(tokens);
        List<Prompt> texts = new ArrayList<>();
        for (int from = 0; from < tokens; from += TEXT) {
            texts.add(
                    new Prompt.Ids(random.ints(Math.min(TEXT, tokens - from), 0, shape.vocabSize()).boxed().toList()));
        }
        return texts;
    }

    /// The passes alone, as a run tells them.
    private static double forward(OpenModel model, List<Prompt> texts) {
        return texts.stream().mapToDouble(
                text -> model.submit(new RunRequest(text, List.of(), 0, true)).await().elapsedMillis()).sum();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> innermostFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : innermostFirst) {
                Files.delete(file);
            }
        }
    }
}
