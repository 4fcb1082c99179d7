package org.sextant.assets.recipe;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.sextant.assets.demo.DemoIndex;
import org.sextant.assets.tokenizer.SpecialToken;
import org.sextant.assets.tokenizer.TokenizerFiles;
import org.sextant.assets.world.Course;
import org.sextant.runtime.WholeFile;
import org.sextant.runtime.checkpoint.ModelTokenizer;
import org.sextant.runtime.checkpoint.WeightFiles;
import org.sextant.runtime.train.CorpusFile;
import org.sextant.runtime.train.InitialWeights;
import org.sextant.runtime.train.LossCurve;
import org.sextant.runtime.train.TokenCorpus;
import org.sextant.runtime.train.Trainer;
import org.sextant.runtime.train.TrainingListener;
import org.sextant.runtime.train.TrainingPlan;

/// How one language model of the harbour is made, from nothing or from another of them to the files that ship. It takes
/// one lesson after another, each beginning with the weights of the one before. Broken off and started again it goes on
/// from the last saved step.
///
/// @param name of the demo model
/// @param config its `config.json`
/// @param parent the demo model that it goes on from, which has its config but for the name; null to begin from nothing
/// @param chat whether it is to be talked to: then it has a chat template, and an answer ends its text
/// @param spread of its first weights
/// @param lessons in their order
record LanguageModelRecipe(String name, String config, @Nullable String parent, boolean chat, double spread,
        List<Lesson> lessons) {
    private static final long HELD_OUT_TEXTS = 2000;
    private static final int CONTEXT = 256;
    private static final int REPORT_EVERY = 50;
    /// What lies beside the weights.
    private static final List<String> BESIDE = List.of("config.json", "generation_config.json", "tokenizer.json",
            "tokenizer_config.json", "special_tokens_map.json", "chat_template.jinja");
    private static final String MODEL = "model.safetensors";
    /// As conversations stand in the texts.
    private static final String CHAT_TEMPLATE = "{{ bos_token }}{% for message in messages %}"
            + "{% if not loop.first %} {% endif %}{% if message.role == 'assistant' %}"
            + "<|assistant|> {{ message.content }} <|end|>{% else %}"
            + "<|{{ message.role }}|> {{ message.content }}{% endif %}{% endfor %}"
            + "{% if add_generation_prompt %} <|assistant|>{% endif %}";

    /// Makes the model.
    ///
    /// @param work a folder for texts, states and curves
    /// @param models the folder where the demo models lie, with the parent's
    /// @param checkpoints how many models on the way are kept, evenly spaced over the steps of each lesson
    /// @param out hears how far it is
    /// @return the folder of the model, in `work`
    Path train(Path work, Path models, int checkpoints, PrintStream out) {
        Path folder = work.resolve(name);
        HarbourTexts world = HarbourTexts.ofTheShippedWorld();
        prepare(folder, world, out);
        Path before = parent == null ? null : models.resolve(parent);
        List<LossCurve> curves = new ArrayList<>();
        try (ModelTokenizer tokenizer = ModelTokenizer.in(folder).orElseThrow()) {
            for (int number = 1; number <= lessons.size(); number++) {
                Path place = folder.resolve("lesson-" + number);
                copy(folder, place, BESIDE);
                curves.add(learn(lessons.get(number - 1), place, before, new Reading(world, work, tokenizer),
                        checkpoints, out));
                before = place;
            }
        }
        copy(before, folder, List.of(MODEL));
        write(folder.resolve("loss.svg"), LossChart.svg(curves, "Training of " + name));
        return folder;
    }

    /// What there is to read, as ids.
    private record Reading(HarbourTexts world, Path work, ModelTokenizer tokenizer) {
        TokenCorpus training(Course course, long texts) {
            Path file = work.resolve("train-" + course.name().toLowerCase(Locale.ROOT) + "-" + texts + ".txt");
            world.writeTraining(file, course, texts);
            return read(file);
        }

        TokenCorpus heldOut(Course course) {
            Path file = work.resolve("held-out-" + course.name().toLowerCase(Locale.ROOT) + ".txt");
            world.writeHeldOut(file, course, HELD_OUT_TEXTS);
            return read(file);
        }

        private TokenCorpus read(Path file) {
            return new CorpusFile(tokenizer, SpecialToken.END.id(), tokenizer.size()).read(file).corpus();
        }
    }

    private LossCurve learn(Lesson lesson, Path place, @Nullable Path before, Reading reading, int checkpoints,
            PrintStream out) {
        TrainingPlan plan = lesson.plan();
        TokenCorpus learnt = reading.training(lesson.course(), lesson.texts());
        out.printf(Locale.ROOT, "%s, %s: %,d texts, %,d tokens%n", name, place.getFileName(), learnt.size(),
                learnt.tokens());
        try (WeightFiles files = before == null ? null : WeightFiles.open(before);
                Trainer trainer = new Trainer(place, plan,
                        files == null ? InitialWeights.random(plan.seed(), spread) : InitialWeights.of(files), learnt,
                        reading.heldOut(lesson.course()))) {
            trainer.run(new Steps(trainer, plan, place, checkpoints, out));
            trainer.writeModel(place);
            return trainer.curve();
        }
    }

    private void prepare(Path folder, HarbourTexts world, PrintStream out) {
        try {
            Files.createDirectories(folder);
        } catch (IOException failure) {
            throw new RecipeException(folder, failure);
        }
        write(folder.resolve("config.json"), config);
        write(folder.resolve("generation_config.json"), """
                {
                  "bos_token_id": 1,
                  "eos_token_id": %s,
                  "pad_token_id": 3
                }
                """.formatted(chat ? "[2, " + SpecialToken.END_OF_TURN.id() + "]" : "2"));
        if (!Files.exists(folder.resolve("tokenizer.json"))) {
            out.println(name + ": learning the tokenizer");
            TokenizerFiles.write(world.tokenizer(), CONTEXT, folder);
        }
        if (chat) {
            write(folder.resolve("chat_template.jinja"), CHAT_TEMPLATE);
        }
    }

    /// Copies what belongs to the model to where the demo models lie. Its card is written by hand.
    ///
    /// @param models the folder with `models.json`
    void ship(Path folder, Path models) {
        Path target = models.resolve(name);
        copy(folder, target, BESIDE);
        copy(folder, target, List.of(MODEL));
        try {
            DemoIndex.refresh(models);
        } catch (IOException failure) {
            throw new RecipeException(target, failure);
        }
    }

    /// Copies those of the files that are there.
    private static void copy(Path from, Path to, List<String> files) {
        try {
            Files.createDirectories(to);
            for (String file : files) {
                if (Files.exists(from.resolve(file))) {
                    Files.copy(from.resolve(file), to.resolve(file), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException failure) {
            throw new RecipeException(to, failure);
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
        private final TrainingPlan plan;
        private final Path folder;
        private final int checkpoints;
        private final PrintStream out;

        Steps(Trainer trainer, TrainingPlan plan, Path folder, int checkpoints, PrintStream out) {
            this.trainer = trainer;
            this.plan = plan;
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
                out.printf(Locale.ROOT, "%s, %s: step %d of %d, loss %.4f%s, %.0f tokens/s, %.0f minutes left%n",
                        name, folder.getFileName(), point.step(), plan.steps(), point.loss(), heldOut, tokensPerSecond,
                        left);
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
            copy(folder, target, BESIDE);
            trainer.writeModel(target);
        }
    }
}
