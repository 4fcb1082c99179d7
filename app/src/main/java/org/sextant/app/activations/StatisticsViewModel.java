package org.sextant.app.activations;

import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

import org.sextant.app.activations.AspectViewModel.Pace;
import org.sextant.app.activations.PictureModel.Choice;
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

    StatisticsViewModel(PictureSources sources) {
        sources.workspace().modelProperty()
                .subscribe(model -> model.ifPresent(open -> offer(SiteChoice.vectorsOf(open.card()))));
        picture = new PictureModel<>("Statistics", sources, Pace.MOVING, this::choiceOf);
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

    private Choice<ActivationsResult, StatisticsPicture> choiceOf(Looking looking) {
        String sites = choice.get().pattern();
        Statistic wanted = statistic.get();
        return new Choice<>(steering -> new ActivationsRequest(looking.prompt(), sites, wanted, steering),
                StatisticsPicture::new);
    }
}
