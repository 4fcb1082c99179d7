package org.sextant.app.features;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;

import org.kordamp.ikonli.feather.Feather;
import org.sextant.app.features.FeatureQuery.Scope;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.TaskExecutor;
import org.sextant.app.view.ViewContext;
import org.sextant.app.view.ViewIdentity;
import org.sextant.app.view.WorkbenchView;
import org.sextant.runtime.harvest.HarvestSummary;

/// The table of an invented SAE of 131,072 features, for the benchmark to filter, sort and scroll.
public final class LargeTableView implements WorkbenchView {
    /// The largest SAEs in use are of this size.
    public static final int SIZE = 131_072;

    private static final List<String> WORDS = List.of("rope", "lantern", "harbour", "Anna");
    private static final int LABEL_EVERY = 16;
    private static final int SPREAD = 7919;
    private static final ViewIdentity IDENTITY = new ViewIdentity("large-table", "Large table",
            "A table of " + SIZE + " features", Feather.LIST);

    private final TaskExecutor tasks;
    private final FeaturesViewModel model;
    private final FeatureTablePane pane;

    public LargeTableView(ViewContext context) {
        tasks = context.tasks();
        model = new FeaturesViewModel(context);
        pane = new FeatureTablePane(model, context.tasks());
        pane.setId("large-table");
    }

    /// Fills the table.
    public void fill() {
        model.table().queryProperty().set(FeatureQuery.FIRST.in(Scope.ALL));
        BackgroundTask.working("Inventing features", LargeTableView::source).onSuccess(model.table()::show)
                .startWith(tasks);
    }

    private static TableViewModel.Source source() {
        return new TableViewModel.Source(SIZE, labels(), Optional.empty(), OptionalInt.empty(),
                Optional.of(harvest()));
    }

    private static Map<Integer, String> labels() {
        Map<Integer, String> labels = new HashMap<>();
        for (int feature = 0; feature < SIZE; feature += LABEL_EVERY) {
            labels.put(feature, WORDS.get(feature / LABEL_EVERY % WORDS.size()) + " " + feature);
        }
        return labels;
    }

    private static HarvestSummary harvest() {
        List<HarvestSummary.Row> rows = new ArrayList<>(SIZE);
        for (int feature = 0; feature < SIZE; feature++) {
            int mixed = feature * SPREAD % SIZE;
            rows.add(new HarvestSummary.Row(mixed, 1, (mixed ^ feature) / 1000f));
        }
        return new HarvestSummary(Map.of(), SIZE, true, rows);
    }

    /// Lists the features that fit a text.
    public void filter(String text) {
        model.table().queryProperty().set(model.table().queryProperty().get().searching(text));
    }

    /// Sorts by the density or by the largest activation of the harvest.
    public void sort(boolean density, boolean rising) {
        model.table().queryProperty().set(model.table().queryProperty().get()
                .by(density ? FeatureColumn.DENSITY : FeatureColumn.CORPUS_LARGEST, rising));
    }

    /// Shows the rows from a place on.
    public void scrollTo(int place) {
        pane.scrollTo(place);
    }

    /// Changes whenever the table lists something else.
    public ObservableValue<?> listing() {
        return model.table().listingProperty();
    }

    @Override
    public ViewIdentity identity() {
        return IDENTITY;
    }

    @Override
    public Node node() {
        return pane;
    }

    @Override
    public void setShowing(boolean showing) {
        // It asks the model for nothing.
    }
}
