package org.sextant.app.compare;

import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.Observable;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

import org.sextant.app.activations.StatisticsPicture;
import org.sextant.app.view.PaneState;
import org.sextant.runtime.session.ActivationsRequest;
import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.Statistic;

/// One number a layer and token.
final class StatisticBeside implements BesideDrawing {
    private final ObjectProperty<Statistic> statistic = new SimpleObjectProperty<>(this, "statistic", Statistic.NORM);
    private final ObjectProperty<String> site = new SimpleObjectProperty<>(this, "site", SharedSites.RESIDUAL);

    private record Choice(Statistic statistic, String site) {}

    ObjectProperty<Statistic> statisticProperty() {
        return statistic;
    }

    /// The kind of site whose statistic is shown, as `blocks.*.hook_resid_post`.
    ObjectProperty<String> siteProperty() {
        return site;
    }

    @Override
    public Observable[] choices() {
        return new Observable[]{statistic, site};
    }

    @Override
    public Object chosen() {
        return new Choice(statistic.get(), site.get());
    }

    @Override
    public Optional<PaneState> refusal(ComparedSides of) {
        return SharedSites.missing(of.cards(), site.get());
    }

    @Override
    public Supplier<Job<BesidePictures>> job(ComparedSides of) {
        Statistic chosen = statistic.get();
        String pattern = site.get();
        return () -> BothJob.subtracting(of, (prompt, plan) -> new ActivationsRequest(prompt, pattern, chosen, plan),
                result -> BesidePicture.of(new StatisticsPicture(result), result.tokens()), "value");
    }
}
