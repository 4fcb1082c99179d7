package org.sextant.assets.recipe;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

import org.sextant.assets.demo.DemoIndex;
import org.sextant.assets.prompts.PromptSets;
import org.sextant.assets.world.Split;
import org.sextant.assets.world.Task;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.checkpoint.Checkpoint;
import org.sextant.runtime.session.Dtype;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Makes what ships beside the code: `model harbour-base`, `prompts`, `mechanisms harbour-base`.
@Command(name = "recipe", description = "Makes demo models and their prompts from nothing.", mixinStandardHelpOptions = true)
public final class Recipes {
    private static final String MODELS = "src/main/resources/org/sextant/assets/models";
    private static final String PROMPTS = "src/main/resources/org/sextant/assets/prompts/harbour";
    private static final int PROMPTS_A_SET = 300;
    private static final int HEADS_SHOWN = 6;
    private static final int ACTIVE_FEATURES = 20;
    private static final long SAE_TEXTS = 40_000;
    private static final int MENDABLE = 2;

    private final PrintStream out;

    Recipes(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        System.exit(run(new PrintStream(System.out, true, StandardCharsets.UTF_8), arguments));
    }

    static int run(PrintStream out, String... arguments) {
        return new CommandLine(new Recipes(out)).setExecutionExceptionHandler((failure, _, _) -> {
            if (failure instanceof SextantException) {
                out.println("recipe: " + failure.getMessage());
                return MENDABLE;
            }
            throw failure;
        }).execute(arguments);
    }

    @Command(name = "model", description = "Trains a demo model and puts it where it ships.")
    int model(@Parameters(paramLabel = "NAME", description = "a demo model, such as harbour-base") String name,
            @Option(names = "--work", paramLabel = "FOLDER", defaultValue = "target/recipes", description = "for texts and the state of the training") Path work,
            @Option(names = "--models", paramLabel = "FOLDER", defaultValue = MODELS, description = "where the demo models lie") Path models,
            @Option(names = "--checkpoints", paramLabel = "N", defaultValue = "0", description = "models on the way to keep; none unless asked for") int checkpoints) {
        var recipe = HarbourModels.ALL.stream().filter(one -> one.name().equals(name)).findFirst();
        if (recipe.isEmpty()) {
            out.println("recipe: there is no recipe for " + name + "; choose one of "
                    + HarbourModels.ALL.stream().map(LanguageModelRecipe::name).toList());
            return MENDABLE;
        }
        recipe.get().ship(recipe.get().train(work, models, checkpoints, out), models);
        out.println(name + ": written to " + models.resolve(name));
        return 0;
    }

    @Command(name = "prompts", description = "Writes the prompt sets of every task from the world.")
    int prompts(
            @Option(names = "--folder", paramLabel = "FOLDER", defaultValue = PROMPTS, description = "where they lie") Path folder) {
        try {
            PromptSets.write(HarbourTexts.ofTheShippedWorld().world(), PROMPTS_A_SET, folder);
        } catch (IOException failure) {
            throw new RecipeException(folder, failure);
        }
        return 0;
    }

    @Command(name = "vectors", description = "Makes a demo model's steering vectors, with the layer and the coefficient to use.")
    int vectors(@Parameters(paramLabel = "NAME", description = "a demo model") String name,
            @Option(names = "--models", paramLabel = "FOLDER", defaultValue = MODELS, description = "where the demo models lie") Path models) {
        Path folder = models.resolve(name);
        try (OpenModel model = open(folder)) {
            new VectorRecipe(model, out).make(folder);
        }
        return refresh(models);
    }

    @Command(name = "saes", description = "Trains a demo model's sparse autoencoders and labels their strongest features.")
    int saes(@Parameters(paramLabel = "NAME", description = "a demo model") String name,
            @Option(names = "--work", paramLabel = "FOLDER", defaultValue = "target/recipes", description = "for texts and the state of the training") Path work,
            @Option(names = "--models", paramLabel = "FOLDER", defaultValue = MODELS, description = "where the demo models lie") Path models,
            @Option(names = "--tokens", paramLabel = "N", defaultValue = "4000000", description = "activations that each learns") long tokens) {
        SaeRecipe recipe = new SaeRecipe(name, tokens, ACTIVE_FEATURES, SAE_TEXTS);
        recipe.train(work, models, out);
        try (OpenModel model = open(models.resolve(name))) {
            SaeRecipe.label(model, out);
        }
        return refresh(models);
    }

    @Command(name = "labels", description = "Labels the strongest features of a demo model's sparse autoencoders anew.")
    int labels(@Parameters(paramLabel = "NAME", description = "a demo model") String name,
            @Option(names = "--models", paramLabel = "FOLDER", defaultValue = MODELS, description = "where the demo models lie") Path models) {
        try (OpenModel model = open(models.resolve(name))) {
            SaeRecipe.label(model, out);
        }
        return refresh(models);
    }

    @Command(name = "top-afa", description = "Trains an SAE by top-AFA and one by top-k with as many active features, and compares them, as Markdown.")
    int topAfa(@Parameters(paramLabel = "NAME", description = "a demo model") String name,
            @Option(names = "--work", paramLabel = "FOLDER", defaultValue = "target/recipes", description = "for texts, states and both SAEs") Path work,
            @Option(names = "--models", paramLabel = "FOLDER", defaultValue = MODELS, description = "where the demo models lie") Path models,
            @Option(names = "--tokens", paramLabel = "N", defaultValue = "2000000", description = "activations that each learns") long tokens) {
        new SaeRecipe(name, tokens, ACTIVE_FEATURES, SAE_TEXTS).compareTopAfa(work, models, out);
        return 0;
    }

    static OpenModel open(Path folder) {
        return Session.local().open(new OpenRequest(new ModelLocation.Folder(folder), "cpu", Dtype.FLOAT32)).await();
    }

    private static int refresh(Path models) {
        try {
            DemoIndex.refresh(models);
        } catch (IOException failure) {
            throw new RecipeException(models, failure);
        }
        return 0;
    }

    @Command(name = "mechanisms", description = "Finds by patching which heads each task goes through, as Markdown.")
    int mechanisms(@Parameters(paramLabel = "NAME", description = "a demo model") String name,
            @Option(names = "--models", paramLabel = "FOLDER", defaultValue = MODELS, description = "where the demo models lie") Path models,
            @Option(names = "--pairs", paramLabel = "N", defaultValue = "40", description = "pairs of each task") int pairs) {
        try (var patching = new HeadPatching(Checkpoint.open(models.resolve(name)))) {
            out.println("| task | heads that the answer goes through (layer.head: share of the logit difference) |");
            out.println("|---|---|");
            for (Task task : Task.values()) {
                var line = new StringBuilder();
                var heads = patching.heads(PromptSets.pairs(task, Split.HELD_OUT).subList(0, pairs));
                for (HeadPatching.Head head : heads.subList(0, Math.min(HEADS_SHOWN, heads.size()))) {
                    line.append(String.format(Locale.ROOT, "%s: %.2f, ", head.name(), head.part()));
                }
                out.println("| " + task.id().replace('-', ' ') + " | " + line.substring(0, line.length() - 2) + " |");
            }
        }
        return 0;
    }
}
