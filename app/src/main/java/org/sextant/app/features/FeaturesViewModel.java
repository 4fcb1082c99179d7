package org.sextant.app.features;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;

import org.sextant.app.state.Workspace;
import org.sextant.app.task.TaskExecutor;
import org.sextant.app.view.ViewContext;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.SaeCard;

/// SAE features: which are active on the prompt, what one is, and how good the SAE is.
public final class FeaturesViewModel {
    /// The pictures, in their order.
    public enum Kind {
        PROMPT("Prompt", "Features on this prompt: which are active, token by token"),
        FEATURE("Feature", "What one feature is: examples, logits, neighbours"),
        QUALITY("Quality", "How good this SAE is on a corpus");

        private final String title;
        private final String description;

        Kind(String title, String description) {
            this.title = title;
            this.description = description;
        }

        public String title() {
            return title;
        }

        public String description() {
            return description;
        }
    }

    private final ViewContext context;
    private final ObjectProperty<Kind> kind = new SimpleObjectProperty<>(this, "kind", Kind.PROMPT);
    private final SaesViewModel saes;
    private final LabelsViewModel labels;
    private final PromptViewModel prompt;
    private final HarvestViewModel harvest;
    private final PageViewModel page;
    private final TableViewModel table;
    private final QualityViewModel quality;
    private boolean showing;

    public FeaturesViewModel(ViewContext context) {
        this(context, HarvestFolder.ofPerson());
    }

    /// @param harvests where harvests are kept
    FeaturesViewModel(ViewContext context, HarvestFolder harvests) {
        this.context = context;
        Workspace workspace = context.workspace();
        TaskExecutor tasks = context.tasks();
        saes = new SaesViewModel(workspace, tasks);
        labels = new LabelsViewModel(saes, tasks);
        prompt = new PromptViewModel(workspace, saes, labels, tasks);
        harvest = new HarvestViewModel(workspace, saes, tasks, harvests);
        page = new PageViewModel(workspace, saes, prompt, harvest, tasks);
        table = new TableViewModel(tasks);
        quality = new QualityViewModel(workspace, saes, tasks);
        Stream.<ObservableValue<?>>of(saes.chosenProperty(), labels.textsProperty(), prompt.featuresProperty(),
                harvest.harvestedProperty(), workspace.selectionProperty().map(each -> each.token()))
                .forEach(each -> each.subscribe((before, now) -> list()));
    }

    /// Which picture is shown.
    public ObjectProperty<Kind> kindProperty() {
        return kind;
    }

    SaesViewModel saes() {
        return saes;
    }

    LabelsViewModel labels() {
        return labels;
    }

    PromptViewModel prompt() {
        return prompt;
    }

    HarvestViewModel harvest() {
        return harvest;
    }

    PageViewModel page() {
        return page;
    }

    TableViewModel table() {
        return table;
    }

    QualityViewModel quality() {
        return quality;
    }

    ModelCard model() {
        return context.workspace().modelProperty().get().map(OpenModel::card).orElseThrow();
    }

    /// The feature that is looked at, as steering takes it.
    Optional<FeatureUse.Feature> feature() {
        OptionalInt number = prompt.featureProperty().get();
        return number.isEmpty() ? Optional.empty()
                : saes.chosenProperty().get().map(sae -> feature(sae, number.getAsInt()));
    }

    private FeatureUse.Feature feature(SaeCard sae, int number) {
        double inCorpus = harvest.harvestedProperty().get().map(HarvestViewModel.Harvested::summary)
                .filter(counted -> number < counted.features().size())
                .map(counted -> (double) counted.features().get(number).max()).orElse(0.0);
        return FeatureUse.Feature.of(sae, number, labels.of(number), prompt.features(), inCorpus);
    }

    /// Puts the feature that is looked at on the slider board, if it can be used so.
    void use(FeatureUse how) {
        feature().filter(each -> how.obstacle(each).isEmpty())
                .ifPresent(each -> context.sliders().add(how.row(each), how.reach(each)));
    }

    /// Whether the view is visible; a hidden one asks the model for nothing.
    public void setShowing(boolean visible) {
        showing = visible;
        list();
        prompt.setActive(visible);
        page.setActive(visible);
    }

    private void list() {
        if (!showing) {
            return;
        }
        table.show(new TableViewModel.Source(saes.chosenProperty().get().map(SaeCard::features).orElse(0),
                labels.textsProperty().get(), prompt.features(), prompt.token(),
                harvest.harvestedProperty().get().map(HarvestViewModel.Harvested::summary)));
    }
}
