package org.sextant.app.features;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.SaeArchitecture;
import org.sextant.runtime.session.TrainSaeRequest;

/// A small SAE of a small model whose tokens are letters, and texts for both.
public final class SmallSae {
    public static final int FEATURES = 48;
    public static final String SITE = "blocks.1.hook_resid_post";

    private SmallSae() {}

    /// 60 texts of 24 letters, a line each.
    public static Path texts(Path file) {
        Random random = new Random(4);
        List<String> lines = IntStream.range(0, 60).mapToObj(_ -> random.ints(24, 'a', 'z' + 1)
                .mapToObj(letter -> String.valueOf((char) letter)).collect(Collectors.joining())).toList();
        try {
            return Files.write(file, lines);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Trains it, some steps.
    public static void train(OpenModel model, Path texts, Path sae) {
        model.submit(new TrainSaeRequest(texts, sae, SITE, Optional.empty(), new SaeArchitecture.TopK(6), FEATURES,
                4096, 3e-3, 5, 1)).await();
    }

    /// The model, whose jobs are done when they are handed out.
    static OpenModel atOnce(OpenModel model) {
        return (OpenModel) Proxy.newProxyInstance(OpenModel.class.getClassLoader(), new Class<?>[]{OpenModel.class},
                (_, method, arguments) -> {
                    try {
                        Object answer = method.invoke(model, arguments);
                        if (answer instanceof Job<?> job) {
                            job.completion().handle((_, _) -> true).toCompletableFuture().join();
                        }
                        return answer;
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }
}
