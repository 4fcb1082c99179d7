package org.sextant.app.features;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;

import org.sextant.app.chart.Figure;
import org.sextant.app.chart.HeatmapFigure;
import org.sextant.app.features.FeaturesViewModel.Kind;
import org.sextant.app.view.Command;
import org.sextant.app.view.Command.Menu;
import org.sextant.runtime.harvest.HarvestFile;
import org.sextant.runtime.session.FeaturePage;
import org.sextant.runtime.session.Provenance;

/// What can be done in the view, with its keys, and the ways out of each picture.
///
/// @param showing whether the view is visible; its keys do nothing else
/// @param quality the chart of quality
record FeatureCommands(FeaturesViewModel model, FeatureExport export, ObservableBooleanValue showing,
        Supplier<Optional<? extends Figure>> quality) {
    private static final Map<String, String> PICTURE_KEYS = Map.of("PNG", "Shortcut+Shift+E", "SVG", "Shortcut+Alt+E");
    private static final List<String> ENDINGS = List.of(".png", ".svg", ".pdf", ".csv", ".json");

    /// @param find goes to the field that searches
    /// @param open asks for an SAE
    List<Command> of(Runnable find, Runnable open) {
        List<Command> commands = new ArrayList<>();
        commands.add(Command.of(Menu.FILE, "Open an SAE…", open).enabledWhen(showing));
        commands.add(Command.of(Menu.VIEW, "Find a feature", () -> {
            model.kindProperty().set(Kind.PROMPT);
            find.run();
        }).enabledWhen(showing).withKey("Shortcut+F"));
        int place = 0;
        for (Kind kind : Kind.values()) {
            place++;
            commands.add(Command.of(Menu.VIEW, "Features: " + kind.title().toLowerCase(Locale.ROOT),
                    () -> model.kindProperty().set(kind)).enabledWhen(showing).withKey("Shortcut+Alt+" + place));
        }
        for (FeatureUse use : FeatureUse.values()) {
            commands.add(Command.of(Menu.STEERING, use.title() + " the feature", () -> model.use(use))
                    .enabledWhen(possible(use)).withKey(use.key()));
        }
        PICTURE_KEYS.forEach((format, key) -> commands.add(Command.of(Menu.FILE, "Main picture of features (" + format
                + ")…",
                () -> exports(model.kindProperty().get()).stream().filter(each -> each.title().contains(format))
                        .findFirst().ifPresent(Command::run))
                .enabledWhen(showing).withKey(key)));
        commands.add(Command.of(Menu.EDIT, "Copy active features as TSV",
                () -> shownFeatures().ifPresent(all -> export.copy(all.table()))).enabledWhen(showing)
                .withKey("Shortcut+Shift+C"));
        return List.copyOf(commands);
    }

    private ObservableBooleanValue possible(FeatureUse use) {
        return Bindings.createBooleanBinding(
                () -> showing.get() && model.feature().filter(each -> use.obstacle(each).isEmpty()).isPresent(),
                showing, model.prompt().featureProperty(), model.prompt().featuresProperty());
    }

    /// The ways out of a picture.
    List<Command> exports(Kind kind) {
        return switch (kind) {
            case PROMPT -> prompt();
            case FEATURE -> feature();
            case QUALITY -> quality("Chart", quality);
        };
    }

    private List<Command> prompt() {
        ObservableBooleanValue shown = Bindings.createBooleanBinding(
                () -> model.prompt().featuresProperty().get().isPresent(), model.prompt().featuresProperty());
        List<Command> commands = new ArrayList<>();
        ENDINGS.forEach(ending -> commands.add(command("Heatmap", ending, shown, () -> shownFeatures()
                .ifPresent(all -> export.figure(HeatmapFigure.of(
                        FeatureFigures.strongest(all, model.labels().textsProperty().get())), all.provenance(),
                        ending)))));
        ENDINGS.forEach(ending -> commands.add(command("Error by token", ending, shown, () -> shownFeatures()
                .ifPresent(all -> export.figure(FeatureFigures.errors(all), all.provenance(), ending)))));
        for (String ending : List.of(".csv", ".json")) {
            commands.add(command("Active features", ending, shown, () -> shownFeatures().ifPresent(all -> export
                    .table("active features of " + SaesViewModel.name(all.sae()), all.table(), all.provenance(),
                            ending))));
        }
        return commands;
    }

    private Optional<PromptFeatures> shownFeatures() {
        return model.prompt().featuresProperty().get();
    }

    private List<Command> feature() {
        ObservableBooleanValue harvested = Bindings.createBooleanBinding(
                () -> model.harvest().harvestedProperty().get().isPresent(), model.harvest().harvestedProperty());
        List<Command> commands = new ArrayList<>();
        ENDINGS.forEach(ending -> commands.add(command("Histogram", ending, harvested, () -> model.page()
                .evidenceProperty().get().filter(seen -> seen.feature().binWidth() > 0)
                .ifPresent(seen -> provenance().ifPresent(from -> export.figure(
                        FeatureFigures.histogram(seen, "feature " + seen.feature().feature()), from, ending))))));
        for (HarvestFile.Table table : HarvestFile.Table.values()) {
            for (String ending : List.of(".csv", ".parquet")) {
                String what = table.name().toLowerCase(Locale.ROOT);
                commands.add(command("Harvest: " + what, ending, harvested,
                        () -> export.file("harvest " + what + ending,
                                file -> model.harvest().export(table, file, export.saved()))));
            }
        }
        commands.add(Command.of(Menu.FILE, "Labels for Neuronpedia (JSON)…", () -> export.file("labels.json",
                file -> model.labels().export(model.model().name(), file, export.saved()))));
        return commands;
    }

    private Optional<Provenance> provenance() {
        return model.page().pageProperty().get().map(FeaturePage::provenance)
                .map(from -> model.harvest().harvestedProperty().get()
                        .map(each -> from.withSetting("store=" + each.store())).orElse(from));
    }

    private List<Command> quality(String title, Supplier<Optional<? extends Figure>> figure) {
        ObservableBooleanValue measured = Bindings.createBooleanBinding(
                () -> model.quality().shownProperty().get().isPresent(), model.quality().shownProperty());
        List<Command> commands = new ArrayList<>();
        ENDINGS.forEach(ending -> commands.add(command(title, ending, measured, () -> figure.get()
                .ifPresent(picture -> export.figure(picture, shownQuality(), ending)))));
        for (String ending : List.of(".csv", ".json")) {
            commands.add(command("Figures", ending, measured, () -> export.table("figures of SAEs",
                    FeatureFigures.metrics(model.quality().measuredProperty().get()), shownQuality(), ending)));
        }
        return commands;
    }

    private Provenance shownQuality() {
        return model.quality().shownProperty().get().orElseThrow().result().provenance();
    }

    private static Command command(String what, String ending, ObservableBooleanValue condition, Runnable action) {
        return Command.of(Menu.FILE, what + " (" + ending.substring(1).toUpperCase(Locale.ROOT) + ")…", action)
                .enabledWhen(condition);
    }
}
