package org.sextant.app.features;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

import org.sextant.app.features.FeatureRow.Listing;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.TaskExecutor;
import org.sextant.runtime.harvest.HarvestSummary;

/// The table of features: which it lists and in which order, found away from the UI thread.
final class TableViewModel {
    private static final String LANE = "features.table";
    private static final Listing NOTHING = new Listing(
            FeatureValues.of(0, Map.of(), Optional.empty(), OptionalInt.empty(), Optional.empty()), new int[0]);

    /// What its values come from.
    ///
    /// @param size number of features; 0 without an SAE
    /// @param labels by number
    /// @param prompt what is active
    /// @param token the selected one
    /// @param harvest what was counted
    record Source(int size, Map<Integer, String> labels, Optional<PromptFeatures> prompt, OptionalInt token,
            Optional<HarvestSummary> harvest) {
        FeatureValues values() {
            return FeatureValues.of(size, labels, prompt, token, harvest);
        }
    }

    private final TaskExecutor tasks;
    private final ObjectProperty<FeatureQuery> query = new SimpleObjectProperty<>(this, "query", FeatureQuery.FIRST);
    private final ReadOnlyObjectWrapper<Listing> listing = new ReadOnlyObjectWrapper<>(this, "listing", NOTHING);
    private Optional<Source> source = Optional.empty();
    private boolean renewed;

    TableViewModel(TaskExecutor tasks) {
        this.tasks = tasks;
        query.subscribe((before, now) -> refresh());
    }

    /// Which features are listed.
    ObjectProperty<FeatureQuery> queryProperty() {
        return query;
    }

    /// What is listed.
    ReadOnlyObjectProperty<Listing> listingProperty() {
        return listing.getReadOnlyProperty();
    }

    /// Lists other values by the same query.
    void show(Source next) {
        source = Optional.of(next);
        renewed = true;
        refresh();
    }

    private void refresh() {
        source.ifPresent(from -> {
            FeatureQuery asked = query.get();
            Optional<FeatureValues> known = renewed ? Optional.empty() : Optional.of(listing.get().values());
            BackgroundTask.working("Listing features", () -> {
                FeatureValues values = known.orElseGet(from::values);
                return new Listing(values, FeatureOrder.of(values, asked));
            }).lane(LANE).onSuccess(found -> {
                renewed = false;
                listing.set(found);
            }).startWith(tasks);
        });
    }
}
