package org.sextant.assets.recipe;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

import org.sextant.assets.demo.DemoIndex;
import org.sextant.assets.tokenizer.SpecialToken;
import org.sextant.assets.tokenizer.TokenizerFiles;
import org.sextant.runtime.WholeFile;
import org.sextant.runtime.checkpoint.ModelTokenizer;
import org.sextant.runtime.train.CorpusFile;
import org.sextant.runtime.train.InitialWeights;
import org.sextant.runtime.train.LossCurve;
import org.sextant.runtime.train.TokenCorpus;
import org.sextant.runtime.train.Trainer;
import org.sextant.runtime.train.TrainingListener;
import org.sextant.runtime.train.TrainingPlan;

/// How one language model of the harbour is made, from nothing to the files that ship. Broken off and started again it
/// goes on from the last saved step.
///
/// @param name of the demo model
/// @param config its `config.json`
/// @param plan of its training
/// @param spread of its first weights
/// @param texts documents that it learns from
record LanguageModelRecipe(String name, String config, TrainingPlan plan, double spread, long texts) {
    private static final long HELD_OUT_TEXTS = 2000;
    private static final int CONTEXT = 256;
    private static final int REPORT_EVERY = 50;
    private static final List<String> SHIPPED = List.of("config.json", "generation_config.json", "model.safetensors",
            "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json");
    private static final String GENERATION = """
            {
              "bos_token_id": 1,
              "eos_token_id": 2,
              "pad_token_id": 3
            }
            """;

    /// Makes the model.
    ///
    /// @param work a folder for texts, state and curve
    /// @param checkpoints how many models on the way are kept, evenly spaced over the steps; the last is the model
    /// @param out hears how far it is
    /// @return the folder of the model, in `work`
    Path train(Path work, int checkpoints, PrintStream out) {
        Path folder = work.resolve(name);
        HarbourTexts world = HarbourTexts.ofTheShippedWorld();
        prepare(folder, world, out);
        world.writeTraining(work.resolve("train-" + texts + ".txt"), texts);
        world.writeHeldOut(work.resolve("held-out.txt"), HELD_OUT_TEXTS);
        try (ModelTokenizer tokenizer = ModelTokenizer.in(folder).orElseThrow()) {
            var file = new CorpusFile(tokenizer, SpecialToken.END.id(), tokenizer.size());
            TokenCorpus learnt = file.read(work.resolve("train-" + texts + ".txt")).corpus();
            TokenCorpus heldOut = file.read(work.resolve("held-out.txt")).corpus();
            out.printf(Locale.ROOT, "%s: %,d texts, %,d tokens%n", name, learnt.size(), learnt.tokens());
            try (var trainer = new Trainer(folder, plan, InitialWeights.random(plan.seed(), spread), learnt, heldOut)) {
                trainer.run(new Steps(trainer, folder, checkpoints, out));
                trainer.writeModel(folder);
                write(folder.resolve("loss.svg"), LossChart.svg(trainer.curve(), "Training of " + name));
            }
        }
        return folder;
    }

    private void prepare(Path folder, HarbourTexts world, PrintStream out) {
        try {
            Files.createDirectories(folder);
        } catch (IOException failure) {
            throw new RecipeException(folder, failure);
        }
        write(folder.resolve("config.json"), config);
        write(folder.resolve("generation_config.json"), GENERATION);
        if (!Files.exists(folder.resolve("tokenizer.json"))) {
            out.println(name + ": learning the tokenizer");
            TokenizerFiles.write(world.tokenizer(), CONTEXT, folder);
        }
    }

    /// Copies what belongs to the model to where the demo models lie. Its card is written by hand.
    ///
    /// @param models the folder with `models.json`
    void ship(Path folder, Path models) {
        Path target = models.resolve(name);
        try {
            Files.createDirectories(target);
            for (String file : SHIPPED) {
                Files.copy(folder.resolve(file), target.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
            DemoIndex.refresh(models);
        } catch (IOException failure) {
            throw new RecipeException(target, failure);
        }
    }

    private static void write(Path file, String content) {
        try {
            WholeFile.writeString(file, content);
        } catch (IOException failure) {
            throw new RecipeException(file, failure);
        }
    }

    /// Tells of the steps and keeps models on the way.
    private final class Steps implements TrainingListener {
        private final Trainer trainer;
        private final Path folder;
        private final int checkpoints;
        private final PrintStream out;

        Steps(Trainer trainer, Path folder, int checkpoints, PrintStream out) {
            this.trainer = trainer;
            this.folder = folder;
            this.checkpoints = checkpoints;
            this.out = out;
        }

        @Override
        public void step(LossCurve.Point point, double tokensPerSecond) {
            if (point.step() % REPORT_EVERY == 0) {
                double left = (plan.steps() - point.step()) * (point.tokens() / (double) point.step())
                        / tokensPerSecond / 60;
                String heldOut = point.heldOutLoss().isPresent()
                        ? String.format(Locale.ROOT, ", held out %.4f", point.heldOutLoss().getAsDouble())
                        : "";
                out.printf(Locale.ROOT, "%s: step %d of %d, loss %.4f%s, %.0f tokens/s, %.0f minutes left%n", name,
                        point.step(), plan.steps(), point.loss(), heldOut, tokensPerSecond, left);
            }
            if (checkpoints > 0 && isKept(point.step())) {
                keep(point.step());
            }
        }

        private boolean isKept(long step) {
            return step * checkpoints / plan.steps() > (step - 1) * checkpoints / plan.steps();
        }

        private void keep(long step) {
            Path target = folder.resolve("checkpoints").resolve(String.format(Locale.ROOT, "step-%06d", step));
            try {
                Files.createDirectories(target);
                for (String file : SHIPPED) {
                    if (Files.exists(folder.resolve(file)) && !file.equals("model.safetensors")) {
                        Files.copy(folder.resolve(file), target.resolve(file), StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            } catch (IOException failure) {
                throw new RecipeException(target, failure);
            }
            trainer.writeModel(target);
        }
    }
}
