package org.sextant.app.activations;

import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

import org.sextant.app.activations.LatestAnswer.Plan;
import org.sextant.app.state.Workspace;
import org.sextant.app.task.TaskExecutor;
import org.sextant.runtime.session.ActivationsRequest;
import org.sextant.runtime.session.ActivationsResult;
import org.sextant.runtime.session.Statistic;

/// One statistic of one kind of site at every layer and token.
public final class StatisticsViewModel {
    private final ReadOnlyObjectWrapper<List<SiteChoice>> choices = new ReadOnlyObjectWrapper<>(this, "choices",
            List.of());
    private final ObjectProperty<SiteChoice> choice = new SimpleObjectProperty<>(this, "choice", SiteChoice.RESIDUAL);
    private final ObjectProperty<Statistic> statistic = new SimpleObjectProperty<>(this, "statistic", Statistic.NORM);
    private final PictureModel<ActivationsResult, StatisticsPicture> picture;

    StatisticsViewModel(Workspace workspace, TaskExecutor tasks, ResultCache cache) {
        workspace.modelProperty().subscribe(model -> model.ifPresent(open -> offer(SiteChoice.vectorsOf(open.card()))));
        picture = new PictureModel<>("Statistics", workspace, tasks, cache, this::plan);
        choice.subscribe(ignored -> picture.refresh());
        statistic.subscribe(ignored -> picture.refresh());
    }

    public PictureModel<ActivationsResult, StatisticsPicture> picture() {
        return picture;
    }

    /// The kinds of sites that the open model has.
    public ReadOnlyObjectProperty<List<SiteChoice>> choicesProperty() {
        return choices.getReadOnlyProperty();
    }

    public ObjectProperty<SiteChoice> choiceProperty() {
        return choice;
    }

    public ObjectProperty<Statistic> statisticProperty() {
        return statistic;
    }

    private void offer(List<SiteChoice> offered) {
        SiteChoice kept = offered.contains(choice.get()) ? choice.get() : SiteChoice.RESIDUAL;
        choices.set(offered);
        choice.set(kept);
    }

    private Plan<ActivationsResult, Drawing<StatisticsPicture>> plan(Looking looking) {
        return new Plan<>(new ActivationsRequest(looking.prompt(), choice.get().pattern(), statistic.get()),
                result -> Drawing.of(new StatisticsPicture(result), looking));
    }
}
