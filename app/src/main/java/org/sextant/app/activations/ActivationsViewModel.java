package org.sextant.app.activations;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.Observable;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

import org.sextant.app.state.Workspace;
import org.sextant.app.task.TaskExecutor;
import org.sextant.app.view.Steering;

/// The four pictures of one run and the inspector beside them. Only the picture that is looked at asks the model.
public final class ActivationsViewModel {
    /// The pictures, in their order.
    public enum Kind {
        STATISTICS("Statistics", "One number a layer and token"),
        SITE("Site", "Every value of one site"),
        ATTENTION("Attention", "Which tokens each head looks at"),
        LENS("Lens", "What each layer would predict");

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

    private final ResultCache cache = new ResultCache();
    private final ObjectProperty<Kind> kind = new SimpleObjectProperty<>(this, "kind", Kind.STATISTICS);
    private final AspectViewModel aspect;
    private final StatisticsViewModel statistics;
    private final SiteViewModel site;
    private final AttentionViewModel attention;
    private final LensViewModel lens;
    private final InspectorViewModel inspector;
    private final BooleanProperty showing = new SimpleBooleanProperty(this, "showing");

    /// @param steering what the model is changed by
    public ActivationsViewModel(Workspace workspace, TaskExecutor tasks, Steering steering) {
        workspace.modelProperty().subscribe(ignored -> cache.clear());
        aspect = new AspectViewModel(steering);
        var sources = new PictureSources(workspace, tasks, cache, aspect);
        statistics = new StatisticsViewModel(sources);
        site = new SiteViewModel(sources);
        attention = new AttentionViewModel(sources);
        lens = new LensViewModel(sources);
        inspector = new InspectorViewModel(sources);
        kind.subscribe(ignored -> activate());
    }

    /// Which picture is shown.
    public ObjectProperty<Kind> kindProperty() {
        return kind;
    }

    /// How all pictures show the steering.
    public AspectViewModel aspect() {
        return aspect;
    }

    public StatisticsViewModel statistics() {
        return statistics;
    }

    public SiteViewModel site() {
        return site;
    }

    public AttentionViewModel attention() {
        return attention;
    }

    public LensViewModel lens() {
        return lens;
    }

    public InspectorViewModel inspector() {
        return inspector;
    }

    /// The picture that is shown.
    public PictureModel<?, ?> picture() {
        return picture(kind.get());
    }

    PictureModel<?, ?> picture(Kind which) {
        return switch (which) {
            case STATISTICS -> statistics.picture();
            case SITE -> site.picture();
            case ATTENTION -> attention.picture();
            case LENS -> lens.picture();
        };
    }

    /// What the shown picture shows; empty before its first answer, and while the view is hidden.
    Optional<Drawing<?>> drawing() {
        return picture().drawingProperty().get().filter(_ -> showing.get()).map(drawing -> drawing);
    }

    /// What [#drawing] depends on.
    Observable[] observables() {
        return Stream
                .concat(Stream.of(kind, showing),
                        Arrays.stream(Kind.values()).map(each -> picture(each).drawingProperty()))
                .toArray(Observable[]::new);
    }

    /// Goes that many blocks up or down.
    void stepLayer(int step) {
        if (kind.get() == Kind.ATTENTION) {
            attention.placeProperty().get().ifPresent(here -> attention.chooseLayer(here.layer() + step));
        } else {
            site.placeProperty().get().ifPresent(here -> site.chooseLayer(here.layer() + step));
        }
    }

    /// Goes that many heads up or down.
    void stepHead(int step) {
        attention.placeProperty().get().ifPresent(here -> attention.chooseHead(here.head() + step));
    }

    ReadOnlyBooleanProperty showingProperty() {
        return showing;
    }

    /// Whether the view is visible; a hidden one asks the model for nothing.
    public void setShowing(boolean visible) {
        showing.set(visible);
        activate();
    }

    private void activate() {
        for (Kind each : Kind.values()) {
            picture(each).setActive(showing.get() && each == kind.get());
        }
        inspector.setActive(showing.get());
    }
}
